"""Who may enter: every route says so, and what it says is enforced."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from app.clock import MovedClock
from app.db import Database
from app.identity import people, sessions
from app.identity.roles import Role
from app.tenants.tables import Tenant
from app.web import guard
from app.web.guard import UnguardedRoute
from app.web.signed_in import cookie_name
from tests.web.site import serving

TOWN = "testby"


@pytest.fixture
def app(sqlite_url: str, clock: MovedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with a town in it; forms need no token, so that only the guard can refuse."""
    with serving(sqlite_url, clock) as app:
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        database: Database = app.extensions["polku"].database
        with database.transaction(TOWN) as session:
            session.add(Tenant(id=TOWN, prefix="TES", names={"en": "Testby"}, settings={}))
        yield app


def _rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def _address(app: Flask, rule: Rule) -> str:
    """An address of the route; nothing in it exists but the town."""
    numbers = {
        name for name, converter in rule._converters.items() if isinstance(converter, IntegerConverter)
    }
    values = {name: 1 if name in numbers else "none" for name in rule.arguments} | {"tenant": TOWN}
    given = {name: value for name, value in values.items() if name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, given)


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"})


def test_every_route_says_who_may_enter(app: Flask) -> None:
    assert [name for name, view in app.view_functions.items() if guard.access(view) is None] == []


def test_route_that_does_not_say_it_keeps_the_application_from_starting(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "forgotten", lambda: "")

    with pytest.raises(UnguardedRoute, match="forgotten"):
        guard.check(app)


def test_route_cannot_say_it_twice_and_allow_needs_a_role() -> None:
    with pytest.raises(UnguardedRoute):
        guard.public(guard.allow(Role.CITIZEN)(lambda: ""))
    with pytest.raises(UnguardedRoute):
        guard.allow()


def test_nobody_enters_a_guarded_route_without_signing_in(app: Flask) -> None:
    client = app.test_client()
    entered = []
    for rule in _rules(app):
        access = guard.access(app.view_functions[rule.endpoint])
        assert access is not None
        for method in _methods(rule) if not access.is_public else []:
            response = client.open(_address(app, rule), method=method)
            to_sign_in = response.status_code == 302 and "/sign-in" in response.location
            if not (to_sign_in if method == "GET" else response.status_code == 401):
                entered.append((method, rule.rule, response.status_code))

    assert entered == []


@pytest.mark.parametrize("role", list(Role))
def test_role_enters_what_is_its_own_and_nothing_else(app: Flask, clock: MovedClock, role: Role) -> None:
    client = app.test_client()
    client.set_cookie(cookie_name(TOWN), _token(app, clock, role), path=f"/{TOWN}")
    wrong = []
    for rule in _rules(app):
        access = guard.access(app.view_functions[rule.endpoint])
        assert access is not None
        if access.is_public or role in access.roles:
            continue
        for method in _methods(rule):
            response = client.open(_address(app, rule), method=method)
            if response.status_code != 403:
                wrong.append((method, rule.rule, response.status_code))

    assert wrong == []


def _token(app: Flask, clock: MovedClock, role: Role) -> str:
    database: Database = app.extensions["polku"].database
    with database.transaction(TOWN) as session:
        if role == Role.CITIZEN:
            person = people.add_citizen(session, "Cecilia Citizen")
        else:
            person = people.add_staff(session, "Sanni Staff", "sanni", roles=[role])
        session.flush()
        return sessions.begin(session, person.id, now=clock.now(), length=timedelta(hours=1))
