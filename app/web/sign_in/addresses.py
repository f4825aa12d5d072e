"""Where somebody goes after signing in: only ever to a page of the same municipality."""

from urllib.parse import urlsplit

from flask import url_for

from app.identity.actor import Actor
from app.identity.roles import Role

#: The first page of each kind of work; who has several starts at the first of these.
FIRST_PAGES = (
    (Role.CITIZEN, "citizen.my_cases"),
    (Role.CASEWORKER, "caseworker.start"),
    (Role.TEAM_LEAD, "caseworker.start"),
    (Role.PROCESS_OWNER, "owner.processes"),
    (Role.TEXT_EDITOR, "studio.ours"),
    (Role.PARAMETER_EDITOR, "studio.ours"),
    (Role.ADMINISTRATOR, "admin.people"),
    (Role.OPERATOR, "admin.incidents"),
    (Role.COORDINATOR, "owner.processes"),
    (Role.AUDITOR, "caseworker.cases"),
)


def safe_next(address: str | None, tenant_id: str) -> str | None:
    """The address, if it is a plain path of this municipality; None for everything else.

    A path may carry a query. Refused: another host, a scheme, backslashes, control characters, and anything
    that a browser could read as one of them.
    """
    if not address or not address.isprintable() or "\\" in address or len(address) > 2000:
        return None
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("//"):
        return None
    if ".." in parts.path.split("/") or not f"{parts.path}/".startswith(f"/{tenant_id}/"):
        return None
    return address


def first_page(actor: Actor) -> str:
    """The address where this person's work begins."""
    endpoint = next(endpoint for role, endpoint in FIRST_PAGES if actor.has(role))
    return url_for(endpoint)
