"""What a step costs does not depend on how old or how wide the case is. Work is counted, not timed."""

from collections.abc import Callable

import pytest

from app import engine
from app.engine import Definition, compile_definition, limits
from app.engine import snapshot as snapshots
from tests.counting import calls
from tests.engine.diagrams import (
    boundary,
    catch,
    diagram,
    element,
    end,
    inner,
    loop,
    many,
    message,
    script,
    start,
    task,
    timer,
)
from tests.engine.driving import CASE, NOW, Run

LOOPS = {
    "way back": diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        boundary("late", "a", timer("P1D"), interrupting=False),
        end("told"),
        script("x", "=if n = null then 1 else n", "n"),
        element("parallelGateway", "f"),
        script("y", "=1", "y"),
        script("z", "=2", "z"),
        element("parallelGateway", "j"),
        element("exclusiveGateway", "g"),
        end("e"),
        flows="s m a x f\nf y j\nf z j\nj g\ng -> m : =again\ng -> e : default\nlate told",
    ),
    "loop marker": diagram(start("s"), task("a", loop("=again")), end("e"), flows="s a e"),
    "sub-process": diagram(
        start("s"),
        inner("sub", loop("=again"), start("is"), task("a"), end("ie"), flows="is a ie"),
        end("e"),
        flows="s sub e",
    ),
    "reopened": diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        element("eventBasedGateway", "g"),
        catch("t", timer("PT1H")),
        catch("w", message("reply")),
        end("e"),
        flows="s m a g\ng t m\ng w e",
    ),
}


def _round(run: Run) -> None:
    run.complete("a", {"again": True})
    run.advance(hours=1)


@pytest.mark.parametrize("kind", LOOPS)
def test_round_1000_costs_what_round_10_costs(kind: str) -> None:
    run = Run(compile_definition(LOOPS[kind]))
    work, sizes = [], []

    for number in range(1, 1001):
        if number in (10, 1000):
            work.append(calls(lambda: _round(run)))
            sizes.append(len(run.outcome.snapshot))
        else:
            _round(run)

    assert work[1] <= 1.2 * work[0]
    assert sizes[1] <= sizes[0] + 10  # digits of a counter


def test_ten_thousand_rounds_have_no_limit() -> None:
    run = Run(compile_definition(LOOPS["loop marker"]))

    for _ in range(10_000):
        run.complete("a", {"again": True})
    run.complete("a", {"again": False})

    assert run.finished


def wide(item: str, size: int, *, in_parts: bool | None = None) -> tuple[Definition, Run]:
    definition = compile_definition(diagram(start("s"), item, end("e"), flows="s many e"))
    people = [{"name": f"P{n}"} for n in range(size)]
    return definition, Run(definition, payload={"people": people}, in_parts=in_parts)


MARKER = many("=people", "person", outputCollection="seen", outputElement="=person.name")
ITEMS = {
    "task": task("many", MARKER),
    "with boundary": task("many", MARKER) + boundary("off", "many", message("off")),
    "sub-process": inner(
        "many",
        MARKER,
        start("is"),
        task("a"),
        boundary("late", "a", timer("P1D"), interrupting=False),
        end("ie"),
        flows="is a ie",
    ),
}


@pytest.mark.parametrize("kind", ITEMS)
def test_opening_a_thousand_instances_costs_at_most_ten_times_a_hundred(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 600)

    few, many_ = (calls(lambda size=size: wide(ITEMS[kind], size)) for size in (100, 1000))

    assert many_ <= 10.5 * few


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("position", [0, -1])
def test_completing_one_of_a_thousand_instances_costs_what_it_costs_among_a_hundred(
    kind: str, position: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Counting calls makes a step many times slower.
    monkeypatch.setattr(limits, "MAX_SECONDS", 600)

    few, many_ = (_beside_the_snapshot(kind, size, position) for size in (100, 1000))

    assert many_ <= few + 5


def _beside_the_snapshot(kind: str, size: int, position: int) -> int:
    """Work of completing one instance, without loading and saving."""
    definition, run = wide(ITEMS[kind], size)
    task_id = list(run.tasks)[position]
    before = run.outcome.snapshot

    def whole() -> None:
        run.complete_by_id(task_id)

    completing = calls(whole)
    after = run.outcome.snapshot
    return completing - _work_of_snapshot(definition, before, after)


def _work_of_snapshot(definition: Definition, before: bytes, after: bytes) -> int:
    loaded = snapshots.load(definition, after, NOW)
    loading = calls(lambda: snapshots.load(definition, before, NOW))
    return loading + calls(lambda: snapshots.dump(loaded))


def test_many_instances_are_all_done_and_their_results_stand_in_order() -> None:
    _, run = wide(ITEMS["sub-process"], 150)

    while run.tasks:
        run.complete("a", position=len(run.tasks) // 2)

    assert run.finished
    assert run.data["seen"] == [f"P{n}" for n in range(150)]


def _row(length: int) -> Definition:
    parts = [script(f"x{n}", "=1", "x") if n % 5 else task(f"x{n}") for n in range(length)]
    row = " ".join(f"x{n}" for n in range(length))
    return compile_definition(diagram(start("s"), *parts, end("e"), flows=f"s {row} e"))


def test_a_diagram_of_250_nodes_costs_no_more_a_step_than_a_small_one() -> None:
    small, large = (calls(_step_in(_row(length))) for length in (20, 250))

    assert large <= 1.05 * small


def _step_in(definition: Definition) -> Callable[[], object]:
    outcome = engine.start(definition, start="s", case=CASE, payload={}, now=NOW)
    task_id = outcome.opened[0].id
    return lambda: engine.complete_task(definition, outcome.snapshot, task_id, {}, now=NOW)


def test_an_inclusive_join_does_not_look_at_every_instance_of_a_repetition() -> None:
    def beside(size: int) -> int:
        document = diagram(
            start("s"),
            element("inclusiveGateway", "f"),
            task("many", many("=people")),
            script("x", "=1", "x"),
            element("inclusiveGateway", "j"),
            end("e"),
            flows="s f\nf -> many : =true\nf -> x : =true\nmany j\nx j\nj e",
        )
        run = Run(compile_definition(document), payload={"people": list(range(size))})
        before, task_id = run.outcome.snapshot, next(iter(run.tasks))
        completing = calls(lambda: run.complete_by_id(task_id))
        return completing - _work_of_snapshot(run.definition, before, run.outcome.snapshot)

    assert beside(1000) <= beside(100) + 5
