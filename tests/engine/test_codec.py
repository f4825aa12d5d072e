"""Every format of a snapshot that was ever released is read: an instance may sleep for years.

The files in `snapshots` hold states of one instance, written by the product of that time. When the format
changes, `python -m tests.engine.test_codec` writes those of the new version beside them.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app import engine
from app.engine import OpenedTask, compile_definition, limits
from app.engine import snapshot as snapshots
from tests.engine.diagrams import (
    boundary,
    catch,
    diagram,
    element,
    end,
    inner,
    many,
    mapping,
    message,
    start,
    task,
    timer,
    zeebe,
)
from tests.engine.driving import NOW, Run, Shelf

FOLDER = Path(__file__).parent / "snapshots"
RESULTS = {"outputCollection": "opinions", "outputElement": "=opinion"}
PAYLOAD = {
    "people": [{"name": "A"}, {"name": "B"}],
    "size": Decimal("120.50"),
    "day": date(2026, 5, 1),
    "span": timedelta(hours=3),
    "typename": "x",
    "$odd": {"$date": "no date"},
}


def _flow(source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'


CALLEE = diagram(
    start("v_s"), task("visit"), task("report"), end("v_e"), flows="v_s visit report v_e", key="visit_it"
)
DEFINITION = compile_definition(
    diagram(
        start("s"),
        element("parallelGateway", "f"),
        task("a"),
        boundary("late", "a", timer("R3/P7D", "timeCycle"), interrupting=False),
        task("remind"),
        end("reminded"),
        element("eventBasedGateway", "g"),
        catch("reply", message("reply")),
        catch("silence", timer("P90D")),
        element("exclusiveGateway", "m"),
        element(
            "subProcess",
            "sub",
            start("is"),
            task("b"),
            end("ie"),
            _flow("is", "b"),
            _flow("b", "ie"),
            extra=mapping({"own": "=size * 2"}),
        ),
        element("callActivity", "call", extra=zeebe("calledElement", processId="visit_it")),
        element("parallelGateway", "j"),
        task("each", many("=people", "person", **RESULTS)),
        task("one", many("=people", "person", sequential=True, **RESULTS)),
        end("e"),
        element(
            "subProcess",
            "withdraw",
            start("ws", message("withdraw"), isInterrupting="false"),
            task("confirm"),
            end("we"),
            _flow("ws", "confirm"),
            _flow("confirm", "we"),
            triggeredByEvent="true",
        ),
        flows="""s f
            f a j
            late remind reminded
            f g
            g reply m
            g silence m
            m sub j
            f call j
            j each one e""",
    ),
    [CALLEE],
)


def states() -> Iterator[tuple[str, Run]]:
    """The instance at one moment after the other, by name."""
    run = Run(DEFINITION, payload=PAYLOAD)
    yield "all three branches", run
    run.advance(days=8)
    run.deliver("withdraw", {"why": "moved"})
    yield "reminded and withdrawn", run
    run.deliver("reply", {"answer": "Yes."})
    run.complete("visit", {"seen": True})
    yield "inside a sub-process and a called process", run
    run.complete("report")
    run.complete("a")
    yield "one branch is left", run
    run.complete("b")
    run.complete("each", {"opinion": "good"}, position=1)
    yield "one of two instances at once", run
    run.complete("each", {"opinion": "bad"})
    run.complete("one", {"opinion": "late"})
    yield "one of two instances in a row", run


SAMPLES = [
    (path.stem, name, state)
    for path in sorted(FOLDER.glob("*.json"))
    for name, state in json.loads(path.read_text("utf-8")).items()
]


@pytest.mark.parametrize(("version", "name", "state"), SAMPLES, ids=[f"{v}: {n}" for v, n, _ in SAMPLES])
def test_a_state_of_every_version_goes_on_to_the_end(version: str, name: str, state: str) -> None:
    snapshot = state.encode()
    assert snapshot[:1] == bytes([int(version)])

    ended = _to_the_end(snapshot)

    assert ended.finished
    assert ended.data["day"] == date(2026, 5, 1)
    assert str(ended.data["size"]) == "120.50"
    assert ended.data["$odd"] == {"$date": "no date"}
    assert len(ended.data["opinions"]) == 2  # type: ignore[arg-type]


def _to_the_end(snapshot: bytes) -> engine.Outcome:
    """Do whatever is open, found in the state itself, until nothing is."""
    for _ in range(50):
        process = snapshots.load(DEFINITION, snapshot, NOW)
        waits = {
            kind: [
                token.id for token in process.all_tokens.values() if token.task_spec.waits_for(token) is kind
            ]
            for kind in (engine.OpenedTask, engine.Subscription)
        }
        replies = [
            id_ for id_ in waits[engine.Subscription] if process.all_tokens[id_].task_spec.name == "reply"
        ]
        if waits[engine.OpenedTask]:
            outcome = engine.complete_task(
                DEFINITION, snapshot, waits[engine.OpenedTask][0], {"opinion": "fine"}, now=NOW
            )
        else:
            outcome = engine.deliver(DEFINITION, snapshot, replies[0], {}, now=NOW)
        if outcome.finished:
            return outcome
        snapshot = outcome.snapshot
    raise AssertionError("the process does not end")


def test_there_are_samples_of_this_version() -> None:
    newest = Run(DEFINITION, payload=PAYLOAD).outcome.snapshot[:1]

    assert {version for version, _, _ in SAMPLES} == {str(number) for number in range(1, newest[0] + 1)}


#: A repetition wide enough to be kept in parts.
WIDE = compile_definition(
    diagram(
        start("s"),
        inner(
            "each",
            many("=people", "person", outputCollection="opinions", outputElement="=opinion"),
            start("i"),
            task("a"),
            boundary("late", "a", timer("P1D"), interrupting=False),
            task("b"),
            end("ie"),
            end("le"),
            flows="i a b ie\nlate le",
        ),
        end("e"),
        flows="s each e",
    )
)


def in_parts() -> Run:
    """One of the instances is done, and one has gone on."""
    people = [f"P{number}" for number in range(limits.WIDE)]
    run = Run(WIDE, payload={"people": people, "day": date(2026, 5, 1)}, in_parts=True)
    for opinion in ("good", Decimal("1.50")):
        run.complete("a")
        run.complete("b", {"opinion": opinion})
    run.complete("a")
    return run


@pytest.mark.parametrize("path", sorted((FOLDER / "parts").glob("*.json")), ids=lambda path: path.stem)
def test_an_instance_in_parts_of_every_version_goes_on_to_the_end(path: Path) -> None:
    kept = json.loads(path.read_text("utf-8"))
    parts = {part_id: part.encode() for part_id, part in kept["parts"].items()}
    assert {part[:1] for part in parts.values()} == {bytes([int(path.stem)])}
    shelf = Shelf(parts)

    outcome = engine.set_data(
        WIDE, engine.whole(WIDE, engine.State(kept["snapshot"].encode(), shelf)), {}, now=NOW
    )
    while not outcome.finished:
        process = snapshots.load(WIDE, outcome.snapshot, NOW)
        waiting = [
            each for each in process.all_tokens.values() if each.task_spec.waits_for(each) is OpenedTask
        ]
        outcome = engine.complete_task(WIDE, outcome.snapshot, waiting[0].id, {"opinion": "fine"}, now=NOW)

    assert outcome.data["opinions"] == ["good", Decimal("1.50"), *["fine"] * (limits.WIDE - 2)]


def test_there_is_an_instance_in_parts_of_this_version() -> None:
    newest = next(iter(in_parts().shelf.parts.values()))[0]

    assert (FOLDER / "parts" / f"{newest}.json").exists()


def write() -> None:
    """Keep the states as this version writes them."""
    found = {name: run.outcome.snapshot.decode() for name, run in states()}
    _keep(FOLDER, next(iter(found.values())), found)
    run = in_parts()
    parts = {part_id: part.decode() for part_id, part in run.shelf.parts.items()}
    _keep(
        FOLDER / "parts",
        next(iter(parts.values())),
        {"snapshot": run.outcome.snapshot.decode(), "parts": parts},
    )


def _keep(folder: Path, sample: str, found: object) -> None:
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (folder / f"{ord(sample[0])}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write()
