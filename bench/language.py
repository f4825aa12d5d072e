"""Measure the language: reading an expression, evaluating it, and a table of a hundred rules.

The best of many blocks counts: the work is the same each time, and whatever else the machine does only
adds to it. Where Node and the front end's packages are there, feelin reads and evaluates the same expressions
in the same run; it keeps no compiled form, so that it is compared from text to value.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.decisions import Model, decide, link, read
from app.feel import compile_expression
from app.feel.expression import Expression
from app.feel.parsing import parse
from bench.lines import Line, Size

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "frontend" / "package.json"
BESIDE = Path(__file__).with_name("language.mjs")
NOW = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)

CONDITION = 'amount > 1000 and kind = "permit"'
TEN_FUNCTIONS = (
    'if string length(upper case(name)) > 3 and contains(lower case(name), "a") '
    "then round half up(sum(amounts) / count(amounts), 2) + max(amounts) - min(amounts) + abs(-floor(2.5)) "
    "else 0"
)
EXPRESSIONS: Sequence[tuple[str, str, Mapping[str, Any]]] = (
    ("a condition", CONDITION, {"amount": 1500, "kind": "permit"}),
    ("ten functions", TEN_FUNCTIONS, {"name": "Maria", "amounts": [10, 20, 35]}),
)
RULES = 100


def measure(size: Size) -> dict[str, list[Line]]:
    """Each in the best of so many blocks of about a millisecond."""
    rounds = size.of(300, 3)
    beside = feelin(rounds)
    found: list[Line] = []
    for index, (name, source, context) in enumerate(EXPRESSIONS):
        other = beside[index] if beside else {}
        found += [
            _line(f"{name}: {what}", best(work, rounds), other.get(figure))
            for what, work, figure in _works(source, context)
        ]
    model, inputs = hundred_rules()
    table = best(lambda: decide(model, "Fee", inputs, now=NOW), rounds)
    return {"language": [*found, _line(f"a table of {RULES} rules × 3 inputs", table, None)]}


def _line(what: str, ours: float, other: float | None) -> Line:
    beside = {} if other is None else {"feelin's µs": other}
    return Line(what, "", {"µs": ours, **beside})


def _works(source: str, context: Mapping[str, Any]) -> Sequence[tuple[str, Callable[[], object], str]]:
    """What is measured of an expression, and feelin's figure for the same."""
    kept = compile_expression(source)
    return (
        ("read", lambda: parse(source), "read"),
        ("read and compiled", lambda: _compiled(source), ""),
        ("kept compiled, evaluated", lambda: kept.evaluate(context, now=NOW), ""),
        ("from text to value", lambda: _compiled(source).evaluate(context, now=NOW), "evaluated"),
    )


def _compiled(source: str) -> Expression:
    return Expression(source, parse(source))  # not from the cache


def best(work: Callable[[], object], rounds: int) -> float:
    """Microseconds that the work takes, in the best of the blocks."""
    block = max(1, int(1000 / _one_block(work, 3)))
    return min(_one_block(work, block) for _ in range(rounds))


def _one_block(work: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        work()
    return (time.perf_counter() - began) / count * 1e6


def feelin(rounds: int) -> list[dict[str, float]]:
    """feelin's figures, none where it is not there."""
    node = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    if node is None or not (PACKAGE.parent / "node_modules" / "feelin").is_dir():
        return []
    asked = {"expressions": [each[1:] for each in EXPRESSIONS], "rounds": rounds}
    command = [node, str(BESIDE), str(PACKAGE), json.dumps(asked)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    measured: list[dict[str, float]] = json.loads(answer.stdout)
    return measured


def hundred_rules() -> tuple[Model, dict[str, Any]]:
    """A table of fees, and inputs of which the last rule speaks."""
    columns = "".join(
        f'<input id="_in{name}"><inputExpression><text>{name}</text></inputExpression></input>'
        for name in ("amount", "kind", "age")
    )
    rules = "".join(_rule(number) for number in range(RULES))
    xml = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Fees" namespace="urn:fees">'
        f'<decision name="Fee" id="_fee"><decisionTable hitPolicy="UNIQUE">{columns}<output/>{rules}'
        "</decisionTable></decision></definitions>"
    )
    model = link([read(xml.encode())])
    assert not model.problems
    return model, {"amount": 10 * RULES - 5, "kind": "permit", "age": 42}


def _rule(number: int) -> str:
    tests = (f"[{10 * number}..{10 * number + 10})", '"permit", "renewal"', "&gt;= 18")
    entries = "".join(f"<inputEntry><text>{test}</text></inputEntry>" for test in tests)
    return f"<rule>{entries}<outputEntry><text>{number} * 2</text></outputEntry></rule>"
