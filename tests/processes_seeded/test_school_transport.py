"""School transport: the distance decides, or an officer does after the school has stated; with a review."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from app.seed.people import identity_code
from tests.processes_seeded.walking import Walk

APPLICATION: dict[str, object] = {
    "child_name": "Oiva Virtanen",
    "child_identity_code": identity_code("030618A954"),
    "school": "Rantakoulu",
    "grade": Decimal(2),
    "home_address": "Metsätie 3",
    "distance_km": Decimal("2.5"),
    "two_homes": "no",
    "ground": "distance",
    "starts": date(2026, 8, 11),
    "phone": "040 555 0101",
}
HEALTH: dict[str, object] = {"ground": "health", "ground_details": "Walks with a support."}
SHORT: dict[str, object] = {"measured_km": Decimal("2.4"), "road": "normal"}
LONG: dict[str, object] = {"measured_km": Decimal("3.2"), "road": "normal"}
ARRANGED: dict[str, object] = {"transport_way": "taxi", "first_day": date(2026, 8, 11)}
SCHOOL: dict[str, object] = {
    "school_view": "for",
    "travels_alone": "practice",
    "school_reasons": "The way has no pavement.",
}
GRANTED: dict[str, object] = {"transport_decision": "granted", "reasons": "The school supports it."}
REFUSED: dict[str, object] = {"transport_decision": "refused", "reasons": "The way is short and safe."}


def _walk(variant: str = "distance", **changed: object) -> Walk:
    return Walk("school-transport", variant, {**APPLICATION, **changed})


def _measured(way: dict[str, object], **changed: object) -> Walk:
    walk = _walk(**changed)
    walk.do("check_distance", **way)
    return walk


def _stated(**changed: object) -> Walk:
    walk = _walk("school-statement", **changed)
    walk.do("check_distance", **SHORT, **({"certificate": "missing"} if changed else {}))
    walk.do("school_statement", **SCHOOL)
    return walk


def _refused_by_rule() -> Walk:
    return _measured(SHORT)


def _refused_by_officer() -> Walk:
    walk = _stated()
    walk.do("decide_transport", **REFUSED)
    return walk


@pytest.mark.parametrize(
    ("grade", "way", "right"),
    [
        (2, {"measured_km": Decimal("2.9"), "road": "normal"}, False),
        (2, {"measured_km": Decimal(3), "road": "normal"}, True),
        (3, {"measured_km": Decimal("4.9"), "road": "normal"}, False),
        (3, {"measured_km": Decimal(5), "road": "normal"}, True),
        (9, {"measured_km": Decimal(1), "road": "dangerous"}, True),
    ],
)
def test_the_distance_decides_by_the_grade(grade: int, way: dict[str, object], right: bool) -> None:
    walk = _measured(way, grade=Decimal(grade))

    assert (walk.open() == ["order_transport"]) is right


@pytest.mark.parametrize(("certificate", "right"), [("accepted", True), ("not-accepted", False)])
def test_a_certificate_counts_like_distance(certificate: str, right: bool) -> None:
    walk = _measured({**SHORT, "certificate": certificate}, **HEALTH)

    assert (walk.open() == ["order_transport"]) is right


@pytest.mark.parametrize(
    ("way", "told"), [("bus-card", "Bussikortti"), ("taxi", "Yhteistaksi"), ("own-car", "saattoavustusta")]
)
def test_the_decision_tells_how_the_child_travels(way: str, told: str) -> None:
    walk = _measured(LONG)

    walk.do("order_transport", **{**ARRANGED, "transport_way": way})

    assert walk.ended() == "transport_granted"
    assert told in str(walk.sent("send_transport").inputs["body_fi"])


def test_a_refusal_tells_the_measured_way_and_the_limit() -> None:
    walk = _refused_by_rule()

    letter = walk.sent("send_refusal").inputs

    assert "2.4 km. Transport begins at 3 km" in str(letter["body_en"])
    assert "2,4 km. Rätten till skjuts börjar vid 3 km" in str(letter["body_sv"])


@pytest.mark.parametrize("refused", [_refused_by_rule, _refused_by_officer])
def test_a_refusal_stands_when_nobody_asks_for_a_review(refused: Callable[[], Walk]) -> None:
    walk = refused()

    assert walk.advance(days=14) == ["appeal_over"]

    assert walk.ended() == "refused"


@pytest.mark.parametrize("refused", [_refused_by_rule, _refused_by_officer])
def test_a_review_changes_the_decision_or_lets_it_stand(refused: Callable[[], Walk]) -> None:
    changed, upheld = refused(), refused()

    for walk, outcome in ((changed, "changed"), (upheld, "upheld")):
        walk.reply("The bridge is closed, the way is longer.")
        assert walk.task("review_decision").groups == ("team-leads",)
        walk.do("review_decision", review_outcome=outcome, review_reasons="We measured again.")

    changed.do("order_transport", **ARRANGED)
    assert changed.ended() == "transport_granted"
    assert upheld.ended() == "upheld"
    assert "We measured again." in str(upheld.sent("send_upheld").inputs["body_sv"])


def test_an_officer_decides_on_the_statement_of_the_school() -> None:
    walk = _stated()

    walk.do("decide_transport", **GRANTED)
    walk.do("order_transport", **ARRANGED)

    assert walk.ended() == "transport_granted"


def test_health_goes_by_pupil_welfare() -> None:
    walk = _stated(**HEALTH)

    assert walk.task("assess_health").groups == ("pupil-welfare",)
    walk.do("assess_health", health_need="whole", health_reasons="Cannot walk far.")

    assert walk.task("decide_transport").groups == ("school-office",)


def test_a_question_returns_to_the_task_with_a_reply_and_without() -> None:
    walk, silent = _walk(), _walk("school-statement")

    walk.ask()
    walk.reply()
    silent.ask()
    silent.advance(days=14)

    assert walk.open() == silent.open() == ["check_distance"]


def test_a_way_that_nobody_measures_is_reminded_of() -> None:
    walk = _walk()

    assert walk.advance(days=5) == ["reminder_due"]

    assert walk.ended_at == ["office_reminded"]
    assert walk.sent("remind_office").inputs["group"] == "school-office"


@pytest.mark.parametrize("variant", ["distance", "school-statement"])
def test_a_free_message_is_answered_or_becomes_an_application(variant: str) -> None:
    question = Walk("school-transport", variant, text="Who gets transport?")
    wish = Walk("school-transport", variant, text="Oiva needs a taxi to school.")

    question.do("read_message", message_kind="question", answer="Who lives 3 or 5 km away.")
    asked = ("child_name", "school", "grade", "home_address", "ground")
    wish.do("read_message", message_kind="application", **{key: APPLICATION[key] for key in asked})

    assert question.ended() == "question_answered"
    assert wish.open() == ["check_distance"]
