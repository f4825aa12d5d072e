"""String functions: DMN 1.5, 10.3.4.3, with the patterns of XPath 2.0 F&O, 7.6."""

from decimal import Decimal

import pytest

from app.feel import FeelError
from app.feel.errors import Unsupported
from tests.feel.evaluating import value

D = Decimal

TEXTS = [
    ('substring("foobar", 3)', "obar"),
    ('substring("foobar", 3, 3)', "oba"),
    ('substring("foobar", -2, 1)', "a"),
    ('substring("foobar", 3.8)', "obar"),
    ('substring("foobar", 5, 9)', "ar"),
    ('substring("foobar", 9)', ""),
    ('substring("", 2)', ""),
    ('substring("foobar", -9)', ""),
    ('substring("foobar", 0)', None),
    ('substring("foobar", 1, 0)', None),
    ('substring("\\U01F40Eab", 2)', "ab"),
    ('substring(start position: 2, string: "ab")', "b"),
    ('string length("foo")', D(3)),
    ('string length("\\U01F40Eab")', D(3)),
    ('upper case("aBc4ä")', "ABC4Ä"),
    ('lower case("aBc4")', "abc4"),
    ('substring before("foobar", "bar")', "foo"),
    ('substring before("foobar", "xyz")', ""),
    ('substring before("foobar", "")', ""),
    ('substring after("foobar", "ob")', "ar"),
    ('substring after("", "a")', ""),
    ('contains("foobar", "of")', False),
    ('starts with("foobar", "fo")', True),
    ('ends with("foobar", "r")', True),
    ('upper case(["a"])', "A"),
    ("upper case(1)", None),
    ("upper case(null)", None),
    ('string join(["a", "b", "c"], "_and_")', "a_and_b_and_c"),
    ('string join(["a", "b", "c"], null)', "abc"),
    ('string join(["a", null, "c"], "X")', "aXc"),
    ('string join([], "X")', ""),
    ('string join("a", "X")', "a"),
    ('string join(["a", 1])', None),
    ('split("John Doe", "\\\\s")', ["John", "Doe"]),
    ('split("a;b;c;;", ";")', ["a", "b", "c", "", ""]),
    ('split("abc", "")', None),
    ('split("abc", "[")', None),
]
REPLACING = [
    ('replace("banana", "a", "o")', "bonono"),
    ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]cd"),
    ('replace("abracadabra", "bra", "*")', "a*cada*"),
    ('replace("abracadabra", "a.*?a", "*")', "*c*bra"),
    ('replace("abracadabra", "a(.)", "a$1$1")', "abbraccaddabbra"),
    ('replace("AAAA", "A+?", "b")', "bbbb"),
    ('replace("darted", "^(.*?)d(.*)$", "$1c$2")', "carted"),
    ('replace("abc", "B", "x", "i")', "axc"),
    ('replace("a", "a", "\\\\$1")', "$1"),
    ('replace("a", "a", "\\\\\\\\")', "\\"),
    ('replace("abc", "(b)", "$12")', "ab2c"),
    ('replace("abracadabra", ".*?", "$1")', None),
    ('replace("a", "a", "$")', None),
    ('replace("a", "a", "\\\\n")', None),
]
MATCHING = [
    ('matches("foobar", "^fo*b")', True),
    ('matches("foobar", "Fo*bar", "i")', True),
    ('matches("a\\nb", "a.b")', False),
    ('matches("a\\rb", "a.b")', False),
    ('matches("a\\nb", "a.b", "s")', True),
    ('matches("a\\nb", "^b$")', False),
    ('matches("a\\nb", "^b$", "m")', True),
    ('matches("hello world", " hello[ ]world", "x")', True),
    ('matches("hello world", "\\\\p{ IsBasicLatin}+", "x")', True),
    ('matches("hello world", "\\\\p{ IsBasicLatin}+")', None),
    ('matches("x", "[A-Z-[OI]]", "i")', True),
    ('matches("o", "[A-Z-[OI]]", "i")', False),
    ('matches("å", "^\\\\w$")', True),
    ('matches("٣", "^\\\\d$")', True),
    ('matches("_", "^\\\\w$")', False),
    ('matches("\\u00a0", "^\\\\s$")', False),
    ('matches(":", "^\\\\i\\\\c*$")', True),
    ('matches("é", "^[\\\\p{L}-[a-z]]$")', True),
    ('matches("e", "^[\\\\p{L}-[a-z]]$")', False),
    ('matches("b", "^[^\\\\W\\\\d]$")', True),
    ('matches("α", "^\\\\p{IsGreek}$")', True),
    ('matches("α", "^\\\\P{IsGreek}$")', False),
    ('matches("-", "^[a-]$")', True),
    ('matches("aaa", "^a{2,3}$")', True),
    ('matches("a", "a", "q")', None),
    ('matches("a", "[")', None),
    ('matches("a", "[]")', None),
    ('matches("a", "[b-a]")', None),
    ('matches("a", "(a")', None),
    ('matches("a", "a)")', None),
    ('matches("a", "a**")', None),
    ('matches("a", "a{2,1}")', None),
    ('matches("a", "\\\\y")', None),
    ('matches("a", "\\\\p{Xx}")', None),
    ('matches("a", "(?:a)")', None),
    ('matches("a", "(a)[\\\\1]")', None),
    ('matches("a", "(a)\\\\2")', None),
    ('matches("a", "a", null)', True),
    ('matches(null, "a")', None),
]


@pytest.mark.parametrize(("source", "expected"), [*TEXTS, *REPLACING, *MATCHING])
def test_a_function_of_texts_gives_what_the_standard_says(source: str, expected: object) -> None:
    result = value(source)

    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize("pattern", ["(a)\\\\1", "a{1001}", "((a{100}){100}){100}"])
def test_a_pattern_that_is_right_but_cannot_be_run_is_refused(pattern: str) -> None:
    with pytest.raises(Unsupported, match="The pattern"):
        value(f'matches("aa", "{pattern}")')


def test_a_text_of_many_characters_and_a_long_pattern_use_the_budget_up() -> None:
    with pytest.raises(FeelError, match="takes too long"):
        value("matches(text, pattern)", {"text": "a" * 99_999, "pattern": "(a|b)*" * 160 + "c"})
