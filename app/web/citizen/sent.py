"""The confirmation that something was sent. It can be opened again; it shows no more than the case number."""

from flask import render_template
from werkzeug.wrappers import Response

from app.cases import register
from app.cases.errors import CaseNotFound
from app.db import TenantSession
from app.messages import inbox
from app.messages.tables import Message, MessageKind
from app.tenants import directory
from app.web.citizen import stand
from app.web.citizen.blueprint import blueprint, citizen
from app.web.current import current
from app.web.guard import public


@blueprint.get("/<tenant>/sent/<key>", endpoint="sent")
@public
def confirmation(key: str) -> Response | str:
    """What was sent with this key: by this person, or by nobody who signed in."""
    person = citizen()
    with current.database.reading(current.tenant_id) as session:
        found = message(session, key)
        if found is None:
            raise CaseNotFound(key)
        case = register.find(session, found.case_number)
        version = stand.version_of(session, case)
        return render_template(
            "citizen/sent.html",
            message=found,
            case=case,
            service=directory.service(session, case.service_key),
            applied=found.kind == MessageKind.APPLICATION,
            steps=stand.steps(session, case, version) if version else [],
            mine=person is not None and found.author_id == person.id,
        )


def message(session: TenantSession, key: str) -> Message | None:
    """The message that came with this key, if the reader may know of it."""
    found = inbox.already_kept(session, key)
    person = citizen()
    if found is None or found.author_id not in {None, person.id if person else None}:
        return None
    return found
