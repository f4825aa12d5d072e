"""Early education, variant B: the second guardian confirms, the daycare manager decides."""

from datetime import date
from decimal import Decimal

import pytest

from tests.processes_seeded.test_early_education_central import APPLICATION, OFFER
from tests.processes_seeded.walking import Walk

CHECKED = {"guardians_checked": "yes", "room": "yes"}
PLACE: dict[str, object] = {
    "place_decision": "place",
    "place": "Päiväkoti Pihlaja, Oravat",
    "first_day": date(2026, 4, 13),
    "reasons": "There is room in the group.",
}


def _walk(**changed: object) -> Walk:
    return Walk("early-education", "manager", {**APPLICATION, "guardians": "apart", **changed})


def test_a_guardian_who_lives_elsewhere_becomes_a_party_and_confirms() -> None:
    walk = _walk()
    party = walk.sent("add_guardian")
    assert (party.type, party.inputs["role"], party.inputs["identifier"]) == (
        "polku.party",
        "guardian",
        "030387-915A",
    )
    waiting = next(each for each in walk.subscriptions.values() if each.message == "guardian-confirmation")
    assert (waiting.addressee, waiting.form_id) == ("guardian", "guardian-confirmation")

    walk.do("check_need", **CHECKED)
    assert walk.open() == []
    walk.answer("guardian-confirmation", guardian_confirmation="confirms")
    assert walk.task("decide_place").groups == ("daycare-managers",)
    walk.do("decide_place", **PLACE)

    assert walk.ended() == "place_granted"
    assert walk.sent("ask_guardian").inputs["to"] == "guardian"


@pytest.mark.parametrize("guardians", ["one", "together"])
def test_guardians_who_live_together_are_not_asked(guardians: str) -> None:
    other = {"second_guardian_name": "Ilkka Lehtonen", "second_guardian_identity_code": "030387-915A"}
    answers = {key: value for key, value in APPLICATION.items() if key not in other}
    walk = Walk(
        "early-education",
        "manager",
        {**answers, **(other if guardians == "together" else {}), "guardians": guardians},
    )

    walk.do("check_need", **CHECKED)

    assert walk.open() == ["decide_place"]
    assert walk.data["guardian_confirmation"] == "not-needed"


def test_the_manager_checks_while_the_guardian_is_asked() -> None:
    walk = _walk()

    assert walk.open() == ["check_need"]
    walk.answer("guardian-confirmation", guardian_confirmation="confirms")
    assert walk.open() == ["check_need"]
    walk.do("check_need", **CHECKED)

    assert walk.open() == ["decide_place"]


def test_a_silent_guardian_does_not_stop_the_case() -> None:
    walk = _walk()
    walk.do("check_need", **CHECKED)

    assert walk.advance(days=7) == ["guardian_silent"]

    assert walk.open() == ["decide_place"]
    assert walk.data["guardian_confirmation"] == "none"


def test_guardians_who_disagree_are_heard() -> None:
    walk = _walk()
    walk.do("check_need", **CHECKED)

    walk.answer(
        "guardian-confirmation",
        guardian_confirmation="objects",
        guardian_comment="We agreed on another centre.",
    )
    assert walk.task("hear_guardians").groups == ("early-education-office",)
    walk.do(
        "hear_guardians", heard_on=date(2026, 3, 9), guardians_agreed="no", hearing_notes="Both were present."
    )
    walk.do("decide_place", place_decision="refused", reasons="The guardians did not agree.")

    assert walk.ended() == "refused"


def test_the_office_finds_a_place_when_the_centre_is_full() -> None:
    walk = _walk(guardians="together")
    walk.do("check_need", guardians_checked="yes", room="no")

    walk.do("decide_place", place_decision="full", reasons="The group is full.")
    assert walk.task("find_elsewhere").groups == ("early-education-office",)
    walk.do("find_elsewhere", **OFFER)

    assert walk.ended() == "place_granted"
    assert walk.data["monthly_fee"] == 311


def test_a_municipality_without_any_place_says_so() -> None:
    walk = _walk(guardians="together")
    walk.do("check_need", guardians_checked="yes", room="no")
    walk.do("decide_place", place_decision="full", reasons="The group is full.")

    walk.do("find_elsewhere", place_found="no")

    assert walk.ended() == "no_place"


def test_a_question_returns_to_the_manager_with_a_reply_and_without() -> None:
    walk, silent = _walk(), _walk()

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["check_need"]
    assert silent.open() == ["check_need"]


def test_a_late_check_is_reminded_of_and_then_escalated() -> None:
    walk = _walk(guardians="together")

    assert walk.advance(days=7) == ["three_days", "late"]

    assert walk.sent("remind_office").inputs["group"] == "daycare-managers"
    assert walk.open() == ["check_need", "sort_out_delay"]
    walk.do("sort_out_delay", escalation_measure="agreed", escalation_note="The manager was ill.")
    assert walk.ended_at == ["office_reminded", "delay_sorted_out"]
    walk.do("check_need", **CHECKED)
    walk.do("decide_place", **PLACE)
    assert walk.ended() == "place_granted"


def test_a_question_in_a_free_message_is_answered() -> None:
    walk = Walk("early-education", "manager", text="Are you open in July?")

    assert walk.task("read_message").groups == ("daycare-managers", "early-education-office")
    walk.do("read_message", message_kind="question", answer="Yes, Pihlaja is.")

    assert walk.ended() == "question_answered"


def test_a_free_message_becomes_an_application() -> None:
    walk = Walk("early-education", "manager", text="Eetu needs a place.")

    walk.do(
        "read_message",
        message_kind="application",
        child_name="Eetu Mäkelä",
        guardians="apart",
        second_guardian_name="Ilkka Lehtonen",
        second_guardian_identity_code="030387-915A",
        starts=date(2026, 8, 10),
        hours=Decimal(100),
        sibling_in_care="no",
    )

    assert walk.waits_for()["guardian-confirmation"] == 1
    assert walk.open() == ["check_need"]
