"""What completing a task costs in the engine alone, and its parts."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from time import process_time_ns

from app import engine
from app.engine import compile_definition
from app.engine import snapshot as snapshots
from bench.lines import Goal, Line, Size
from tests.counting import calls
from tests.engine.diagrams import boundary, diagram, element, end, start, task, timer, zeebe
from tests.engine.driving import NOW, Run
from tests.engine.test_flat import ITEMS, wide

PAYLOAD = {
    "applicant": {"name": "Aino", "address": {"street": "Katu 1", "city": "Koivula"}},
    "diameter": Decimal("30.5"),
    "reason": "Work on the street",
    "again": False,
    **{f"field{number}": f"value {number}" for number in range(20)},
}


def permit() -> engine.Definition:
    """Ten user tasks with a reminder each, and a way back after each."""
    parts, flows = [start("s"), element("exclusiveGateway", "m"), end("e")], ["s m t0"]
    for number in range(10):
        assigned = zeebe("assignmentDefinition", candidateGroups="office")
        parts += [
            task(f"t{number}", extra=assigned),
            boundary(f"b{number}", f"t{number}", timer("P7D"), interrupting=False),
            end(f"be{number}"),
            element("exclusiveGateway", f"g{number}"),
        ]
        after = f"t{number + 1}" if number < 9 else "e"
        flows += [f"t{number} g{number}", f"b{number} be{number}"]
        flows += [f"g{number} -> m : =again = true", f"g{number} -> {after} : default"]
    return compile_definition(diagram(*parts, flows="\n".join(flows)))


def best(action: Callable[[], object], runs: int) -> float:
    """The shortest of some runs, in milliseconds of CPU."""
    shortest = 10**12
    for _ in range(runs):
        begun = process_time_ns()
        action()
        shortest = min(shortest, process_time_ns() - begun)
    return shortest / 1e6


def measure(size: Size) -> dict[str, list[Line]]:
    """A permit after three tasks, and one of a thousand instances of each kind."""
    runs = size.of(2_000, 20)
    definition = permit()
    run = Run(definition, payload=PAYLOAD)
    for number in range(3):
        run.complete(f"t{number}", {"ok": True})
    wide_ones = [each for kind in ITEMS for each in _wide(kind, size.of(200, 2))]
    return {"steps": [_line("a permit", definition, run, runs), *wide_ones]}


def _wide(kind: str, runs: int) -> list[Line]:
    """One of a hundred instances that are kept apart, and one of a thousand."""
    few, many = (
        _line(f"{count:,} × {kind}", *wide(ITEMS[kind], count, in_parts=True), runs) for count in (100, 1000)
    )
    times = Goal("× one of 100", 1.2, many.figures["function calls"] / few.figures["function calls"])
    return [few, replace(many, goals=(times,))]


def _line(title: str, definition: engine.Definition, run: Run, runs: int) -> Line:
    before, task_id = run.state, next(iter(run.tasks))
    process = snapshots.load(definition, before, NOW)

    def complete() -> engine.Outcome:
        return engine.complete_task(definition, before, task_id, {"ok": True, "note": "fine"}, now=NOW)

    figures = {
        "cpu_ms": best(complete, runs),
        "bytes": len(run.outcome.snapshot),
        "load ms": best(lambda: snapshots.load(definition, before, NOW), runs),
        "save ms": best(lambda: snapshots.dump(process), runs),
        "function calls": calls(complete),
    }
    return Line(f"{title}: complete a task", "", figures)
