"""The forms of a draft: a list, an editor, and what citizens and caseworkers will see of them."""

from dataclasses import dataclass
from typing import Any

import orjson
from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app import knowing
from app.bpmn import Problem as Said
from app.bpmn import Unreadable
from app.bpmn import read as read_diagram
from app.forms import Form, FormError, check_form, read_form
from app.forms.plainness import hard_to_read
from app.forms.ready import with_ready
from app.identity.roles import Role
from app.processes import drafting, drafting_beginnings
from app.processes.bundles import Finding, open_bundle
from app.processes.drafting import Draft
from app.tenants.calendar import FINLAND
from app.web.current import current
from app.web.guard import allow
from app.web.studio import beside, live
from app.web.studio.blueprint import blueprint
from app.web.studio.typed import one_line
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]

ENDING = ".form"


@dataclass(frozen=True, slots=True)
class Line:
    """A form of the list."""

    file: str
    title: str
    used_at: tuple[str, ...]  #: names of the elements that use it
    broken: str  #: why it cannot be read; "" where it can


@blueprint.get("/drafts/<draft_id>/forms")
@allow(Role.PROCESS_OWNER)
def forms(draft_id: str) -> str:
    """Every form of the draft, and where it is used."""
    with current.database.reading(current.tenant_id) as session:
        return _list(drafting.find(session, draft_id), error=None)


@blueprint.post("/drafts/<draft_id>/forms")
@allow(Role.PROCESS_OWNER)
def add_form(draft_id: str) -> Answer:
    """Add a form with one question."""
    title = one_line(request.form.get("title", ""))
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        name = f"{drafting_beginnings.key_of(title)}{ENDING}"
        if not title or name in found.files:
            error = gettext("There is a form of this name.") if title else gettext("Give the form a title.")
            return _list(found, error=error), 422
        beside.write(
            session,
            found,
            name,
            drafting_beginnings.new_form(title),
            gettext("New form: %(title)s", title=title),
        )
    return redirect(url_for(ENDING, draft_id=draft_id, name=name), 303)


@blueprint.get("/drafts/<draft_id>/forms/<name>")
@allow(Role.PROCESS_OWNER)
def form(draft_id: str, name: str) -> str:
    """Edit a form beside what the server makes of it."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    content = beside.content(found, name, ENDING)
    return render_template(
        "studio/form.html",
        draft=found.row,
        name=name,
        title=_line(name, content, {}).title,
        preview=_preview(found, name, content),
        ready=_ready(),
        state=_state(found, name, content),
        section="forms",
    )


@blueprint.post("/drafts/<draft_id>/forms/<name>/save")
@allow(Role.PROCESS_OWNER)
def save_form(draft_id: str, name: str) -> live.Answer:
    """Keep the form; 409 with who was faster where somebody has saved it since it was read."""
    beside.existing(draft_id, name, ENDING)
    return live.kept(draft_id, name, read_form)


@blueprint.post("/drafts/<draft_id>/forms/<name>/copy")
@allow(Role.PROCESS_OWNER)
def copy_form(draft_id: str, name: str) -> live.Answer:
    """Keep the form in a draft of its own, beside what somebody else has saved."""
    beside.existing(draft_id, name, ENDING)
    return live.copied(draft_id, name, read_form)


@blueprint.post("/drafts/<draft_id>/forms/<name>/together")
@allow(Role.PROCESS_OWNER)
def put_form_together(draft_id: str, name: str) -> live.Answer:
    """Begin to put the form together with what somebody else has saved."""
    beside.existing(draft_id, name, ENDING)
    return live.together(draft_id, name, read_form)


@blueprint.post("/drafts/<draft_id>/forms/<name>/preview")
@allow(Role.PROCESS_OWNER)
def preview(draft_id: str, name: str) -> live.Answer:
    """What the server makes of a form that is not saved."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    beside.content(found, name, ENDING)
    try:
        drawn = live.drawn()
    except ValidationError:
        return live.unreadable()
    return jsonify(preview=_preview(found, name, drawn))


