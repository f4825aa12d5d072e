"""An answer may be relied on unless it, or a part of it, is a null that nobody wrote."""

import pytest

from app.decisions.relying import doubts
from tests.decisions.models import decided, decision, input_data, literal, model, table

AREA = input_data("area", "number")


def doubted(logic: str, **inputs: object) -> list[str]:
    made = decided(model(AREA, decision("fee", logic, "#_area")), "fee", **inputs)
    return [str(each) for each in doubts(made)]


@pytest.mark.parametrize(
    "logic",
    [
        literal("area * 2"),
        table(["area"], ["out"], ("-", "area")),
        table(["area"], ["out"], ("> 100", "1"), defaults={"out": "0"}),
        table(["area"], ["out"], ("-", "null")),
        table(["area"], ["one", "two"], ("-", "1", "null")),
        table(["area"], ["out"], ("> 1", "1"), ("> 2", "2"), policy="COLLECT"),
    ],
)
def test_answers_that_are_meant_are_not_doubted(logic: str) -> None:
    assert doubted(logic, area=5) == []


def test_no_rule_that_applies_is_no_answer() -> None:
    assert doubted(table(["area"], ["out"], ("> 100", "1")), area=5) == ["fee: no rule applies (area = 5)."]


def test_a_value_that_makes_no_sense_is_no_answer() -> None:
    assert doubted(literal('area + "x"'), area=5) == ["fee gives no value, from area = 5."]
    assert doubted(table(["area"], ["one", "two"], ("-", "1", 'area + "x"')), area=5) == [
        "fee: rule 1 gives no value for “two” (area = 5)."
    ]


def test_what_was_odd_keeps_an_answer_from_being_relied_on() -> None:
    overlapping = table(["area"], ["out"], ("> 1", "1"), ("> 2", "2"))

    assert doubted(overlapping, area=5) == ["Rules 1, 2 all hit, but only one may."]
    assert doubted(literal("1"), area="x") == [
        "“area” is not of the type that it should be, and counts as null."
    ]


def test_a_decision_tells_which_data_it_reads() -> None:
    parts = (
        AREA,
        decision("base", literal("area + zone"), "#_area"),
        decision("fee", literal("base"), "d!#_base"),
    )

    assert model(*parts).reads("fee") == {"area", "zone"}
