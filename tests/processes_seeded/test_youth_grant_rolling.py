"""Grant for a young people's hobby, variant A: one officer, all year."""

from datetime import date
from decimal import Decimal

from tests.processes_seeded.walking import Walk

APPLICATION: dict[str, object] = {
    "applicant_kind": "group",
    "group_name": "Kellaribändi",
    "participants": Decimal(5),
    "age_group": "15-17",
    "hobby": "A weekend for our band",
    "plan": "We rehearse for two days and play to the school on Friday.",
    "project_starts": date(2026, 3, 20),
    "project_ends": date(2026, 3, 22),
    "total_cost": Decimal(900),
    "amount_asked": Decimal(600),
    "account_holder": "Aino Mäkelä",
    "account": "FI2112345600000785",
}
SCORES: dict[str, object] = {
    "score_reach": Decimal(3),
    "score_idea": Decimal(5),
    "score_budget": Decimal(4),
}
GRANTED: dict[str, object] = {
    "grant_decision": "granted",
    "granted_amount": Decimal(500),
    "reasons": "Many hear the concert.",
}
PAID: dict[str, object] = {"paid_on": date(2026, 3, 5)}
REPORT: dict[str, object] = {
    "report_text": "We played to 200 pupils.",
    "participants_reached": Decimal(205),
    "money_used": Decimal(480),
}


def _walk(**changed: object) -> Walk:
    return Walk("youth-hobby-grant", "rolling", {**APPLICATION, **changed})


def _decided(**decision: object) -> Walk:
    walk = _walk()
    walk.do("check_application", eligibility="yes")
    walk.do("score_application", **SCORES)
    walk.do("decide_grant", **{**GRANTED, **decision})
    return walk


def _paid() -> Walk:
    walk = _decided()
    walk.do("pay_grant", **PAID)
    return walk


def test_a_grant_is_scored_decided_paid_and_reported() -> None:
    walk = _paid()
    assert walk.data["score"] == 12
    assert "21.4.2026" in str(walk.sent("send_grant").inputs["body_fi"])

    walk.answer("grant-report", **REPORT)
    walk.do("check_report", report_outcome="accepted")

    assert walk.ended() == "grant_closed"


def test_money_that_was_not_used_is_asked_back() -> None:
    walk = _paid()

    walk.answer("grant-report", **REPORT)
    walk.do("check_report", report_outcome="payback", payback=Decimal(20))

    assert walk.ended() == "reclaimed"
    assert "20 €" in str(walk.sent("send_payback").inputs["body_sv"])


def test_a_missing_report_is_asked_for_once_and_then_all_is_asked_back() -> None:
    walk = _paid()

    assert walk.advance(days=52) == ["report_late"]
    assert "5.5.2026" in str(walk.sent("remind_applicant").inputs["body_en"])
    assert walk.advance(days=15) == ["report_late"]

    assert walk.ended() == "reclaimed"
    assert walk.data["payback"] == 500


def test_a_report_after_the_reminder_still_counts() -> None:
    walk = _paid()
    walk.advance(days=55)

    walk.answer("grant-report", **REPORT)

    assert walk.open() == ["check_report"]


def test_a_refusal_tells_the_reasons() -> None:
    walk = _decided(grant_decision="refused", granted_amount=None, reasons="The budget is missing.")

    assert walk.ended() == "refused"
    assert "The budget is missing." in str(walk.sent("send_refusal").inputs["body_sv"])


def test_what_the_grant_is_not_meant_for_is_sent_back() -> None:
    walk = _walk()

    walk.do("check_application", eligibility="no", reasons="It is a business.")

    assert walk.ended() == "not_eligible"
    assert "It is a business." in str(walk.sent("send_not_eligible").inputs["body_fi"])


def test_a_question_returns_to_the_office_with_a_reply_and_without() -> None:
    walk, silent = _walk(), _walk()

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == silent.open() == ["check_application"]


def test_the_office_is_reminded_after_a_week() -> None:
    walk = _walk()

    assert walk.advance(days=7) == ["waited"]

    assert walk.ended_at == ["office_reminded"]
    assert walk.sent("remind_office").inputs["group"] == "youth-services"


def test_a_free_message_is_answered_or_becomes_an_application() -> None:
    question = Walk("youth-hobby-grant", "rolling", text="May we apply for a drum?")
    application = Walk("youth-hobby-grant", "rolling", text="We need 300 euros for a trip.")

    question.do("read_message", message_kind="question", answer="You may.")
    application.do(
        "read_message",
        message_kind="application",
        hobby="A trip to the sea",
        plan="Ten of us go by train.",
        project_starts=date(2026, 6, 8),
        project_ends=date(2026, 6, 9),
        amount_asked=Decimal(300),
    )

    assert question.ended() == "question_answered"
    assert application.open() == ["check_application"]
