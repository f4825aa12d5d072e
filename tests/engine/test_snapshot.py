"""Snapshots: exact, small, and as large after a hundred rounds as after one."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import engine
from app.engine import SnapshotUnreadable, StepFailed, compile_definition
from app.engine import snapshot as snapshots
from app.engine.limits import MAX_SNAPSHOT
from tests.counting import calls
from tests.engine.diagrams import boundary, catch, diagram, element, end, message, start, task, timer
from tests.engine.driving import NOW, Run

KEYS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["typename", "$date", "$number", "$$date", "typename.value", "__class__", "id", "on", "of"]
    ),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.timedeltas(timedelta(days=-(10**6)), timedelta(days=10**6)),
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
ANSWERS = st.dictionaries(KEYS.filter(lambda key: key != "case"), PLAIN, max_size=5)

DEFINITION = compile_definition(diagram(start("s"), task("a"), task("b"), flows="s a b"))


def _exact(value: object) -> object:
    """With types, for Decimal("1.0") == 1 and datetime is a date; 0 digits of a number count too."""
    if isinstance(value, dict):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_exact(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return ("Decimal", str(value))
    return (type(value).__name__, str(value))


@given(ANSWERS)
@settings(max_examples=150)
def test_data_comes_back_exactly_from_a_snapshot(answers: dict[str, object]) -> None:
    run = Run(DEFINITION)

    run.complete("a", answers)
    stored = dict(engine.task_data(DEFINITION, run.outcome.snapshot, run.task("b").id))
    stored.pop("case")

    assert _exact(stored) == _exact(answers)


@given(ANSWERS)
@settings(max_examples=50)
def test_loading_and_saving_changes_nothing(answers: dict[str, object]) -> None:
    run = Run(DEFINITION, payload=answers)

    process = snapshots.load(DEFINITION, run.outcome.snapshot, NOW)
    untouched = snapshots.dump(process)[0]
    read = [dict(process.data), *(token.internal_data for token in process.tokens())]

    assert untouched == run.outcome.snapshot
    assert snapshots.dump(process)[0] == run.outcome.snapshot
    assert "case" in read[0]


def test_a_value_that_nobody_reads_goes_back_as_it_came() -> None:
    few, many = Run(DEFINITION), Run(DEFINITION, payload={f"x{n}": {"a": [Decimal(n)]} for n in range(500)})

    work = [_work_of_a_step(run) for run in (few, many)]

    assert work[1] <= work[0] + 10


def _work_of_a_step(run: Run) -> int:
    before, task_id = run.outcome.snapshot, run.task("a").id
    return calls(lambda: engine.complete_task(DEFINITION, before, task_id, {}, now=NOW))


@given(st.lists(st.sampled_from(["a", "b", "c", "x", "y", "reply", "tick", "off"]), max_size=25))
@settings(max_examples=60)
def test_any_order_of_steps_ends_or_waits_and_saves_what_it_is(steps: list[str]) -> None:
    run = Run(BUSY)

    for step in steps:
        if run.finished:
            break
        _try_step(run, step)
        loaded = snapshots.load(BUSY, run.outcome.snapshot, run.now)
        assert snapshots.dump(loaded)[0] == run.outcome.snapshot
        held = {*run.tasks, *run.timers, *run.subscriptions}
        assert held <= {token.id for scope in loaded.scopes() for token in scope.tokens()}

    assert run.finished == (not (run.tasks or run.timers or run.subscriptions))


def _try_step(run: Run, step: str) -> None:
    if step in run.open():
        run.complete(step, {"done": step})
    elif run.waits_for()[step]:
        run.deliver(step, {"at": run.now})
    elif step == "tick":
        run.advance(days=1)


BUSY = compile_definition(
    diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        element("parallelGateway", "f"),
        task("a"),
        boundary("bt", "a", timer("R2/P1D", "timeCycle"), interrupting=False),
        task("x"),
        task("b"),
        boundary("bo", "b", message("off")),
        element("eventBasedGateway", "g"),
        catch("w", message("reply")),
        catch("t", timer("P2D")),
        element("exclusiveGateway", "either"),
        element("parallelGateway", "j"),
        task("c"),
        element("exclusiveGateway", "again"),
        task("y"),
        end("e"),
        flows="""s m f
            f a j
            f b either
            bt x
            bo g
            g w either
            g t either
            either j
            j c again
            again -> m : =done != "c" or twice = true
            again -> y : default
            y e""",
    )
)


def _looping() -> Run:
    document = diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        boundary("ask", "a", message("ask")),
        element("eventBasedGateway", "g"),
        catch("reply", message("reply")),
        catch("late", timer("P14D")),
        end("e"),
        flows="s m a e\nask g\ng reply m\ng late m",
    )
    return Run(compile_definition(document))


def test_a_loop_costs_the_same_in_every_round() -> None:
    run = _looping()
    sizes, tokens = [], []

    for i in range(300):
        run.deliver("ask", {"question": f"{i:05}"})
        run.deliver("reply", {"reply": f"{i:05}"})
        sizes.append(len(run.outcome.snapshot))
        tokens.append(len(snapshots.load(run.definition, run.outcome.snapshot, NOW).tokens()))

    assert set(tokens) == {2}
    assert len(set(sizes)) == 1
    assert len(run.outcome.passed) == 2


def test_typename_in_citizens_data_is_only_data() -> None:
    run = Run(DEFINITION, payload={"typename": "UUID", "value": "zz", "f": {"typename": "Task"}})

    run.complete("a", {"typename": "BpmnEvent"})

    assert run.data["typename"] == "BpmnEvent"
    assert run.data["f"] == {"typename": "Task"}


@pytest.mark.parametrize(
    "snapshot",
    [b"", b"\x02[]", b"\x01", b"\x01[]", b"\x01{}", b'\x01["q",[]]', b'\x01["p",[["x","p",{},[]]]]'],
)
def test_bytes_that_are_no_state_are_refused(snapshot: bytes) -> None:
    with pytest.raises(SnapshotUnreadable):
        engine.complete_task(DEFINITION, snapshot, "x", {}, now=NOW)


def test_state_of_an_element_that_is_gone_is_refused() -> None:
    other = compile_definition(diagram(start("s"), task("z"), flows="s z"))
    run = Run(DEFINITION)

    with pytest.raises(SnapshotUnreadable):
        engine.complete_task(other, run.outcome.snapshot, run.task("a").id, {}, now=NOW)


def test_more_data_than_an_instance_may_hold_is_an_incident() -> None:
    run = Run(DEFINITION)

    with pytest.raises(StepFailed, match="MB"):
        run.complete("a", {"x": "y" * MAX_SNAPSHOT})


def test_types_of_all_kinds_are_kept() -> None:
    answers = {
        "day": date(2026, 1, 1),
        "clock": time(9, 30),
        "local": datetime(2026, 1, 1, 9),  # noqa: DTZ001 - a moment without a zone is plain data too
        "span": timedelta(days=2),
        "money": Decimal("10.50"),
    }
    run = Run(DEFINITION)
    run.complete("a", answers)

    stored = engine.task_data(DEFINITION, run.outcome.snapshot, run.task("b").id)

    assert {key: stored[key] for key in answers} == answers
    assert str(stored["money"]) == "10.50"
