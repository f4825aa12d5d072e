"""Relief from a library fee, variant A: a clerk decides alone."""

from decimal import Decimal

import pytest

from tests.processes_seeded.walking import Walk

REQUEST: dict[str, object] = {
    "fee_kind": "late",
    "title_of_loan": "Talvikirja",
    "amount_claimed": Decimal("12.50"),
    "reason_kind": "illness",
    "explanation": "I was in hospital when the book was due.",
    "card_holder": "own",
}
CHECKED: dict[str, object] = {"loan_state": "fee", "amount": Decimal("12.50")}
ALL: dict[str, object] = {"waiver": "all", "reasons": "The illness is shown."}


def _walk(**changed: object) -> Walk:
    return Walk("library-fee-waiver", "clerk", {**REQUEST, **changed})


def test_a_clerk_takes_the_whole_fee_away() -> None:
    walk = _walk()
    assert walk.task("check_loans").groups == ("library-desk",)
    walk.do("check_loans", **CHECKED)

    walk.do("decide_waiver", **ALL)

    assert walk.ended() == "waived"
    assert "12,5 €" in str(walk.sent("send_waived").inputs["body_fi"])
    assert "12.5 €" in str(walk.sent("send_waived").inputs["body_en"])


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        ({"waiver": "none"}, Decimal("12.5")),
        ({"waiver": "part", "waived_amount": Decimal(5)}, Decimal("7.5")),
    ],
)
def test_what_is_left_gets_a_payment_reference(decision: dict[str, object], left: Decimal) -> None:
    walk = _walk()
    walk.do("check_loans", **CHECKED)

    walk.do("decide_waiver", **decision, reasons="Half of the delay has a reason.")
    (job,) = walk.jobs.values()
    assert job.inputs["amount"] == left
    walk.finish_job("payment_reference", {"payment_reference": "10016"})

    assert walk.ended() == "settled"
    assert "10016" in str(walk.sent("send_settlement").inputs["body_sv"])


def test_a_fee_that_was_a_mistake_is_told_so() -> None:
    walk = _walk()

    walk.do("check_loans", loan_state="no-fee", loan_note="The book was on the shelf.")

    assert walk.ended() == "no_fee"
    assert "on the shelf" in str(walk.sent("send_no_fee").inputs["body_en"])


def test_a_question_returns_to_the_desk_with_a_reply_and_without() -> None:
    walk, silent = _walk(), _walk()

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["check_loans"]
    assert silent.open() == ["check_loans"]


def test_the_desk_is_reminded_of_a_request_that_waits() -> None:
    walk = _walk()

    assert walk.advance(days=3) == ["waited"]

    assert walk.ended_at == ["desk_reminded"]
    assert walk.sent("remind_desk").inputs["group"] == "library-desk"
    assert walk.open() == ["check_loans"]


def test_a_free_message_is_answered_or_becomes_a_request() -> None:
    question = Walk("library-fee-waiver", "clerk", text="When are you open?")
    request = Walk("library-fee-waiver", "clerk", text="The fee is wrong.")

    question.do("read_message", message_kind="question", answer="From ten to six.")
    request.do("read_message", message_kind="application", fee_kind="lost", explanation="It was returned.")

    assert question.ended() == "question_answered"
    assert request.open() == ["check_loans"]
