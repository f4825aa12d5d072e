"""The check warns of addresses that are certain to be refused when they are asked."""

import pytest

from app.clock import MovedClock
from app.db import Database
from app.processes import publishing
from app.processes.bundles import Finding, open_bundle
from app.remote import Address, Allowed
from app.remote.addresses import target
from app.tenants.tables import Tenant, TenantKind
from tests.engine.diagrams import diagram, element, end, service, start, zeebe
from tests.processes.town import Town

ALLOWED = ("https://register.example/api/",)
OUTSIDE = "https://elsewhere.example/"


def addresses(*texts: str) -> tuple[Address, ...]:
    found = [target(text) for text in texts]
    return tuple(Address(each) for each in found if each)


def asking(url: str, key: str = "p") -> bytes:
    """A process that asks the address."""
    work = service("w", "polku.http-request", url=url)
    return diagram(start("s"), work, end("e"), flows="s w e", key=key).source


def warnings(findings: tuple[Finding, ...]) -> list[Finding]:
    return [each for each in findings if each.code == "address-not-allowed"]


def found(url: str, *allowed: str) -> list[Finding]:
    """What is said of the address where these are allowed."""
    bundle = open_bundle({"p.bpmn": asking(url)}, addresses=addresses(*allowed))
    assert bundle.publishable
    return warnings(bundle.findings)


@pytest.mark.parametrize(
    "url",
    [
        OUTSIDE,
        "https://register.example/other",
        "http://register.example/api/owner",
        "register.example/api/",
        f'="{OUTSIDE}"',
        f'="{OUTSIDE}" + id',
        '="https://register.example/" + "other/" + id',
    ],
)
def test_an_address_that_is_written_down_and_not_allowed_is_warned_of(url: str) -> None:
    [warning] = found(url, *ALLOWED)

    assert (warning.severity, warning.element_id, warning.filename) == ("warning", "w", "p.bpmn")
    assert "may not ask" in warning.say(warning.sentence)
    assert warning.say(warning.remedy).endswith(f"is asked: {ALLOWED[0]}")


@pytest.mark.parametrize(
    "url",
    [
        "https://register.example/api/owner",
        " https://register.example/api/ ",
        '="https://register.example/api/owner"',
        '="https://register.example/api/" + id',
        '="https://register.example/" + path',
        '="https://register.example" + path',
    ],
)
def test_an_address_that_is_allowed_or_may_become_so_is_not_warned_of(url: str) -> None:
    assert found(url, *ALLOWED) == []


@pytest.mark.parametrize("url", ["=base", '=base + "owner"', f'=if yes then "{OUTSIDE}" else base', '="x'])
def test_nothing_is_said_of_an_address_that_is_worked_out(url: str) -> None:
    bundle = open_bundle({"p.bpmn": asking(url)}, addresses=())

    assert warnings(bundle.findings) == []


def test_what_is_shown_of_an_address_that_goes_on_ends_with_dots() -> None:
    [warning] = found(f'="{OUTSIDE}" + id')

    assert f"asks {OUTSIDE}…, which" in warning.say(warning.sentence)
    assert "no address is allowed" in warning.say(warning.remedy)


def test_a_called_process_is_looked_at_too() -> None:
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="inner"))
    calling = diagram(start("s"), call, end("e"), flows="s call e").source
    files = {"main.bpmn": calling, "inner.bpmn": asking(OUTSIDE, key="inner")}

    [warning] = warnings(open_bundle(files, addresses=()).findings)

    assert warning.filename == "inner.bpmn"


def test_other_work_may_name_any_address() -> None:
    work = service("w", amount=OUTSIDE)
    files = {"p.bpmn": diagram(start("s"), work, end("e"), flows="s w e").source}

    assert warnings(open_bundle(files, addresses=()).findings) == []


def test_where_nobody_knows_what_is_allowed_nothing_is_said() -> None:
    assert warnings(open_bundle({"p.bpmn": asking(OUTSIDE)}).findings) == []


def inspected(town: Town, allowed: Allowed | None) -> list[Finding]:
    """What publishing in the town says of a request to an address outside."""
    with town.database.reading(town.id) as session:
        bundle = publishing.inspect(session, {"p.bpmn": asking(OUTSIDE)}, addresses=allowed)
    return warnings(bundle.findings)


def test_only_what_the_own_municipality_is_allowed_counts(
    sqlite_database: Database, clock: MovedClock
) -> None:
    town = Town(sqlite_database, clock)

    assert inspected(town, {town.id: addresses(OUTSIDE)}) == []
    assert len(inspected(town, {"other": addresses(OUTSIDE)})) == 1
    assert len(inspected(town, {})) == 1
    assert inspected(town, None) == []


def test_nothing_is_said_to_the_consortium_which_asks_nobody(
    sqlite_database: Database, clock: MovedClock
) -> None:
    town = Town(sqlite_database, clock)
    with town.database.transaction(town.id) as session:
        session.get_one(Tenant, town.id).kind = TenantKind.CONSORTIUM

    assert inspected(town, {}) == []
