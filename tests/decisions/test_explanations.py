"""A decision tells in words which rules hit and which inputs decided."""

from decimal import Decimal

from app.decisions.explaining import explain
from tests.decisions.models import decided, decision, input_data, knowledge, literal, model, table

DISH = table(
    ["season", "guest count"],
    ["out"],
    ('"winter"', "<= 8", '"stew"', "Everybody likes it."),
    ('"winter"', "> 8", '"soup"'),
    ('not("winter")', "-", '"salad"'),
)
DRINKS = table(["dish"], ["out"], ('"stew"', '"beer"'), ("-", '"water"'), policy="RULE ORDER")


def words(*parts: str, name: str, **inputs: object) -> list[str]:
    return [str(phrase) for phrase in explain(decided(model(*parts), name, **inputs))]


MENU = (
    input_data("season"),
    input_data("guest count"),
    decision("dish", DISH, "#_season", "#_guest count"),
    decision("drinks", DRINKS, "d!#_dish"),
)


def test_rules_are_told_with_the_inputs_that_decided() -> None:
    told = words(*MENU, name="drinks", **{"season": "winter", "guest count": 5})

    assert told == [
        'dish: rule 1 applies (season = "winter", guest count = 5: <= 8), which gives "stew".',
        "Remark on rule 1: Everybody likes it.",
        'drinks: rule 1 applies (dish = "stew"), which gives "beer".',
        'drinks: rule 2 always applies, which gives "water".',
        'drinks is ["beer", "water"], from dish = "stew".',
    ]


def test_inputs_that_a_rule_does_not_test_did_not_decide() -> None:
    told = words(*MENU, name="dish", **{"season": "summer", "guest count": 5})

    assert told == ['dish: rule 3 applies (season = "summer": not("winter")), which gives "salad".']


def test_it_is_told_when_no_rule_applies_and_what_was_odd() -> None:
    told = words(*MENU, name="dish", **{"season": "winter", "guest count": None})

    assert told == [
        'dish: no rule applies (season = "winter", guest count = null).',
        'dish is null, from season = "winter", guest count = null.',
    ]


def test_an_expression_is_told_with_what_it_read() -> None:
    parts = (
        input_data("area", "number"),
        knowledge("rate", ["x"], literal("x * 2")),
        decision("fee", literal("rate(area)"), "#_area", "k!#_rate"),
        decision("fixed", literal("5")),
    )

    assert words(*parts, name="fee", area=3) == ["fee is 6, from area = 3."]
    assert words(*parts, name="fixed") == ["fixed is 5."]
    assert words(*parts, name="fee", area="x")[-1].startswith("“area” is not of the type")


def test_what_happened_is_there_as_values_too() -> None:
    made = decided(model(*MENU), "dish", **{"season": "winter", "guest count": 9})

    (step,) = made.steps
    (hits,) = step.hits
    assert (step.name, step.read, step.value) == (
        "dish",
        {"season": "winter", "guest count": Decimal(9)},
        "soup",
    )
    assert (hits.values, hits.rules, hits.results) == (["winter", Decimal(9)], [2], ["soup"])


def test_tables_inside_functions_and_loops_are_told_each_time() -> None:
    grade = knowledge("grade", ["points"], table(["points"], ["out"], ("< 5", '"low"'), (">= 5", '"high"')))
    parts = (grade, decision("all", literal("for p in [1, 9] return grade(p)"), "k!#_grade"))

    assert words(*parts, name="all")[:2] == [
        'grade: rule 1 applies (points = 1: < 5), which gives "low".',
        'grade: rule 2 applies (points = 9: >= 5), which gives "high".',
    ]
