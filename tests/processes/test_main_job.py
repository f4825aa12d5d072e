"""The main job: a message becomes a case, a task, and an answer."""

from datetime import timedelta

import pytest

from app.cases import timeline
from app.cases.errors import CaseNotFound
from app.cases.tables import CaseStatus, EventKind
from app.db import new_id
from app.messages import conversation
from app.messages.tables import Direction, MessageKind, MessageStatus
from app.processes import intake, runtime
from app.tasks import assignment
from app.tasks.errors import TaskAlreadyClaimed, TaskAlreadyDone, TaskNotYours
from app.tenants.errors import ServiceClosed, SignInNeeded, UnknownService
from tests.processes.town import APPLICATION, Town


def test_an_application_becomes_a_case_with_a_task_for_the_group(town: Town) -> None:
    number = town.apply()

    task = town.open_task(number)
    assert number == "TES-2026-00001"
    assert town.case(number).status == CaseStatus.OPEN
    assert (task.element_id, task.group_key, task.assignee_id) == ("review", "advisers", None)
    assert task.due_at == town.now + timedelta(days=5)


def test_a_free_message_starts_the_same_process(town: Town) -> None:
    receipt = intake.write_message(
        town.database,
        town.id,
        "advice",
        text="May I?",
        by=town.citizen,
        language="sv",
        idempotency_key="k",
        now=town.now,
    )

    assert town.open_task(receipt.case_number).element_id == "review"


def test_completing_the_task_answers_the_citizen_and_closes_the_case(town: Town) -> None:
    number = town.apply()

    town.complete(number, advice="Yes.")

    town.days_pass(0)
    with town.database.reading(town.id) as session:
        [_, answer] = conversation.of_case(session, number)
    assert (answer.direction, answer.kind, answer.body) == (Direction.OUT, MessageKind.NOTICE, "Yes.")
    assert town.case(number).status == CaseStatus.CLOSED
    assert town.case(number).outcome == "answered"
    [letter] = town.letters
    assert letter.to == "cecilia@example.org"
    assert number in letter.subject
    assert "Yes." not in letter.body


def test_a_question_to_the_citizen_waits_and_the_answer_reopens_the_task_of_the_same_caseworker(
    town: Town,
) -> None:
    number = town.apply()

    town.ask(number, "How big is it?")
    assert town.case(number).status == CaseStatus.WAITING
    assert town.open_tasks(number) == []
    town.reply(number, "Ten square metres")

    task = town.open_task(number)
    assert (task.element_id, task.assignee_id) == ("review", town.adviser.id)
    assert task.answered_at == town.now
    assert town.case(number).status == CaseStatus.OPEN


def test_a_reply_that_nobody_waits_for_reaches_the_handler(town: Town) -> None:
    number = town.apply()

    town.reply(number, "By the way, it has a chimney")

    with town.database.reading(town.id) as session:
        [_, reply] = conversation.of_case(session, number)
    assert reply.status == MessageStatus.WITH_HANDLER
    assert town.open_task(number).answered_at == town.now


def test_a_reply_to_a_closed_case_tells_its_handler_by_mail(town: Town) -> None:
    number = town.apply()
    town.complete(number)
    town.days_pass(1)
    town.letters.clear()

    town.reply(number, "Thank you!")

    town.days_pass(0)
    assert [letter.to for letter in town.letters] == ["aava@example.org"]


def test_a_message_that_came_before_the_process_waits_is_kept_and_delivered_then(town: Town) -> None:
    number = town.apply()
    town.reply(number, "Ten square metres, in case you ask")

    town.ask(number, "How big is it?")
    town.days_pass(0)

    assert town.open_task(number).element_id == "review"
    with town.database.reading(town.id) as session:
        statuses = {message.kind: message.status for message in conversation.of_case(session, number)}
    assert statuses[MessageKind.REPLY] == MessageStatus.DELIVERED


def test_a_message_that_a_person_has_read_does_not_answer_a_later_question(town: Town) -> None:
    number = town.apply()
    town.reply(number, "Something else")
    with town.database.transaction(town.id) as session:
        conversation.mark_read(session, number, Direction.IN, now=town.now)

    town.ask(number, "How big is it?")
    town.days_pass(0)

    assert town.case(number).status == CaseStatus.WAITING


