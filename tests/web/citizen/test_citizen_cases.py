"""A citizen's cases: the list, the page, replies, questions with a form, documents."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.cases import register
from app.cases.register import Applicant
from app.cases.tables import CaseStatus
from app.documents.tables import Attachment
from app.messages.tables import Message
from tests.web.citizen.conftest import WellTown
from tests.web.citizen.visiting import Visitor

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def messages(town: WellTown) -> list[Message]:
    with town.database.reading(town.id) as session:
        return list(session.scalars(select(Message).order_by(Message.created_at, Message.id)))


def test_no_cases_is_said_with_a_way_on(citizen: Visitor) -> None:
    page = citizen.open("cases")

    assert "You have no cases in Testby" in page.text
    assert page.links()["Find a service"] == "/testby/"


@pytest.mark.parametrize(("cases", "words"), [(1, "1 case in Testby"), (3, "3 cases in Testby")])
def test_cases_are_counted(citizen: Visitor, town: WellTown, cases: int, words: str) -> None:
    for _ in range(cases):
        town.apply()

    assert words in citizen.open("cases").text


def test_cases_that_wait_for_the_reader_come_first(citizen: Visitor, town: WellTown) -> None:
    first = town.apply()
    town.ask(first)
    town.clock.move(timedelta(minutes=30))
    second = town.apply()

    lines = citizen.open("cases").words("//li[@class='pk-line']")

    assert [number for line in lines for number in (first, second) if number in line] == [first, second]
    assert "Waiting for you" in lines[0]
    assert "In progress" in lines[1]


def test_the_case_page_says_who_does_what_and_by_when(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()

    page = citizen.open(f"cases/{number}")

    assert page.heading == "A well on your plot"
    assert page.words("//section[@aria-labelledby='who']//dt") == ["Advisers"]
    assert page.words("//section[@aria-labelledby='who']//dd") == [
        "will take your case in turn, by 6 September"
    ]
    assert page.words("//*[@aria-current='step']//*[@class='pk-what']") == ["We look at your plan, now"]


def test_steps_show_what_is_done_and_what_comes(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()

    steps = citizen.open(f"cases/{number}").root.xpath("//ol[@class='pk-steps']/li/@data-state")

    assert steps == ["done", "now", "todo", "todo"]


def test_a_question_stands_above_everything_with_its_deadline(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.ask(number, "How deep is the rock?")

    page = citizen.open(f"cases/{number}")

    assert page.words("//*[@id='waits-1']") == ["We need an answer from you"]
    assert "How deep is the rock?" in page.text
    assert "Tuesday 15 September" in page.text
    assert "in 14 days" in page.text
    assert page.links()["Answer"] == "#reply"


def test_a_reply_moves_the_case_on(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.ask(number)

    page = citizen.send(citizen.open(f"cases/{number}"), {"text": "Ten metres."})

    assert "Your message has been sent" in page.text
    assert "Ten metres." in page.text
    assert "We need an answer from you" not in page.text
    assert town.open_task(number).element_id == "review"


def test_replying_twice_with_one_page_sends_one_message(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    page = citizen.open(f"cases/{number}")

    for _ in range(2):
        citizen.send(page, {"text": "Ten metres."})

    assert [each.body for each in messages(town)].count("Ten metres.") == 1


def test_an_empty_reply_is_told(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()

    page = citizen.send(citizen.open(f"cases/{number}"), {"text": "  "})

    assert page.status == 422
    assert page.root.xpath("//*[@class='ds-error-summary']//a/@href") == ["#text"]


def test_a_refused_file_keeps_the_text(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()

    page = citizen.send(
        citizen.open(f"cases/{number}"), {"text": "See the plan.", "files": (BytesIO(b"MZ evil"), "plan.exe")}
    )

    assert page.status == 422
    assert page.form(number).fields["text"].strip() == "See the plan."
    assert "This kind of file is not accepted" in page.text


def test_a_question_with_a_form_is_answered_on_its_own_page(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.complete(number, advice="At most 50 metres.")

    page = citizen.open(citizen.open(f"cases/{number}").links()["Answer"])
    done = citizen.send(page, {"accepts": "yes"})

    assert page.heading == "Do you accept the conditions?"
    assert "At most 50 metres." in page.text
    assert "Closed 1 September: Permit granted" in done.text
    assert town.case(number).status == CaseStatus.CLOSED


def test_a_form_without_an_answer_is_told_and_the_case_still_waits(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.complete(number)

    page = citizen.send(citizen.open(citizen.open(f"cases/{number}").links()["Answer"]), {})

    assert page.status == 422
    assert town.case(number).status == CaseStatus.WAITING


def test_a_question_that_is_no_longer_open_says_so(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.complete(number)
    page = citizen.open(citizen.open(f"cases/{number}").links()["Answer"])
    town.days_pass(6)
    citizen.sign_in(town.citizen)

    late = citizen.send(page, {"accepts": "yes"})

    assert late.status == 409
    assert "no longer open" in late.text


def test_a_closed_case_shows_only_the_steps_it_took(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.complete(number)
    town.days_pass(6)
    citizen.sign_in(town.citizen)

    page = citizen.open(f"cases/{number}")

    assert page.words("//*[@class='pk-what']") == ["You applied, done", "We look at your plan, done"]
    assert "Closed" in page.text


def test_the_answers_that_were_sent_can_be_read_again(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()

    page = citizen.open(f"cases/{number}")

    assert page.words("//details/summary") == ["The application"]


def test_a_document_downloads_as_a_file_and_never_opens(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    page = citizen.send(
        citizen.open(f"cases/{number}"), {"text": "The plan", "files": (BytesIO(PDF), "Piirros ä.pdf")}
    )

    response = citizen.open(page.links()["Piirros ä.pdf"]).response

    assert response.data == PDF
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_the_case_and_documents_of_another_are_not_there(
    citizen: Visitor, visit: Callable[[], Visitor], town: WellTown
) -> None:
    number = town.apply()
    citizen.send(citizen.open(f"cases/{number}"), {"text": "The plan", "files": (BytesIO(PDF), "plan.pdf")})
    with town.database.reading(town.id) as session:
        document = session.scalars(select(Attachment)).one().id
    other = visit()
    other.sign_in(town.neighbour)

    assert other.open(f"cases/{number}").status == 404
    assert other.open(f"files/{document}").status == 404


def test_another_party_reads_only_what_was_written_to_them(
    citizen: Visitor, visit: Callable[[], Visitor], town: WellTown
) -> None:
    number = town.apply()
    citizen.send(
        citizen.open(f"cases/{number}"), {"text": "Only for you", "files": (BytesIO(PDF), "plan.pdf")}
    )
    with town.database.transaction(town.id) as session:
        register.add_party(session, number, "guardian", Applicant(town.neighbour.id, town.neighbour.name))
        document = session.scalars(select(Attachment)).one().id
    other = visit()
    other.sign_in(town.neighbour)

    page = other.open(f"cases/{number}")

    assert page.status == 200
    assert "No messages yet" in page.text
    assert "No documents yet" in page.text
    assert other.open(f"files/{document}").status == 404


def test_a_question_to_another_party_waits_for_them_alone(
    citizen: Visitor, visit: Callable[[], Visitor], town: WellTown
) -> None:
    number = town.apply()
    with town.database.transaction(town.id) as session:
        register.add_party(session, number, "guardian", Applicant(town.neighbour.id, town.neighbour.name))
    town.ask(number)
    other = visit()
    other.sign_in(town.neighbour)

    assert "Waiting for you" in citizen.open("cases").text
    assert "Waiting for somebody else" in other.open("cases").text
    page = other.open(f"cases/{number}")
    assert page.words("//section[@aria-labelledby='who']//dt") == ["Cecilia Citizen"]
    assert page.words("//section[@aria-labelledby='who']//dd") == ["is asked for an answer, by 15 September"]


def test_a_case_page_asks_who_is_not_signed_in_to_sign_in(visitor: Visitor, town: WellTown) -> None:
    number = town.apply()

    assert visitor.open(f"cases/{number}").path == "/testby/sign-in"


def test_staff_have_no_cases_of_their_own_here(visitor: Visitor, town: WellTown) -> None:
    visitor.sign_in(town.adviser)

    assert visitor.open("cases").status == 403


def test_a_free_message_starts_a_case(citizen: Visitor, town: WellTown) -> None:
    page = citizen.send(citizen.open("services/advice/message"), {"text": "May I drill?"})

    assert page.heading == "Your message has been sent"
    assert town.open_task("TES-2026-00001").element_id == "review"


def test_the_same_free_message_sent_twice_is_one_case(citizen: Visitor, town: WellTown) -> None:
    page = citizen.open("services/advice/message")

    for _ in range(2):
        citizen.send(page, {"text": "May I drill?"})

    assert len(messages(town)) == 1


def test_an_empty_free_message_is_told(citizen: Visitor, town: WellTown) -> None:
    page = citizen.send(citizen.open("services/advice/message"), {"text": ""})

    assert page.status == 422
    assert "Write your message" in page.text
    assert messages(town) == []


def test_new_messages_are_counted_until_they_are_read(citizen: Visitor, town: WellTown) -> None:
    number = town.apply()
    town.ask(number)

    before = citizen.open("cases").text
    citizen.open(f"cases/{number}")
    after = citizen.open("cases").text

    assert "1 new message" in before
    assert "new message" not in after
