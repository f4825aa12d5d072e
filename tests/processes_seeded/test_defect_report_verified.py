"""Defect report, variant B: a civil servant verifies each repair; nobody needs to give a name."""

from datetime import date, timedelta

from tests.engine.driving import NOW
from tests.processes_seeded.test_defect_report_contractor import ORDER, REPORT
from tests.processes_seeded.walking import Walk, document

REPAIRED: dict[str, object] = {"repaired_on": date(2026, 3, 4), "work_done": "Filled with asphalt."}
AGAIN: dict[str, object] = {"verified": "no", "work_order": "The edge is still loose."}


def _walk(**changed: object) -> Walk:
    return Walk("defect-report", "verified", {**REPORT, **changed})


def _ordered(**changed: object) -> Walk:
    walk = _walk(**changed)
    walk.do("classify_defect", **ORDER)
    return walk


def test_reports_may_be_anonymous() -> None:
    process = document("defect-report", "verified").process

    assert process is not None
    assert process.properties["anonymous"] == "true"


def test_a_verified_repair_is_told_to_the_reporter() -> None:
    walk = _ordered()

    walk.do("fix_defect", **REPAIRED)
    assert walk.task("verify_fix").groups == ("street-maintenance",)
    walk.do("verify_fix", verified="yes")

    assert walk.ended() == "fixed_and_told"


def test_a_reporter_who_wants_no_reply_gets_none() -> None:
    walk = _ordered(wants_reply="no")

    walk.do("fix_defect", **REPAIRED)
    walk.do("verify_fix", verified="yes")

    assert walk.ended() == "fixed"
    assert walk.thrown == []


def test_a_bad_repair_goes_back_to_the_contractor_with_a_new_deadline() -> None:
    walk = _ordered()
    walk.do("fix_defect", **REPAIRED)
    walk.advance(days=3)

    walk.do("verify_fix", **AGAIN)

    assert walk.task("fix_defect").due_at == NOW + timedelta(days=10)
    assert walk.show("fix_defect")["work_order"] == "The edge is still loose."


def test_the_third_bad_repair_goes_to_the_team_lead() -> None:
    walk = _ordered()
    for _ in range(2):
        walk.do("fix_defect", **REPAIRED)
        walk.do("verify_fix", **AGAIN)
        assert walk.open() == ["fix_defect"]

    walk.do("fix_defect", **REPAIRED)
    walk.do("verify_fix", **AGAIN)
    assert walk.task("change_contractor").groups == ("team-leads",)
    walk.do("change_contractor", agreement="other", agreement_note="Kivi ja Katu Oy takes over.")
    walk.do("fix_defect", **REPAIRED)
    walk.do("verify_fix", verified="yes")

    assert walk.data["attempts"] == 3
    assert walk.ended() == "fixed_and_told"


def test_a_place_of_somebody_else_is_passed_on() -> None:
    walk = _walk()

    walk.do("classify_defect", defect_class="not-ours", answer="The housing company looks after it.")

    assert walk.ended() == "passed_on"


def test_a_known_defect_is_told_so() -> None:
    walk = _walk()

    walk.do("classify_defect", defect_class="duplicate")

    assert walk.ended() == "already_known"


def test_a_report_that_nobody_classifies_is_escalated() -> None:
    walk = _walk()

    assert walk.advance(days=4) == ["late"]

    assert walk.open() == ["classify_defect", "sort_out_delay"]
    walk.do("sort_out_delay", escalation_measure="reassigned", escalation_note="A week of snow.")
    assert walk.ended_at == ["delay_sorted_out"]
    assert walk.open() == ["classify_defect"]


def test_a_question_returns_to_the_task_with_a_reply_and_without() -> None:
    walk, silent = _walk(), _walk()

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["classify_defect"]
    assert silent.open() == ["classify_defect"]


def test_a_question_in_a_free_message_is_answered() -> None:
    walk = Walk("defect-report", "verified", text="Who ploughs Koivukatu?")

    walk.do("read_message", message_kind="question", answer="The municipality does.")

    assert walk.ended() == "question_answered"


def test_a_free_message_becomes_a_report() -> None:
    walk = Walk("defect-report", "verified", text="There is a hole at Rantakatu 12.")

    walk.do("read_message", message_kind="application", **REPORT)

    assert walk.open() == ["classify_defect"]
