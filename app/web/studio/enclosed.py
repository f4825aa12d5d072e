"""The document that a rehearsal would have sent, as it would look: made to be seen, kept nowhere."""

from typing import Any

from flask import Response as FileResponse
from flask import abort

from app.identity.roles import Role
from app.processes import rehearsing
from app.web.current import current
from app.web.downloads import download
from app.web.guard import allow
from app.web.studio.blueprint import blueprint
from app.web.studio.rehearsing import stage_of


@blueprint.get("/drafts/<draft_id>/rehearsal/<element_id>.pdf")
@blueprint.get("/processes/<key>/versions/<int:number>/rehearsal/<element_id>.pdf")
@allow(Role.PROCESS_OWNER)
def enclosed(element_id: str, **where: Any) -> FileResponse:
    """The document of the work that waits at this element."""
    with current.database.reading(current.tenant_id) as session:
        played = stage_of(session, where).played
    letter = rehearsing.letter_of(
        played, element_id, current.tenant.names, is_fictional=current.settings.demo
    ) or abort(404)
    return download(letter.document.content, letter.document.filename)
