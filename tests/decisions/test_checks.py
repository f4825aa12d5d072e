"""What the check of decisions says: about broken files, and tables with gaps, overlaps and idle rules."""

import pytest

from app.decisions import DecisionError, Problem, decide, link, read
from app.decisions.checks import check
from tests.decisions.models import (
    NOW,
    VERSION_1_5,
    allowed,
    decided,
    decision,
    element,
    file,
    input_data,
    item,
    knowledge,
    literal,
    model,
    table,
)


def told(*parts: str) -> list[str]:
    """Codes and sentences of all problems."""
    return [f"{problem.code}: {said(problem)}" for problem in check(model(*parts))]


def said(problem: Problem) -> str:
    assert problem.say(problem.remedy)
    return problem.say(problem.sentence)


def of_table(*args: object, **options: object) -> list[str]:
    logic = table(["season", "guests"], *args, **options)  # type: ignore[arg-type]
    return told(input_data("season"), input_data("guests"), decision("dish", logic, "#_season", "#_guests"))


WHOLE = (('"winter"', "<= 8", "1"), ('"winter"', "> 8", "2"), ('not("winter")', "-", "3"))


def test_a_whole_table_has_no_problems() -> None:
    assert of_table(["out"], *WHOLE) == []


def test_a_gap_is_told_with_an_example() -> None:
    assert of_table(["out"], *WHOLE[:2]) == [
        'table-gap: No rule of “dish” says what happens with season = "…", guests = 7.'
    ]
    assert (
        of_table(["out"], WHOLE[0], ('"winter"', "> 9", "2"), WHOLE[2])
        == [
            'table-gap: No rule of “dish” says what happens with season = "winter", guests = 8.5.',
            'table-gap: No rule of “dish” says what happens with season = "winter", guests = 9.',
        ][:1]
    )


@pytest.mark.parametrize("options", [{"policy": "COLLECT"}, {"defaults": {"out": "0"}}])
def test_a_gap_is_none_where_nothing_or_a_default_is_meant(options: dict[str, object]) -> None:
    assert of_table(["out"], *WHOLE[:2], **options) == []


def test_listed_values_are_all_there_is() -> None:
    columns = ['season | "winter", "summer"']
    logic = table(columns, ["out"], ('"winter"', "1"), ('"summer"', "2"))
    missing = table(columns, ["out"], ('"winter"', "1"))

    assert told(input_data("season"), decision("dish", logic, "#_season")) == []
    assert told(input_data("season"), decision("dish", missing, "#_season")) == [
        'table-gap: No rule of “dish” says what happens with season = "summer".'
    ]


def test_rules_of_a_unique_table_that_overlap_are_told_with_an_example() -> None:
    found = check(
        model(
            input_data("n"),
            decision("size", table(["n"], ["out"], ("< 10", "1"), (">= 8", "2")), "#_n"),
        )
    )

    assert [(problem.code, problem.rule, problem.severity) for problem in found] == [
        ("rules-overlap", 2, "error")
    ]
    assert said(found[0]) == "Rules 1 and 2 of “size” both apply with n = 8, and only one may."


def test_rules_of_an_any_table_may_overlap_with_the_same_result() -> None:
    rules = [("< 10", "2"), (">= 8", "1 + 1"), ("9", "3")]
    logic = table(["n"], ["out"], *rules[:2], policy="ANY")
    contradiction = table(["n"], ["out"], *rules, policy="ANY")

    assert told(input_data("n"), decision("size", logic, "#_n")) == []
    assert told(input_data("n"), decision("size", contradiction, "#_n")) == [
        "rules-contradict: Rules 1 and 3 of “size” both apply with n = 9, with other results.",
        "rules-contradict: Rules 2 and 3 of “size” both apply with n = 9, with other results.",
    ]


def test_a_rule_that_others_hide_is_told() -> None:
    found = of_table(
        ["out"],
        ("-", "< 5", "1"),
        ('"winter"', ">= 5", "2"),
        ('"winter"', "[2..9]", "3"),
        ("-", "-", "4"),
        policy="FIRST",
    )

    assert found == [
        "rule-hidden: Rule 3 of “dish” never applies: "
        'with season = "winter", guests = 2, for one, rule 1 does.'
    ]


