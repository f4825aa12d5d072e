"""Comments on the elements of a draft: a page for everybody, and beside the canvas as JSON."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.wrappers import Response

from app.bpmn import Unreadable, outline, read
from app.db import TenantSession
from app.identity.roles import Role
from app.processes import drafting, drafting_comments
from app.processes.drafting import Draft
from app.processes.drafting_comments import LONGEST
from app.processes.drafting_errors import CommentEmpty
from app.web.current import current
from app.web.diagrams import kind_name
from app.web.errors import sentence_of, status_of
from app.web.formats import reader, when_short
from app.web.guard import allow
from app.web.studio import live
from app.web.studio.blueprint import blueprint
from app.web.studio.typed import lines
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]


class Said(Schema):
    """A comment, as the canvas sends it."""

    element = fields.String(load_default="", validate=validate.Length(max=200))
    text = fields.String(required=True, validate=validate.Length(max=LONGEST))


@blueprint.get("/drafts/<draft_id>/comments")
@allow(Role.PROCESS_OWNER)
def comments(draft_id: str) -> str:
    """Every comment, those that are open first."""
    with current.database.reading(current.tenant_id) as session:
        return _page(session, drafting.find(session, draft_id), chosen=request.args.get("element", ""))


@blueprint.post("/drafts/<draft_id>/comments")
@allow(Role.PROCESS_OWNER)
def comment(draft_id: str) -> Answer:
    """Say something of an element; without JavaScript."""
    element, text = request.form.get("element", ""), lines(request.form.get("text", ""), LONGEST)
    try:
        with current.database.transaction(current.tenant_id) as session:
            drafting_comments.comment(session, draft_id, element, text, by=current.actor, now=current.now)
    except CommentEmpty as empty:
        with current.database.reading(current.tenant_id) as session:
            found = drafting.find(session, draft_id)
            return _page(session, found, chosen=element, error=sentence_of(empty)), status_of(empty)
    return redirect(url_for(".comments", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/comments/<comment_id>/resolve")
@allow(Role.PROCESS_OWNER)
def resolve_comment(draft_id: str, comment_id: str) -> Response:
    """Say that a comment is dealt with."""
    with current.database.transaction(current.tenant_id) as session:
        drafting_comments.resolve(session, draft_id, comment_id, by=current.actor, now=current.now)
    flash(gettext("The comment is dealt with."), "success")
    return redirect(url_for(".comments", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/say")
@allow(Role.PROCESS_OWNER)
def say(draft_id: str) -> live.Answer:
    """Say something beside the canvas; gives all that is open."""
    try:
        said: dict[str, Any] = Said().load(request.get_json(silent=True) or {})
        with current.database.transaction(current.tenant_id) as session:
            text = lines(said["text"], LONGEST)
            drafting_comments.comment(
                session, draft_id, said["element"], text, by=current.actor, now=current.now
            )
            return jsonify(comments=open_comments(session, draft_id)), 201
    except ValidationError:
        return jsonify(sentence=gettext("This could not be read")), 400
    except CommentEmpty as empty:
        return jsonify(sentence=sentence_of(empty)), status_of(empty)


def open_comments(session: TenantSession, draft_id: str) -> list[dict[str, str]]:
    """What the canvas shows: comments that nobody has dealt with."""
    return [
        {
            "element": each.element_id,
            "author": each.author,
            "at": when_short(each.written_at, reader()),
            "text": each.text,
        }
        for each in drafting_comments.comments(session, draft_id)
        if each.resolved_at is None
    ]


def _page(session: TenantSession, found: Draft, *, chosen: str, error: str | None = None) -> str:
    names = _names(found)
    return render_template(
        "studio/comments.html",
        draft=found.row,
        comments=drafting_comments.comments(session, found.row.id),
        names=names,
        chosen=chosen,
        error=error,
        typed=request.form.get("text", ""),
        longest=LONGEST,
        section="comments",
    )


def _names(found: Draft) -> dict[str, str]:
    """Names of the elements of the main diagram by id, in the order of the flow."""
    try:
        document = read(found.diagram)
    except Unreadable:
        return {}
    steps = outline(document, current.language)
    return {step.element_id: step.name or kind_name(step.kind) for step in steps}
