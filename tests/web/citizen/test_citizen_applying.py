"""From the start button to the case number."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import func, select

from app.cases.tables import Case
from app.documents.tables import Attachment
from app.messages.tables import Draft, Message
from tests.web.citizen.conftest import WellTown
from tests.web.citizen.visiting import Page, Visitor

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
WELL = {"street": "Rantakatu 1", "depth": "40"}
WHEN = {"start-day": "1", "start-month": "10", "start-year": "2026", "use": "house"}


def file(name: str = "map.pdf", content: bytes = PDF) -> tuple[BytesIO, str]:
    return BytesIO(content), name


def count(town: WellTown, table: type[Any]) -> int:
    with town.database.reading(town.id) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def fill(visitor: Visitor) -> Page:
    """Fill both pages; gives the page to check."""
    second = visitor.send(visitor.open("services/advice/apply"), WELL)
    return visitor.send(second, WHEN)


def test_an_application_goes_page_by_page_to_a_case_number(citizen: Visitor, town: WellTown) -> None:
    first = citizen.open("services/advice/apply")
    second = citizen.send(first, WELL)
    check = citizen.send(second, WHEN)
    sent = citizen.send(check, {"ok": "1"})

    assert "step 1 of 3" in first.text
    assert "step 2 of 3" in second.text
    assert check.heading == "Check your answers"
    assert sent.heading == "Your application has been sent"
    assert sent.words("//dl//dd") == ["TES-2026-00001"]
    assert town.open_task("TES-2026-00001").element_id == "review"


def test_the_answers_reach_the_case_as_typed_values(citizen: Visitor, town: WellTown) -> None:
    citizen.send(fill(citizen), {"ok": "1"})

    with town.database.reading(town.id) as session:
        message = session.scalars(select(Message)).one()
    assert message.payload["street"] == "Rantakatu 1"
    assert message.payload["depth"] == 40
    assert message.payload["start"].isoformat() == "2026-10-01"


def test_looking_at_the_form_stores_nothing(citizen: Visitor, town: WellTown) -> None:
    citizen.open("services/advice/apply")

    assert count(town, Draft) == 0


def test_wrong_answers_are_told_and_what_was_typed_is_kept(citizen: Visitor, town: WellTown) -> None:
    page = citizen.send(citizen.open("services/advice/apply"), {"street": "Rantakatu 1", "depth": "deep"})

    assert page.status == 422
    assert page.root.xpath("//title")[0].text.startswith("Error: ")
    assert page.root.xpath("//*[@class='ds-error-summary']//a/@href") == ["#f-depth"]
    assert page.root.xpath("//*[@id='f-depth']/@aria-invalid") == ["true"]
    assert page.form().fields["street"] == "Rantakatu 1"
    assert page.form().fields["depth"] == "deep"
    assert count(town, Case) == 0


def test_correcting_the_mistake_goes_on(citizen: Visitor) -> None:
    wrong = citizen.send(citizen.open("services/advice/apply"), {"depth": "deep"})

    page = citizen.send(wrong, WELL)

    assert "step 2 of 3" in page.text


def test_pressing_send_twice_gives_one_case(citizen: Visitor, town: WellTown) -> None:
    check = fill(citizen)

    first = citizen.post(check, {"ok": "1"})
    second = citizen.post(check, {"ok": "1"})

    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert count(town, Case) == 1


def test_going_back_after_sending_leads_to_the_confirmation(citizen: Visitor) -> None:
    check = fill(citizen)
    citizen.send(check, {"ok": "1"})

    page = citizen.open(check.path)

    assert page.heading == "Your application has been sent"


def test_sending_needs_the_confirmation_that_it_is_correct(citizen: Visitor, town: WellTown) -> None:
    check = fill(citizen)
    page = citizen.send(check, {})

    assert page.status == 422
    assert "Confirm that the information is correct" in page.text
    assert count(town, Case) == 0


def test_a_page_that_was_skipped_is_asked_for_before_sending(citizen: Visitor) -> None:
    second = citizen.send(citizen.open("services/advice/apply"), WELL)

    page = citizen.open(second.path.removesuffix("2") + "check")

    assert "step 2 of 3" in page.text
    assert "Please correct" in page.text


def test_a_change_from_the_check_page_leads_back_to_it(citizen: Visitor) -> None:
    check = fill(citizen)
    change = next(each for each in check.root.xpath("//dl//a/@href") if "f-street" in each)

    page = citizen.open(change.split("#")[0])
    back = citizen.send(page, {"street": "Puistotie 2"})

    assert back.heading == "Check your answers"
    assert "Puistotie 2" in back.text


def test_saving_for_later_keeps_even_unfinished_answers(citizen: Visitor) -> None:
    page = citizen.open("services/advice/apply")

    cases = citizen.send(page, {"street": "Rantakatu 1", "depth": ""}, button="save")
    again = citizen.open(cases.links()["Continue it"])

    assert "Your draft is saved" in cases.text
    assert again.form().fields["street"] == "Rantakatu 1"
    assert "Please correct" not in again.text


def test_the_service_page_offers_to_continue_the_draft(citizen: Visitor) -> None:
    citizen.send(citizen.open("services/advice/apply"), WELL)

    assert "Continue your draft from 1 September" in citizen.open("services/advice").links()


def test_a_draft_can_be_deleted(citizen: Visitor, town: WellTown) -> None:
    second = citizen.send(citizen.open("services/advice/apply"), {**WELL, "map": file()})

    citizen.send(second, {}, of="discard")

    assert count(town, Draft) == count(town, Attachment) == 0
    assert citizen.open(second.path).status == 404


def test_a_file_goes_with_the_application(citizen: Visitor, town: WellTown) -> None:
    second = citizen.send(citizen.open("services/advice/apply"), {**WELL, "map": file()})
    citizen.send(citizen.send(second, WHEN), {"ok": "1"})

    with town.database.reading(town.id) as session:
        kept = session.scalars(select(Attachment)).one()
        assert (kept.case_number, kept.filename, kept.draft_id) == ("TES-2026-00001", "map.pdf", None)


def test_an_unticked_file_is_taken_out(citizen: Visitor, town: WellTown) -> None:
    second = citizen.send(citizen.open("services/advice/apply"), {**WELL, "map": file()})
    first = citizen.open(second.path.removesuffix("2") + "1")

    citizen.send(first, {"map": file("other.pdf")})

    with town.database.reading(town.id) as session:
        assert [each.filename for each in session.scalars(select(Attachment))] == ["other.pdf"]


def test_a_file_of_a_refused_kind_is_told_and_not_kept(citizen: Visitor, town: WellTown) -> None:
    page = citizen.send(
        citizen.open("services/advice/apply"), {**WELL, "map": file("map.html", b"<script>alert(1)</script>")}
    )

    assert page.status == 422
    assert "This kind of file is not accepted" in page.text
    assert page.form().fields["street"] == "Rantakatu 1"
    assert count(town, Attachment) == 0


def test_who_is_not_signed_in_is_asked_to_before_the_form(visitor: Visitor) -> None:
    page = visitor.open("services/advice/apply")

    assert page.path == "/testby/sign-in"


def test_what_was_typed_survives_an_expired_sign_in(citizen: Visitor, town: WellTown) -> None:
    page = citizen.open("services/advice/apply")
    citizen.sign_out()

    asked = citizen.send(page, WELL)

    assert asked.status == 401
    assert asked.root.xpath("//input[@name='kept.street']/@value") == ["Rantakatu 1"]
    assert count(town, Draft) == 0


def test_an_anonymous_report_needs_no_sign_in(visitor: Visitor, town: WellTown) -> None:
    town.change_service(anonymous=True)

    sent = visitor.send(fill(visitor), {"ok": "1"})

    assert sent.heading == "Your application has been sent"
    assert "Keep the case number" in sent.text
    assert town.case("TES-2026-00001").applicant_id is None


def test_the_draft_of_another_is_not_there(
    citizen: Visitor, visit: Callable[[], Visitor], town: WellTown
) -> None:
    second = citizen.send(citizen.open("services/advice/apply"), WELL)
    other = visit()
    other.sign_in(town.neighbour)

    assert other.open(second.path).status == 404


def test_the_confirmation_of_another_is_not_there(
    citizen: Visitor, visit: Callable[[], Visitor], town: WellTown
) -> None:
    sent = citizen.send(fill(citizen), {"ok": "1"})
    other = visit()
    other.sign_in(town.neighbour)

    assert other.open(sent.path).status == 404


def test_a_service_that_closes_meanwhile_takes_no_application(citizen: Visitor, town: WellTown) -> None:
    check = fill(citizen)
    town.change_service(is_open=False)

    assert citizen.send(check, {"ok": "1"}).status == 409
    assert count(town, Case) == 0
    assert count(town, Draft) == 1


def test_fields_that_the_form_does_not_have_are_dropped(citizen: Visitor, town: WellTown) -> None:
    second = citizen.send(
        citizen.open("services/advice/apply"), {**WELL, "role": "admin", "case.number": "X"}
    )
    citizen.send(citizen.send(second, WHEN), {"ok": "1"})

    with town.database.reading(town.id) as session:
        assert set(session.scalars(select(Message)).one().payload) == {
            "street",
            "depth",
            "map",
            "start",
            "use",
        }


def test_a_form_without_its_token_is_refused(citizen: Visitor, town: WellTown) -> None:
    response = citizen.client.post("/testby/services/advice/apply", data=WELL)

    assert response.status_code == 400
    assert count(town, Draft) == 0


def test_an_old_draft_says_how_long_it_is_kept(citizen: Visitor, town: WellTown) -> None:
    second = citizen.send(citizen.open("services/advice/apply"), WELL)
    town.clock.move(timedelta(minutes=30))

    assert "until 29 September" in citizen.open(second.path).text
