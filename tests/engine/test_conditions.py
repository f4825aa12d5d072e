"""Conditional events: they fire when their condition becomes true, and again only after it was false."""

import pytest

from app.engine import StepFailed, compile_definition, limits
from tests.engine.diagrams import (
    boundary,
    catch,
    condition,
    diagram,
    element,
    end,
    inner,
    listener,
    message,
    script,
    start,
    task,
    timer,
)
from tests.engine.driving import Run

pytestmark = pytest.mark.usefixtures("both_ways")


def _beside(*parts: str, flows: str, **payload: object) -> Run:
    """With a task that can be done again and again to change variables."""
    round_ = "s f\nf m work m\n" + flows
    document = diagram(
        start("s"),
        element("parallelGateway", "f"),
        element("exclusiveGateway", "m"),
        task("work"),
        *parts,
        flows=round_,
    )
    return Run(compile_definition(document), payload=payload)


def test_an_event_waits_until_the_condition_is_true() -> None:
    run = _beside(catch("c", condition("=paid > 10")), task("b"), flows="f c b")

    assert run.open() == ["work"]
    run.complete("work", {"paid": 5})
    assert run.open() == ["work"]
    run.complete("work", {"paid": 12})

    assert sorted(run.open()) == ["b", "work"]


def test_a_condition_that_is_true_already_is_not_waited_for() -> None:
    run = _beside(catch("c", condition("=paid > 10")), task("b"), flows="f c b", paid=11)

    assert sorted(run.open()) == ["b", "work"]


def test_a_condition_that_is_no_condition_is_an_incident() -> None:
    run = _beside(catch("c", condition("=paid")), task("b"), flows="f c b")

    with pytest.raises(StepFailed, match="neither true nor false") as failed:
        run.complete("work", {"paid": "yes"})

    assert failed.value.element_id == "c"


def test_an_event_that_does_not_interrupt_fires_at_each_change_to_true() -> None:
    run = _beside(
        task("a"),
        boundary("high", "a", condition("=level > 3"), interrupting=False),
        task("look"),
        flows="f a\nhigh look",
    )

    for level in (4, 5, 1, 9, 9):
        run.complete("work", {"level": level})

    assert run.open().count("look") == 2
    assert "a" in run.open()


def test_an_event_that_interrupts_ends_its_task() -> None:
    run = _beside(task("a"), boundary("off", "a", condition("=cancelled")), task("b"), flows="f a\noff b")

    run.complete("work", {"cancelled": True})

    assert sorted(run.open()) == ["b", "work"]


def test_a_sub_process_is_ended_by_what_happens_in_it() -> None:
    sub = inner("sub", start("is"), task("a"), task("c"), flows="is a c")
    run = _beside(sub, boundary("off", "sub", condition("=level > 3")), task("b"), flows="f sub\noff b")

    run.complete("a", {"level": 4})

    assert sorted(run.open()) == ["b", "work"]


def _blinking(**event: bool) -> Run:
    """Beside a task with a condition at its boundary, scripts make it true and false in one step."""
    return _beside(
        task("a"),
        boundary("high", "a", condition("=level > 3"), **event),
        task("look"),
        task("go"),
        script("down", "=1", "level"),
        script("up", "=4", "level"),
        script("off", "=1", "level"),
        task("then"),
        flows="f a\nhigh look\nf go down up off then",
    )


def test_a_condition_that_is_true_for_a_moment_of_a_step_is_not_missed() -> None:
    run = _blinking(interrupting=False)

    run.complete("go", {"level": 0})
    run.complete("work", {"level": 9})

    assert run.open().count("look") == 2


def test_answers_that_a_script_takes_back_at_once_made_a_condition_true() -> None:
    run = _beside(
        catch("c", condition("=ok")),
        task("b"),
        task("go"),
        script("x", "=false", "ok"),
        end("e"),
        flows="f c b\nf go x e",
    )

    run.complete("go", {"ok": True})

    assert sorted(run.open()) == ["b", "work"]


def test_an_event_that_interrupts_has_had_its_moment_too() -> None:
    run = _blinking()

    run.complete("go", {"level": 0})

    assert sorted(run.open()) == ["look", "then", "work"]


def test_a_condition_starts_an_event_sub_process_once_for_each_change() -> None:
    watch = listener(
        "watch", start("ws", condition("=level > 3"), isInterrupting="false"), task("look"), flows="ws look"
    )
    run = _beside(watch, end("e"), flows="f e")

    for level in (4, 2, 7):
        run.complete("work", {"level": level})

    assert run.open().count("look") == 2


def test_an_operator_who_corrects_a_variable_makes_a_condition_true() -> None:
    run = _beside(catch("c", condition("=ok")), task("b"), flows="f c b")

    run.set_data({"ok": True})

    assert sorted(run.open()) == ["b", "work"]


def test_looking_at_conditions_takes_from_the_time_of_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    run = _beside(catch("c", condition("=ok")), task("b"), flows="f c b")

    monkeypatch.setattr(limits, "MAX_SECONDS", -1)
    with pytest.raises(StepFailed, match="seconds without stopping") as failed:
        run.set_data({"ok": False})

    assert failed.value.element_id == "c"


def test_the_first_of_several_events_may_be_a_condition() -> None:
    run = _beside(
        element("eventBasedGateway", "g"),
        catch("c", condition("=ok")),
        catch("t", timer("P1D")),
        task("b"),
        flows="f g\ng c b\ng t",
    )

    run.complete("work", {"ok": True})

    assert sorted(run.open()) == ["b", "work"]
    assert not run.timers


def test_waiting_for_what_nothing_can_change_is_an_incident() -> None:
    document = diagram(start("s"), task("a"), catch("c", condition("=ok")), end("e"), flows="s a c e")
    run = Run(compile_definition(document))

    with pytest.raises(StepFailed, match="nothing is left that could move it on") as failed:
        run.complete("a")

    assert failed.value.element_id == "c"


def test_waiting_is_fine_where_a_message_can_still_change_it() -> None:
    tell = listener(
        "tell", start("ts", message("paid"), isInterrupting="false"), script("x", "=true", "ok"), flows="ts x"
    )
    document = diagram(start("s"), task("a"), catch("c", condition("=ok")), end("e"), tell, flows="s a c e")
    run = Run(compile_definition(document))

    run.complete("a")
    assert not run.finished
    run.deliver("paid")

    assert run.finished
