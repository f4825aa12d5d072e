"""What of a wide repetition is kept apart: a step about one instance neither reads nor writes the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import engine
from app.engine import SnapshotUnreadable, StepFailed, compile_definition, limits
from app.engine import snapshot as snapshots
from app.engine.tokens import PART
from tests.counting import calls
from tests.engine.diagrams import (
    boundary,
    condition,
    diagram,
    end,
    inner,
    many,
    message,
    signal,
    start,
    task,
    timer,
)
from tests.engine.driving import Run
from tests.engine.test_flat import ITEMS, wide

SIZE = 120


@pytest.fixture(autouse=True)
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every instance is stored as the product stores it."""
    monkeypatch.setattr(Run, "in_parts", True)
    monkeypatch.setattr(limits, "MAX_SECONDS", 600)  # counting calls makes a step many times slower


@pytest.mark.parametrize("kind", ITEMS)
def test_a_step_reads_one_part_and_writes_the_result(kind: str) -> None:
    _, run = wide(ITEMS[kind], SIZE)
    assert len(run.shelf.parts) == SIZE
    task_id = list(run.tasks)[SIZE // 2]

    outcome = run.complete_by_id(task_id)

    assert run.shelf.read == 1
    assert outcome.parts_gone == (task_id[:PART],)
    assert len(outcome.parts) == 1
    assert len(run.shelf.parts) == SIZE


@pytest.mark.parametrize("kind", ITEMS)
def test_one_of_a_thousand_costs_what_one_of_a_hundred_costs(kind: str) -> None:
    few, many_ = (_step(kind, size) for size in (100, 1000))

    assert many_ <= few + 5


def _step(kind: str, size: int) -> int:
    _, run = wide(ITEMS[kind], size)
    task_id = list(run.tasks)[size // 2]
    return calls(lambda: run.complete_by_id(task_id))


@pytest.mark.parametrize("kind", ITEMS)
def test_the_snapshot_grows_with_the_collection_only(kind: str) -> None:
    _, run = wide(ITEMS[kind], 1000)
    collection = len(str([{"name": f"P{n}"} for n in range(1000)]))
    before = len(run.outcome.snapshot)

    for _ in range(10):
        run.complete_by_id(next(iter(run.tasks)))

    assert before < collection + 1000
    assert abs(len(run.outcome.snapshot) - before) < 100


@given(order=st.permutations(range(8)), kind=st.sampled_from(sorted(ITEMS)), late=st.booleans())
def test_in_whatever_order_the_instances_are_done_the_parts_say_the_same_as_the_whole(
    order: list[int], kind: str, late: bool
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        found = []
        for in_parts in (True, False):
            patched.setattr(Run, "in_parts", in_parts)
            patched.setattr(limits, "WIDE", 2)
            found.append(_played(kind, order, late))

    assert found[0] == found[1]


def _played(kind: str, order: list[int], late: bool) -> list[object]:
    _, run = wide(ITEMS[kind], len(order))
    tasks, told = list(run.tasks), []
    for place in order:
        if late and run.timers:
            run.fire(next(iter(run.timers.values())))
            tasks = list(run.tasks)
            late = False
        if (task_id := tasks[place % len(tasks)]) in run.tasks:
            outcome = run.complete_by_id(task_id)
            told.append((len(outcome.opened), len(outcome.closed), outcome.finished, len(run.timers)))
    assert not run.finished or not run.shelf.parts
    return [told, dict(run.data), run.passed]


def test_results_stand_in_the_order_of_the_items_and_nothing_is_left_apart() -> None:
    _, run = wide(ITEMS["sub-process"], SIZE)

    while run.tasks:
        run.complete("a", position=len(run.tasks) // 2)

    assert run.finished
    assert run.data["seen"] == [f"P{n}" for n in range(SIZE)]
    assert run.shelf.parts == {}


def test_what_is_kept_apart_counts_as_much_as_the_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MAX_SNAPSHOT", 80_000)
    marker = many("=people", "person", outputCollection="seen", outputElement="=said")
    _, run = wide(task("many", marker), SIZE)

    with pytest.raises(StepFailed, match="need more than"):
        _say_at_length(run)

    assert len(run.outcome.snapshot) < 20_000
    assert 60_000 < sum(map(len, run.shelf.parts.values())) < 80_000


def _say_at_length(run: Run) -> None:
    while run.tasks:
        run.complete("many", {"said": "x" * 1_000})


@pytest.mark.parametrize("kind", ITEMS)
def test_it_is_known_how_much_is_kept_apart(kind: str) -> None:
    definition, run = wide(ITEMS[kind], SIZE)

    for position in (7, 0, 3, 50):
        run.complete_by_id(list(run.tasks)[position])
    run.migrate(definition)

    process = snapshots.load(definition, run.outcome.snapshot, run.now)
    [kept] = (each.internal_data["apart"] for each in process.tokens() if "apart" in each.internal_data)
    assert kept == sum(map(len, run.shelf.parts.values()))


def test_an_end_from_outside_closes_every_task_and_leaves_nothing_apart() -> None:
    _, run = wide(ITEMS["with boundary"], SIZE)
    run.complete("many")

    outcome = run.deliver("off")

    assert len(outcome.closed) == SIZE - 1
    assert run.tasks == {}
    assert run.shelf.parts == {}


def test_enough_can_be_said_by_how_many_are_done_and_by_what_they_said() -> None:
    for enough in ("=numberOfCompletedInstances = 3", "=count(seen[item != null]) = 3"):
        marker = many(
            "=people",
            "person",
            outputCollection="seen",
            outputElement="=person.name",
            enough=enough,
        )
        _, run = wide(task("many", marker), SIZE)

        for _ in range(3):
            assert not run.finished
            run.complete("many", position=1)

        assert run.finished
        assert run.shelf.parts == {}
        assert [name for name in run.data["seen"] if name] == ["P1", "P2", "P3"]


@pytest.mark.parametrize("event", [signal("stop"), condition("=late = true")])
def test_what_waits_for_something_that_reaches_everybody_stays_in_the_snapshot(event: str) -> None:
    parts = [start("is"), task("a"), boundary("b", "a", event), end("ie"), end("be")]
    item = inner("many", many("=people"), *parts, flows="is a ie\nb be")
    _, run = wide(item, SIZE)
    assert run.shelf.parts == {}

    if "signal" in event:
        run.signal("stop")
    else:
        run.set_data({"late": True})

    assert run.finished


def test_a_sub_process_goes_on_apart_from_the_others() -> None:
    parts = [start("is"), task("a"), boundary("late", "a", timer("P1D"), interrupting=False), task("told")]
    item = inner("many", many("=people"), *parts, task("b"), end("ie"), flows="is a b ie\nlate told")
    _, run = wide(item, SIZE)

    run.complete("a", position=5)
    run.fire(next(iter(run.timers.values())))

    assert run.shelf.read == 2
    assert sorted({*run.open()}) == ["a", "b", "told"]
    run.complete("b")
    run.complete("told")
    assert run.shelf.read == 4


def test_a_repetition_in_a_part_stays_in_it() -> None:
    item = inner(
        "many", many("=people"), start("is"), task("a", many("=people", "other")), end("ie"), flows="is a ie"
    )
    definition = compile_definition(diagram(start("s"), item, end("e"), flows="s many e"))
    people = list(range(limits.WIDE))
    run = Run(definition, payload={"people": people[:50]})
    assert len(run.shelf.parts) == 50
    assert len(run.tasks) == 2500

    run.complete("a", position=77)

    assert run.shelf.read == 1
    assert len(run.shelf.parts) == 50


def test_moving_to_another_version_takes_every_part_along() -> None:
    old, run = wide(ITEMS["sub-process"], SIZE)
    run.complete("a")
    tasks = set(run.tasks)

    run.migrate(old)

    assert set(run.tasks) == tasks
    assert len(run.shelf.parts) == SIZE
    while run.tasks:
        run.complete_by_id(next(iter(run.tasks)))
    assert run.data["seen"] == [f"P{n}" for n in range(SIZE)]


def test_the_whole_of_it_is_a_snapshot_that_says_the_same() -> None:
    definition, run = wide(ITEMS["task"], SIZE)
    run.complete("many", position=3)
    assert isinstance(run.state, engine.State)

    run.outcome = engine.set_data(definition, engine.whole(definition, run.state), {}, now=run.now)
    run.shelf.parts.clear()
    run.in_parts = False

    while run.tasks:
        run.complete("many")
    assert run.data["seen"] == [f"P{n}" for n in range(SIZE)]


def test_an_instance_is_skipped_with_all_others() -> None:
    _, run = wide(ITEMS["task"], SIZE)

    run.skip(list(run.tasks)[7], "e")

    assert run.finished
    assert run.tasks == {}
    assert run.shelf.parts == {}


@pytest.mark.parametrize("damaged", [b"\x09[]", b"\x02{", b'\x02["instance", "nobody", [], []]'])
def test_a_damaged_part_is_said_and_changes_nothing(damaged: bytes) -> None:
    _, run = wide(ITEMS["task"], SIZE)
    task_id = next(iter(run.tasks))
    before = run.outcome
    run.shelf.parts[task_id] = damaged

    with pytest.raises(SnapshotUnreadable):
        run.complete_by_id(task_id)

    assert run.outcome is before


def test_a_boundary_of_one_activity_inside_is_found_by_its_own_id() -> None:
    parts = [start("is"), task("a"), boundary("off", "a", message("off")), end("ie"), end("oe")]
    _, run = wide(inner("many", many("=people"), *parts, flows="is a ie\noff oe"), SIZE)
    waiting = list(run.subscriptions)[9]

    run.deliver_by_id(waiting)

    assert run.shelf.read == 1
    assert len(run.tasks) == SIZE - 1
