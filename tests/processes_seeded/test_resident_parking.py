"""Resident parking: a table grants the clear cases, or everything is done by hand and paid first."""

from datetime import date
from decimal import Decimal

import pytest

from tests.processes_seeded.walking import Walk

APPLICATION: dict[str, object] = {
    "address": "Koivukatu 4 A 12",
    "zone": "harbour",
    "lives_there": "permanent",
    "registration_number": "ABC-123",
    "vehicle_holder": "own",
    "power": "fuel",
    "permits_before": Decimal(0),
    "starts": date(2026, 3, 9),
    "conditions_accepted": True,
}
RIGHT: dict[str, object] = {"registers_compared": True, "check_outcome": "grant"}
COMPANY_CAR: dict[str, object] = {"vehicle_holder": "employer", "employer_name": "Saha Oy"}
_PAID = {"payment_reference": "12344"}


def _walk(variant: str = "automatic", **changed: object) -> Walk:
    return Walk("resident-parking", variant, {**APPLICATION, **changed})


def _invoiced() -> Walk:
    walk = _walk("by-hand")
    walk.do("check_application", **RIGHT)
    walk.finish_job("payment_reference", _PAID)
    return walk


def test_a_clear_case_is_granted_without_a_person() -> None:
    walk = _walk()

    assert walk.open() == []
    walk.finish_job("payment_reference", _PAID)

    assert walk.ended() == "permit_granted"
    letter = walk.sent("send_permit").inputs
    assert "Hamnen i ett år från och med 9.3.2026" in str(letter["body_sv"])
    assert "decided automatically" in str(letter["body_en"])


def test_what_a_person_grants_was_not_decided_automatically() -> None:
    walk = _walk(**COMPANY_CAR)

    walk.do("check_application", **RIGHT)
    walk.finish_job("payment_reference", _PAID)

    assert walk.ended() == "permit_granted"
    assert "automatically" not in str(walk.sent("send_permit").inputs["body_en"])


@pytest.mark.parametrize(
    ("ground", "changed"),
    [
        ("company-car", COMPANY_CAR),
        ("many-permits", {"permits_before": Decimal(2)}),
        ("not-permanent", {"lives_there": "moving"}),
    ],
)
def test_the_table_leaves_what_is_not_clear_to_a_person(ground: str, changed: dict[str, object]) -> None:
    walk = _walk(**changed)

    assert walk.data["rule_ground"] == ground
    assert walk.task("check_application").groups == ("parking-services",)


@pytest.mark.parametrize(
    ("variant", "changed", "fee"),
    [
        ("automatic", {}, 120),
        ("automatic", {"zone": "centre", "permits_before": Decimal(1)}, 360),
        ("automatic", {"zone": "centre", "power": "electric"}, 90),
        ("by-hand", {"permits_before": Decimal(1)}, 240),
        ("by-hand", COMPANY_CAR, 600),
    ],
)
def test_the_fee_follows_the_zone_the_cars_and_the_power(
    variant: str, changed: dict[str, object], fee: int
) -> None:
    walk = _walk(variant, **changed)

    if walk.open():
        walk.do("check_application", **RIGHT)

    (job,) = walk.jobs.values()
    assert job.inputs["amount"] == fee


@pytest.mark.parametrize("variant", ["automatic", "by-hand"])
def test_a_person_refuses_with_reasons(variant: str) -> None:
    walk = _walk(variant, lives_there="temporary")

    walk.do("check_application", registers_compared=True, check_outcome="refuse", reasons="No home here.")

    assert walk.ended() == "refused"
    assert "No home here." in str(walk.sent("send_refusal").inputs["body_fi"])


def test_by_hand_the_permit_begins_with_the_payment() -> None:
    walk = _invoiced()
    assert walk.open() == []

    walk.reply("Paid today.")
    walk.do("check_payment", payment_state="paid")

    assert walk.ended() == "permit_granted"


def test_two_weeks_without_payment_end_the_case() -> None:
    walk = _invoiced()

    assert walk.advance(days=14) == ["payment_due"]
    walk.do("check_payment", payment_state="unpaid")

    assert walk.ended() == "unpaid"


def test_a_question_is_replied_to_or_closes_the_case() -> None:
    walk, silent = _walk("by-hand"), _walk(lives_there="moving")

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["check_application"]
    assert silent.ended() == "lapsed"


def test_a_check_that_nobody_makes_is_reminded_of_and_escalated() -> None:
    walk = _walk("by-hand")

    assert walk.advance(days=6) == ["reminder_due", "late"]

    walk.do("sort_out_delay", escalation_measure="nothing", escalation_note="The register is down.")
    assert walk.ended_at == ["office_reminded", "delay_sorted_out"]
    assert walk.open() == ["check_application"]


@pytest.mark.parametrize("variant", ["automatic", "by-hand"])
def test_a_free_message_is_answered_or_becomes_an_application(variant: str) -> None:
    question = Walk("resident-parking", variant, text="What does it cost?")
    wish = Walk("resident-parking", variant, text="A permit for ABC-123, please.")

    question.do("read_message", message_kind="question", answer="From 120 euros a year.")
    known = {key: APPLICATION[key] for key in APPLICATION if key != "conditions_accepted"}
    wish.do("read_message", message_kind="application", **{**known, "permits_before": Decimal(3)})

    assert question.ended() == "question_answered"
    assert wish.open() == ["check_application"]