def test_without_an_answer_the_case_lapses_after_two_weeks(town: Town) -> None:
    number = town.apply()
    town.ask(number)

    town.days_pass(13)
    assert town.case(number).status == CaseStatus.WAITING
    town.days_pass(1.5)

    assert (town.case(number).status, town.case(number).outcome) == (CaseStatus.CLOSED, "lapsed")


def test_a_reminder_goes_to_the_group_and_leaves_the_task_open(town: Town) -> None:
    number = town.apply()

    town.days_pass(3.1)

    assert town.open_task(number).element_id == "review"
    assert {letter.to for letter in town.letters} == {"aava@example.org", "kalle@example.org"}
    assert all(number in letter.subject for letter in town.letters)


def test_a_service_task_is_done_by_a_worker_and_its_result_comes_back(town: Town) -> None:
    number = town.apply()

    town.complete(number, fee=120)
    assert town.case(number).status == CaseStatus.OPEN
    town.days_pass(0)

    assert town.case(number).outcome == "answered"


def test_the_timeline_tells_the_whole_way_in_order(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    town.reply(number, "Ten")
    town.complete(number)

    with town.database.reading(town.id) as session:
        kinds = [event.kind for event in timeline.of_case(session, number)]
    wanted = [
        EventKind.OPENED,
        EventKind.TASK_OPENED,
        EventKind.MESSAGE_OUT,
        EventKind.MESSAGE_IN,
        EventKind.TASK_OPENED,
        EventKind.TASK_COMPLETED,
        EventKind.CLOSED,
    ]
    remaining = iter(kinds)
    assert all(kind in remaining for kind in wanted), kinds


def test_sending_the_same_application_twice_makes_one_case(town: Town) -> None:
    first = town.apply("the-draft")
    second = town.apply("the-draft")

    assert first == second
    assert len(town.open_tasks(first)) == 1


def test_a_task_is_completed_once(town: Town) -> None:
    number = town.apply()
    task = town.open_task(number)
    town.complete(number)

    with pytest.raises(TaskAlreadyDone):
        runtime.complete_task(
            town.database, town.id, task.id, {"advice": "No", "fee": 0}, by=town.adviser, now=town.now
        )

    assert town.case(number).outcome == "answered"


def test_a_claimed_task_is_nobody_elses_to_complete(town: Town) -> None:
    number = town.apply()
    task = town.open_task(number)
    with town.database.transaction(town.id) as session:
        assignment.claim(session, task.id, by=town.adviser, now=town.now)

    with pytest.raises(TaskAlreadyClaimed):
        runtime.complete_task(
            town.database, town.id, task.id, {"advice": "No", "fee": 0}, by=town.colleague, now=town.now
        )
    with pytest.raises(TaskAlreadyClaimed), town.database.transaction(town.id) as session:
        assignment.claim(session, task.id, by=town.colleague, now=town.now)


def test_a_task_of_another_group_is_not_to_be_done(town: Town) -> None:
    task = town.open_task(town.apply())

    with pytest.raises(TaskNotYours):
        runtime.complete_task(
            town.database, town.id, task.id, {"advice": "No", "fee": 0}, by=town.stranger, now=town.now
        )


def test_only_a_party_can_write_in_a_case(town: Town) -> None:
    number = town.apply()

    with pytest.raises(CaseNotFound):
        intake.reply(
            town.database,
            town.id,
            number,
            text="Let me in",
            by=town.stranger,
            idempotency_key=new_id(),
            now=town.now,
        )


@pytest.mark.parametrize(
    ("service", "signed_in", "refusal"),
    [("nothing", True, UnknownService), ("advice", False, SignInNeeded), ("closed", True, ServiceClosed)],
)
def test_what_cannot_be_applied_for_leaves_nothing_behind(
    town: Town, service: str, signed_in: bool, refusal: type[Exception]
) -> None:
    from app.tenants.tables import Service

    with town.database.transaction(town.id) as session:
        session.add(Service(tenant_id=town.id, key="closed", is_open=False))

    with pytest.raises(refusal):
        intake.submit_application(
            town.database,
            town.id,
            service,
            answers=APPLICATION,
            by=town.citizen if signed_in else None,
            language="fi",
            idempotency_key="k",
            now=town.now,
        )

    assert town.apply() == "TES-2026-00001"
