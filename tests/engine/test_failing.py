"""When a step fails, it says where and why, and the state before it is still valid."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal

import pytest

from app import engine
from app.engine import StepFailed, compile_definition, limits
from tests.engine.diagrams import (
    boundary,
    diagram,
    element,
    end,
    many,
    python,
    script,
    service,
    start,
    task,
    timer,
    zeebe,
)
from tests.engine.driving import Run

pytestmark = pytest.mark.usefixtures("both_ways")

HOSTILE = {
    "endless": "while True:\n    pass",
    "memory": "x = 'a' * 10**9\ny = x * 10",
    "recursion": "def f(n):\n    return f(n + 1)\nx = f(0)",
    "file": "x = open('/etc/passwd').read()",
    "import os": "import os\nx = os.environ",
    "import subprocess": "import subprocess\nx = subprocess.run(['id'])",
    "classes": "x = ().__class__.__bases__[0].__subclasses__()",
    "huge number": "x = 9 ** 999",
    "infinity": "x = 1e308 * 10",
    "number keys": "x = {1: 2}",
    "bomb": "x = [1]\nfor i in range(40):\n    x = [x, x]",
    "division": "x = 1 / 0",
    "unknown name": "x = nobody_knows",
    "exit": "raise SystemExit(1)",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_script_is_an_incident_and_nothing_else(source: str) -> None:
    definition = compile_definition(
        diagram(start("s"), task("a"), python("calc", source), task("b"), flows="s a calc b")
    )
    run = Run(definition)

    with pytest.raises(StepFailed) as failed:
        run.complete("a")

    assert failed.value.element_id == "calc"
    assert failed.value.cause.endswith(".")
    assert run.open() == ["a"]


def test_print_and_sleep_of_a_script_reach_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    source = "import time\nprint('hello')\ntime.sleep(100)\nx = 1"
    definition = compile_definition(diagram(start("s"), python("calc", source), task("b"), flows="s calc b"))

    run = Run(definition)

    assert run.data["x"] == 1
    assert capfd.readouterr() == ("", "")


def test_script_sees_the_time_that_was_handed_in() -> None:
    source = "import datetime\nnow = datetime.datetime.now()\ntoday = now.isoformat()[:16]"
    definition = compile_definition(diagram(start("s"), python("calc", source), task("b"), flows="s calc b"))

    run = Run(definition)

    assert run.data["today"] == "2026-03-02T11:00"


@pytest.mark.parametrize(
    "expression",
    [
        "=for i in 1..1000000000 return i",
        "=" + "(" * 30 + "1" + ")" * 30 + " + nothing.at.all.of()",
        "=1 / 0 > 3",
    ],
)
def test_expression_ends_soon_or_gives_null(expression: str) -> None:
    definition = compile_definition(
        diagram(start("s"), task("a"), script("x", expression, "x"), task("b"), flows="s a x b")
    )
    run = Run(definition)

    with suppress(StepFailed):
        run.complete("a")

    assert run.data.get("x") is None


def test_running_in_circles_is_an_incident() -> None:
    document = diagram(
        start("s"), task("a"), element("exclusiveGateway", "m"), script("x", "=1", "x"), flows="s a m x m"
    )
    run = Run(compile_definition(document))

    with pytest.raises(StepFailed, match="circles"):
        run.complete("a")


def test_multiplying_tokens_are_an_incident() -> None:
    document = diagram(
        start("s"),
        task("a"),
        element("exclusiveGateway", "m"),
        element("parallelGateway", "f"),
        task("b"),
        task("c"),
        flows="s a m f\nf m\nf b\nf c",
    )
    run = Run(compile_definition(document))

    with pytest.raises(StepFailed, match="more than 5000 places"):
        run.complete("a")


def test_a_step_that_takes_too_long_is_an_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", -1)
    definition = compile_definition(diagram(start("s"), task("a"), flows="s a"))

    with pytest.raises(StepFailed, match="seconds without stopping"):
        Run(definition)


@pytest.mark.parametrize(
    ("marker", "cause"),
    [
        (many("=for i in 1..10000000 return i"), "too long to evaluate"),
        (many("=for i in 1..1001 return i"), "more than 1000 items"),
        (many("", times="=10 ** 7"), "more than 1000 items"),
        (many("", times="=-1"), "no whole number"),
        (many("", times='="many"'), "no whole number"),
        (many("", times="=1.5"), "no whole number"),
    ],
)
def test_repeating_without_measure_is_an_incident(marker: str, cause: str) -> None:
    definition = compile_definition(diagram(start("s"), task("a"), task("b", marker), flows="s a b"))
    run = Run(definition)

    with pytest.raises(StepFailed, match=cause) as failed:
        run.complete("a")

    assert failed.value.element_id == "b"


def test_a_repetition_of_no_length_from_an_expression_is_an_incident() -> None:
    hurry = boundary("t", "b", timer('="R/PT0S"', "timeCycle"), interrupting=False)
    definition = compile_definition(
        diagram(start("s"), task("a"), task("b"), hurry, end("e"), flows="s a b\nt e")
    )
    run = Run(definition)

    with pytest.raises(StepFailed, match="no valid date, duration or repetition"):
        run.complete("a")


def test_failure_leaves_the_old_state_valid() -> None:
    document = diagram(
        start("s"),
        task("a"),
        script("x", "=y + 1", "x"),
        element("exclusiveGateway", "g"),
        task("b"),
        task("c"),
        flows="s a x g\ng -> b : =x > 1\ng -> c : default",
    )
    run = Run(compile_definition(document))
    before = run.outcome.snapshot

    with pytest.raises(StepFailed):
        run.complete("a", {"y": "text"})
    outcome = engine.complete_task(run.definition, before, run.task("a").id, {"y": Decimal(3)}, now=run.now)

    assert [opened.element_id for opened in outcome.opened] == ["b"]


@pytest.mark.parametrize("value", [float("nan"), object(), {1: 2}, {"x": {1, 2}}, b"bytes"])
def test_answers_that_are_no_plain_data_are_an_incident(value: object) -> None:
    run = Run(compile_definition(diagram(start("s"), task("a"), end("e"), flows="s a e")))

    with pytest.raises(StepFailed, match="cannot be kept"):
        run.complete("a", {"x": value})


def test_wrong_deadline_and_priority_are_incidents() -> None:
    for extra in (zeebe("taskSchedule", dueDate="=x"), zeebe("priorityDefinition", priority="=x")):
        definition = compile_definition(diagram(start("s"), task("a", extra=extra), flows="s a"))
        with pytest.raises(StepFailed) as failed:
            Run(definition, payload={"x": "high"})
        assert failed.value.element_id == "a"


def test_one_definition_serves_many_threads() -> None:
    document = diagram(
        start("s"),
        element("parallelGateway", "f"),
        task("a"),
        service("b"),
        element("parallelGateway", "j"),
        script("x", "=n * 2", "x"),
        end("e"),
        flows="s f\nf a j\nf b j\nj x e",
    )
    definition = compile_definition(document)

    def whole(n: int) -> object:
        run = Run(definition, payload={"n": Decimal(n)})
        run.complete("a")
        run.finish_job("b")
        return run.finished and run.data["x"]

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(whole, range(200)))

    assert results == [n * 2 for n in range(200)]


def test_nothing_of_a_running_instance_stays_in_the_definition() -> None:
    definition = compile_definition(
        diagram(start("s"), task("a"), element("exclusiveGateway", "g"), end("e"), flows="s a g e")
    )
    specs = {
        key: {name: dict(vars(spec)) for name, spec in process.task_specs.items()}
        for key, process in definition.specs.items()
    }

    run = Run(definition)
    run.complete("a")

    for key, process in definition.specs.items():
        for name, spec in process.task_specs.items():
            assert {k: v for k, v in vars(spec).items() if "event" not in k} == {
                k: v for k, v in specs[key][name].items() if "event" not in k
            }
