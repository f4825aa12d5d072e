"""Talk about a job search, variant A: the employment services call, and remind once."""

from datetime import date
from decimal import Decimal

from tests.processes_seeded.walking import Walk

REQUEST: dict[str, object] = {
    "situation": "laid-off",
    "since": date(2026, 2, 2),
    "last_job": "Seamstress",
    "wanted_work": "Sewing, or a job in a shop.",
    "obstacles": ["distance"],
    "phone": "040 555 0177",
    "best_time": "morning",
    "interpreter": "no",
}
AGREED: dict[str, object] = {
    "interview_on": date(2026, 3, 12),
    "interview_time": "10.30",
    "interview_way": "office",
}
MET: dict[str, object] = {"interview_outcome": "held", "interview_notes": "A course in sales interests her."}
PLAN: dict[str, object] = {
    "plan_goal": "You take part in the course and visit two shops.",
    "measures": ["applications", "training"],
    "applications_per_month": Decimal(4),
    "review_on": date(2026, 6, 11),
}


def _walk() -> Walk:
    return Walk("employment-follow-up", "phone", REQUEST)


def _agreed() -> Walk:
    walk = _walk()
    walk.do("call_customer", customer_reached="yes", **AGREED)
    return walk


def test_a_call_leads_to_a_talk_and_a_plan() -> None:
    walk = _agreed()
    assert "12.3.2026 klo 10.30 toimistollamme" in str(walk.sent("send_confirmation").inputs["body_fi"])

    walk.do("hold_interview", **MET)
    walk.do("write_plan", **PLAN)

    assert walk.ended() == "plan_made"
    assert "4 jobs a month" in str(walk.sent("send_plan").inputs["body_en"])


def test_the_customer_is_reminded_on_the_day_before() -> None:
    walk = _agreed()

    assert walk.advance(days=8) == []
    assert walk.advance(days=1) == ["day_before"]

    assert walk.ended_at == ["customer_reminded"]
    assert walk.open() == ["hold_interview"]


def test_who_is_not_reached_gets_one_reminder() -> None:
    walk = _walk()

    walk.do("call_customer", customer_reached="no")
    assert walk.open() == []
    assert walk.advance(days=8) == ["no_answer"]
    walk.do("call_customer", customer_reached="no")

    assert walk.ended() == "not_reached"
    assert [each.element_id for each in walk.thrown] == ["remind_customer", "send_closing"]


def test_who_answers_the_reminder_is_called_again() -> None:
    walk = _walk()
    walk.do("call_customer", customer_reached="no")

    walk.answer("contact", phone="040 555 0199", best_time="afternoon")

    assert walk.open() == ["call_customer"]
    assert walk.show("call_customer")["phone"] == "040 555 0199"


def test_who_misses_the_talk_is_reminded_and_called_again() -> None:
    walk = _agreed()

    walk.do("hold_interview", interview_outcome="missed")
    walk.advance(days=8)

    assert walk.open() == ["call_customer"]
    assert walk.data["reminders"] == 1


def test_a_question_returns_to_the_plan_with_a_reply_and_without() -> None:
    walk, silent = _agreed(), _agreed()
    for each in (walk, silent):
        each.do("hold_interview", **MET)

    walk.ask("Do you have a certificate?")
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == silent.open() == ["write_plan"]


def test_a_free_message_is_answered_or_becomes_a_request() -> None:
    question = Walk("employment-follow-up", "phone", text="Where is your office?")
    request = Walk("employment-follow-up", "phone", text="I lost my job.")

    question.do("read_message", message_kind="question", answer="At Koivukatu 4.")
    request.do(
        "read_message",
        message_kind="application",
        situation="unemployed",
        wanted_work="Anything with children.",
        phone="040 555 0111",
    )

    assert question.ended() == "question_answered"
    assert request.open() == ["call_customer"]
