"""From the cookie to the person: one cookie per municipality, one statement per request."""

from flask import Flask, g, request
from werkzeug.wrappers import Response

from app.identity import sessions
from app.web.current import current


def cookie_name(tenant_id: str) -> str:
    """The cookie of a municipality; two of them in one browser do not disturb each other."""
    return f"polku_{tenant_id}"


def init_app(app: Flask) -> None:
    """Before each request, find out who is signed in."""
    app.before_request(find_person)


def find_person() -> None:
    """Sets `g.person` (an Actor or None), `g.roles`, and `g.sign_in_expired` for a token of no use."""
    g.person, g.roles, g.sign_in_expired = None, frozenset(), False
    if g.get("tenant") is None:
        return
    token = request.cookies.get(cookie_name(current.tenant_id))
    if token:
        _resolve(token)


def _resolve(token: str) -> None:
    now = current.now
    with current.database.reading(current.tenant_id) as session:
        found = sessions.resolve(session, token, now=now)
    if found is None:
        g.sign_in_expired = True
        return
    g.person, g.roles = found.actor, found.actor.roles
    if sessions.is_stale(found, now=now):
        with current.database.transaction(current.tenant_id) as session:
            sessions.touch(session, token, now=now, length=current.settings.session_length)


def set_cookie(response: Response, token: str) -> None:
    """Give the browser its token; it ends with the browser, and on the server before that."""
    tenant_id = current.tenant_id
    response.set_cookie(
        cookie_name(tenant_id),
        token,
        path=f"/{tenant_id}",
        httponly=True,
        samesite="Lax",
        secure=current.settings.https,
    )


def delete_cookie(response: Response) -> None:
    """Take the token from the browser."""
    tenant_id = current.tenant_id
    response.delete_cookie(
        cookie_name(tenant_id),
        path=f"/{tenant_id}",
        httponly=True,
        samesite="Lax",
        secure=current.settings.https,
    )
