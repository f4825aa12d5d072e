"""A version in words, as its page and its paper say it: steps, roles, forms, deadlines and texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.bpmn import Document, Element, Step, outline
from app.bpmn.durations import time_phrase, with_values
from app.db import TenantSession
from app.forms import Form
from app.identity import people
from app.levels import Kind, Parameter, declared
from app.levels import parameters as values
from app.levels.telling import said
from app.processes import publishing
from app.processes.library import Version
from app.web.current import current
from app.web.diagrams import kind_name
from app.web.formats import text
from app.web.texts import gettext

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Told:
    """One step of the description."""

    number: int
    name: str
    kind: str
    who: str
    form: str
    until: str  #: deadline or time in words; as written where it is computed
    why: Sequence[tuple[str, str]]  #: each way on: where it leads, and when it is taken ("" for always)
    citizen: Sequence[tuple[str, str]]  #: language, and what the citizen reads


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a form."""

    label: str
    key: str
    required: bool


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that is said of a version."""

    name: str
    number: int
    note: str  #: of the release
    published_at: datetime
    published_by: str
    values: Sequence[tuple[str, str]]  #: of the parameters: label and value
    steps: Sequence[Told]
    forms: Mapping[str, Sequence[Asked]]  #: by title
    documents: Sequence[Document]


def of(session: TenantSession, key: str, found: Version) -> Description:
    """The description in the reader's language."""
    groups = {group: text(names) for group, names in people.group_names(session).items()}
    row = next(row for row, _ in publishing.versions(session, key) if row.id == found.id)
    return Description(
        _name(found.documents[0]) or key,
        row.number,
        row.note,
        row.published_at,
        row.published_by,
        _values(found, groups),
        [each for document in found.documents for each in _told(document, found, groups)],
        {form.title(current.language) or form.id: _asked(form) for form in found.forms.values()},
        found.documents,
    )


def _name(document: Document) -> str:
    return document.process.text("name", current.language) if document.process else ""


def _values(version: Version, groups: Mapping[str, str]) -> list[tuple[str, str]]:
    process = version.documents[0].process
    declares = declared(process).parameters.values() if process else ()
    return [
        (each.label.others.get(current.language) or each.label.text, _value(each, version, groups))
        for each in declares
    ]


def _value(parameter: Parameter, version: Version, groups: Mapping[str, str]) -> str:
    value = values.value_of(parameter, version.definition.parameters)
    if parameter.kind is Kind.GROUP:
        return groups.get(str(value), str(value))
    return said(parameter, value).say(gettext, current.language)


def _told(document: Document, version: Version, groups: dict[str, str]) -> list[Told]:
    found: list[Told] = []
    for step in outline(document, current.language):
        element = document.element(step.element_id)
        if element is not None:
            found.append(_of(len(found) + 1, step, element, document, version, groups))
    return found


def _of(
    number: int, step: Step, element: Element, document: Document, version: Version, groups: dict[str, str]
) -> Told:
    form = version.form(step.form_id)
    return Told(
        number,
        step.name,
        kind_name(step.kind),
        _who(step, element, groups, version.definition.parameters),
        form.title(current.language) or form.id if form else "",
        _until(element, version.definition.parameters),
        _ways(element, document),
        [(each, words) for each in LANGUAGES if (words := element.text("step", each))],
    )


def _who(step: Step, element: Element, groups: Mapping[str, str], parameters: Mapping[str, object]) -> str:
    given = (element.assignment.candidate_groups if element.assignment else None) or ""
    keys = [each.strip(" =") for each in with_values(given, parameters).split(",") if each.strip()]
    return ", ".join(groups.get(each, each) for each in keys) or step.lane or ""


def _until(element: Element, parameters: Mapping[str, object]) -> str:
    timer = element.event.timer if element.event else None
    written = with_values(timer.value if timer else element.schedule.due_date or "", parameters)
    said = time_phrase(written)
    return said.say(gettext, current.language) if said else written


def _ways(element: Element, document: Document) -> list[tuple[str, str]]:
    """Where it leads, told only where there is more than one way or a condition."""
    ways = []
    for flow in element.outgoing:
        target = document.element(flow.target)
        named = [each.text("name", current.language) for each in (flow, target) if each is not None]
        ways.append((next(filter(None, named), flow.target), flow.condition or ""))
    return ways if len(ways) > 1 or any(when for _, when in ways) else []


def _asked(form: Form) -> list[Asked]:
    return [
        Asked(
            each.label(current.language) or each.place,
            ".".join(each.path),
            bool(each.part("validate").get("required")),
        )
        for each in form.asked
    ]
