"""The pages to sign in on. In a demonstration they list the invented people; elsewhere they never do."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Flask, g, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity import accounts, actor, people, sessions, throttle
from app.identity.actor import Actor
from app.identity.errors import IdentityError, NotSignedIn, WrongCredentials
from app.identity.tables import Person, PersonKind
from app.tenants.errors import SignInNeeded
from app.web import errors, kept, signed_in
from app.web.current import current
from app.web.guard import public
from app.web.sign_in import addresses
from app.web.texts import gettext

blueprint = Blueprint("sign_in", __name__)


def init_app(app: Flask) -> None:
    """Who is not signed in and should be is led here."""
    app.register_error_handler(NotSignedIn, ask)
    app.register_error_handler(SignInNeeded, ask)


@blueprint.get("/sign-in", endpoint="citizen")
@public
def citizen_page() -> str:
    return page(to_staff=False)


@blueprint.get("/staff/sign-in", endpoint="staff")
@public
def staff_page() -> str:
    return page(to_staff=True)


@blueprint.post("/sign-in", endpoint="enter")
@public
def enter() -> Response:
    """Sign in with a password, or in a demonstration by choosing who to be."""
    try:
        person = _chosen() if "person" in request.form else _with_password()
    except IdentityError as error:
        html = page(
            to_staff=request.form.get("to") == "staff",
            fields=kept.carried(),
            sentence=errors.sentence_of(error),
            login=request.form.get("login", ""),
        )
        return make_response(html, errors.status_of(error))
    return _signed_in(person)


@blueprint.post("/sign-out", endpoint="out")
@public
def sign_out() -> Response:
    """Sign this browser out. Harmless for who is not signed in."""
    token = request.cookies.get(signed_in.cookie_name(current.tenant_id))
    was_staff = current.person is not None and current.person.is_staff
    if token:
        with current.database.transaction(current.tenant_id) as storage:
            sessions.end(storage, token)
    session.clear()
    response = redirect(url_for("sign_in.staff" if was_staff else "sign_in.citizen"), 303)
    signed_in.delete_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def ask(error: Exception) -> Response:
    """Lead to the sign-in page; after a form, answer with the page itself, which carries what was typed."""
    to_staff = request.blueprint in {"caseworker", "owner", "admin"}
    if request.method not in {"POST"}:
        endpoint = "sign_in.staff" if to_staff else "sign_in.citizen"
        return redirect(url_for(endpoint, next=request.full_path.rstrip("?")), 302)
    fields = kept.typed()
    sentence = errors.sentence_of(error)
    if fields:
        sentence = gettext("Your sign-in has expired. What you wrote is kept: sign in, then send it.")
    html = page(to_staff=to_staff, next_=request.path, fields=fields, sentence=sentence)
    return make_response(html, 401)


def page(
    *,
    to_staff: bool,
    next_: str | None = None,
    fields: Sequence[tuple[str, str]] = (),
    sentence: str | None = None,
    login: str = "",
) -> str:
    """The sign-in page; `fields` are carried along, `sentence` says what went wrong."""
    kind = PersonKind.STAFF if to_staff else PersonKind.CITIZEN
    listed, groups = _demonstration(kind)
    return render_template(
        "sign_in/staff.html" if to_staff else "sign_in/citizen.html",
        people=listed,
        groups=groups,
        next=addresses.safe_next(next_ or request.values.get("next"), current.tenant_id),
        fields=fields,
        sentence=sentence or _expired(),
        login=login,
    )


def _expired() -> str | None:
    return gettext("Your sign-in has expired. Sign in again.") if g.sign_in_expired else None


def _demonstration(kind: PersonKind) -> tuple[list[tuple[Person, Actor]], Mapping[str, Mapping[str, str]]]:
    """The invented people that may be chosen, and the names of the groups they work in."""
    if not current.settings.demo:
        return [], {}
    with current.database.reading(current.tenant_id) as storage:
        found = people.demonstration(storage, kind)
        return [(person, actor.of(storage, person.id)) for person in found], people.group_names(storage)


def _chosen() -> Actor:
    if not current.settings.demo:
        raise WrongCredentials
    with current.database.reading(current.tenant_id) as storage:
        chosen = people.find(storage, request.form["person"])
        if not chosen.is_demonstration:
            raise WrongCredentials
        return actor.of(storage, chosen.id)


def _with_password() -> Actor:
    settings = current.settings
    login, password = request.form.get("login", ""), request.form.get("password", "")
    limit = throttle.Limit(settings.sign_in_attempts, settings.sign_in_pause)
    account, address = accounts.normal_login(login), request.remote_addr or ""
    with current.database.reading(current.tenant_id) as storage:
        throttle.check(storage, account, address, limit, now=current.now)
        found = _holder(storage, login, password)
    with current.database.transaction(current.tenant_id) as storage:
        if found is None:
            throttle.failed(storage, account, address, limit, now=current.now)
        else:
            throttle.succeeded(storage, account)
    if found is None:
        raise WrongCredentials
    return found


def _holder(storage: TenantSession, login: str, password: str) -> Actor | None:
    person = accounts.holder(storage, login, password)
    return actor.of(storage, person.id) if person else None


def _signed_in(person: Actor) -> Response:
    old = request.cookies.get(signed_in.cookie_name(current.tenant_id))
    with current.database.transaction(current.tenant_id) as storage:
        if old:
            sessions.end(storage, old)
        token = sessions.begin(storage, person.id, now=current.now, length=current.settings.session_length)
    # A fresh token for forms too: one that somebody planted before is worth nothing now.
    session.clear()
    g.pop("csrf_token", None)
    g.person, g.roles = person, person.roles
    response = _onward(person)
    signed_in.set_cookie(response, token)
    return response


def _onward(person: Actor) -> Response:
    next_ = addresses.safe_next(request.form.get("next"), current.tenant_id)
    fields = kept.carried()
    if next_ and fields:
        return make_response(render_template("sign_in/send.html", fields=fields, action=next_))
    return redirect(next_ or addresses.first_page(person), 303)