def test_a_rule_that_no_value_passes_is_told() -> None:
    logic = table(
        ['season | "winter", "summer"'], ["out"], ('"winter"', "1"), ('"summer"', "2"), ('"autumn"', "3")
    )

    assert told(input_data("season"), decision("dish", logic, "#_season")) == [
        "rule-impossible: Rule 3 of “dish” never applies: no value of “season” passes its test."
    ]


def test_a_rule_that_no_value_passes_is_hidden_by_no_other() -> None:
    rules = (('"winter"', "< 5", "1"), ('"autumn"', ">= 5", "2"), ("-", "-", "3"))
    logic = table(['season | "winter", "summer"', "guests"], ["out"], *rules, policy="FIRST")

    assert told(
        input_data("season"), input_data("guests"), decision("dish", logic, "#_season", "#_guests")
    ) == ["rule-impossible: Rule 2 of “dish” never applies: no value of “season” passes its test."]


def test_an_input_that_no_rule_tests_is_told() -> None:
    assert of_table(["out"], ('"winter"', "-", "1"), ('not("winter")', "", "2")) == [
        "input-unused: No rule of “dish” tests the input “guests”."
    ]


def test_dates_and_booleans_are_told_apart_too() -> None:
    logic = table(
        ["day", "urgent"],
        ["out"],
        ('< date("2027-01-11")', "true", "1"),
        ('>= @"2027-01-11"', "-", "2"),
        ('< @"2027-01-11"', "false", "3"),
    )

    assert told(input_data("day"), input_data("urgent"), decision("fee", logic, "#_day", "#_urgent")) == []


def test_cells_about_other_inputs_are_not_guessed_at() -> None:
    found = of_table(["out"], ('"winter"', "> count(season)", "1"), ('not("winter")', "? != 2 or ? = 3", "2"))

    assert found == []


def test_a_table_of_very_many_cases_is_left_alone_in_time() -> None:
    columns = [f"c{number}" for number in range(12)]
    rules = [[str((row * 7 + column) % 5) for column in range(12)] + [str(row)] for row in range(60)]

    assert isinstance(told(decision("big", table(columns, ["out"], *rules))), list)


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (table(["n"], ["out"]), "table-empty: The table of “t” has no rules."),
        (table(["n"], [], ["1"]), "table-without-output: The table of “t” has no output."),
        (
            table(["n"], ["a", "a"], ["1", "1", "2"]),
            "output-twice: Two outputs of the table of “t” are called “a”.",
        ),
        (
            table(["n"], ["a", ""], ["1", "1", "2"]),
            "output-nameless: The table of “t” has several outputs, and one of them has no name.",
        ),
        (table(["n"], ["out"], ["1"]), "rule-cells: Rule 1 of “t” has 1 cells, and the table has 2 columns."),
        (
            table(["n"], ["out"], ["1", "1"], policy="BEST"),
            "policy-unknown: The table of “t” has a hit policy that there is not: BEST.",
        ),
        (
            table(["n"], ["a", "b"], ["1", "1", "1"], policy="COLLECT", aggregation="SUM"),
            "aggregation-wrong: The table of “t” cannot sum, count or compare its results: a, b.",
        ),
        (
            table(["n"], ["out"], ["1", "1"], policy="PRIORITY"),
            "priorities-missing: The table of “t” goes by priority, but no output lists its values.",
        ),
    ],
)
def test_what_is_no_table_is_told(logic: str, expected: str) -> None:
    assert expected in told(decision("t", logic))


