"""Asking other systems: only those that are allowed, only as much as is said, and never somewhere else."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.remote import Address, AddressesUnreadable, Refused, Unavailable, ask, asking, read_addresses
from app.remote.addresses import may_be_asked, target
from app.remote.errors import (
    AddressMoved,
    AddressNotAllowed,
    AddressPrivate,
    AnswerTooLarge,
    AnswerUnreadable,
    MethodUnknown,
    RequestRejected,
)
from tests.remote.register import serving


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of another system in this machine."""
    with serving() as address:
        yield address


def allowed(site: str, *, private: bool = True) -> list[Address]:
    """The site as the municipality allows it, with its key."""
    begins = target(site)
    assert begins is not None
    return [Address(begins, private, {"Authorization": "Bearer key"})]


def test_answers_are_plain_data_with_exact_numbers(site: str) -> None:
    answer = ask("GET", f"{site}owner", None, key="j1", allowed=allowed(site))

    assert (answer.status, answer.body) == (
        200,
        {"name": "Aino", "share": Decimal("0.25"), "since": 2019},
    )
    assert ask("GET", f"{site}words", None, key="j1", allowed=allowed(site)).body == "words"
    assert ask("GET", f"{site}nothing", None, key="j1", allowed=allowed(site)).body is None


def test_what_is_posted_says_which_request_it_is_and_carries_the_municipalitys_key(site: str) -> None:
    sent = {"amount": Decimal("12.50"), "days": Decimal(3)}

    answer = ask("POST", f"{site}invoices", sent, key="job-7", allowed=allowed(site))

    assert isinstance(answer.body, dict)
    assert answer.body["sent"] == {"amount": Decimal("12.5"), "days": 3}
    assert answer.body["headers"]["Idempotency-Key"] == "job-7"
    assert answer.body["headers"]["Authorization"] == "Bearer key"


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("301", AddressMoved),
        ("404", RequestRejected),
        ("503", Unavailable),
        ("429", Unavailable),
        ("large", AnswerTooLarge),
        ("broken", AnswerUnreadable),
        ("../secret", AddressNotAllowed),
        ("%2e%2e/secret", AddressNotAllowed),
        ("%252e%252e/secret", AddressNotAllowed),
    ],
)
def test_what_cannot_succeed_and_what_may_succeed_later_are_told_apart(
    site: str, said: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ask("GET", f"{site}{said}", None, key="j1", allowed=allowed(site))


def test_the_own_network_is_asked_only_where_it_is_said_to_be(site: str) -> None:
    with pytest.raises(AddressPrivate):
        ask("GET", f"{site}owner", None, key="j1", allowed=allowed(site, private=False))
    with pytest.raises(AddressNotAllowed):
        ask("GET", site.replace("/api/", "/apis"), None, key="j1", allowed=allowed(site))
    with pytest.raises(MethodUnknown):
        ask("DELETE", f"{site}owner", None, key="j1", allowed=allowed(site))


@pytest.mark.parametrize(
    "place",
    [
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "::ffff:127.0.0.1",
        "2002:a00:1::1",
        "fd00::1",
    ],
)
def test_private_networks_are_known_in_every_writing(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking.socket, "getaddrinfo", lambda *_args, **_named: [(0, 0, 0, "", (place, 443))])

    with pytest.raises(AddressPrivate):
        ask("GET", "https://a.example/", None, key="j1", allowed=allowed("https://a.example/", private=False))


def test_who_never_comes_to_an_end_is_hung_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "TOTAL", 0.3)

    with pytest.raises(Unavailable):
        ask("GET", f"{site}slow", None, key="j1", allowed=allowed(site))


