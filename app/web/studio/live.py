"""What the page says to the server while somebody draws: check this, save this, I am here.

Bodies and answers are JSON; what the page shows comes as the same HTML that the page began with.
"""

from collections.abc import Callable
from typing import Any

from flask import jsonify, render_template, request, url_for
from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.wrappers import Response

from app.bpmn import Unreadable
from app.bpmn import read as read_diagram
from app.db import TenantSession
from app.forms import FormError
from app.identity.roles import Role
from app.processes import drafting, drafting_merging, drafting_presence
from app.processes.drafting_errors import DraftChanged, DraftTooLarge
from app.processes.drafting_files import LARGEST
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.formats import clock_time, reader
from app.web.guard import allow
from app.web.studio import report
from app.web.studio.blueprint import blueprint
from app.web.studio.typed import LONGEST_REASON, one_line
from app.web.texts import gettext

Answer = Response | tuple[Response, int]
Reader = Callable[[bytes], object]  #: raises Unreadable or FormError


class Drawn(Schema):
    """A file as it is in its editor at the moment: the main diagram, a form, or decisions."""

    content = fields.String(required=True, validate=validate.Length(max=LARGEST))


class Saved(Drawn):
    """A drawing to keep."""

    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    why = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASON))


class Beside(Drawn):
    """A drawing, and what it was made from."""

    base = fields.String(required=True, validate=validate.Length(max=LARGEST))


@blueprint.post("/drafts/<draft_id>/check")
@allow(Role.PROCESS_OWNER)
def check(draft_id: str) -> Answer:
    """What the check says of a drawing that is not saved."""
    try:
        content = drawn()
    except ValidationError:
        return unreadable()
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        files = {**found.files, found.row.main: content}
        said = report.of(session, files, found.row.main, current.language)
    return jsonify(
        outline=render_template("studio/outline.html", report=said),
        problems=render_template("studio/problems.html", report=said),
        state=render_template("studio/state.html", report=said),
        marks=said.marks,
    )


@blueprint.post("/drafts/<draft_id>/save")
@allow(Role.PROCESS_OWNER)
def save(draft_id: str) -> Answer:
    """Keep the drawing; 409 with who was faster where somebody has saved since it was read."""
    return kept(draft_id, None, read_diagram)


@blueprint.post("/drafts/<draft_id>/copy")
@allow(Role.PROCESS_OWNER)
def copy(draft_id: str) -> Answer:
    """Keep a drawing as a draft of its own, beside what somebody else has saved."""
    return copied(draft_id, None, read_diagram)


@blueprint.post("/drafts/<draft_id>/together")
@allow(Role.PROCESS_OWNER)
def put_together(draft_id: str) -> Answer:
    """Begin to put a drawing together with what somebody else has saved."""
    return together(draft_id, None, read_diagram)


@blueprint.post("/drafts/<draft_id>/presence")
@allow(Role.PROCESS_OWNER)
def presence(draft_id: str) -> Answer:
    """I am here; who else is, and which version is the newest?"""
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        drafting_presence.come(session, draft_id, current.actor, now=current.now)
        others = drafting_presence.others(session, draft_id, current.actor, now=current.now)
    newest = found.row.touched.get(found.row.main, 1)
    return jsonify(version=newest, others=render_template("studio/people.html", others=others))


@blueprint.post("/drafts/<draft_id>/leave")
@allow(Role.PROCESS_OWNER)
def leave(draft_id: str) -> Answer:
    """I have closed the page."""
    with current.database.transaction(current.tenant_id) as session:
        drafting_presence.leave(session, draft_id, current.actor)
    return jsonify(left=True)


def drawn() -> bytes:
    """The file as it is in the editor; raises ValidationError."""
    content: str = _body(Drawn())["content"]
    return content.encode()


def unreadable() -> Answer:
    """The answer to a body that is none."""
    return _refused(400, gettext("This could not be read"))


def _body(schema: Schema) -> dict[str, Any]:
    loaded: dict[str, Any] = schema.load(request.get_json(silent=True) or {})
    return loaded


def kept(draft_id: str, name: str | None, read: Reader) -> Answer:
    """Keep a file of the draft, the main diagram where none is named, if `read` can read it."""
    try:
        saved = _body(Saved())
        read(saved["content"].encode())
    except ValidationError:
        return unreadable()
    except (Unreadable, FormError) as broken:
        return _refused(422, gettext(broken.sentence, **broken.values))
    with current.database.transaction(current.tenant_id) as session:
        try:
            version = _keep(session, draft_id, name, saved)
        except DraftChanged as error:
            return _overtaken(error)
        except DraftTooLarge as error:
            return _refused(status_of(error), sentence_of(error))
    at = clock_time(current.now, reader())
    return jsonify(version=version, saved=gettext("Saved %(time)s", time=at))


def copied(draft_id: str, name: str | None, read: Reader) -> Answer:
    """Begin a draft of its own with this file in it."""
    try:
        content = drawn()
        read(content)
    except (ValidationError, Unreadable, FormError):
        return unreadable()
    why = gettext("Kept beside the save of a colleague")
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        files = {**found.files, name or found.row.main: content}
        draft = drafting.begin(
            session, files, by=current.actor, now=current.now, why=why, base=found.row.base_number
        )
    return jsonify(address=url_for(".draft", draft_id=draft.id)), 201


def together(draft_id: str, name: str | None, read: Reader) -> Answer:
    """Keep a file and what it was made from as a draft of its own, and say where the two are put together."""
    try:
        brought = _body(Beside())
        contents = brought["base"].encode(), brought["content"].encode()
        for content in contents:
            read(content)
    except (ValidationError, Unreadable, FormError):
        return unreadable()
    why = gettext("Kept beside the save of a colleague")
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        file = name or found.row.main
        mine = drafting_merging.keep_beside(
            session, found, file, contents, by=current.actor, now=current.now, why=why
        )
    return jsonify(address=url_for(".both", draft_id=draft_id, mine_id=mine.id)), 201


def _keep(session: TenantSession, draft_id: str, name: str | None, saved: dict[str, Any]) -> int:
    found = drafting.find(session, draft_id)
    draft = drafting.save(
        session,
        draft_id,
        {name or found.row.main: saved["content"].encode()},
        expected=saved["version"],
        by=current.actor,
        now=current.now,
        why=one_line(saved["why"], LONGEST_REASON),
    )
    return draft.version


def _overtaken(error: DraftChanged) -> Answer:
    sentence = gettext(
        "%(name)s saved this draft at %(time)s while you were drawing. Your drawing is still here, unsaved.",
        name=error.by,
        time=clock_time(error.at, reader()),
    )
    return jsonify(sentence=sentence, version=error.version), 409


def _refused(status: int, sentence: str) -> Answer:
    return jsonify(sentence=sentence), status
