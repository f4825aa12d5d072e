"""A task: taken, read, saved, asked about, completed; and what goes wrong on the way."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pytest

from app.cases.tables import CaseStatus
from app.documents import attachments
from app.identity.roles import Role
from app.incidents import register as incidents
from app.messages import conversation
from app.processes import publishing
from app.tasks import assignment
from app.tasks.tables import TaskStatus
from tests.processes.town import ADVICE, FORMS, Town
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk

ANSWERS = {"advice": "Yes, you may.", "fee": "12,50"}


@pytest.fixture
def number(town: Town) -> str:
    """A case that waits for advice."""
    return town.apply()


def _open(visitor: Desk, town: Town, number: str) -> Page:
    return visitor.open(f"staff/tasks/{town.open_task(number).id}")


def _take(visitor: Desk, town: Town, number: str) -> Page:
    return visitor.send(_open(visitor, town, number), {}, of="claim")


def test_task_shows_the_request_the_conversation_and_where_the_case_stands(
    adviser: Desk, town: Town, number: str
) -> None:
    page = _open(adviser, town, number)

    assert page.status == 200
    assert "May I build a sauna?" in page.text
    assert "Take this task" in page.text
    assert page.words("//li[@aria-current='step']//span[@class='pk-what']")


def test_taken_task_opens_its_form(adviser: Desk, town: Town, number: str) -> None:
    page = _take(adviser, town, number)

    assert page.root.xpath("//form[@id='task']//textarea[@name='advice']")
    assert town.open_task(number).assignee_id == town.adviser.id


def test_taking_a_task_twice_is_harmless(adviser: Desk, town: Town, number: str) -> None:
    page = _open(adviser, town, number)
    adviser.send(page, {}, of="claim")

    again = adviser.send(page, {}, of="claim")

    assert again.status == 200
    assert town.open_task(number).assignee_id == town.adviser.id


def test_taking_what_a_colleague_has_says_who_has_it(adviser: Desk, town: Town, number: str) -> None:
    page = _open(adviser, town, number)
    _claim_by_colleague(town, number)

    refused = adviser.send(page, {}, of="claim")

    assert refused.status == 409
    assert "Kalle Colleague is already working on this task." in refused.text


def test_completed_task_moves_the_case_on(adviser: Desk, town: Town, number: str) -> None:
    page = _take(adviser, town, number)

    after = adviser.send(page, ANSWERS, of="complete")

    assert "Done:" in after.text
    assert town.open_tasks(number) == []


def test_wrong_answers_are_422_and_what_was_typed_stays(adviser: Desk, town: Town, number: str) -> None:
    page = _take(adviser, town, number)

    refused = adviser.send(page, {"advice": "Yes, with chimney.", "fee": "a lot"}, of="complete")

    assert refused.status == 422
    assert "Yes, with chimney." in refused.text
    assert refused.root.xpath("//input[@name='fee' and @value='a lot']")
    assert refused.root.xpath("//*[@id='error-summary']//a")
    assert town.open_task(number).status == TaskStatus.OPEN


def test_completing_twice_leads_to_the_same_place(adviser: Desk, town: Town, number: str) -> None:
    page = _take(adviser, town, number)
    adviser.send(page, ANSWERS, of="complete")

    again = adviser.post(page, ANSWERS, of="complete")

    assert again.status_code == 303


def test_task_that_a_colleague_completed_meanwhile_is_409(adviser: Desk, town: Town, number: str) -> None:
    task = town.open_task(number)
    page = _take(adviser, town, number)
    _give_to_colleague_who_completes(town, number)

    refused = adviser.post(page, ANSWERS, of="complete")

    assert refused.status_code == 409
    with town.database.reading(town.id) as session:
        assert assignment.find(session, task.id).closed_by == town.colleague.id


def test_saved_answers_are_there_again(adviser: Desk, town: Town, number: str) -> None:
    page = _take(adviser, town, number)

    adviser.send(page, {"advice": "Perhaps", "fee": "not yet"}, of="save")

    again = _open(adviser, town, number)
    assert "Perhaps" in again.text
    assert again.root.xpath("//input[@name='fee' and @value='not yet']")


def test_question_goes_to_the_citizen_and_what_was_typed_waits_with_the_task(
    adviser: Desk, town: Town, number: str
) -> None:
    page = _take(adviser, town, number)
    asking = adviser.send(page, {"advice": "It depends"}, of="question")

    after = adviser.send(asking, {"question": "How big is it?"}, of="ask")

    assert "The question is sent." in after.text
    assert town.case(number).status == CaseStatus.WAITING
    town.reply(number, "Six square metres.")
    back = _open(adviser, town, number)
    assert "Six square metres." in back.text
    assert "It depends" in back.text


def test_empty_question_is_asked_for(adviser: Desk, town: Town, number: str) -> None:
    _take(adviser, town, number)

    refused = adviser.send(
        adviser.open(f"staff/tasks/{town.open_task(number).id}/ask"), {"question": "  "}, of="ask"
    )

    assert refused.status == 422
    assert "Write what you need to know." in refused.text


def test_given_back_task_is_nobodys(adviser: Desk, town: Town, number: str) -> None:
    page = _take(adviser, town, number)

    adviser.send(page, {}, of="release")

    assert town.open_task(number).assignee_id is None


def test_task_handed_to_a_colleague_is_theirs(adviser: Desk, town: Town, number: str) -> None:
    _take(adviser, town, number)
    page = adviser.open(f"staff/tasks/{town.open_task(number).id}/reassign")

    adviser.send(page, {"to": town.colleague.id}, of="reassign")

    assert town.open_task(number).assignee_id == town.colleague.id


def test_task_cannot_be_handed_to_nobody_or_to_an_outsider(adviser: Desk, town: Town, number: str) -> None:
    page = adviser.open(f"staff/tasks/{town.open_task(number).id}/reassign")

    assert adviser.send(page, {"to": ""}, of="reassign").status == 422
    assert adviser.send(page, {"to": town.stranger.id}, of="reassign").status == 403
    assert town.open_task(number).assignee_id is None


def test_task_of_another_group_is_not_found(visit: Callable[..., Desk], town: Town, number: str) -> None:
    stranger = visit(town.stranger)

    assert _open(stranger, town, number).status == 404
    assert stranger.open(f"staff/cases/{number}").status == 404


def test_case_and_task_of_another_municipality_are_not_found(
    visit: Callable[..., Desk], town: Town, neighbour: Town, number: str
) -> None:
    visitor = visit(neighbour.adviser, tenant=neighbour.id)

    assert visitor.open(f"staff/tasks/{town.open_task(number).id}").status == 404
    assert visitor.open(f"staff/cases/{number}").status == 404


def test_sign_in_of_one_municipality_is_none_in_another(
    visit: Callable[..., Desk], town: Town, neighbour: Town
) -> None:
    visitor = visit(town.adviser)
    token = visitor.client.get_cookie(f"polku_{town.id}", path=f"/{town.id}")
    assert token is not None
    visitor.client.set_cookie(f"polku_{neighbour.id}", token.value, path=f"/{neighbour.id}")

    page = visitor.open(f"/{neighbour.id}/staff/")

    assert page.path == f"/{neighbour.id}/staff/sign-in"


def test_letter_with_a_file_reaches_the_conversation_once(adviser: Desk, town: Town, number: str) -> None:
    page = adviser.open(f"staff/cases/{number}")
    letter = {"text": "We look at it on Monday.", "files": (BytesIO(b"%PDF-1.4\n%%EOF\n"), "plan.pdf")}

    after = adviser.send(page, letter, of="letters")
    again = adviser.send(page, {"text": "We look at it on Monday."}, of="letters")

    assert after.status == again.status == 200
    assert "plan.pdf" in after.text
    with town.database.reading(town.id) as session:
        bodies = [message.body for message in conversation.of_case(session, number)]
    assert bodies.count("We look at it on Monday.") == 1


def test_letter_with_a_refused_file_keeps_what_was_typed(adviser: Desk, town: Town, number: str) -> None:
    page = adviser.open(f"staff/cases/{number}")

    refused = adviser.send(
        page, {"text": "See the script.", "files": (BytesIO(b"#!/bin/sh\n"), "run.sh")}, of="letters"
    )

    assert refused.status == 422
    assert "See the script." in refused.text
    assert "This kind of file is not accepted." in refused.text


def test_note_is_kept_with_the_case_for_staff(adviser: Desk, town: Town, number: str) -> None:
    page = adviser.open(f"staff/cases/{number}")

    after = adviser.send(page, {"note": "Spoke with the neighbour."}, of="notes")

    assert "Spoke with the neighbour." in after.text


def test_document_is_saved_by_those_who_see_the_case_and_by_nobody_else(
    adviser: Desk, visit: Callable[..., Desk], town: Town, number: str
) -> None:
    page = adviser.send(
        adviser.open(f"staff/cases/{number}"),
        {"text": "Here.", "files": (BytesIO(b"%PDF-1.4\n%%EOF\n"), "plan.pdf")},
        of="letters",
    )
    address = page.links()["plan.pdf"]

    saved = adviser.client.get(address)

    assert saved.data.startswith(b"%PDF")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert visit(town.stranger).client.get(address).status_code == 404


def test_case_is_found_by_its_number_a_name_or_a_word(adviser: Desk, number: str) -> None:
    assert adviser.open("staff/cases", q=number).path.endswith(number)
    assert number in adviser.open("staff/cases", q="cecilia").text
    assert number not in adviser.open("staff/cases", q="nobody").text


def test_stranger_does_not_find_the_case(visit: Callable[..., Desk], town: Town, number: str) -> None:
    assert "No case found" in visit(town.stranger).open("staff/cases", q="Cecilia").text


def test_whole_diagram_and_history_of_the_case(adviser: Desk, town: Town, number: str) -> None:
    diagram = adviser.open(f"staff/cases/{number}/diagram")
    history = adviser.open(f"staff/cases/{number}/timeline")

    assert diagram.words("//li[@aria-current='step']//span[@class='pk-what']")
    assert "The citizen’s first message came" in history.text


def test_auditor_reads_but_cannot_write(visit: Callable[..., Desk], town: Town, number: str) -> None:
    auditor = visit(town.hire("Aune Auditor", Role.AUDITOR))  # type: ignore[attr-defined]

    page = auditor.open(f"staff/cases/{number}")

    assert page.status == 200
    assert not page.root.xpath("//main//form")


def test_opened_task_counts_its_messages_as_read(adviser: Desk, town: Town, number: str) -> None:
    page = _take(adviser, town, number)
    assert "1 unread" in page.text

    assert "unread" not in _open(adviser, town, number).text


def test_a_file_is_kept_with_the_case_though_the_process_stops_at_what_was_sent(
    adviser: Desk, town: Town
) -> None:
    asks_for_plan = FORMS["review.form"].replace(
        b'"components": [',
        b'"components": [{"id": "f0", "type": "filepicker", "key": "plan", "label": "Plan"},',
    )
    undecidable = ADVICE.replace(b"=fee &gt; 0", b"=advice &gt; 0")
    _publish(town, {**FORMS, "advice.bpmn": undecidable, "review.form": asks_for_plan})
    number = town.apply()
    page = _take(adviser, town, number)
    plan = {"plan": (BytesIO(b"%PDF-1.4\n%%EOF\n"), "plan.pdf")}

    stopped = adviser.post(page, {**ANSWERS, **plan}, of="complete")

    assert stopped.status_code == 500
    with town.database.reading(town.id) as session:
        [kept] = attachments.of_case(session, number)
        [incident] = incidents.open_incidents(session)
    assert kept.filename == "plan.pdf"
    assert incident.action["answers"]["plan"][0]["id"] == kept.id


def test_what_another_group_does_is_not_there_to_be_completed(
    adviser: Desk, visit: Callable[..., Desk], town: Town, number: str
) -> None:
    page = _take(adviser, town, number)
    stranger = visit(town.stranger)

    refused = stranger.post(page, ANSWERS, of="complete")

    assert refused.status_code == 404
    assert town.open_task(number).status == TaskStatus.OPEN


def _publish(town: Town, files: Mapping[str, bytes]) -> None:
    with town.database.transaction(town.id) as session:
        bundle = publishing.inspect(session, files)
        publishing.publish(session, bundle, by="test", note="", now=town.now)


def _claim_by_colleague(town: Town, number: str) -> None:
    with town.database.transaction(town.id) as session:
        assignment.claim(session, town.open_task(number).id, by=town.colleague, now=town.now)


def _give_to_colleague_who_completes(town: Town, number: str) -> None:
    from app.processes import runtime

    task_id = town.open_task(number).id
    with town.database.transaction(town.id) as session:
        assignment.assign(session, task_id, town.colleague, by=town.adviser, now=town.now)
    answers = {"advice": "No.", "fee": 0}
    runtime.complete_task(town.database, town.id, task_id, answers, by=town.colleague, now=town.now)
