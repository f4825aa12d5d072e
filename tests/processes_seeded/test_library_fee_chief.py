"""Relief from a library fee, variant B: above a limit, 50 € as a rule, a library manager approves."""

from decimal import Decimal

import pytest

from tests.processes_seeded.test_library_fee_clerk import ALL, REQUEST
from tests.processes_seeded.walking import Walk

LOST: dict[str, object] = {"loan_state": "fee", "amount": Decimal(80)}


def _walk() -> Walk:
    return Walk("library-fee-waiver", "chief", {**REQUEST, "fee_kind": "lost"})


def _decided(amount: Decimal, **decision: object) -> Walk:
    walk = _walk()
    walk.do("check_loans", **{**LOST, "amount": amount})
    walk.do("decide_waiver", **{**ALL, **decision})
    return walk


@pytest.mark.parametrize(
    ("amount", "decision", "asked"),
    [
        (Decimal(50), {}, False),
        (Decimal("50.01"), {}, True),
        (Decimal(90), {"waiver": "part", "waived_amount": Decimal(40)}, False),
        (Decimal(90), {"waiver": "none"}, False),
    ],
)
def test_only_a_waiver_above_the_limit_goes_to_the_manager(
    amount: Decimal, decision: dict[str, object], asked: bool
) -> None:
    walk = _decided(amount, **decision)

    assert (walk.open() == ["approve_waiver"]) is asked


def test_an_approved_waiver_is_told_with_who_approved_it() -> None:
    walk = _decided(Decimal(80))
    assert walk.task("approve_waiver").groups == ("library-managers",)

    walk.do("approve_waiver", chief_decision="approve")

    assert walk.ended() == "waived"
    assert "A library manager has approved" in str(walk.sent("send_waived").inputs["body_en"])


def test_the_manager_may_have_it_decided_again() -> None:
    walk = _decided(Decimal(80))

    walk.do("approve_waiver", chief_decision="back", chief_note="Half is enough.")
    assert walk.open() == ["decide_waiver"]
    walk.do("decide_waiver", waiver="part", waived_amount=Decimal(40), reasons="Half is waived.")
    walk.finish_job("payment_reference", {"payment_reference": "10016"})

    assert walk.ended() == "settled"


def test_managers_are_reminded_after_a_week() -> None:
    walk = _decided(Decimal(80))

    assert walk.advance(days=7) == ["chief_late"]

    assert walk.ended_at == ["chief_reminded"]
    assert walk.sent("remind_chief").inputs["group"] == "library-managers"
