"""What authors are told: where a mistake is, which values a condition read, which names it has."""

from datetime import date

import pytest

from app.feel import FeelError, FeelSyntaxError, compile_expression
from tests.feel.evaluating import NOW


@pytest.mark.parametrize(
    ("source", "sentence", "position"),
    [
        ("1 +", "The expression ends too early.", 3),
        ("if a then b", "“else” is missing at the end.", 11),
        ("[1, 2 3]", "“]” is missing before “3”.", 6),
        ('name = "Aino', 'The text that begins here has no closing quotation mark (").', 7),
        ("name = 'Aino'", "Texts stand between double quotation marks, not between '.", 7),
        ("a && b", "“&” means nothing in an expression.", 2),
        ('@"2027-02-29"', "“2027-02-29” is no date, time or duration.", 0),
        ("1 + lenght([1])", "There is no function called “lenght”.", 4),
        (
            "contains(name)",
            "These arguments do not fit. It is called so: contains(string, match).",
            0,
        ),
        ("sum(a: 1)", "These arguments do not fit. It is called so: sum(list…).", 0),
        ("", "The expression ends too early.", 0),
        ('"\\uD800"', "A text has an escape such as \\uD800 that is no character.", 0),
    ],
)
def test_a_mistake_is_told_with_its_place(source: str, sentence: str, position: int) -> None:
    with pytest.raises(FeelSyntaxError) as refusal:
        compile_expression(source)

    assert str(refusal.value) == sentence
    assert refusal.value.position == position


def test_a_place_is_a_line_and_a_column_and_the_text_around() -> None:
    source = 'applicant.age > 18 and\n  applicant.home = ) and\n  applicant.name = "Aino"'

    with pytest.raises(FeelSyntaxError) as refusal:
        compile_expression(source)

    assert (refusal.value.line, refusal.value.column) == (2, 20)
    assert refusal.value.near == "…applicant.home = ) and applicant.na…"


def test_a_sentence_can_be_said_in_another_language() -> None:
    with pytest.raises(FeelSyntaxError) as refusal:
        compile_expression("lenght(1)")

    said = refusal.value.say("Funktiota ”%(name)s” ei ole.")

    assert said == "Funktiota ”lenght” ei ole."


def test_a_condition_is_true_or_false() -> None:
    condition = compile_expression("length > 20")

    assert condition.condition({"length": 40}, now=NOW) is True
    assert condition.condition({"length": 12}, now=NOW) is False


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "length > limit",
            "The condition “length > limit” is null, neither true nor false, with length = –, limit = 20.",
        ),
        (
            "street",
            'The condition “street” is "Kuusikuja", neither true nor false, with street = "Kuusikuja".',
        ),
        ("1", "The condition “1” is 1, neither true nor false."),
        (
            "start > 5",
            "The condition “start > 5” is null, neither true nor false, with start = 2027-01-11.",
        ),
    ],
)
def test_a_condition_without_an_answer_tells_what_it_read(source: str, sentence: str) -> None:
    data = {"limit": 20, "street": "Kuusikuja", "start": date(2027, 1, 11)}

    with pytest.raises(FeelError) as error:
        compile_expression(source).condition(data, now=NOW)

    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("applicant.name = owner", {"applicant", "owner"}),
        ("for row in rows return row.length * factor", {"rows", "factor"}),
        ("some x in xs, y in x satisfies y = z", {"xs", "z"}),
        ("{a: b, c: a}", {"b"}),
        ("{f: function(n) n + k, r: f(1)}", {"k"}),
        ('date("2027-01-11") < today()', set()),
        ("Monthly Salary * 12", {"Monthly Salary"}),
        ("`street-works`.name", {"street-works"}),
        ("is defined(guardian.name)", {"guardian"}),
        ("rows[item.length > limit]", {"rows", "limit"}),
    ],
)
def test_the_free_names_are_the_first_segments_of_paths(source: str, names: set[str]) -> None:
    assert compile_expression(source).names == names


def test_names_inside_a_filter_are_not_certain() -> None:
    expression = compile_expression("rows[length > limit].length = total")

    assert expression.names == {"rows", "length", "limit", "total"}
    assert expression.certain_names == {"rows", "total"}


def test_the_same_text_is_compiled_once() -> None:
    assert compile_expression("1 + 1") is compile_expression("1 + 1")
