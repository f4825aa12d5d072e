"""Examples of decisions are kept in the file, tried on every change, and say why they come out otherwise."""

import pytest
from lxml import etree

from app.decisions import link, read
from app.decisions.examples import Example, examples, try_out, with_examples
from tests.decisions.models import NOW, decision, element, file, input_data, literal

FEE = file(input_data("days"), decision("Fee", literal("days * 12.5"), "#_days"))
TABLE = element(
    "decisionTable",
    element("input", element("inputExpression", element("text", "days"))),
    element("output"),
    element(
        "rule",
        element("inputEntry", element("text", "&lt; 3")),
        element("outputEntry", element("text", '"short"')),
    ),
)


def tried(source: bytes, expected: str, **given: str) -> tuple[bool, str]:
    root = read(source)
    [decision_id] = examples(root)
    found = try_out(link([root]), decision_id, Example(given, expected), now=NOW)
    return found.fits, found.got


def test_an_example_fits_where_the_result_is_as_expected() -> None:
    assert tried(FEE, "25", days="2") == (True, "25")


def test_an_example_that_comes_out_otherwise_says_what_came_out() -> None:
    assert tried(FEE, "26", days="2") == (False, "25")


@pytest.mark.parametrize("text", ["1 +", '"', "days(", "x" * 300])
def test_an_example_that_is_no_value_says_what_is_wrong(text: str) -> None:
    root = read(FEE)
    found = try_out(link([root]), next(iter(examples(root))), Example({"days": text}, "1"), now=NOW)

    assert not found.fits
    assert [each.say() for each in found.because]


def test_a_case_without_a_rule_is_expected_as_nothing() -> None:
    assert tried(file(input_data("days"), decision("Kind", TABLE, "#_days")), "", days="5") == (True, "null")


def test_examples_are_kept_in_the_file_and_read_again() -> None:
    root = read(FEE)
    [decision_id] = examples(root)
    kept = [Example({"days": '"<&>"'}, "null"), Example({}, "")]

    with_examples(root, decision_id, kept)
    with_examples(root, decision_id, kept)
    again = read(etree.tostring(root))

    assert examples(again) == {decision_id: kept}
    assert link([again]).problems == []


def test_examples_of_a_decision_that_is_not_there_are_refused() -> None:
    with pytest.raises(KeyError):
        with_examples(read(FEE), "nowhere", [])
