"""Street works, variant A: short works are granted at once, others are looked at."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.engine.driving import NOW
from tests.processes_seeded.walking import Walk

APPLICATION: dict[str, object] = {
    "address": "Koivukatu 4",
    "area": Decimal(60),
    "street_parts": ["pavement"],
    "work_type": "cable",
    "work_description": "A trench of 40 metres for a fibre cable.",
    "starts": date(2026, 3, 9),
    "ends": date(2026, 3, 18),
    "traffic": "narrowed",
    "applicant_kind": "person",
    "contractor_name": "Kaivin ja Kuokka Oy",
    "site_manager": "Seppo Lahti",
    "site_phone": "040 555 0101",
    "invoice_name": "Aino Virtanen",
    "conditions_accepted": True,
}
COMPLETE = {"check_outcome": "complete", "traffic_plan_state": "yes"}
VISIT: dict[str, object] = {
    "visited_on": date(2026, 3, 4),
    "site_suitable": "yes",
    "site_notes": "Dry asphalt, no roots.",
    "visit_outcome": "done",
}


def _walk(**changed: object) -> Walk:
    return Walk("street-works", "automatic", {**APPLICATION, **changed})


def _decide(walk: Walk, decision: str, **more: object) -> None:
    walk.do("decide_permit", decision=decision, reasons="The plan is sound.", **more)


def test_short_works_are_granted_without_a_person() -> None:
    walk = _walk(ends=date(2026, 3, 10))

    assert walk.open() == []
    walk.finish_job("payment_reference", {"payment_reference": "12344"})

    assert "grant_automatically" in walk.passed
    assert walk.ended() == "permit_granted"
    assert walk.data["days"] == 2


def test_the_fee_grows_with_weeks_area_and_closed_streets() -> None:
    small = _walk(area=Decimal(10), ends=date(2026, 3, 10))
    large = _walk(
        traffic="closed", detour="By Rantakatu", bus_route="no", area=Decimal(60), ends=date(2026, 3, 18)
    )

    assert small.data["fee"] == 200
    assert large.data["fee"] == 160 + 80 + 120 + 200


def test_a_closed_street_is_never_granted_automatically_and_is_urgent() -> None:
    walk = _walk(ends=date(2026, 3, 9), traffic="closed", detour="By Rantakatu", bus_route="no")

    task = walk.task("check_application")

    assert (task.groups, task.priority) == (("permit-office",), 80)
    assert task.due_at == NOW + timedelta(days=3)


def test_an_officer_decides_without_a_visit() -> None:
    walk = _walk()

    walk.do("check_application", **COMPLETE, inspection_needed="no")
    _decide(walk, "granted")
    assert walk.jobs
    walk.finish_job("payment_reference", {"payment_reference": "12344"})

    assert "inspect_site" not in walk.passed
    assert walk.ended() == "permit_granted"
    assert "12344" in str(walk.sent("send_permit").inputs["body_fi"])


def test_an_inspector_visits_before_the_decision() -> None:
    walk = _walk()

    walk.do("check_application", **COMPLETE, inspection_needed="yes")
    assert walk.task("inspect_the_site").groups == ("street-inspectors",)
    walk.do("inspect_the_site", **VISIT)
    _decide(walk, "granted-with-conditions", conditions="Keep the pavement open.")
    walk.finish_job("payment_reference", {"payment_reference": "12344"})

    assert walk.ended() == "permit_granted"
    assert "Keep the pavement open." in str(walk.sent("send_permit").inputs["body_en"])


def test_an_inspector_comes_back_two_days_later_if_need_be() -> None:
    walk = _walk()
    walk.do("check_application", **COMPLETE, inspection_needed="yes")

    walk.do("inspect_the_site", **{**VISIT, "visit_outcome": "again"})
    assert walk.open() == []
    walk.advance(days=2)
    walk.do("inspect_the_site", **VISIT)

    assert walk.open() == ["decide_permit"]


def test_the_inspectors_are_reminded_after_three_days() -> None:
    walk = _walk()
    walk.do("check_application", **COMPLETE, inspection_needed="yes")

    walk.advance(days=3)

    assert walk.open() == ["inspect_the_site"]
    assert walk.ended_at == ["inspectors_reminded"]
    assert walk.sent("remind_inspectors").inputs["group"] == "street-inspectors"


def test_a_refusal_tells_the_reasons() -> None:
    walk = _walk()
    walk.do("check_application", **COMPLETE, inspection_needed="no")

    _decide(walk, "refused")

    assert walk.ended() == "refused"
    assert "The plan is sound." in str(walk.sent("send_refusal").inputs["body_sv"])


def test_an_applicant_may_withdraw() -> None:
    walk = _walk()

    walk.do("check_application", check_outcome="withdrawn")

    assert walk.ended() == "withdrawn"


def test_a_reply_brings_the_application_back_to_be_checked() -> None:
    walk = _walk()

    walk.ask("Which side of the street?")
    assert walk.open() == []
    assert "Which side of the street?" in str(walk.sent("send_question").inputs["body_fi"])
    walk.advance(days=13)
    walk.reply("The northern one.")

    assert walk.open() == ["check_application"]
    assert walk.data["reply"] == "The northern one."


def test_two_weeks_without_a_reply_close_the_case() -> None:
    walk = _walk()

    walk.ask()
    walk.advance(days=14)

    assert walk.ended() == "lapsed"
    assert walk.sent("send_lapse").type == "polku.message"


def test_a_late_check_is_reminded_of_and_then_escalated() -> None:
    walk = _walk()

    fired = walk.advance(days=5)

    assert fired == ["two_days", "late"]
    assert walk.sent("remind_office").inputs["group"] == "permit-office"
    assert walk.task("sort_out_delay").groups == ("team-leads",)
    assert walk.open() == ["check_application", "sort_out_delay"]
    walk.do("sort_out_delay", escalation_measure="reassigned", escalation_note="Illness.")
    assert walk.ended_at == ["office_reminded", "delay_sorted_out"]
    assert walk.open() == ["check_application"]


def test_the_end_of_a_case_takes_an_open_escalation_along() -> None:
    walk = _walk()
    walk.advance(days=5)

    walk.do("check_application", check_outcome="withdrawn")

    assert walk.ended() == "withdrawn"


def test_a_question_in_a_free_message_is_answered() -> None:
    walk = Walk("street-works", "automatic", text="Do I need a permit for a skip?")

    assert walk.task("read_message").groups == ("permit-office",)
    walk.do("read_message", message_kind="question", answer="Yes, on the street.")

    assert walk.ended() == "question_answered"
    assert "Yes, on the street." in str(walk.sent("send_answer").inputs["body_en"])


def test_a_free_message_becomes_an_application() -> None:
    walk = Walk("street-works", "automatic", text="We dig at Koivukatu 4 for ten days.")

    walk.do(
        "read_message",
        message_kind="application",
        address="Koivukatu 4",
        area=Decimal(12),
        work_type="water",
        starts=date(2026, 3, 9),
        ends=date(2026, 3, 18),
        traffic="narrowed",
        contractor_name="Putkityö Oy",
    )

    assert walk.open() == ["check_application"]
    assert walk.data["days"] == 10
    assert walk.data["case"]["opened"] == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