BROKEN = [
    (
        [decision("d", literal("1 +"))],
        "expression-broken: An expression of “d” cannot be read: “1 +”. The expression ends too early. "
        "Line 1, character 4: “1 +”.",
    ),
    (
        [decision("d", literal("lenght(1)"))],
        "call-broken: An expression of “d” calls a function in a way it cannot be called: "
        "There is no function called “lenght”. Line 1, character 1: “lenght(1)”.",
    ),
    ([decision("d", table(["n"], ["out"], (")", "1")))], "expression-broken"),
    (
        [decision("d", literal("1"), "#_nothing")],
        "requirement-missing: “d” requires something that is not there: #_nothing.",
    ),
    (
        [input_data("n"), decision("d", literal("n"))],
        "requirement-not-drawn: “d” reads “n”, but does not require it.",
    ),
    (
        [input_data("n"), decision("d", literal("1"), "#_n")],
        "requirement-not-read: “d” requires “n”, but nothing in it reads that.",
    ),
    (
        [decision("d", literal("1"), type_ref="tNothing")],
        "type-unknown: “d” is of a type that is not defined: tNothing.",
    ),
    ([decision("d", literal("1")), decision("d", literal("2"))], "name-twice: Two elements are called “d”."),
    (
        [
            decision(
                "d",
                "<literalExpression expressionLanguage='http://javascript'><text>1</text></literalExpression>",
            )
        ],
        "language-other: “d” has an expression in another language than FEEL: http://javascript.",
    ),
    (
        [element("import", name="x", namespace="urn:x", importType=VERSION_1_5)],
        "import-missing: The file imports “x”, and no file with its namespace is there: urn:x.",
    ),
    (
        [item("tA", "tB"), item("tB", "tA")],
        "type-circle: The type “tA” is defined by itself.",
    ),
    (
        [item("tA", "string", allowed('"a'))],
        "constraint-broken: The allowed values of the type “tA” cannot be read",
    ),
]


@pytest.mark.parametrize(("parts", "expected"), BROKEN)
def test_what_is_broken_is_told_with_its_element(parts: list[str], expected: str) -> None:
    assert any(sentence.startswith(expected) for sentence in told(*parts))


def test_decisions_that_require_each_other_are_refused() -> None:
    built = model(
        decision("a", literal("b"), "d!#_b"),
        decision("b", literal("c"), "d!#_c"),
        decision("c", literal("a"), "d!#_a"),
        decision("free", literal("1")),
    )

    assert [said(problem) for problem in check(built)] == ["“a” requires itself: a → b → c → a."]
    assert decided(built, "free").value == 1
    with pytest.raises(DecisionError, match="requires itself"):
        decided(built, "b")


def test_a_part_that_cannot_be_read_stops_only_what_needs_it() -> None:
    built = model(
        decision("broken", literal("1 +")),
        decision("above", literal("broken"), "d!#_broken"),
        decision("beside", literal("2")),
    )

    assert decided(built, "beside").value == 2
    with pytest.raises(DecisionError, match="An expression of “broken” cannot be read"):
        decided(built, "above")


def test_a_decision_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(DecisionError, match="There is no decision called “dish”"):
        decided(model(decision("a", literal("1"))), "dish")


def test_a_decision_that_would_never_end_is_stopped() -> None:
    loop = knowledge("f", ["g", "n"], literal("[g(g, n + 1), g(g, n + 1)]"))
    built = model(
        loop,
        decision("d", literal("f(f, 1)"), "k!#_f"),
        decision("e", literal("for i in 1..1000000000 return i")),
    )

    for name in ("d", "e"):
        with pytest.raises(DecisionError, match="could not be decided"):
            decided(built, name)


def test_functions_of_other_languages_are_refused_when_they_are_called() -> None:
    logic = element("encapsulatedLogic", literal("{class: 1}"), kind="Java")
    foreign = element(
        "businessKnowledgeModel", element("variable", name="java"), logic, id="_java", name="java"
    )

    with pytest.raises(DecisionError, match="Functions written in Java or PMML are not run here"):
        decided(model(foreign, decision("d", literal("java()"), "k!#_java")), "d")


def test_a_bundle_may_hold_files_that_import_each_other_in_a_circle() -> None:
    def imports(name: str) -> str:
        return element("import", name=name, namespace=f"urn:{name}", importType=VERSION_1_5)

    one = file(imports("b"), decision("x", literal("1")), namespace="urn:a")
    other = file(imports("a"), decision("y", literal("a.x + 1"), "d!urn:a#_x"), namespace="urn:b")

    assert decide(link([read(other), read(one)]), "y", {}, now=NOW).value == 2
