"""Signing in and out: with a password, as an invented person, after expiry, and against tricks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.clock import MovedClock
from app.config import Settings
from app.identity import accounts, people
from app.identity.actor import Actor
from app.identity.roles import Role
from app.web.shell import build
from app.web.sign_in.addresses import FIRST_PAGES, safe_next
from app.web.signed_in import cookie_name
from tests.processes.town import Town
from tests.web.staff.desk import Desk

PASSWORD = "a long enough password"


@pytest.fixture
def aava(town: Town) -> Actor:
    """The adviser, with a password."""
    with town.database.transaction(town.id) as session:
        accounts.set_password(people.find(session, town.adviser.id), PASSWORD)
    return town.adviser


@pytest.fixture
def desk(visit: Callable[..., Desk]) -> Desk:
    """Somebody who is not signed in."""
    return visit()


def _sign_in(desk: Desk, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    page = desk.open("staff/sign-in")
    response = desk.post(page, {"login": "aava", "password": password, **more}, of="sign-in")
    return response.status_code, response.headers.get("Location", "")


def test_password_leads_to_the_worklist(desk: Desk, town: Town, aava: Actor) -> None:
    assert _sign_in(desk) == (303, f"/{town.id}/staff/")
    assert "Aava Adviser" in desk.open("staff/").text


def test_wrong_password_says_so_and_keeps_the_user_name(desk: Desk, aava: Actor) -> None:
    page = desk.send(desk.open("staff/sign-in"), {"login": "aava", "password": "wrong"}, of="sign-in")

    assert page.status == 422
    assert "The user name or the password is not right." in page.text
    assert page.root.xpath("//input[@name='login' and @value='aava']")


def test_too_many_wrong_passwords_pause_even_the_right_one(
    desk: Desk, clock: MovedClock, aava: Actor
) -> None:
    for _ in range(10):
        assert _sign_in(desk, "wrong")[0] == 422

    assert _sign_in(desk)[0] == 429
    clock.move(timedelta(minutes=15))
    assert _sign_in(desk)[0] == 303


def test_cookie_is_the_municipalitys_own_and_out_of_reach_of_scripts(
    desk: Desk, town: Town, aava: Actor
) -> None:
    page = desk.open("staff/sign-in")

    response = desk.post(page, {"login": "aava", "password": PASSWORD}, of="sign-in")

    [cookie] = [
        each for each in response.headers.getlist("Set-Cookie") if each.startswith(cookie_name(town.id))
    ]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Path=/{town.id}" in cookie


def test_signing_in_gives_a_fresh_token_and_ends_the_old_one(desk: Desk, town: Town, aava: Actor) -> None:
    def token() -> str:
        cookie = desk.client.get_cookie(cookie_name(town.id), path=f"/{town.id}")
        assert cookie is not None
        return cookie.value

    _sign_in(desk)
    first = token()
    _sign_in(desk)
    assert token() != first

    desk.client.set_cookie(cookie_name(town.id), first, path=f"/{town.id}")
    assert desk.open("staff/").path.endswith("/sign-in")


def test_token_that_was_planted_before_is_not_taken_over(desk: Desk, town: Town, aava: Actor) -> None:
    desk.client.set_cookie(cookie_name(town.id), "planted", path=f"/{town.id}")

    _sign_in(desk)

    cookie = desk.client.get_cookie(cookie_name(town.id), path=f"/{town.id}")
    assert cookie is not None
    assert cookie.value != "planted"


def test_signing_out_ends_the_sign_in_on_the_server(adviser: Desk, town: Town) -> None:
    cookie = adviser.client.get_cookie(cookie_name(town.id), path=f"/{town.id}")
    assert cookie is not None

    page = adviser.open("staff/")
    token = page.root.xpath("//header//input[@name='csrf_token']/@value")[0]
    response = adviser.client.post(f"/{town.id}/sign-out", data={"csrf_token": token})

    assert response.status_code == 303
    adviser.client.set_cookie(cookie_name(town.id), cookie.value, path=f"/{town.id}")
    assert adviser.open("staff/").path.endswith("/sign-in")


def test_who_is_not_signed_in_is_led_back_to_what_they_wanted(desk: Desk, town: Town, aava: Actor) -> None:
    number = town.apply()

    page = desk.open(f"staff/cases/{number}")
    after = desk.send(page, {"login": "aava", "password": PASSWORD}, of="sign-in")

    assert after.path == f"/{town.id}/staff/cases/{number}"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/testby/",
        "/\\evil.example",
        "/testby\\..\\..\\evil.example",
        "/other/staff/",
        "/testby/../other/",
        "/testbyevil/",
        "testby/staff/",
        "javascript:alert(1)",
        "/testby/\r\nSet-Cookie: a=b",
        "\t//evil.example",
        "",
    ],
)
def test_foreign_addresses_are_never_gone_on_to(desk: Desk, town: Town, aava: Actor, address: str) -> None:
    assert _sign_in(desk, next=address) == (303, f"/{town.id}/staff/")


@given(st.text(max_size=40))
def test_address_to_go_on_to_always_stays_in_the_municipality(text: str) -> None:
    for address in (text, f"/testby/{text}", f"/{text}/testby/"):
        found = safe_next(address, "testby")
        assert found is None or (found.startswith(("/testby/", "/testby?")) or found == "/testby")


def test_expired_sign_in_is_said_on_the_way_to_the_next_one(adviser: Desk, clock: MovedClock) -> None:
    clock.move(timedelta(hours=2))

    page = adviser.open("staff/")

    assert "Your sign-in has expired. Sign in again." in page.text


def test_what_was_typed_survives_an_expired_sign_in(
    adviser: Desk, town: Town, clock: MovedClock, aava: Actor
) -> None:
    number = town.apply()
    page = adviser.open(f"staff/cases/{number}")
    clock.move(timedelta(hours=2))

    expired = adviser.send(page, {"text": "A long letter."}, of="letters")
    assert expired.status == 401
    assert "What you wrote is kept" in expired.text

    again = adviser.send(expired, {"login": "aava", "password": PASSWORD}, of="sign-in")
    assert "You are signed in again" in again.text
    sent = adviser.send(again, {}, of="letters")
    assert "A long letter." in sent.text


def test_text_of_another_site_is_not_shown_behind_our_buttons(desk: Desk, town: Town) -> None:
    response = desk.client.post(
        f"/{town.id}/staff/cases/TES-2026-00001/letters",
        data={"text": "Send money"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert response.status_code == 401
    assert "Send money" not in response.get_data(as_text=True)


def test_form_without_its_token_changes_nothing_and_can_be_sent_again(adviser: Desk, town: Town) -> None:
    number = town.apply()
    address = f"/{town.id}/staff/cases/{number}/notes"

    refused = adviser.client.post(address, data={"note": "A note."}, headers={"Origin": "http://localhost"})
    forged = adviser.client.post(address, data={"note": "A note."}, headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == forged.status_code == 400
    assert "A note." in refused.get_data(as_text=True)
    assert "A note." not in forged.get_data(as_text=True)
    assert "A note." not in adviser.open(f"staff/cases/{number}").text


def test_our_own_page_needs_no_token_so_that_it_never_grows_too_old(adviser: Desk, town: Town) -> None:
    number = town.apply()

    sent = adviser.client.post(
        f"/{town.id}/staff/cases/{number}/notes",
        data={"note": "A note."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert sent.status_code == 303
    assert "A note." in adviser.open(f"staff/cases/{number}").text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "Same-Origin, cross-site"])
def test_no_other_site_counts_as_our_own(adviser: Desk, town: Town, site: str) -> None:
    address = f"/{town.id}/staff/cases/{town.apply()}/notes"

    sent = adviser.client.post(address, data={"note": "A note."}, headers={"Sec-Fetch-Site": site})

    assert sent.status_code == 400


def test_invented_people_are_listed_in_a_demonstration_only(
    app: Flask, desk: Desk, town: Town, sqlite_url: str, clock: MovedClock
) -> None:
    with town.database.transaction(town.id) as session:
        made_up = people.add_citizen(session, "Inka Invented", is_demonstration=True)
    assert "Inka Invented" in desk.open("sign-in").text

    settings = Settings(database_url=sqlite_url, secret_key="s" * 40, log_level="ERROR")
    earnest = build(settings, clock=clock)
    earnest.config["WTF_CSRF_ENABLED"] = False
    client = earnest.test_client()
    page = client.get(f"/{town.id}/sign-in").get_data(as_text=True)
    refused = client.post(f"/{town.id}/sign-in", data={"person": made_up.id})
    earnest.extensions["polku"].database.close()

    assert "Inka Invented" not in page
    assert refused.status_code == 422


def test_only_invented_people_can_be_chosen(desk: Desk, town: Town) -> None:
    page = desk.open("staff/sign-in")

    response = desk.post(page, {"person": town.adviser.id}, of="sign-in")

    assert response.status_code == 422


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_first_page_that_it_may_enter(
    visit: Callable[..., Desk], town: Town, role: Role
) -> None:
    assert role in [each for each, _endpoint in FIRST_PAGES]
    if role == Role.CITIZEN:
        return
    desk = visit(town.hire("Rauni Role", role, groups=("advisers",)))  # type: ignore[attr-defined]
    endpoint = dict(FIRST_PAGES)[role]

    with desk.app.test_request_context():
        address = desk.app.url_map.bind("localhost").build(endpoint, {"tenant": town.id})

    assert desk.open(address).status == 200


def test_language_is_the_persons_until_they_choose_another(
    app: Flask, visit: Callable[..., Desk], town: Town
) -> None:
    desk = visit(town.adviser)
    desk.client.delete_cookie("polku_lang")

    assert desk.open("staff/").root.get("lang") == "fi"
    assert desk.open("staff/?lang=sv").root.get("lang") == "sv"
    assert desk.open("staff/").root.get("lang") == "sv"


def test_pages_carry_the_security_headers(desk: Desk, town: Town) -> None:
    headers = desk.client.get(f"/{town.id}/staff/sign-in").headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    ("method", "path", "status", "sentence"),
    [
        ("GET", "/nowhere/", 404, "There is nothing here"),
        ("GET", "/testby/nothing/at/all", 404, "There is nothing here"),
        ("DELETE", "/testby/staff/sign-in", 405, "This address is not for that"),
    ],
)
def test_errors_have_their_page(desk: Desk, method: str, path: str, status: int, sentence: str) -> None:
    response = desk.client.open(path, method=method)

    assert response.status_code == status
    assert sentence in response.get_data(as_text=True)


def test_request_that_is_too_large_is_refused(adviser: Desk, town: Town) -> None:
    number = town.apply()

    refused = adviser.client.post(
        f"/{town.id}/staff/cases/{number}/notes",
        data={"note": "Big."},
        environ_overrides={"CONTENT_LENGTH": "26000000"},
    )

    assert refused.status_code == 413
    assert "This is too large" in refused.get_data(as_text=True)
    assert "Big." not in adviser.open(f"staff/cases/{number}").text


def test_health_answers_without_signing_in(desk: Desk) -> None:
    assert desk.client.get("/health").get_json() == {"status": "ok"}
