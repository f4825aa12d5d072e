"""Two have saved at once: both drawings made one, with a question wherever the two cannot both be."""

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity.roles import Role
from app.processes import drafting, drafting_merging
from app.processes.drafting import Draft
from app.processes.drafting_errors import DraftChanged
from app.tailoring import Given, Merged
from app.web.current import current
from app.web.guard import allow
from app.web.studio import asking, differences
from app.web.studio.asking import Names
from app.web.studio.blueprint import blueprint
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]


@blueprint.get("/drafts/<draft_id>/together/<mine_id>")
@allow(Role.PROCESS_OWNER)
def both(draft_id: str, mine_id: str) -> str:
    """What the colleague has saved, what I have drawn, and the questions where the two meet."""
    with current.database.reading(current.tenant_id) as session:
        theirs, mine = _drafts(session, draft_id, mine_id)
        return _page(theirs, mine, drafting_merging.merged(session, theirs, mine_id, {}))


@blueprint.post("/drafts/<draft_id>/together/<mine_id>")
@allow(Role.PROCESS_OWNER)
def join(draft_id: str, mine_id: str) -> Answer:
    """Save both as one, once every question is answered."""
    with current.database.transaction(current.tenant_id) as session:
        theirs, mine = _drafts(session, draft_id, mine_id)
        result = drafting_merging.merged(session, theirs, mine_id, _answers(session, theirs, mine_id))
        if result.questions_open:
            return _page(theirs, mine, result, gettext("Choose what shall be.")), 422
        try:
            drafting_merging.finish(
                session,
                theirs,
                mine_id,
                result,
                expected=request.form.get("version", type=int) or 0,
                by=current.actor,
                now=current.now,
                why=gettext("Put together with the save of %(name)s", name=theirs.row.saved_by),
            )
        except DraftChanged:
            refused = gettext("The draft was saved once more in the meantime. Look at both again.")
            return _page(theirs, mine, result, refused), 409
    flash(gettext("Both are in the draft now. Look at it once before you go on."), "success")
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def _drafts(session: TenantSession, draft_id: str, mine_id: str) -> tuple[Draft, Draft]:
    theirs, mine = drafting.find(session, draft_id), drafting.find(session, mine_id)
    if draft_id == mine_id or theirs.row.process_key != mine.row.process_key:
        abort(404)
    return theirs, mine


def _answers(session: TenantSession, theirs: Draft, mine_id: str) -> Mapping[str, Given]:
    asked = drafting_merging.merged(session, theirs, mine_id, {}).questions
    given = {each.key: asking.given_in(request.form, each, f"-{each.key}") for each in asked}
    return {key: answer for key, answer in given.items() if answer is not None}


def _page(theirs: Draft, mine: Draft, result: Merged, refused: str = "") -> str:
    names = Names(gettext("At first"), theirs.row.saved_by, gettext("Yours"))
    questions = [asking.of(each, names, current.language) for each in result.questions]
    spots = [
        asking.spots(each, mine.files, theirs.files, names, current.language) for each in result.questions
    ]
    applied = [change for spot in result.applied if not spot.quiet for change in spot.changes]
    return render_template(
        "studio/together.html",
        draft=theirs.row,
        mine=mine.row,
        questions=list(zip(questions, spots, strict=True)),
        fits=differences.lines(applied, current.language),
        refused=refused,
    )
