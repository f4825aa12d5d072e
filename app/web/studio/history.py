"""Who saved a draft, when and why, and bringing a former save back."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.identity.roles import Role
from app.processes import drafting
from app.web.current import current
from app.web.guard import allow
from app.web.studio.blueprint import blueprint
from app.web.studio.permitted import EDITORS
from app.web.texts import gettext


@blueprint.get("/drafts/<draft_id>/history")
@allow(*EDITORS)
def history(draft_id: str) -> str:
    """Every save of the draft."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        saves = drafting.history(session, draft_id)
    return render_template("studio/history.html", draft=found.row, saves=saves, section="history")


@blueprint.post("/drafts/<draft_id>/history/<int:number>/restore")
@allow(Role.PROCESS_OWNER)
def restore(draft_id: str, number: int) -> Response:
    """Make a former save the newest one."""
    why = gettext("Brought back: save %(number)d", number=number)
    with current.database.transaction(current.tenant_id) as session:
        drafting.restore(session, draft_id, number, by=current.actor, now=current.now, why=why)
    flash(
        gettext("Save %(number)d is the newest again. What was newest stays in the history.", number=number)
    )
    return redirect(url_for(".draft", draft_id=draft_id), 303)
