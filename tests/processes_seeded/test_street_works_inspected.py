"""Street works, variant B: always an inspection and a deposit, and a look at the finished works."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.processes_seeded.test_street_works_automatic import APPLICATION, VISIT
from tests.processes_seeded.walking import Walk

FAVOURABLE = {"traffic_statement": "favourable", "traffic_reasons": "The lane stays wide enough."}


def _walk(**changed: object) -> Walk:
    return Walk("street-works", "inspected", {**APPLICATION, **changed})


def _looked_into() -> Walk:
    walk = _walk()
    walk.do("check_application", check_outcome="complete")
    walk.do("inspect_the_site", **VISIT)
    walk.do("traffic_statement", **FAVOURABLE)
    return walk


def _granted() -> Walk:
    walk = _looked_into()
    walk.do("decide_permit", decision="granted", reasons="The plan is sound.")
    walk.finish_job("payment_reference", {"payment_reference": "10016"})
    walk.finish_job("send_permit", {"decision_document": "Street-works permit"})
    return walk


@pytest.mark.parametrize(("area", "deposit"), [(1, 500), (20, 500), (21, 515), (60, 1100), (20_000, 5000)])
def test_the_deposit_grows_with_the_area_up_to_a_limit(area: int, deposit: int) -> None:
    walk = _walk(area=Decimal(area))

    assert walk.data["deposit"] == deposit


def test_even_short_works_are_checked_and_inspected() -> None:
    walk = _walk(ends=date(2026, 3, 9))

    walk.do("check_application", check_outcome="complete")

    assert set(walk.open()) == {"traffic_statement", "inspect_the_site"}
    assert walk.task("traffic_statement").groups == ("permit-office",)
    assert walk.task("inspect_the_site").groups == ("street-inspectors",)


@pytest.mark.parametrize("first", ["traffic_statement", "inspect_the_site"])
def test_the_decision_waits_for_both_statement_and_inspection(first: str) -> None:
    walk = _walk()
    walk.do("check_application", check_outcome="complete")
    done: dict[str, dict[str, object]] = {"traffic_statement": {**FAVOURABLE}, "inspect_the_site": VISIT}

    walk.do(first, **done.pop(first))
    assert "decide_permit" not in walk.open()
    (other,) = done
    walk.do(other, **done[other])

    assert walk.open() == ["decide_permit"]


def test_fee_and_deposit_are_paid_together() -> None:
    walk = _looked_into()

    walk.do("decide_permit", decision="granted", reasons="The plan is sound.")

    (job,) = walk.jobs.values()
    assert (job.type, job.inputs["amount"]) == ("polku.payment-reference", 390 + 1100)


@pytest.mark.parametrize(
    ("area", "traffic", "fee", "deposit"),
    [(10, "none", 240, 500), (20, "closed", 490, 500), (51, "none", 390, 965), (1000, "closed", 640, 5000)],
)
def test_the_table_sets_fee_and_deposit(area: int, traffic: str, fee: int, deposit: int) -> None:
    closed = {"detour": "By Rantakatu", "bus_route": "no"} if traffic == "closed" else {}

    walk = _walk(area=Decimal(area), traffic=traffic, **closed)

    assert (walk.data["fee"], walk.data["deposit"]) == (fee, deposit)
    assert "price" not in walk.data


def test_the_deposit_comes_back_when_the_citizen_tells_that_works_are_finished() -> None:
    walk = _granted()
    assert walk.open() == []

    walk.advance(days=3)
    walk.reply("We are done.")
    assert walk.task("final_inspection").groups == ("street-inspectors",)
    walk.do("final_inspection", final_visit=date(2026, 3, 6), surface_restored="yes")

    assert walk.ended() == "works_closed"
    assert "1100 €" in str(walk.sent("return_deposit").inputs["body_sv"])


def test_the_last_day_of_the_works_brings_the_inspection_by_itself() -> None:
    walk = _granted()

    assert walk.advance(days=14) == []
    assert walk.advance(days=2) == ["inspection_day"]

    assert walk.open() == ["final_inspection"]


def test_a_bad_surface_is_repaired_and_inspected_again() -> None:
    walk = _granted()
    walk.reply("Done.")

    walk.do(
        "final_inspection", final_visit=date(2026, 3, 6), surface_restored="no", repairs="The kerb is broken."
    )
    assert walk.open() == []
    assert "The kerb is broken." in str(walk.sent("ask_to_repair").inputs["body_en"])
    assert walk.advance(days=14) == ["inspection_day"]
    walk.do("final_inspection", final_visit=date(2026, 3, 16), surface_restored="yes")

    assert walk.ended() == "works_closed"


def test_a_refusal_ends_the_case() -> None:
    walk = _looked_into()

    walk.do("decide_permit", decision="refused", reasons="The rescue way would be closed.")

    assert walk.ended() == "refused"


def test_works_that_need_no_permit_are_told_so() -> None:
    walk = _walk()

    walk.do("check_application", check_outcome="not-needed")

    assert walk.ended() == "not_needed"
    assert walk.sent("send_not_needed").type == "polku.message"


def test_an_applicant_may_withdraw() -> None:
    walk = _walk()

    walk.do("check_application", check_outcome="withdrawn")

    assert walk.ended() == "withdrawn"


def test_a_question_is_replied_to_or_closes_the_case() -> None:
    walk, silent = _walk(), _walk()

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["check_application"]
    assert silent.ended() == "lapsed"


def test_a_check_that_nobody_makes_is_reminded_of_once() -> None:
    walk = _walk()

    assert walk.advance(days=30) == ["two_days"]

    assert walk.ended_at == ["office_reminded"]
    assert walk.sent("remind_office").type == "polku.notify"


def test_a_decision_that_nobody_makes_is_escalated() -> None:
    walk = _looked_into()

    assert walk.advance(days=4) == ["late"]

    assert walk.task("sort_out_delay").groups == ("team-leads",)
    assert walk.task("decide_permit").due_at == datetime(2026, 3, 9, 21, 59, 59, tzinfo=UTC)
    walk.do("sort_out_delay", escalation_measure="agreed", escalation_note="Asked for a new plan.")
    assert walk.ended_at == ["site_inspected", "delay_sorted_out"]
    assert walk.open() == ["decide_permit"]


def test_a_question_in_a_free_message_is_answered() -> None:
    walk = Walk("street-works", "inspected", text="What does a permit cost?")

    walk.do("read_message", message_kind="question", answer="From 200 euros.")

    assert walk.ended() == "question_answered"


def test_a_free_message_becomes_an_application() -> None:
    walk = Walk("street-works", "inspected", text="A crane at Koivukatu 4 on Monday.")

    walk.do(
        "read_message",
        message_kind="application",
        address="Koivukatu 4",
        area=Decimal(30),
        work_type="lifting",
        starts=date(2026, 3, 9),
        ends=date(2026, 3, 9),
        traffic="closed",
        contractor_name="Nosto Oy",
    )

    assert walk.task("check_application").priority == 80
    assert walk.data["deposit"] == 650
