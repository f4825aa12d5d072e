"""Process owners: look at processes, publish a new version."""

from collections.abc import Callable
from io import BytesIO

import pytest

from app.identity.roles import Role
from tests.engine.diagrams import diagram, end, service, start
from tests.processes.test_timetable import every
from tests.processes.town import ADVICE, FORMS, Town
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk


@pytest.fixture
def owner(visit: Callable[..., Desk], town: Town) -> Desk:
    """A process owner, signed in."""
    return visit(town.hire("Outi Owner", Role.PROCESS_OWNER))  # type: ignore[attr-defined]


def _upload(owner: Desk, files: dict[str, bytes]) -> Page:
    page = owner.open("processes/publish")
    sent = [(BytesIO(content), name) for name, content in files.items()]
    return owner.send(page, {"files": sent}, of="publish")


def test_process_shows_its_versions_and_the_cases_on_them(owner: Desk, town: Town) -> None:
    town.apply()
    town.publish(ADVICE.replace(b"</bpmn:definitions>", b"<!-- two --></bpmn:definitions>"))
    town.apply()

    page = owner.open("processes/advice")

    assert owner.open("processes/").status == 200
    assert page.words("//section[1]//tbody//th/a") == ["Version 2", "Version 1"]
    assert page.words("//section[1]//tbody//td[@data-num]") == ["1", "1"]


def test_processes_are_listed_by_what_their_service_is_called(owner: Desk, town: Town) -> None:
    begin = b'<bpmn:process id="advice" name="Advice" isExecutable="true">'
    title = (
        b'<bpmn:extensionElements><zeebe:properties><zeebe:property name="title.fi" value="Neuvonta" />'
        b"</zeebe:properties></bpmn:extensionElements>"
    )
    town.publish(ADVICE.replace(begin, begin + title))

    assert owner.open("processes/?lang=fi").words("//tbody//th/a") == ["Neuvonta"]
    assert "Neuvonta" in owner.open("studio/?lang=fi").words("//tbody//th/a")


def test_version_offers_its_files(owner: Desk) -> None:
    page = owner.open("processes/advice/versions/1")

    response = owner.client.get(page.links()["advice.bpmn"])

    assert response.data == ADVICE


def test_unknown_process_version_and_file_are_not_found(owner: Desk) -> None:
    for path in ("nothing", "advice/versions/9", "advice/versions/1/files/form/nothing"):
        assert owner.open(f"processes/{path}").status == 404


def test_correct_files_are_published_after_confirming(owner: Desk, town: Town) -> None:
    changed = ADVICE.replace(b"</bpmn:definitions>", b"<!-- two --></bpmn:definitions>")

    proposal = _upload(owner, {"advice.bpmn": changed, **FORMS})
    after = owner.send(proposal, {"note": "Said more clearly."}, of="confirm")

    assert "Version 2 is live." in after.text
    assert "Said more clearly." in after.text
    assert "Outi Owner" in after.text


def test_an_address_that_is_not_allowed_is_warned_of_and_keeps_nobody_from_publishing(
    owner: Desk, town: Town
) -> None:
    asking = service("ask", "polku.http-request", url="https://register.example/owner")
    drawn = diagram(start("s"), asking, end("e"), flows="s ask e", key="asking").source

    proposal = _upload(owner, {"asking.bpmn": drawn})
    after = owner.send(proposal, {"note": ""}, of="confirm")

    assert (
        "asks https://register.example/owner, which the municipality's processes may not ask" in proposal.text
    )
    assert "Version 1 is live." in after.text


def test_problems_are_listed_and_nothing_is_published(owner: Desk, town: Town) -> None:
    page = _upload(owner, {"advice.bpmn": ADVICE, "broken.form": b"{"})

    assert page.status == 422
    assert page.words("//tbody/tr")
    assert not page.root.xpath("//form[contains(@action, 'confirm')]")
    assert owner.open("processes/advice/versions/2").status == 404


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_file_that_is_no_diagram_is_said_so(owner: Desk, content: bytes) -> None:
    page = _upload(owner, {"odd.bpmn": content})

    assert page.status == 422
    assert "odd.bpmn" in page.text


def test_nothing_chosen_is_said_so(owner: Desk) -> None:
    page = _upload(owner, {})

    assert page.status == 422
    assert "Choose at least one diagram." in page.text


def test_tampered_confirmation_publishes_nothing(owner: Desk) -> None:
    proposal = _upload(owner, {"advice.bpmn": ADVICE, **FORMS})

    page = owner.send(proposal, {"content": "not base64"}, of="confirm")

    assert page.status == 422


def test_team_lead_may_look_but_not_publish(visit: Callable[..., Desk], town: Town) -> None:
    lead = visit(town.hire("Lotta Lead", Role.TEAM_LEAD))  # type: ignore[attr-defined]

    assert lead.open("processes/advice").status == 200
    assert lead.open("processes/publish").status == 403


def test_process_says_when_it_opens_the_next_case_by_itself_and_the_case_that_it_has_no_applicant(
    visit: Callable[..., Desk], town: Town
) -> None:
    town.publish(every(b"R/2026-09-04T08:00:00/P7D"))
    town.days_pass(3)

    owner = visit(town.hire("Outi Owner", Role.PROCESS_OWNER))  # type: ignore[attr-defined]
    page = owner.open("processes/advice")
    case = visit(town.adviser).open("staff/cases/TES-2026-00001")

    assert "It opens the next case by itself 11 September at 8.00: Weekly review" in page.text
    assert "Viikkotarkastus" in case.text
    assert "None: the process opened the case by its timetable" in case.text
    assert "The process opened the case by its timetable: Weekly review" in case.text


def test_start_that_has_no_time_is_said_when_publishing_is_confirmed(owner: Desk, town: Town) -> None:
    diagram = every(b'=if true then "soon" else "later"')

    after = owner.send(_upload(owner, {"advice.bpmn": diagram, **FORMS}), {}, of="confirm")

    assert after.status == 422
    assert "The start event has no valid date or repetition." in after.text
    assert owner.open("processes/advice/versions/2").status == 404
