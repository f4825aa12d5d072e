"""Decision tables: every hit policy and aggregation, defaults, values and types (8.2 and 10.3.2.10)."""

from decimal import Decimal

import pytest

from app.decisions import Model
from tests.decisions.models import decided, decision, input_data, model, table

D = Decimal
RULES = (("< 10", '"low"', "1"), ("[5..20]", '"middle"', "2"), ("> 8", '"high"', "3"))


def one(*args: object, **options: object) -> Model:
    """A model with a table over "n"."""
    return model(
        input_data("n"),
        decision("result", table(["n"], *args, **options), "#_n"),  # type: ignore[arg-type]
    )


def result(built: Model, n: object) -> object:
    return decided(built, "result", n=n).value


NAMES = [(test, name) for test, name, _ in RULES]
NUMBERS = [(test, number) for test, _, number in RULES]


@pytest.mark.parametrize(
    ("policy", "outputs", "n", "expected"),
    [
        ("UNIQUE", ["out"], 1, "low"),
        ("UNIQUE", ["out"], 9, None),
        ("FIRST", ["out"], 9, "low"),
        ("FIRST", ["out"], 15, "middle"),
        ("PRIORITY", ['out | "high", "low", "middle"'], 9, "high"),
        ("PRIORITY", ['out | "high", "low", "middle"'], 6, "low"),
        ("OUTPUT ORDER", ['out | "high", "low", "middle"'], 9, ["high", "low", "middle"]),
        ("RULE ORDER", ["out"], 9, ["low", "middle", "high"]),
        ("COLLECT", ["out"], 30, ["high"]),
        ("COLLECT", ["out"], None, None),
        ("ANY", ["out"], 1, "low"),
        ("ANY", ["out"], 9, None),
    ],
)
def test_a_hit_policy_chooses_among_the_rules_that_hit(
    policy: str, outputs: list[str], n: object, expected: object
) -> None:
    assert result(one(outputs, *NAMES, policy=policy), n) == expected


def test_any_gives_the_result_that_all_rules_agree_on() -> None:
    built = one(["out"], ("< 10", '"yes"'), ("> 5", '"yes"'), policy="ANY")

    assert result(built, 7) == "yes"


@pytest.mark.parametrize(
    ("aggregation", "n", "expected"),
    [
        ("SUM", 9, D(6)),
        ("COUNT", 9, D(3)),
        ("MIN", 9, D(1)),
        ("MAX", 9, D(3)),
        ("COUNT", None, D(0)),
        ("SUM", None, None),
    ],
)
def test_what_is_collected_can_be_made_one(aggregation: str, n: object, expected: object) -> None:
    assert result(one(["out"], *NUMBERS, policy="COLLECT", aggregation=aggregation), n) == expected


def test_several_outputs_are_a_context() -> None:
    built = one(["name", "number"], *RULES, policy="FIRST")

    assert result(built, 15) == {"name": "middle", "number": D(2)}


def test_priority_looks_at_outputs_from_the_left() -> None:
    built = one(
        ['grade | "A", "B"', "rank | 1, 2"],
        ("< 10", '"B"', "1"),
        ("< 9", '"A"', "2"),
        ("< 8", '"A"', "1"),
        policy="OUTPUT ORDER",
    )

    assert result(built, 1) == [
        {"grade": "A", "rank": D(1)},
        {"grade": "A", "rank": D(2)},
        {"grade": "B", "rank": D(1)},
    ]


def test_without_a_hit_the_default_is_the_result() -> None:
    built = one(["name", "number"], ("< 10", '"low"', "1"), defaults={"name": '"none"'})

    assert result(built, 50) == {"name": "none", "number": None}
    assert result(built, 5) == {"name": "low", "number": D(1)}


def test_a_dash_and_an_empty_cell_let_everything_pass() -> None:
    built = one(["out"], ("-", '"dash"'), ("", '"empty"'), policy="RULE ORDER")

    assert result(built, None) == ["dash", "empty"]


def test_cells_may_ask_about_their_value_and_name_other_inputs() -> None:
    built = model(
        input_data("n"),
        input_data("limit"),
        decision(
            "result",
            table(["n"], ["out"], ("? > limit and ? < limit * 2", "n + limit")),
            "#_n",
            "#_limit",
        ),
    )

    assert decided(built, "result", n=7, limit=5).value == D(12)
    assert decided(built, "result", n=11, limit=5).value is None


def test_a_value_outside_the_expected_ones_makes_null_and_a_note() -> None:
    built = model(
        input_data("season"),
        decision("dish", table(['season | "winter", "summer"'], ["out"], ("-", '"soup"')), "#_season"),
    )

    made = decided(built, "dish", season="spring")

    assert made.value is None
    assert [str(note) for note in made.notes] == [
        'The input “season” is spring, which is none of its values: "winter", "summer".'
    ]


def test_contradictory_rules_make_null_and_a_note() -> None:
    made = decided(one(["out"], *NAMES), "result", n=9)

    assert made.value is None
    assert [str(note) for note in made.notes] == ["Rules 1, 2, 3 all hit, but only one may."]


def test_an_input_is_bound_to_its_type() -> None:
    built = model(
        input_data("n"),
        decision("result", table(["n: number"], ["out"], ("null", '"none"'), ("5", '"five"')), "#_n"),
    )

    assert decided(built, "result", n="5").value == "none"
    assert decided(built, "result", n=[5]).value == "five"


def test_a_table_without_requirements_reads_its_names_from_the_inputs() -> None:
    built = model(decision("dish", table(["season", "guests"], ["out"], ('"winter"', "> 8", '"stew"'))))

    assert built.problems == []
    assert decided(built, "dish", season="winter", guests=9).value == "stew"
