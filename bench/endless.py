"""Expressions made to run for ever: how long each takes, and how much memory, until the budget stops it.

Each runs in a process of its own. What counts is the processor's time, the best of three.
"""

import os
import resource
import sys
import time
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from app.feel import FeelError, compile_expression
from bench.lines import Goal, Line, Size

NOW = datetime(2027, 1, 11, 9, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
SHOWN = 5
#: What an evaluation may take.
MILLISECONDS = 100

#: What a loop does a million times.
BODIES = (
    *("i", "[i, i, i]", "{a: i, b: a}", "function(x) x", "(function(x) x)(i)", "if i > 3 then i else i"),
    *("i ** 0.123456789", "sqrt(i)", "log(i)", "exp(i)", "i / 7", "1e6000 * 1e100", "modulo(i, 7)"),
    *("decimal(i / 7, 2)", "round half up(i / 7, 3)", "string(i / 7)", 'number("12345.67")', "is(1, i)"),
    *('date("2027-01-01")', 'time("10:00:00")', 'duration("P1DT2H")', 'range("[1..5]")', "string(now())"),
    *('date and time("2027-01-01T00:00:00@Europe/Helsinki")', 'now() + @"PT1H"', '@"2027-01-01" + @"P1D"'),
    *('@"-2027-01-01T00:00:00@Europe/Helsinki" + @"P1D"', 'now() - @"2027-01-01T00:00:00Z"'),
    *('week of year(@"2027-01-01")', 'years and months duration(@"2027-01-01", @"2028-01-01")'),
    *('matches("aaaaaaaaaa", "a+")', 'matches("aaa", string(i))', 'matches("a", string(i) + "\\\\p{L}")'),
    *('replace("aaaaaaaaaa", "a", "b")', 'split("a b c d", " ")', 'extract("aXbX", "X")'),
    *('upper case("abc")', 'substring("abcdef", 2, 3)', 'string join(["a", "b"], ",")'),
    *("sort([3, 2, 1], function(a, b) a < b)", "distinct values([1, 2, 3])", "list contains([1, 2, 3], i)"),
    *("stddev([1, 2, 3, 4])", "median([1, 2, 3])", "mode([1, 2, 3])", "[1, 2, 3][item > i]"),
    *('context put({}, "a", i)', "get entries({a: 1})", "overlaps([1..2], [1..3])", "i instance of number"),
)
#: What is done with a list of 5,120 numbers.
OF_LISTS = (
    *("sort(d, function(a, b) a < b)", "distinct values(d)", "duplicate values(d)", "mode(d)", "stddev(d)"),
    *("for i in d return d", "for i in d return reverse(d)", "for i in d return append(d, 1)"),
    *("some x in d, y in d satisfies x = 11", "d[list contains(d, item)]", "d[item in d]", "string(d)"),
    *("list replace(d, function(a, b) true, 1)", "for i in d return partition(d, 1)", "index of(d, d)"),
)
#: What is done with a text of 80,000 characters.
OF_TEXTS = (
    *('matches(t, "((a|b|c)*(a|b|c|d){3,90}){5}z")', 'matches(t, "(\\\\p{L}*x){10}y")', 'split(t, "a")'),
    *('replace(t, "a", "bbbb")', 'extract(t, "[a-j]")', "t + t", "for i in 1..10000 return upper case(t)"),
    *('for i in 1..10000 return contains(t, "zz")', "for i in 1..10000 return t < t", "string([t, t])"),
    *("for i in 1..1000 return context put({}, t, 1)", "for i in 1..10000 return substring(t, i)"),
)


def expressions() -> list[str]:
    """All of them."""
    numbers = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 0]"
    eight = ("b", "a"), ("c", "b"), ("d", "c")
    lists = f"a: {numbers}, " + ", ".join(f"{name}: flatten([{', '.join([of] * 8)}])" for name, of in eight)
    return [
        *(f"for i in 1..1000000 return {body}" for body in BODIES),
        *(f"{{{lists}, result: {body}}}.result" for body in OF_LISTS),
        *(
            f'{{t: string join(for i in 1..8000 return "abcdefghij"), result: {body}}}.result'
            for body in OF_TEXTS
        ),
        "{f: function(f, n) [f(f, n + 1), f(f, n + 1)], result: f(f, 1)}.result",
        "for i in 1..5000 return partial",
    ]


def measure(size: Size) -> dict[str, list[Line]]:
    """Run them all; the slowest are told."""
    sources = expressions()
    found = sorted(((*spent(source), source) for source in sources[:: size.of(1, 10)]), reverse=True)
    largest = max(megabytes for _, megabytes, _ in found)
    summary = Line(
        f"{len(found)} expressions, the worst of all",
        "",
        {"cpu_ms": found[0][0], "MB": largest},
        goals=(Goal("ms", MILLISECONDS, found[0][0]),),
    )
    shown = [Line(f"…{source[-40:]}", "", {"cpu_ms": ms, "MB": mb}) for ms, mb, source in found[:SHOWN]]
    return {"endless": [summary, *shown]}


def spent(source: str) -> tuple[float, float]:
    """Milliseconds and megabytes, in a process that begins with this one's memory."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, b"%f %f" % _measured(source))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        milliseconds, megabytes = map(float, answer.read().split())
    os.waitpid(child, 0)
    return milliseconds, megabytes


def _measured(source: str) -> tuple[float, float]:
    expression = compile_expression(source)
    before, best = _peak(), sys.float_info.max
    for _ in range(3):
        began = time.process_time()
        with suppress(FeelError):
            expression.evaluate({}, now=NOW)
        best = min(best, time.process_time() - began)
    return best * 1000, _peak() - before


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
