"""Whatever a stranger writes: an answer or a sentence, soon, always the same, and nothing of Python."""

import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.feel import Expression, FeelError, FeelSyntaxError, compile_expression, compile_unary_tests
from app.feel.budget import MAX_STEPS
from app.feel.builtins import BUILTINS
from app.feel.errors import Unsupported
from tests.counting import calls as calls_of
from tests.feel.evaluating import HELSINKI, NOW, value
from tests.feel.speaking import made_from_the_grammar

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals(allow_nan=True)
    | st.text()
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.sampled_from([None, HELSINKI]))
    | st.timedeltas()
)
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
CONTEXTS = st.dictionaries(st.sampled_from(["a", "b", "rate", "street-works", "?"]), DATA)

LITERALS = st.sampled_from(
    [
        *("null", "true", "0", "-1", "2.5", "1e6000", "-1e-6000", "99999999999999999999999999999999999999"),
        *(
            '""',
            '"a"',
            '"(a+)+$"',
            '"\\u0000"',
            '"2027-01-11T10:00:00@Europe/Helsinki"',
            '"P1Y"',
            '"["',
            '"$1"',
        ),
        *('@"2027-01-11"', '@"0001-01-01"', '@"9999-12-31T23:59:59-14:00"', '@"10:00:00@Europe/Helsinki"'),
        *('@"0001-01-01T00:00:00+14:00"', '@"23:59:59Z"', '@"P999999999D"', '@"-P999999999Y"', '@"PT0S"'),
        *("[]", "[1, null, [2]]", '["a", "b"]', "{}", '{key: "k", value: 1}', '[{key: "k", value: 1}]'),
        *(
            "[1..5]",
            "(< 5)",
            '[@"2027-01-01"..@"2027-12-31"]',
            "function(x, y) x < y",
            "function() 1",
            "count",
        ),
    ]
)


@st.composite
def calls(draw: st.DrawFn) -> str:
    """A built-in called with as many arguments as it takes, of any kinds; sometimes inside another."""
    name = draw(st.sampled_from(sorted(BUILTINS)))
    signature = draw(st.sampled_from(BUILTINS[name]))
    argument = LITERALS | st.deferred(calls)
    required = sum(not parameter.optional for parameter in signature.parameters)
    count = draw(st.integers(required, len(signature.parameters)))
    return f"{name}({', '.join(draw(argument) for _ in range(count))})"


@given(st.text())
@example('"' * 3 + "\\")
@example("\U0001f40e.\ud800")
@example("[" * 5_000)
@example("-" * 9_000 + "1")
@example("1" + "+1" * 4_000)
@example("a" + ".b" * 4_000)
@example("a" + "[1]" * 3_000)
@example("a" + "=a" * 4_000)
@example("if a then " * 900)
@example("list<" * 2_000)
@example("a instance of " + "list<" * 1_500)
@example("not(" * 2_000)
@example("x in (" * 1_500)
@example("/*" * 4_000)
@example("1" * 9_000)
@example("1e" + "9" * 9_000)
def test_any_text_is_read_or_refused_with_a_place(source: str) -> None:
    refusals = [refusal(compile_text, source) for compile_text in (compile_expression, compile_unary_tests)]

    for refused in filter(None, refusals):
        assert str(refused)
        assert 0 <= refused.position <= len(source)
        assert refused.line >= 1
        assert refused.column >= 1


def refusal(compile_text: Callable[[str], object], source: str) -> FeelSyntaxError | None:
    try:
        compile_text(source)
    except FeelSyntaxError as refused:
        return refused
    return None


@given(made_from_the_grammar(), CONTEXTS)
def test_whatever_is_read_has_a_value_or_a_sentence(source: str, context: dict[str, object]) -> None:
    try:
        expression = compile_expression(source)
    except FeelSyntaxError:
        return

    answers = [answer(expression, context) for _ in range(2)]

    assert answers[0] == answers[1]


def answer(expression: Expression, context: dict[str, object]) -> str:
    """The value, or the sentence, as text: equal texts are equal values, NaN or not."""
    try:
        return repr(expression.evaluate(context, now=NOW))
    except FeelError as error:
        return str(error)


REFUSED = ("arguments do not fit", "goes too deep", "than can be calculated with")


@given(calls())
@example('date and time(@"0001-01-01T00:00:00+14:00", "Europe/Helsinki")')
@example('number("1e999999999")')
@example("time(0, 0, 1e6000)")
@example("sublist([1, 2], 1, 1e6000)")
@example('substring("a", 1, 1e6000)')
@example('abs(@"-P999999999D")')
@example('-(@"-P999999999D")')
def test_every_built_in_takes_anything(source: str) -> None:
    refused = refusal(compile_expression, source)

    if refused is None:
        assert answer(compile_expression(source), {})
    else:
        assert any(reason in str(refused) for reason in REFUSED)


