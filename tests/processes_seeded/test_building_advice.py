"""Building advice: one adviser answers, or planning and heritage state first."""

from datetime import UTC, datetime

import pytest

from tests.processes_seeded.walking import Walk

QUESTION: dict[str, object] = {
    "address": "Koivukatu 4",
    "building_age": "old",
    "plan_kind": "facade",
    "plan": "New windows on the street side.",
    "advice_question": "May the windows be of another kind?",
    "answer_by": "here",
}
NO_PERMIT: dict[str, object] = {"advice_outcome": "no-permit", "advice": "Keep the frames as they are."}
PERMIT: dict[str, object] = {
    "advice_outcome": "permit-needed",
    "permit_kind": "building",
    "advice": "The plan protects the facade.",
}
STATED: dict[str, dict[str, object]] = {
    "planning_statement": {"planning_opinion": "deviation", "planning_reasons": "The plan protects it."},
    "heritage_statement": {"heritage_opinion": "conditions", "heritage_reasons": "Keep the old frames."},
}


def _walk(variant: str = "generalist") -> Walk:
    return Walk("building-advice", variant, QUESTION)


def _stated() -> Walk:
    walk = _walk("statements")
    walk.do("triage_question", triage="statements")
    for task, answers in STATED.items():
        walk.do(task, **answers)
    return walk


def test_one_adviser_answers_in_five_working_days() -> None:
    walk = _walk()
    task = walk.task("write_advice")
    assert task.groups == ("building-control",)
    assert task.due_at == datetime(2026, 3, 9, 21, 59, 59, tzinfo=UTC)

    walk.do("write_advice", **NO_PERMIT)

    assert walk.ended() == "advice_given"
    assert "Keep the frames" in str(walk.sent("send_advice").inputs["body_sv"])


@pytest.mark.parametrize(
    ("kind", "told"),
    [("building", "rakentamislupa"), ("landscape", "maisematyölupa"), ("demolition", "purkamislupa")],
)
def test_the_letter_names_the_permit_that_is_needed(kind: str, told: str) -> None:
    walk = _walk()

    walk.do("write_advice", **{**PERMIT, "permit_kind": kind})

    assert walk.ended() == "permit_advised"
    assert told in str(walk.sent("send_permit_needed").inputs["body_fi"])


def test_a_question_for_somebody_else_is_passed_on() -> None:
    walk, sorted_out = _walk(), _walk("statements")

    walk.do("write_advice", advice_outcome="not-ours", referral="Ask the road authority.")
    sorted_out.do("triage_question", triage="not-ours", referral="Ask the road authority.")

    assert walk.ended() == sorted_out.ended() == "passed_on"


def test_planning_and_heritage_state_at_the_same_time() -> None:
    walk = _walk("statements")

    walk.do("triage_question", triage="statements")

    assert sorted(walk.open()) == ["heritage_statement", "planning_statement"]
    assert walk.task("planning_statement").groups == ("town-planning",)
    assert walk.task("heritage_statement").groups == ("heritage",)


def test_the_advice_waits_for_both_statements() -> None:
    walk = _stated()

    walk.do("write_advice", **PERMIT)

    assert walk.ended() == "permit_advised"


def test_a_simple_question_needs_no_statements() -> None:
    walk = _walk("statements")

    walk.do("triage_question", triage="simple")
    walk.do("write_advice", **NO_PERMIT)

    assert walk.ended() == "advice_given"


@pytest.mark.parametrize(
    ("variant", "task"), [("generalist", "write_advice"), ("statements", "triage_question")]
)
def test_a_question_to_the_citizen_is_replied_to_or_closes_the_case(variant: str, task: str) -> None:
    walk, silent = _walk(variant), _walk(variant)

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == [task]
    assert silent.ended() == "lapsed"


def test_advice_that_nobody_writes_is_reminded_of_or_escalated() -> None:
    alone, stated = _walk(), _stated()

    assert alone.advance(days=3) == ["reminder_due"]
    assert stated.advance(days=9) == ["late"]

    assert alone.ended_at == ["office_reminded"]
    assert alone.sent("remind_office").inputs["group"] == "building-control"
    stated.do("sort_out_delay", escalation_measure="agreed", escalation_note="A visit is needed.")
    assert stated.ended_at == ["delay_sorted_out"]
    assert stated.open() == ["write_advice"]


@pytest.mark.parametrize(
    ("variant", "task"), [("generalist", "write_advice"), ("statements", "triage_question")]
)
def test_a_free_message_is_answered_or_becomes_a_question(variant: str, task: str) -> None:
    hours = Walk("building-advice", variant, text="When are you open?")
    plans = Walk("building-advice", variant, text="I want to build a shed.")

    hours.do("read_message", message_kind="question", answer="On weekdays from nine to three.")
    plans.do(
        "read_message",
        message_kind="application",
        address="Koivukatu 4",
        plan_kind="outbuilding",
        advice_question="How near to the neighbour?",
    )

    assert hours.ended() == "question_answered"
    assert plans.open() == [task]