@settings(max_examples=60)
@given(
    st.sampled_from(["", "@", "\\", "/", "#", "?", ".", "%2f", ":", "evil.example", "\t", "ä"]),
    st.text(max_size=12),
)
def test_no_writing_of_an_address_leads_to_another_host(sign: str, text: str) -> None:
    begins = target("https://register.example/api/")
    assert begins is not None

    for written in (f"https://register.example{sign}{text}", f"https://{text}{sign}register.example/api/x"):
        found = target(written)
        if found is not None and Address(begins).holds(found):
            assert (found.host, found.path[:5]) == ("register.example", "/api/")


def test_the_file_of_addresses_is_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "addresses.toml"
    file.write_text(
        '[[koivula]]\naddress = "https://register.example/api"\nheaders = {Authorization = "secret"}\n'
    )

    [address] = read_addresses(str(file))["koivula"]

    assert address.begins.written == "https://register.example/api"
    assert "secret" not in repr(address)
    assert read_addresses("") == {}
    for wrong in ('[koivula]\naddress = "https://a.example"', '[[koivula]]\naddress = "file:///etc"', "["):
        file.write_text(wrong)
        with pytest.raises(AddressesUnreadable):
            read_addresses(str(file))


def test_a_refusal_says_what_to_do_about_it() -> None:
    assert all((each.__doc__ or "").endswith(".") for each in Refused.__subclasses__())


#: What is allowed, and how an address begins that goes on with what nobody knows yet.
_MAY = [
    ("https://r.example/api/", "https://r.example/api/"),
    ("https://r.example/api/", "https://r.example/api/v1?id="),
    ("https://r.example/api/", "https://r.example/a"),
    ("https://r.example/api", "https://r.example/api"),
    ("https://r.example/api/", "https://R.example:443/api/"),
    ("https://r.example/api/", "HTTPS://r.exam"),
    ("https://r.example:8443/", "https://r.example:8"),
    ("https://r.example/", "https://r.example:44"),
    ("https://r.example/api/", "https://r.example/api/."),
    ("https://r.example/api/", "https://r.example/api/%"),
    ("http://[::1]:8080/", "http://[::1]:8080/x"),
    ("https://r.example/", "https://r.example?q="),
    ("https://r.example/", "htt"),
    ("https://r.example/", "/api/"),
]
_MAY_NOT = [
    ("https://r.example/api/", "https://r.example/apis"),
    ("https://r.example/api/", "https://r.example/a?b="),
    ("https://r.example/api/", "https://r.example/#"),
    ("https://r.example/api/", "http://r.example/api/"),
    ("https://r.example/api/", "https://r.example:8443/api/"),
    ("https://r.example/", "https://r.example.evil.example/"),
    ("https://r.example/", "https://r.example.evil"),
    ("https://r.example/", "https://user@r.example/"),
    ("https://r.example/", "https://user@"),
    ("https://r.example/", "https://r.example/../"),
    ("https://r.example/", "https://r.example/%2e%2e/"),
    ("https://r.example/", "https://r.example/a b"),
    ("https://r.example/", "ftp://r.example/"),
]


@pytest.mark.parametrize(("entry", "begins"), _MAY)
def test_the_beginning_of_an_address_that_may_become_allowed(entry: str, begins: str) -> None:
    assert may_be_asked(allowed(entry), begins, whole=False)


@pytest.mark.parametrize(("entry", "begins"), _MAY_NOT)
def test_the_beginning_of_an_address_that_is_refused_whatever_follows(entry: str, begins: str) -> None:
    assert not may_be_asked(allowed(entry), begins, whole=False)


@given(
    whole=st.text("https://r.exampl/ai:8%2?#@", max_size=40).map(lambda end: f"https://r.example/{end}"),
    cut=st.integers(0, 60),
    entry=st.sampled_from(["https://r.example/", "https://r.example/a", "https://r.example/api/"]),
)
@settings(max_examples=500, deadline=None)
def test_no_beginning_of_an_allowed_address_is_refused(whole: str, cut: int, entry: str) -> None:
    if may_be_asked(allowed(entry), whole):
        assert may_be_asked(allowed(entry), whole[:cut], whole=False)
