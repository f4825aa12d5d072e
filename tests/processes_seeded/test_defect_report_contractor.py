"""Defect report, variant A: the contractor closes it."""

from datetime import date, timedelta

import pytest

from tests.engine.driving import NOW
from tests.processes_seeded.walking import Walk

REPORT: dict[str, object] = {
    "defect_kind": "surface",
    "description": "A deep hole by the kerb.",
    "danger": "no",
    "address": "Rantakatu 12",
    "wants_reply": "yes",
}
ORDER: dict[str, object] = {
    "defect_class": "contractor",
    "urgency": "week",
    "work_order": "Fill the hole with asphalt.",
}


def _walk(**changed: object) -> Walk:
    return Walk("defect-report", "contractor", {**REPORT, **changed})


def _ordered(**changed: object) -> Walk:
    walk = _walk(**changed)
    walk.do("classify_defect", **ORDER)
    return walk


def test_a_repair_is_told_to_the_reporter() -> None:
    walk = _ordered()

    assert walk.task("fix_defect").groups == ("contractors",)
    walk.do("fix_defect", fixed="yes", work_done="Filled with asphalt.")

    assert walk.ended() == "fixed_and_told"
    assert "Filled with asphalt." in str(walk.sent("send_fixed").inputs["body_fi"])


def test_a_reporter_who_wants_no_reply_gets_none() -> None:
    walk = _ordered(wants_reply="no")

    walk.do("fix_defect", fixed="yes", work_done="Filled with asphalt.")

    assert walk.ended() == "fixed"
    assert walk.thrown == []


def test_danger_alerts_at_once_and_shortens_the_deadline() -> None:
    walk = _walk(danger="yes")

    task = walk.task("classify_defect")

    assert walk.sent("tell_of_danger").inputs["group"] == "street-maintenance"
    assert (task.due_at, task.priority) == (NOW + timedelta(hours=4), 95)


@pytest.mark.parametrize(("urgency", "days"), [("at-once", 1), ("week", 7), ("plan", 30)])
def test_the_deadline_follows_the_urgency(urgency: str, days: int) -> None:
    walk = _walk()

    walk.do("classify_defect", **{**ORDER, "urgency": urgency})

    assert walk.task("fix_defect").due_at == NOW + timedelta(days=days)


def test_a_place_of_somebody_else_is_passed_on() -> None:
    walk = _walk()

    walk.do("classify_defect", defect_class="not-ours", answer="Call the state's road line, 0200 2100.")

    assert walk.ended() == "passed_on"
    assert "0200 2100" in str(walk.sent("send_not_ours").inputs["body_sv"])


def test_a_known_defect_is_told_so() -> None:
    walk = _walk()

    walk.do("classify_defect", defect_class="duplicate")

    assert walk.ended() == "already_known"


def test_a_repair_that_must_wait_is_planned() -> None:
    walk = _ordered()

    walk.do("fix_defect", fixed="no", obstacle="The ground is frozen.")
    assert walk.task("plan_repair").groups == ("street-maintenance",)
    walk.do("plan_repair", planned_for=date(2026, 5, 29), answer="The ground is frozen until May.")

    assert walk.ended() == "planned_for_later"
    assert "29.5.2026" in str(walk.sent("send_planned").inputs["body_fi"])


def test_a_late_contractor_is_reminded_and_then_escalated() -> None:
    walk = _ordered()

    assert walk.advance(days=9) == ["fix_due", "late"]

    assert walk.sent("remind_contractor").inputs["group"] == "contractors"
    assert walk.task("sort_out_delay").groups == ("team-leads",)
    walk.do("sort_out_delay", escalation_measure="agreed", escalation_note="The machine broke.")
    assert walk.ended_at == ["contractor_reminded", "delay_sorted_out"]
    walk.do("fix_defect", fixed="yes", work_done="Filled at last.")
    assert walk.ended() == "fixed_and_told"


def test_a_question_returns_to_the_task_with_a_reply_and_without() -> None:
    walk, silent = _walk(), _walk()

    walk.ask("Which side of the street?")
    walk.reply("By the school.")
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["classify_defect"]
    assert silent.open() == ["classify_defect"]


def test_a_question_in_a_free_message_is_answered() -> None:
    walk = Walk("defect-report", "contractor", text="Who ploughs Koivukatu?")

    walk.do("read_message", message_kind="question", answer="The municipality does.")

    assert walk.ended() == "question_answered"


def test_a_free_message_becomes_a_report() -> None:
    walk = Walk("defect-report", "contractor", text="There is a hole at Rantakatu 12.")

    walk.do("read_message", message_kind="application", **REPORT)

    assert walk.open() == ["classify_defect"]