@blueprint.post("/drafts/<draft_id>/forms/<name>/ready")
@allow(Role.PROCESS_OWNER)
def add_ready(draft_id: str, name: str) -> Response:
    """Put ready fields at the end of a form."""
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        try:
            schema = with_ready(
                orjson.loads(beside.content(found, name, ENDING)), request.form.get("ready", "")
            )
        except (KeyError, ValueError, AttributeError):
            abort(422)
        content = orjson.dumps(schema, option=orjson.OPT_INDENT_2)
        beside.write(session, found, name, content, gettext("Ready fields added"))
    return redirect(url_for(ENDING, draft_id=draft_id, name=name), 303)


@blueprint.post("/drafts/<draft_id>/forms/<name>/remove")
@allow(Role.PROCESS_OWNER)
def remove_form(draft_id: str, name: str) -> Response:
    """Take a form away; the history keeps it."""
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        beside.content(found, name, ENDING)
        beside.write(session, found, name, None, gettext("Form taken away: %(name)s", name=name))
    flash(gettext("The form is taken away. The history of the draft keeps it."), "success")
    return redirect(url_for(".forms", draft_id=draft_id), 303)


def _list(found: Draft, *, error: str | None) -> str:
    used = _uses(found)
    lines = [_line(name, content, used) for name, content in found.files.items() if name.endswith(ENDING)]
    lines.sort(key=lambda line: line.title.casefold())
    return render_template("studio/forms.html", draft=found.row, lines=lines, error=error, section="forms")


def _uses(found: Draft) -> dict[str, list[str]]:
    """Names of the elements that use a form, by its id."""
    used: dict[str, list[str]] = {}
    for name, content in found.files.items():
        try:
            nodes = read_diagram(content).nodes if not name.endswith(ENDING) else []
        except Unreadable:
            continue
        for node in nodes:
            if node.form_id:
                used.setdefault(node.form_id, []).append(node.label)
    return used


def _line(name: str, content: bytes, used: dict[str, list[str]]) -> Line:
    try:
        read = read_form(content)
    except FormError as broken:
        return Line(name, name, (), gettext(broken.sentence, **broken.values))
    return Line(name, read.title(current.language) or read.id, tuple(used.get(read.id, ())), "")


def _preview(draft: Draft, name: str, content: bytes) -> str:
    try:
        read = read_form(content, calendar=FINLAND)
    except FormError as broken:
        sentence = gettext(broken.sentence, **broken.values)
        return render_template("studio/preview.html", broken=sentence, pages=[], problems=[])
    found = [*check_form(read), *_beside(draft, name, content, read), *hard_to_read(read)]
    problems = [
        (
            each.severity == "error",
            each.say(gettext(each.sentence), gettext),
            each.say(gettext(each.remedy), gettext),
        )
        for each in found
    ]
    return render_template("studio/preview.html", broken="", form=read, pages=_pages(read), problems=problems)


def _beside(draft: Draft, name: str, content: bytes, form: Form) -> list[Finding | Said]:
    """What the diagrams and decisions of the draft make of the fields of a form that is not saved."""
    bundle = open_bundle({**draft.files, name: content})
    documents = [each for each in (bundle.main, *bundle.called) if each is not None]
    unknown = [each for each in bundle.findings if each.code == knowing.VARIABLE_UNKNOWN.code]
    unread = knowing.unread(form, documents, bundle.forms.values(), bundle.decisions.values())
    return [*unknown, *unread]


def _ready() -> list[tuple[str, str]]:
    """What ready fields ask, by their names."""
    return [
        ("name", gettext("Name")),
        ("identity-code", gettext("Identity code")),
        ("address", gettext("Address")),
        ("money", gettext("Amount of money")),
        ("consent", gettext("Consent")),
        ("attachments", gettext("Attachments")),
    ]


def _pages(read: Form) -> list[tuple[str, list[Any]]]:
    language, now = current.language, current.now
    return [
        (page.title(language), read.fields({}, language, now=now, page=page.index)) for page in read.pages
    ]


def _state(found: Draft, name: str, content: bytes) -> dict[str, Any]:
    draft_id = found.row.id
    addresses = {
        "save": url_for(".save_form", draft_id=draft_id, name=name),
        "copy": url_for(".copy_form", draft_id=draft_id, name=name),
        "together": url_for(".put_form_together", draft_id=draft_id, name=name),
        "preview": url_for(".preview", draft_id=draft_id, name=name),
    }
    return beside.state(found, name, content, editor="form-editor.js", addresses=addresses)
