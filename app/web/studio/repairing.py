"""Remedies, as `polku repair` knows them: one at a time beside the check, or all at once, with pictures."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from markupsafe import Markup
from marshmallow import ValidationError, fields, validate
from werkzeug.wrappers import Response

from app.bpmn import Document, Unreadable, picture
from app.db import TenantSession
from app.identity.roles import Role
from app.processes import drafting, drafting_repairs, publishing
from app.processes.drafting_errors import DraftChanged
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.studio import live, report
from app.web.studio.blueprint import blueprint
from app.web.texts import gettext, ngettext

Answer = Response | str | tuple[str, int]

#: Between a file and the key of a remedy, in the name of a box to tick; no file name has it.
BETWEEN = "/"


class Wanted(live.Drawn):
    """A drawing, and the remedy that it shall have."""

    key = fields.String(required=True, validate=validate.Length(max=500))


@blueprint.post("/drafts/<draft_id>/remedies")
@allow(Role.PROCESS_OWNER)
def remedies(draft_id: str) -> live.Answer:
    """The list of the check once more, with what a press would do about each problem."""
    try:
        drawn: dict[str, Any] = live.Drawn().load(request.get_json(silent=True) or {})
    except ValidationError:
        return jsonify(sentence=gettext("This could not be read")), 400
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        files = {**found.files, found.row.main: drawn["content"].encode()}
        said = report.of(session, files, found.row.main, current.language, offering=True)
    return jsonify(problems=render_template("studio/problems.html", report=said, draft=found.row))


@blueprint.post("/drafts/<draft_id>/mend")
@allow(Role.PROCESS_OWNER)
def mend(draft_id: str) -> live.Answer:
    """The drawing after one remedy; nothing is saved."""
    try:
        wanted: dict[str, Any] = Wanted().load(request.get_json(silent=True) or {})
        with current.database.reading(current.tenant_id) as session:
            found = drafting.find(session, draft_id)
            bundle = publishing.inspect(session, {**found.files, found.row.main: wanted["content"].encode()})
            repaired = drafting_repairs.mend(session, bundle, wanted["key"])
    except ValidationError:
        return jsonify(sentence=gettext("This could not be read")), 400
    except Unreadable as refusal:
        return jsonify(sentence=gettext(refusal.sentence, **refusal.values)), 422
    if repaired is None or not repaired.applied:
        return jsonify(sentence=gettext("This remedy does not fit the drawing any more.")), 409
    last = repaired.applied[-1]
    return jsonify(content=repaired.source.decode(), sentence=last.say(last.sentence, gettext))


@blueprint.get("/drafts/<draft_id>/repair")
@allow(Role.PROCESS_OWNER)
def repairs(draft_id: str) -> str:
    """Every remedy that is offered for the diagrams of the draft, with the diagrams before and after."""
    with current.database.reading(current.tenant_id) as session:
        return _page(session, draft_id)


@blueprint.post("/drafts/<draft_id>/repair")
@allow(Role.PROCESS_OWNER)
def apply_repairs(draft_id: str) -> Answer:
    """Apply the remedies that are ticked; the history keeps the diagrams as they were."""
    keys: dict[str, set[str]] = {}
    for ticked in request.form.getlist("remedy"):
        name, _, key = ticked.partition(BETWEEN)
        keys.setdefault(name, set()).add(key)
    try:
        with current.database.transaction(current.tenant_id) as session:
            found = drafting.find(session, draft_id)
            changed = drafting_repairs.chosen(session, found.files, keys)
            count = sum(map(len, keys.values()))
            why = ngettext("%(num)d remedy applied", "%(num)d remedies applied", count)
            drafting.save(
                session,
                draft_id,
                changed,
                expected=request.form.get("version", type=int) or 0,
                by=current.actor,
                now=current.now,
                why=why if changed else "",
            )
    except DraftChanged as error:
        with current.database.reading(current.tenant_id) as session:
            return _page(session, draft_id, refused=sentence_of(error)), status_of(error)
    if changed:
        flash(gettext("The remedies are applied. The history keeps the diagram as it was."), "success")
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def drawn(document: Document) -> Markup:
    """A diagram as a picture; every text in it is escaped."""
    return Markup(picture(document, lang=current.language, thumbnail=True))  # noqa: S704


def _page(session: TenantSession, draft_id: str, refused: str = "") -> str:
    found = drafting.find(session, draft_id)
    mended = drafting_repairs.offered(session, found.files)
    after = {**found.files, **{each.name: each.source for each in mended}}
    said = report.of(session, after, found.row.main, current.language)
    return render_template(
        "studio/repair.html",
        draft=found.row,
        mended=mended,
        left=[each for each in said.notices if each.is_error],
        refused=refused,
        drawn=drawn,
        between=BETWEEN,
    )
