"""What an operator does to an instance: skip, cancel, correct the variables."""

import pytest

from app import engine
from app.engine import NobodyWaits, NoSuchTarget, StepFailed, compile_definition
from tests.engine.diagrams import boundary, catch, diagram, element, end, many, message, start, task, timer
from tests.engine.driving import Run
from tests.engine.test_scopes import flow, inner

pytestmark = pytest.mark.usefixtures("both_ways")

DEFINITION = compile_definition(
    diagram(
        start("s"),
        task("a"),
        boundary("late", "a", timer("P1D"), interrupting=False),
        inner(
            "sub",
            start("is"),
            task("b"),
            task("c"),
            end("ie"),
            flow("is", "b"),
            flow("b", "c"),
            flow("c", "ie"),
        ),
        element("eventBasedGateway", "g"),
        catch("reply", message("reply")),
        catch("silence", timer("P2D")),
        end("e"),
        flows="s a sub g\ng reply e\ng silence e",
    )
)


def test_skipping_a_task_withdraws_it_with_its_boundary_and_goes_on_at_the_target() -> None:
    run = Run(DEFINITION)

    outcome = run.skip(run.task("a").id, "sub")

    assert run.open() == ["b"]
    assert not run.timers
    assert [passed.element_id for passed in outcome.passed] == ["is"]


def test_skipping_stays_in_the_scope_or_leaves_it_for_one_around_it() -> None:
    run = Run(DEFINITION)
    run.complete("a")

    run.skip(run.task("b").id, "c")
    assert run.open() == ["c"]
    run.skip(run.task("c").id, "a")

    assert run.open() == ["a"]


def test_skipping_one_event_of_a_gateway_ends_the_others() -> None:
    run = Run(DEFINITION)
    run.skip(run.task("a").id, "g")

    run.skip(next(iter(run.timers)), "e")

    assert run.finished
    assert not run.subscriptions


def test_skipping_one_instance_leaves_the_whole_repetition() -> None:
    repeated = task("a", many("=[1, 2, 3]")) + boundary("late", "a", timer("P1D"), interrupting=False)
    run = Run(compile_definition(diagram(start("s"), repeated, task("b"), end("e"), flows="s a b e\nlate e")))

    run.skip(run.task("a", 1).id, "b")

    assert run.open() == ["b"]
    assert not run.timers


def test_skipping_to_a_join_passes_it_without_waiting() -> None:
    document = diagram(
        start("s"),
        element("parallelGateway", "f"),
        task("a"),
        task("b"),
        element("parallelGateway", "j"),
        task("c"),
        flows="s f\nf a j\nf b j\nj c",
    )
    run = Run(compile_definition(document))

    run.skip(run.task("a").id, "j")

    assert run.open() == ["b", "c"]


@pytest.mark.parametrize("target", ["nowhere", "b", "s", "late"])
def test_where_nothing_can_begin_nobody_can_skip_to(target: str) -> None:
    run = Run(DEFINITION)

    with pytest.raises(NoSuchTarget):
        run.skip(run.task("a").id, target)


def test_what_is_gone_cannot_be_skipped() -> None:
    with pytest.raises(NobodyWaits):
        Run(DEFINITION).skip("nobody", "e")


def test_cancelling_withdraws_everything_and_reaches_no_end() -> None:
    run = Run(DEFINITION)
    task_id, timers = run.task("a").id, tuple(run.timers)

    outcome = run.cancel()

    assert (outcome.finished, outcome.ended_at) == (True, ())
    assert (outcome.closed, outcome.timers_gone) == ((task_id,), timers)


def test_variables_can_be_corrected_but_not_the_case() -> None:
    run = Run(DEFINITION, payload={"amount": 1})

    run.set_data({"amount": 2, "note": "corrected"})

    assert (run.data["amount"], run.data["note"]) == (2, "corrected")
    assert run.open() == ["a"]
    with pytest.raises(StepFailed, match="case"):
        run.set_data({"case": {}})
    with pytest.raises(StepFailed, match="cannot be kept"):
        run.set_data({"amount": object()})
    assert engine.task_data(DEFINITION, run.outcome.snapshot, run.task("a").id)["amount"] == 2
