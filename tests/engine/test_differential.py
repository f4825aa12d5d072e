"""The engine and a small interpreter of BPMN do the same on thousands of structured processes."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine import StepFailed, compile_definition
from tests.engine.blocks import Event
from tests.engine.drawing import as_diagram
from tests.engine.driving import Run
from tests.engine.making import CODES, NUMBERS, SIGNALS, Maker
from tests.engine.reference import Endless, Reference, Stuck, Uncaught
from tests.engine.units import Wait

#: Processes of the sweep, in parts so that they can be shared among workers.
PARTS, EACH = 20, 110
STEPS = 25

_BOOKS = {
    "task": "tasks",
    "job": "jobs",
    "message": "subscriptions",
    "timer": "timers",
    "signal": "signals",
}


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_does_what_bpmn_says(part: int) -> None:
    for number in range(EACH):
        compare(Random(f"{part}-{number}"))


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_engine_does_what_bpmn_says_with_whatever_hypothesis_thinks_of(random: Random) -> None:
    compare(random)


def compare(random: Random) -> None:
    """Make a process and let both do the same things with it, chosen at random."""
    body, listeners = Maker(random, random.randrange(2, 12)).process()
    definition = compile_definition(as_diagram(body, listeners))
    run, reference = Run(definition, payload={"x": 0}), Reference(body, listeners)
    _same(run, reference)
    for _ in range(STEPS):
        if run.finished:
            break
        if not _step(random, run, reference):
            break
        _same(run, reference)


def _same(run: Run, reference: Reference) -> None:
    assert run.finished == reference.finished
    assert Counter(each.element_id for each in run.outcome.passed) == Counter(reference.passed)
    waits = Counter((wait.kind, wait.element) for wait in reference.waits if wait.kind in _BOOKS)
    books = {kind: getattr(run, book).values() for kind, book in _BOOKS.items()}
    assert Counter((kind, wait.element_id) for kind, book in books.items() for wait in book) == waits


def _step(random: Random, run: Run, reference: Reference) -> bool:
    """One thing happens in both; False where it cannot be gone on from."""
    waits = [wait for wait in reference.waits if wait.kind in _BOOKS]
    chance = random.random()
    if chance < 0.1:
        x = random.choice(NUMBERS)
        return _both(run, lambda: reference.set_x(x), lambda: run.set_data({"x": x}))
    signal = random.choice(SIGNALS)
    if chance < 0.2 and any(wait.event == Event("signal", signal) for wait in waits):
        return _both(run, lambda: reference.signal(signal), lambda: run.signal(signal))
    wait = random.choice([wait for wait in waits if wait.kind != "signal"] or waits)
    return _happens(random, run, reference, wait)


def _both(run: Run, expect: Callable[[], None], act: Callable[[], object]) -> bool:
    try:
        expect()
    except (Endless, Stuck, Uncaught):
        with pytest.raises(StepFailed):
            act()
        return False
    act()
    return True


def _happens(random: Random, run: Run, reference: Reference, wait: Wait) -> bool:
    alike = [other for other in reference.waits if (other.kind, other.element) == (wait.kind, wait.element)]
    book = getattr(run, _BOOKS[wait.kind]).values()
    found = [each for each in book if each.element_id == wait.element][alike.index(wait)]
    x = random.choice(NUMBERS)
    if wait.kind == "task":
        return _both(run, lambda: reference.do(wait, x), lambda: run.complete_by_id(found.id, {"x": x}))
    if wait.kind == "job":
        code = random.choice(CODES) if random.random() < 0.3 else None
        if code and any(getattr(other, "kind", "") == "error" for other in wait.around.inside):  # type: ignore[union-attr]
            return _both(
                run, lambda: reference.fail(wait, code), lambda: run.throw_error_by_id(found.id, code)
            )
        return _both(run, lambda: reference.do(wait, x), lambda: run.finish_job_by_id(found.id, {"x": x}))
    if wait.kind == "signal":
        name = wait.event.what
        return _both(run, lambda: reference.signal(name), lambda: run.signal(name))
    if wait.kind == "timer":
        return _both(run, lambda: reference.do(wait), lambda: run.fire(found))
    return _both(run, lambda: reference.do(wait), lambda: run.deliver_by_id(found.id))
