"""Signals: everybody who waits for the name has it, here and in other instances."""

import pytest

from app import engine
from app.engine import NobodyWaits, Signalled, SignalWait, compile_definition
from tests.engine.diagrams import (
    boundary,
    catch,
    diagram,
    element,
    end,
    listener,
    mapping,
    signal,
    start,
    task,
    throw,
    timer,
)
from tests.engine.driving import Run

pytestmark = pytest.mark.usefixtures("both_ways")


def test_a_waiting_signal_tells_its_name_and_the_task_it_waits_at() -> None:
    run = Run(
        compile_definition(
            diagram(
                start("s"),
                task("a"),
                boundary("b", "a", signal("fire")),
                catch("c", signal("fire")),
                end("e"),
                flows="s a c e\nb e",
            )
        )
    )

    (waits,) = run.signals.values()
    assert waits == SignalWait(waits.id, "b", "fire", run.task("a").id)
    run.complete("a")

    (waits,) = run.signals.values()
    assert (waits.element_id, waits.task_id) == ("c", None)
    assert run.outcome.signals_gone


EVERYWHERE = compile_definition(
    diagram(
        start("s"),
        element("parallelGateway", "f"),
        task("a"),
        throw("alarm", signal("fire"), extra=mapping({"where": "=place"})),
        task("after"),
        catch("c", signal("fire"), extra=mapping(outputs={"heard": "=where"})),
        task("cc"),
        task("b"),
        boundary("stop", "b", signal("fire")),
        task("bb"),
        task("d"),
        boundary("note", "d", signal("fire"), interrupting=False),
        task("dd"),
        element("eventBasedGateway", "g"),
        catch("gs", signal("fire")),
        catch("gt", timer("P1D")),
        task("gg"),
        listener("log", start("ls", signal("fire"), isInterrupting="false"), task("ll"), flows="ls ll"),
        flows="s f\nf a alarm after\nf c cc\nf b\nf d\nf g\ng gs gg\ng gt\nstop bb\nnote dd",
    )
)


def test_a_thrown_signal_reaches_all_that_wait_in_the_same_step_and_is_told_to_others() -> None:
    run = Run(EVERYWHERE)

    run.complete("a", {"place": "cellar", "secret": "x"})

    assert sorted(run.open()) == ["after", "bb", "cc", "d", "dd", "gg", "ll"]
    assert run.signalled == [Signalled("alarm", "fire", {"where": "cellar"})]
    assert run.data["heard"] == "cellar"
    assert not run.timers
    assert [wait.element_id for wait in run.signals.values()] == ["ls", "note"]


def test_a_signal_from_elsewhere_reaches_all_that_wait_and_is_not_told_again() -> None:
    run = Run(EVERYWHERE)

    run.signal("fire", {"where": "roof"})

    assert sorted(run.open()) == ["a", "bb", "cc", "d", "dd", "gg", "ll"]
    assert run.signalled == []
    run.signal("fire", {"where": "again"})
    assert run.open().count("dd") == 2


def test_a_signal_that_nobody_waits_for_changes_nothing() -> None:
    run = Run(EVERYWHERE)

    with pytest.raises(NobodyWaits):
        engine.signal(run.definition, run.outcome.snapshot, "flood", {}, now=run.now)


def test_a_signal_is_not_kept_for_those_who_come_later() -> None:
    late = diagram(
        start("s"), throw("t", signal("fire")), catch("c", signal("fire")), end("e"), flows="s t c e"
    )

    run = Run(compile_definition(late))

    assert [wait.element_id for wait in run.signals.values()] == ["c"]


def test_a_signal_end_event_throws_and_ends_its_path() -> None:
    document = diagram(
        start("s"),
        element("parallelGateway", "f"),
        task("a"),
        end("e", signal("done")),
        catch("c", signal("done")),
        end("ce"),
        flows="s f\nf a e\nf c ce",
    )
    run = Run(compile_definition(document))

    run.complete("a")

    assert run.finished
    assert run.passed == ["s", "f", "a", "e", "c", "ce"]
    assert run.signalled == [Signalled("e", "done", {})]


def test_what_a_signal_has_ended_does_not_have_it_any_more() -> None:
    stop = listener("stop", start("ls", signal("fire")), task("ll"), flows="ls ll")
    document = diagram(start("s"), catch("c", signal("fire")), task("b"), stop, flows="s c b")

    run = Run(compile_definition(document))
    run.signal("fire")

    assert run.open() == ["ll"]
    assert "c" not in run.passed