ENDLESS = [
    "for i in 1..1000000000 return i",
    "for i in 1..1000, j in 1..1000, k in 1..1000 return 1",
    "some i in 1..1000000000 satisfies false",
    'every d in [@"0001-01-01"..@"9999-12-31"] satisfies count(for i in 1..100 return i) > 0',
    "{f: function(f, n) [f(f, n + 1), f(f, n + 1)], a: f(f, 1)}.a",
    '{a: "0123456789", b: a+a+a+a+a+a+a+a, c: b+b+b+b+b+b+b+b, d: c+c+c+c+c+c+c+c, e: d+d+d+d+d+d+d+d,'
    " f: e+e+e+e+e+e+e+e}.f",
    'string join(for i in 1..10000 return "0123456789", "0123456789")',
    '{many: string join(for i in 1..9000 return "a"), all: replace(many, "a", many)}.all',
    "{a: [1,2,3,4,5,6,7,8,9,0], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c],"
    " e: [d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e]}.f",
    "{a: [1,2,3,4,5,6,7,8,9,0], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c],"
    " e: [d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e], g: count(flatten(f))}.g",
    "{a: [1,2,3,4,5,6,7,8,9,0], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c],"
    " e: [d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e], g: string length(string(f))}.g",
    "{a: [1,2,3,4,5,6,7,8,9,0], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c],"
    " e: [d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e], g: [e,e,e,e,e,e,e,e], h: f = g}.h",
    '{t: string join(for i in 1..8000 return "abab"), r: matches(t, "((a|b|c)*(a|b|c|d){3,90}){5}z")}.r',
    'for i in 1..10000 return matches("a", string(i) + "\\p{L}")',
    "distinct values(for i in 1..20000 return i)",
    "sort(for i in 1..100000 return -i, function(a, b) a < b)",
    "for i in 1..5000 return partial",
]


@pytest.mark.parametrize("source", ENDLESS)
def test_an_expression_that_would_never_end_is_stopped(source: str) -> None:
    with pytest.raises(FeelError):
        value(source)


@pytest.mark.parametrize("source", ENDLESS)
def test_until_it_is_stopped_it_takes_no_more_than_32_megabytes(source: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(FeelError):
            value(source)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 32_000_000


@settings(max_examples=100)
@given(calls() | made_from_the_grammar(), CONTEXTS)
def test_whatever_the_text_evaluating_it_uses_up_no_more_than_its_steps(
    source: str, context: dict[str, object]
) -> None:
    try:
        expression = compile_expression(source)
    except FeelSyntaxError:
        return

    passed = calls_of(lambda: answer(expression, context))

    # A step is less than a microsecond, and the budget less than 100 ms: so are the calls it is made of.
    assert passed < 3 * MAX_STEPS


@pytest.mark.parametrize(
    "source",
    ["x.__class__", "x.real", "x.year.numerator", "(1).as_tuple", '"a".upper', "[1].append", "{a: 1}.keys"],
)
def test_no_attribute_of_python_can_be_reached(source: str) -> None:
    given_values = {"x": date(2027, 1, 11)}

    assert value(source, given_values) in (None, [None])


def test_a_pattern_that_would_hang_a_backtracking_matcher_is_answered() -> None:
    result = value('matches(text, "^(a|a)*(a|a)*$")', {"text": "a" * 20_000 + "!"})

    assert result is False


def test_data_that_no_case_can_hold_is_refused_with_a_sentence() -> None:
    with pytest.raises(FeelError, match="a kind that expressions do not know: object"):
        value("x = 1", {"x": object()})


def test_data_with_names_that_are_no_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(FeelError, match="an entry whose name is no text"):
        value("x", {"x": {1: "one"}})


def test_data_that_nobody_reads_is_not_looked_at() -> None:
    result = value("1 + 1", {"x": object()})

    assert result == 2


def test_a_result_shares_nothing_with_the_data() -> None:
    data: dict[str, object] = {"rows": [{"amount": Decimal(1)}]}

    result = value("rows", data)

    assert result == data["rows"]
    assert result is not data["rows"]


@pytest.mark.parametrize(
    "source",
    [
        'moment + duration("PT2H")',
        'date("9999-12-31") + @"P1D"',
        'date("10000-01-01")',
        "date(-1, 2, 3)",
        'date and time("-2021-01-01T00:00:00")',
        'time("11:22:33.1234567")',
        'duration("PT0.0000001S")',
        '@"P1Y" * 1e12',
        'matches("aa", "(a)\\1")',
        '(function() external {java: {class: "java.lang.Math"}})()',
    ],
)
def test_what_the_standard_has_and_python_has_not_is_refused_and_not_answered_wrongly(source: str) -> None:
    data = {"moment": datetime(9999, 12, 31, 23, tzinfo=HELSINKI)}

    with pytest.raises(Unsupported):
        value(source, data)
