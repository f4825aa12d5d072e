"""grammar.md says what the parser reads: texts made from it are read, its tables hold for both."""

import re

import pytest
from hypothesis import example, given
from lark import Lark, UnexpectedInput

from app.feel import FeelSyntaxError
from app.feel.parsing import parse
from tests.feel.evaluating import value
from tests.feel.speaking import DOCUMENT, GRAMMAR, made_from_the_grammar

#: Rules beside the grammar: texts that break them are refused although the grammar makes them.
BESIDE = ("stands twice in this context", "goes too deep", "“and” is missing")


def table(heading: str) -> list[tuple[str, str]]:
    """The rows of the table under a heading of grammar.md, without the marks of code."""
    section = DOCUMENT.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(.*?)` \| (.*?) \|$", section, re.MULTILINE)
    return [(first, second.strip("`")) for first, second in rows]


@pytest.fixture(scope="module")
def document_parser() -> Lark:
    """A parser of the document's own; a word in quotation marks is a whole word."""
    return Lark(re.sub(r'"([a-z]+)"', r"/\1\\b/", GRAMMAR), parser="earley")


def refused(source: str) -> str | None:
    """Why a text is not read; None where it is."""
    try:
        parse(source)
    except FeelSyntaxError as refusal:
        return str(refusal)
    return None


@given(made_from_the_grammar())
@example("]1..5[")
@example("(1..5).start included")
@example("1 between if a then b else c and 2")
def test_what_the_grammar_makes_is_read(source: str) -> None:
    refusal = refused(source)

    assert refusal is None or any(rule in refusal for rule in BESIDE)


@pytest.mark.parametrize(("source", "bracketed"), table("Read"))
def test_operators_bind_as_the_document_says(source: str, bracketed: str, document_parser: Lark) -> None:
    document_parser.parse(source)

    assert value(source) is not None
    assert value(source) == value(bracketed)


@pytest.mark.parametrize(("source", "position"), table("Refused"))
def test_a_mistake_is_refused_where_it_stands(source: str, position: str, document_parser: Lark) -> None:
    with pytest.raises(UnexpectedInput):
        document_parser.parse(source)

    with pytest.raises(FeelSyntaxError) as refusal:
        parse(source)

    assert refusal.value.position == int(position)
