"""Documents that a citizen may open: of their own cases and drafts. Anything else is not there."""

from flask import Response

from app.cases import register
from app.cases.errors import CaseNotFound
from app.db import TenantSession
from app.documents import attachments
from app.documents.errors import AttachmentNotFound
from app.documents.tables import Attachment
from app.identity.actor import Actor
from app.identity.roles import Role
from app.messages import conversation, drafts
from app.web.citizen.blueprint import blueprint
from app.web.current import current
from app.web.guard import allow


@blueprint.get("/<tenant>/files/<attachment_id>")
@allow(Role.CITIZEN)
def file(attachment_id: str) -> Response:
    """Download a file; raises AttachmentNotFound."""
    with current.database.reading(current.tenant_id) as session:
        found = attachments.find(session, attachment_id)
        if not _may_see(session, found, current.actor):
            raise AttachmentNotFound
        response = Response(found.content, mimetype=found.media_type)
        response.headers.set("Content-Disposition", "attachment", filename=found.filename)
    # Whatever is in it, the browser only saves it.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _may_see(session: TenantSession, file: Attachment, person: Actor) -> bool:
    if file.draft_id is not None:
        draft = drafts.find(session, file.draft_id, person.id)
        return draft is not None and draft.person_id == person.id
    if file.case_number is None:
        return False
    try:
        register.find_for_citizen(session, file.case_number, person.id)
    except CaseNotFound:
        return False
    roles = register.roles_in(session, file.case_number, person.id)
    seen = conversation.for_party(session, file.case_number, roles, person.id)
    return file.message_id in {message.id for message in seen}
