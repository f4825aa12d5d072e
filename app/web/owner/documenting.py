"""A version described for a new colleague or an auditor, its drawing and its files to take along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response as FileResponse
from flask import abort, make_response, render_template

from app.bpmn import Document, Element, Step, outline, picture
from app.bpmn.durations import time_phrase
from app.bpmn.exporting import drawing
from app.db import TenantSession
from app.forms import Form
from app.forms.components import outside_rows
from app.identity import people
from app.levels import Kind, Parameter, declared, parameters
from app.levels.telling import said, spelled
from app.processes import drafting, drafting_files, library, publishing
from app.processes.library import Version
from app.web.current import current
from app.web.diagrams import kind_name
from app.web.formats import text
from app.web.guard import allow
from app.web.owner.blueprint import READERS, blueprint
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


@blueprint.get("/processes/<key>/versions/<int:number>/description")
@allow(*READERS)
def description(key: str, number: int) -> str:
    """Everything that a version says, in words: steps, roles, forms, deadlines and texts."""
    with current.database.reading(current.tenant_id) as session:
        row_id, found = _version(session, key, number)
        groups = {group: text(names) for group, names in people.group_names(session).items()}
        row = next(row for row, _ in publishing.versions(session, key) if row.id == row_id)
    values = [
        (each.label.others.get(current.language) or each.label.text, _value(each, found, groups))
        for each in _declared(found).values()
    ]
    steps = [each for document in found.documents for each in _told(document, found, groups)]
    forms = {form.title(current.language) or form.id: _asked(form) for form in found.forms.values()}
    pictures = [picture(document, lang=current.language) for document in found.documents]
    return render_template(
        "owner/description.html",
        key=key,
        version=row,
        found=found,
        steps=steps,
        values=values,
        forms=forms,
        pictures=[each for each in pictures if each],
    )


@blueprint.get("/processes/<key>/versions/<int:number>/drawing.svg")
@allow(*READERS)
def svg(key: str, number: int) -> FileResponse:
    """The main diagram as a drawing for documents."""
    with current.database.reading(current.tenant_id) as session:
        _, found = _version(session, key, number)
    drawn = drawing(found.documents[0], lang=current.language) or abort(404)
    return _download(drawn, f"{key}-{number}.svg", "image/svg+xml")


@blueprint.get("/processes/<key>/versions/<int:number>/files.zip")
@allow(*READERS)
def archive(key: str, number: int) -> FileResponse:
    """All files of the version."""
    with current.database.reading(current.tenant_id) as session:
        row_id, _ = _version(session, key, number)
        files = drafting.version_files(session, row_id)
    return _download(drafting_files.pack(files), f"{key}-{number}.zip", "application/zip")


def _version(session: TenantSession, key: str, number: int) -> tuple[str, Version]:
    row = drafting.version_numbered(session, key, number) or abort(404)
    return row.id, library.version(session, row.id)


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
        _who(step, element, version, groups),
        form.title(current.language) or form.id if form else "",
        _until(element, version),
        _ways(element, document),
        [(each, words) for each in LANGUAGES if (words := element.text("step", each))],
    )


def _declared(version: Version) -> Mapping[str, Parameter]:
    process = version.documents[0].process
    return declared(process).parameters if process else {}


def _value(parameter: Parameter, version: Version, groups: dict[str, str]) -> str:
    value = parameters.value_of(parameter, version.definition.parameters)
    if parameter.kind is Kind.GROUP:
        return groups.get(str(value), str(value))
    return said(parameter, value).say(gettext, current.language)


def _who(step: Step, element: Element, version: Version, groups: dict[str, str]) -> str:
    given = element.assignment.candidate_groups if element.assignment else None
    # A group that is a parameter stands there as a text of FEEL.
    plain = spelled(given or "", version.definition.parameters).removeprefix("=").strip('"')
    keys = [each.strip() for each in plain.split(",") if each.strip()]
    return ", ".join(groups.get(each, each) for each in keys) or step.lane or ""


def _until(element: Element, version: Version) -> str:
    timer = element.event.timer if element.event else None
    written = spelled(
        timer.value if timer else element.schedule.due_date or "", version.definition.parameters
    )
    phrase = time_phrase(written)
    return phrase.say(gettext, current.language) if phrase else written


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
        for each in outside_rows(form.components)
    ]


def _download(content: bytes, name: str, media_type: str) -> FileResponse:
    response = make_response(content)
    response.mimetype = media_type
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
