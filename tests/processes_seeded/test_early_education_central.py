"""Early education, variant A: the office offers places; a family accepts or declines."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.processes_seeded.walking import Walk

APPLICATION: dict[str, object] = {
    "child_name": "Eetu Mäkelä",
    "child_identity_code": "030624A954R",
    "home_address": "Rantakatu 12 B 7",
    "home_language": "Finnish",
    "sibling_in_care": "no",
    "guardians": "together",
    "second_guardian_name": "Ilkka Lehtonen",
    "second_guardian_identity_code": "030387-915A",
    "phone": "040 555 0199",
    "starts": date(2026, 4, 13),
    "reason_for_hurry": "work",
    "hours": Decimal(140),
    "shift_care": "no",
    "care_form": "daycare",
    "first_wish": "Päiväkoti Pihlaja",
    "care_language": "fi",
    "diets": ["milk"],
    "support_needed": "no",
}
OFFER: dict[str, object] = {
    "place_found": "yes",
    "place": "Päiväkoti Pihlaja, Oravat",
    "first_day": date(2026, 4, 13),
    "offer_reasons": "Pihlaja was your first wish.",
}


def _walk(**changed: object) -> Walk:
    return Walk("early-education", "central", {**APPLICATION, **changed})


def _checked(**changed: object) -> Walk:
    walk = _walk(**changed)
    walk.do("check_need", need_outcome="right", guardians_checked="yes")
    return walk


def _offered() -> Walk:
    walk = _checked()
    walk.do("choose_place", **OFFER)
    return walk


def test_an_accepted_offer_becomes_a_place() -> None:
    walk = _offered()
    (waiting,) = walk.subscriptions.values()
    assert (waiting.form_id, waiting.addressee) == ("offer-answer", "applicant")

    walk.answer("offer-answer", offer_answer="accept")
    walk.do("decide_place", place_decision="place", reasons="The family accepted.")

    assert walk.ended() == "place_granted"
    assert "13.4.2026" in str(walk.sent("send_decision").inputs["body_fi"])


def test_the_family_is_promised_a_place_in_two_weeks() -> None:
    walk = _checked()

    task = walk.task("choose_place")

    assert walk.data["promised_by"] == date(2026, 3, 16)
    assert task.due_at == datetime(2026, 3, 16, 21, 59, 59, tzinfo=UTC)
    assert task.groups == ("early-education-office",)
    assert task.priority == 80


@pytest.mark.parametrize(
    ("hours", "sibling", "fee"),
    [(85, "no", 187), (86, "no", 249), (120, "no", 249), (121, "no", 311), (150, "yes", 124)],
)
def test_the_fee_follows_hours_and_siblings(hours: int, sibling: str, fee: int) -> None:
    walk = _checked(hours=Decimal(hours), sibling_in_care=sibling)

    walk.do("choose_place", **OFFER)

    assert walk.data["monthly_fee"] == fee


def test_five_days_without_an_answer_bring_the_decision() -> None:
    walk = _offered()

    assert walk.advance(days=5) == ["five_days"]
    walk.do("decide_place", place_decision="closed", reasons="The offer was not answered.")

    assert walk.data["offer_answer"] == "none"
    assert walk.ended() == "closed"


def test_a_declined_offer_keeps_the_child_in_the_queue() -> None:
    walk = _offered()

    walk.answer("offer-answer", offer_answer="decline", keep_in_queue="yes")
    walk.do("decide_place", place_decision="queue", reasons="The family waits for another place.")
    assert walk.open() == []
    walk.advance(days=7)
    walk.do("choose_place", **{**OFFER, "place": "Haltiankukkula"})
    walk.answer("offer-answer", offer_answer="accept")
    walk.do("decide_place", place_decision="place", reasons="The family accepted.")

    assert walk.ended() == "place_granted"
    assert "Haltiankukkula" in str(walk.sent("send_decision").inputs["body_en"])


def test_no_place_now_is_told_and_looked_for_again_in_a_week() -> None:
    walk = _checked()

    walk.do("choose_place", place_found="no")
    assert walk.sent("send_in_queue").type == "polku.message"
    assert walk.advance(days=7) == ["week_in_queue"]

    assert walk.open() == ["choose_place"]


def test_a_child_of_another_municipality_is_refused() -> None:
    walk = _walk()

    walk.do("check_need", need_outcome="no-right", reasons="The family lives in another municipality.")

    assert walk.ended() == "refused"


def test_a_place_that_takes_long_is_escalated_to_the_team_lead() -> None:
    walk = _checked()

    assert walk.advance(days=10) == ["late"]

    assert walk.open() == ["choose_place", "sort_out_delay"]
    walk.do("sort_out_delay", escalation_measure="nothing", escalation_note="A new group opens next week.")
    assert walk.ended_at == ["delay_sorted_out"]
    assert walk.open() == ["choose_place"]


def test_a_check_that_takes_long_is_reminded_of() -> None:
    walk = _walk()

    assert walk.advance(days=3) == ["three_days"]

    assert walk.ended_at == ["office_reminded"]
    assert "16.3.2026" in str(walk.sent("remind_office").inputs["body_sv"])


def test_a_question_returns_to_the_task_with_a_reply_and_without() -> None:
    walk, silent = _walk(), _walk()

    walk.ask("Is the allergy confirmed by a doctor?")
    walk.reply("Yes, see the statement.")
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == ["check_need"]
    assert silent.open() == ["check_need"]


def test_a_question_in_a_free_message_is_answered() -> None:
    walk = Walk("early-education", "central", text="When does the autumn begin?")

    walk.do("read_message", message_kind="question", answer="On 10 August.")

    assert walk.ended() == "question_answered"


def test_a_free_message_becomes_an_application() -> None:
    walk = Walk("early-education", "central", text="We need a place for Eetu.")

    walk.do(
        "read_message",
        message_kind="application",
        child_name="Eetu Mäkelä",
        guardians="one",
        starts=date(2026, 8, 10),
        hours=Decimal(100),
        sibling_in_care="no",
    )
    walk.do("check_need", need_outcome="right", guardians_checked="yes")
    walk.do("choose_place", **OFFER)

    assert walk.waits_for() == {"offer-answer": 1}
    assert walk.data["monthly_fee"] == 249
