"""What the check says of a draft, and its outline: the same for the page, the canvas and publishing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app import decisions
from app.bpmn import Document, Remedy, Step, Unreadable, outline
from app.db import TenantSession
from app.decisions.elements import definitions
from app.levels import Kind, Parameter, declared
from app.processes import drafting_repairs, publishing
from app.processes.bundles import Bundle, Finding
from app.web.current import current
from app.web.diagrams import kind_name
from app.web.texts import gettext

#: What a form's field gives to expressions, where it is no text.
TYPES: Mapping[str, str] = {
    "number": "Number",
    "checkbox": "Boolean",
    "checklist": "List",
    "taglist": "List",
    "dynamiclist": "List",
    "filepicker": "List",
    "datetime": "Date",
}
WITHOUT_ANSWER = frozenset({"text", "html", "image", "separator", "spacer", "button", "group", "table"})
DECIDED = frozenset({"decision", "decisionService"})

#: Remedies beside one finding; the page of all remedies has the rest.
MOST_OFFERS = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding of the check in the reader's language."""

    is_error: bool
    element_id: str | None  #: None: nothing in the main diagram
    where: str  #: the file, where it is not the main diagram
    sentence: str
    remedy: str
    offers: tuple[Remedy, ...] = ()  #: what a press would do about it


@dataclass(frozen=True, slots=True)
class Line:
    """One element of the outline."""

    step: Step
    name: str
    mark: str  #: "problem", "warn" or ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is said of a draft."""

    notices: tuple[Notice, ...]
    lanes: Mapping[str, tuple[Line, ...]]  #: the outline by the names of its lanes, "" where there is none
    marks: Mapping[str, str]  #: "problem" or "warn" by element id
    bundle: Bundle = field(repr=False)

    @property
    def errors(self) -> int:
        """How many keep it from being published."""
        return sum(each.is_error for each in self.notices)

    @property
    def hints(self) -> int:
        """How many are only worth a look."""
        return len(self.notices) - self.errors

    @property
    def elements(self) -> int:
        """How many lines the outline has."""
        return sum(map(len, self.lanes.values()))


def of(
    session: TenantSession, files: Mapping[str, bytes], main: str, language: str, *, offering: bool = False
) -> Report:
    """Check the files of a draft as they would be checked when they are published.

    With `offering`, the notices of the main diagram come with their remedies; that takes ten times longer.
    """
    bundle = publishing.inspect(session, files, addresses=current.polku.addresses)
    ordered = sorted(bundle.findings, key=lambda finding: (finding.severity, finding.filename != main))
    remedies = drafting_repairs.for_diagram(session, bundle) if offering else ()
    notices = tuple(_notice(finding, main, bundle, remedies) for finding in ordered)
    marks: dict[str, str] = {}
    for each in notices:
        if each.element_id:
            marks.setdefault(each.element_id, "problem" if each.is_error else "warn")
    return Report(notices, _lanes(bundle.main, marks, language), marks, bundle)


def _notice(finding: Finding, main: str, bundle: Bundle, remedies: Sequence[Remedy] = ()) -> Notice:
    in_main = finding.filename in {main, ""}
    offers = _offers(finding, remedies) if in_main else ()
    element = bundle.main.element(finding.element_id or "") if in_main and bundle.main else None
    if element is not None and not element.name:
        # Nobody knows an element by its id.
        called = kind_name(element.kind)
        finding = replace(finding, values={**finding.values, "element": called})
    return Notice(
        finding.severity == "error",
        finding.element_id if in_main and bundle.main else None,
        "" if in_main else finding.filename,
        finding.say(gettext(finding.sentence), gettext),
        finding.say(gettext(finding.remedy), gettext),
        offers,
    )


def _offers(finding: Finding, remedies: Sequence[Remedy]) -> tuple[Remedy, ...]:
    """What answers this finding; of remedies for many elements, those for its own."""
    answered = finding.code, finding.element_id, str(finding.values.get("name", ""))
    found = [remedy for remedy in remedies if answered in remedy.answers]
    own = [remedy for remedy in found if len(remedy.answers) == 1 or remedy.element_id == finding.element_id]
    return tuple((own or found)[:MOST_OFFERS])


def _lanes(
    document: Document | None, marks: Mapping[str, str], language: str
) -> Mapping[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = {}
    for step in outline(document, language) if document else []:
        line = Line(step, step.name or kind_name(step.kind), marks.get(step.element_id, ""))
        found.setdefault(step.lane or "", []).append(line)
    return {lane: tuple(lines) for lane, lines in found.items()}


def forms_of(bundle: Bundle, language: str) -> list[dict[str, object]]:
    """Id, title and fields of each form of the draft, by title: what the panel offers and completes."""
    found: list[tuple[str, dict[str, object]]] = []
    for key, form in bundle.forms.items():
        title = form.title(language) or key
        fields = [
            {
                "name": each.path[0],
                "label": each.label(language),
                "type": TYPES.get(each.type, "String"),
            }
            for each in form.asked
            if each.type not in WITHOUT_ANSWER
        ]
        found.append((title.casefold(), {"id": key, "name": title, "fields": fields}))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def parameters_of(bundle: Bundle, language: str) -> list[dict[str, str]]:
    """Name, label and type of each parameter that the process declares."""
    process = bundle.main.process if bundle.main else None
    known = declared(process).parameters.values() if process else ()
    return [
        {"name": each.name, "label": each.label.others.get(language) or each.label.text, "type": _type(each)}
        for each in known
    ]


def _type(parameter: Parameter) -> str:
    if parameter.kind.is_number:
        return "Number"
    return "Boolean" if parameter.kind is Kind.SWITCH else "String"


def processes_of(bundle: Bundle, language: str) -> list[dict[str, object]]:
    """Id and name of each process that the main diagram may call."""
    called = [document.process for document in bundle.called if document.process is not None]
    return [{"id": process.id, "name": process.text("name", language) or process.id} for process in called]


def decisions_of(files: Mapping[str, bytes]) -> list[dict[str, object]]:
    """Id and name of each decision of the draft."""
    found: list[dict[str, object]] = []
    for name in sorted(name for name in files if name.endswith(".dmn")):
        try:
            root = decisions.read(files[name])
        except Unreadable:
            continue
        elements = definitions(root).elements
        found += [{"id": each.id, "name": each.name} for each in elements if each.kind in DECIDED]
    return found
