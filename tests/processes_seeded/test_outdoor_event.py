"""Outdoor events: a single desk decides, or three experts state by a deadline that follows the size."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.processes_seeded.walking import Walk

NOTICE: dict[str, object] = {
    "subject": "Harbour Day",
    "event_kind": "concert",
    "programme": "Two bands and a market.",
    "organiser_kind": "association",
    "organiser_name": "Satamaseura ry",
    "event_place": "shore",
    "starts": date(2026, 6, 5),
    "ends": date(2026, 6, 6),
    "visitors": Decimal(800),
    "sound": "day",
    "safety_person": "Seppo Lahti",
    "phone": "040 555 0101",
    "conditions_accepted": True,
}
FREE = {"area_state": "free"}
ALLOWED: dict[str, object] = {"decision": "granted", "reasons": "The place suits the event."}
STATED: dict[str, dict[str, object]] = {
    "parks_statement": {"parks_opinion": "favourable", "parks_reasons": "The lawn stands it."},
    "noise_statement": {
        "noise_opinion": "conditional",
        "noise_conditions": "Music ends at 22.",
        "noise_reasons": "Homes are near.",
    },
    "rescue_statement": {
        "rescue_plan_state": "yes",
        "rescue_opinion": "favourable",
        "rescue_reasons": "The plan is good.",
    },
}


def _walk(variant: str = "single-desk", **changed: object) -> Walk:
    return Walk("outdoor-event", variant, {**NOTICE, **changed})


def _booked(variant: str = "single-desk", **changed: object) -> Walk:
    walk = _walk(variant, **changed)
    walk.do("book_area", **FREE)
    return walk


def _stated() -> Walk:
    walk = _booked("statements")
    for task, answers in STATED.items():
        walk.do(task, **answers)
    return walk


def test_a_single_desk_books_and_allows() -> None:
    walk = _booked()
    assert walk.task("decide_event").groups == ("event-desk",)

    walk.do(
        "decide_event",
        decision="granted-with-conditions",
        conditions="Music ends at 22.",
        reasons="Homes are near.",
    )

    assert walk.ended() == "event_allowed"
    assert "Ehdot:\nMusic ends at 22." in str(walk.sent("send_permission").inputs["body_fi"])


def test_a_place_that_is_taken_is_told_with_another_one() -> None:
    walk = _walk()

    walk.do("book_area", area_state="taken", area_answer="The park is free.")

    assert walk.ended() == "no_area"
    assert "The park is free." in str(walk.sent("send_no_area").inputs["body_sv"])


@pytest.mark.parametrize(
    ("visitors", "sound", "by"),
    [(200, "day", (9, 21)), (200, "night", (16, 21)), (201, "none", (16, 21)), (1001, "none", (30, 20))],
)
def test_the_deadline_of_the_statements_follows_the_size(
    visitors: int, sound: str, by: tuple[int, int]
) -> None:
    walk = _booked("statements", visitors=Decimal(visitors), sound=sound)

    day, hour = by  # summer time begins on 29 March
    assert sorted(walk.open()) == ["noise_statement", "parks_statement", "rescue_statement"]
    assert walk.task("parks_statement").due_at == datetime(2026, 3, day, hour, 59, 59, tzinfo=UTC)


def test_each_statement_is_of_its_own_experts() -> None:
    walk = _booked("statements")

    groups = {task: walk.task(task).groups for task in STATED}

    assert groups == {
        "parks_statement": ("parks",),
        "noise_statement": ("environment",),
        "rescue_statement": ("rescue-services",),
    }


def test_the_decision_waits_for_three_statements() -> None:
    walk = _stated()
    assert walk.open() == ["decide_event"]

    walk.do("decide_event", **ALLOWED)

    assert walk.ended() == "event_allowed"


@pytest.mark.parametrize("begin", [_booked, _stated])
def test_an_event_may_be_refused(begin: Callable[[], Walk]) -> None:
    walk = begin()

    walk.do("decide_event", decision="refused", reasons="The rescue way is closed.")

    assert walk.ended() == "refused"


def test_a_question_is_replied_to_or_closes_the_case() -> None:
    walk, silent = _walk(), _walk("statements")

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["book_area"]
    assert silent.ended() == "lapsed"


def test_a_decision_that_nobody_makes_is_reminded_of_or_escalated() -> None:
    desk, stated = _booked(), _stated()

    assert desk.advance(days=10) == ["reminder_due"]
    assert stated.advance(days=8) == ["late"]

    assert desk.ended_at == ["office_reminded"]
    stated.do("sort_out_delay", escalation_measure="agreed", escalation_note="A new plan is coming.")
    assert stated.ended_at == ["delay_sorted_out"]


@pytest.mark.parametrize("variant", ["single-desk", "statements"])
def test_a_free_message_is_answered_or_becomes_a_notice(variant: str) -> None:
    question = Walk("outdoor-event", variant, text="Is the square free in May?")
    notice = Walk("outdoor-event", variant, text="We hold Harbour Day on the shore.")

    question.do("read_message", message_kind="question", answer="Yes, on most days.")
    asked = ("subject", "event_kind", "event_place", "starts", "ends", "visitors", "sound")
    notice.do("read_message", message_kind="application", **{key: NOTICE[key] for key in asked})

    assert question.ended() == "question_answered"
    assert notice.open() == ["book_area"]
