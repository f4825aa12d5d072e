"""What SpiffWorkflow 3.2.0 does wrong, and what happens here instead: each fault is shown on both.

docs/engine.md has the table. Where a test fails in its first half after an upgrade, the fault is gone.
"""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.util.diff import diff_workflow, migrate_workflow
from SpiffWorkflow.exceptions import WorkflowException

from app import engine
from app.bpmn import Document, check, read
from app.engine import StepFailed, TaskNotOpen, Unpublishable, compile_definition
from tests.counting import calls
from tests.engine.diagrams import (
    catch,
    diagram,
    element,
    end,
    error,
    link,
    listener,
    message,
    python,
    signal,
    start,
    task,
    throw,
    timer,
)
from tests.engine.driving import Run
from tests.engine.stock import Stock


def _run(document: Document, **payload: object) -> Run:
    return Run(compile_definition(document), payload=payload)


def _refused(document: Document) -> list[str]:
    with pytest.raises(Unpublishable) as refused:
        compile_definition(document)
    return [problem.code for problem in refused.value.problems]


# Silently ignored.


def test_a_link_leads_to_its_target_instead_of_straight_on() -> None:
    document = diagram(
        start("s"),
        task("a"),
        throw("t", link("l")),
        task("b"),
        catch("c", link("l")),
        task("d"),
        flows="s a t b\nc d",
    )
    alone = diagram(start("s"), task("a"), throw("t", link("l")), task("b"), flows="s a t b")
    stock, run = Stock(alone), _run(document)

    stock.complete("a")
    run.complete("a")

    assert stock.open() == ["b"]
    assert "d" in run.open()
    assert _refused(alone) == ["engine-link"]


def test_a_signal_end_event_throws_its_signal() -> None:
    document = diagram(start("s"), task("a"), end("e", signal("done")), flows="s a e")
    stock, run = Stock(document), _run(document)

    stock.complete("a")
    run.complete("a")

    assert stock.workflow.get_events() == []
    assert [thrown.signal for thrown in run.signalled] == ["done"]


def test_an_error_that_nothing_catches_is_no_happy_end() -> None:
    document = diagram(start("s"), task("a"), end("e", error("lost")), flows="s a e")
    stock, run = Stock(document), _run(document)

    stock.complete("a")

    assert stock.workflow.is_completed()
    with pytest.raises(StepFailed, match="“lost”"):
        run.complete("a")


def test_compensation_is_refused_and_not_passed_over() -> None:
    document = diagram(
        start("s"), task("a"), throw("t", "<bpmn:compensateEventDefinition/>"), task("b"), flows="s a t b"
    )
    stock = Stock(document)

    stock.complete("a")

    assert stock.open() == ["b"]
    assert _refused(document) == ["engine-event"]


def test_a_condition_on_the_only_arrow_is_refused_and_not_passed_over() -> None:
    stock = Stock(diagram(start("s"), task("a"), task("b"), flows="s a\na -> b : False"))

    stock.complete("a")

    assert stock.open() == ["b"]
    assert _refused(diagram(start("s"), task("a"), task("b"), flows="s a\na -> b : =false")) == [
        "engine-condition"
    ]


def test_elements_that_nothing_leads_to_are_looked_at() -> None:
    document = diagram(start("s"), task("a"), element("complexGateway", "lost"), flows="s a")

    assert Stock(document).open() == ["a"]
    assert _refused(document) == ["engine-element"]
    assert "unreachable" in {problem.code for problem in check(document)}


def test_arrows_without_an_id_are_followed() -> None:
    source = diagram(start("s"), task("a"), flows="s a").source.replace(b'id="s-a-0" ', b"")
    stock, run = Stock(read(source)), _run(read(source))

    assert (stock.open(), stock.workflow.is_completed()) == ([], True)
    assert run.open() == ["a"]


def test_one_id_for_two_elements_is_refused() -> None:
    document = diagram(start("s"), task("a"), task("a"), end("e"), flows="s a e")
    stock = Stock(document)

    stock.complete("a")

    assert stock.workflow.is_completed()
    assert _refused(document) == ["engine-id"]


# Refused although it is BPMN.


def test_several_arrows_out_of_a_task_are_all_taken() -> None:
    document = diagram(start("s"), task("a"), task("b"), task("c"), flows="s a b\na c")

    with pytest.raises(ValidationException, match="Multiple outgoing flows"):
        Stock(document)
    run = _run(document)
    run.complete("a")

    assert run.open() == ["b", "c"]


# Run wrongly.


def _joined(condition: str) -> Document:
    return diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        element("parallelGateway", "f"),
        task("a"),
        task("b"),
        element("parallelGateway", "j"),
        task("decide"),
        element("exclusiveGateway", "g"),
        end("e"),
        flows=f"s m f\nf a j\nf b j\nj decide g\ng -> e : {condition}\ng -> m : default",
    )


def test_a_parallel_join_in_a_loop_waits_for_both_branches_in_every_round() -> None:
    stock, run = Stock(_joined("ok")), _run(_joined("=ok"))

    for name in ("a", "b"):
        stock.complete(name)
        run.complete(name)
    stock.complete("decide", ok=False)
    run.complete("decide", {"ok": False})
    stock.complete("b")
    run.complete("b")

    assert stock.open() == ["a", "decide"]
    assert run.open() == ["a"]


def _withdrawable(interrupting: str, event: str) -> Document:
    off = listener(
        "off", start("os", event, isInterrupting=interrupting), task("c"), end("oe"), flows="os c oe"
    )
    return diagram(start("s"), task("a"), end("e"), off, flows="s a e")


def test_an_event_sub_process_that_interrupts_does_interrupt() -> None:
    document = _withdrawable("true", message("off"))
    stock, run = Stock(document), _run(document)

    stock.message("off", {})
    run.deliver("off")

    assert sorted(stock.open()) == ["a", "c"]
    assert run.open() == ["c"]


def test_an_event_sub_process_is_waited_for_from_the_first_moment() -> None:
    document = _withdrawable("false", message("off"))

    assert Stock(document).workflow.waiting_events() == []
    assert _run(document).waits_for() == {"off": 1}


def test_an_event_sub_process_of_one_instance_does_not_begin_in_the_next() -> None:
    document = _withdrawable("false", message("off"))
    stock = Stock(document)
    before = list(stock.spec.start._outputs)
    definition = compile_definition(document)

    stock.message("off", {})
    Run(definition).deliver("off")

    assert stock.spec.start._outputs != before
    assert Run(definition).open() == ["a"]


def test_an_event_sub_process_that_waits_for_a_moment_keeps_nothing_open() -> None:
    stock = Stock(_withdrawable("false", timer('"P1D"')))
    run = _run(_withdrawable("false", timer("P1D")))

    stock.complete("a")
    run.complete("a")

    assert not stock.workflow.is_completed()
    assert run.finished


def _two_timers(first: str, second: str) -> Document:
    return diagram(
        start("s"),
        element("eventBasedGateway", "g"),
        catch("t1", timer(first)),
        catch("t2", timer(second)),
        end("e"),
        flows="s g\ng t1 e\ng t2 e",
    )


def test_each_timer_of_an_event_based_gateway_has_its_own_time() -> None:
    stock, run = Stock(_two_timers('"P7D"', '"PT0S"')), _run(_two_timers("P7D", "PT0S"))

    stock.workflow.refresh_timers()
    run.advance(days=0)

    assert not stock.workflow.is_completed()
    assert run.ended_at == ["e"]
    assert "t2" in run.passed


def test_what_an_event_based_gateway_waits_for_has_names() -> None:
    stock, run = Stock(_two_timers('"P7D"', '"P1D"')), _run(_two_timers("P7D", "P1D"))

    assert [event.name for event in stock.workflow.waiting_events()] == [None]
    assert {timer.element_id for timer in run.timers.values()} == {"t1", "t2"}


def test_a_message_reaches_one_of_those_who_wait_for_it() -> None:
    document = diagram(
        start("s"),
        element("parallelGateway", "f"),
        catch("w1", message("m")),
        catch("w2", message("m")),
        task("a"),
        task("b"),
        flows="s f\nf w1 a\nf w2 b",
    )
    stock, run = Stock(document), _run(document)

    stock.message("m", {})
    run.deliver("m")

    assert stock.open() == ["a", "b"]
    assert run.open() == ["a"]


def test_a_thrown_signal_carries_only_what_the_diagram_names() -> None:
    stock = Stock(diagram(start("s"), task("a"), throw("t", message("m")), end("e"), flows="s a t e"))
    run = _run(diagram(start("s"), task("a"), throw("t", signal("m")), end("e"), flows="s a t e"))

    stock.complete("a", secret="x")
    run.complete("a", {"secret": "x"})

    assert [event.payload for event in stock.workflow.get_events()] == [{"secret": "x"}]
    assert [thrown.payload for thrown in run.signalled] == [{}]


# Run twice, run early, run without end.


def test_a_task_is_done_once() -> None:
    document = diagram(start("s"), task("a"), task("b"), end("e"), flows="s a b e")
    stock, run = Stock(document), _run(document)
    twice = stock.tasks()[0]
    task_id, before = run.task("a").id, run.outcome.snapshot

    twice.run()
    twice.run()
    run.complete("a")

    with pytest.raises(TaskNotOpen):
        engine.complete_task(run.definition, run.outcome.snapshot, task_id, {}, now=run.now)
    assert before != run.outcome.snapshot


def test_a_task_that_is_not_yet_open_cannot_be_done() -> None:
    document = diagram(start("s"), task("a"), task("b"), task("c"), flows="s a b c")
    stock, run = Stock(document), _run(document)

    stock.workflow.get_next_task(spec_name="b").run()
    stock.workflow.do_engine_steps()

    assert stock.open() == ["a", "c"]
    with pytest.raises(TaskNotOpen):
        engine.complete_task(run.definition, run.outcome.snapshot, "b", {}, now=run.now)


def _again(condition: str) -> Document:
    return diagram(
        start("s"),
        element("exclusiveGateway", "m"),
        task("a"),
        element("exclusiveGateway", "g"),
        end("e"),
        flows=f"s m a g\ng -> m : {condition}\ng -> e : default",
    )


def test_a_loop_does_not_stop_after_some_hundred_rounds_and_call_itself_completed() -> None:
    stock, run = Stock(_again("again")), _run(_again("=again"))

    while stock.open():
        stock.complete("a", again=True)
        run.complete("a", {"again": True})

    assert stock.workflow.is_completed()
    assert run.open() == ["a"]
    assert not run.finished


def test_the_hundredth_round_costs_what_the_tenth_costs() -> None:
    stock, run = Stock(_again("again")), _run(_again("=again"))
    spent: dict[int, tuple[int, int]] = {}

    for number in range(1, 101):
        theirs = calls(lambda: stock.complete("a", again=True))
        spent[number] = theirs, calls(lambda: run.complete("a", {"again": True}))

    assert spent[100][0] > 5 * spent[10][0]
    assert spent[100][1] <= spent[10][1]


def _diamonds(count: int) -> Document:
    parts, chains = [start("s"), task("a"), end("e")], ["s a f0"]
    for i in range(count):
        parts += [element("parallelGateway", f"{kind}{i}") for kind in "fj"]
        parts += [element("manualTask", f"{kind}{i}") for kind in "xy"]
        chains += [f"f{i} x{i} j{i}", f"f{i} y{i} j{i}", f"j{i} " + (f"f{i + 1}" if i < count - 1 else "e")]
    return diagram(*parts, flows="\n".join(chains))


def test_diamonds_in_a_row_do_not_double_with_each() -> None:
    stock, run = Stock(_diamonds(8)), _run(_diamonds(12))

    assert len(stock.workflow.tasks) > 2_000
    assert len(run.outcome.snapshot) < 500
    run.complete("a")
    assert run.finished


def test_a_thousand_tasks_in_a_row_can_be_read() -> None:
    row = [f"t{number}" for number in range(1000)]
    document = diagram(start("s"), *map(task, row), flows=" ".join(["s", *row]))

    with pytest.raises(ValidationException, match="recursion"):
        Stock(document)

    assert _run(document).open() == ["t0"]


def test_tasks_can_lead_back_to_each_other_without_a_gateway() -> None:
    document = diagram(start("s"), task("a"), task("b"), flows="s a b a")
    run = _run(document)

    with pytest.raises(RecursionError):
        Stock(document)
    run.complete("a")
    run.complete("b")

    assert run.open() == ["a"]


def test_a_process_that_can_never_go_on_is_an_incident() -> None:
    def document(condition: str) -> Document:
        return diagram(
            start("s"),
            element("exclusiveGateway", "g"),
            task("a"),
            task("b"),
            element("parallelGateway", "j"),
            end("e"),
            flows=f"s g\ng -> a : {condition}\ng -> b : default\na j\nb j\nj e",
        )

    stock, run = Stock(document("True")), _run(document("=true"))

    stock.complete("a")

    assert stock.open() == []
    with pytest.raises(StepFailed, match="stopped here") as failed:
        run.complete("a")
    assert failed.value.element_id == "j"


def test_a_timer_that_cannot_be_set_is_never_silent() -> None:
    stock = Stock(diagram(start("s"), task("a"), catch("t", timer("nobody")), flows="s a t"))
    run = _run(diagram(start("s"), task("a"), catch("t", timer("=nobody")), flows="s a t"))

    with pytest.raises(WorkflowException):
        stock.complete("a")
    stock.workflow.do_engine_steps()
    for _ in range(2):
        with pytest.raises(StepFailed, match="timer"):
            run.complete("a")

    assert (stock.open(), stock.workflow.waiting_events()) == ([], [])
    assert run.open() == ["a"]


def test_a_script_that_fails_leaves_nothing_behind() -> None:
    source = "y = 1\nx = 1 / zero"
    plain = python("c", source).replace('scriptFormat="python"', "")
    stock = Stock(diagram(start("s"), task("a"), plain, task("b"), flows="s a c b"))
    run = _run(diagram(start("s"), task("a"), python("c", source), task("b"), flows="s a c b"))

    with pytest.raises(WorkflowException):
        stock.complete("a", zero=0)
    with pytest.raises(StepFailed):
        run.complete("a", {"zero": 0})

    assert stock.workflow.get_next_task(spec_name="c").data == {"zero": 0, "y": 1}
    assert (run.open(), "y" in run.data) == (["a"], False)


# Moving to another version.


def test_a_deadline_does_not_begin_again_when_the_instance_moves() -> None:
    stock = Stock(diagram(start("s"), catch("t", timer('"P14D"')), flows="s t"))
    document = diagram(start("s"), catch("t", timer("P14D")), end("e"), flows="s t e")
    run = _run(document)
    first = dict(stock.workflow.get_next_task(spec_name="t").internal_data)
    due = {timer.id: timer.due_at for timer in run.timers.values()}
    run.advance(days=5)

    difference, _ = diff_workflow(BpmnWorkflowSerializer().registry, stock.workflow, stock.spec, stock.others)
    migrate_workflow(difference, stock.workflow, stock.spec)
    run.migrate(compile_definition(document))

    assert stock.workflow.get_next_task(spec_name="t").internal_data != first
    assert {timer.id: timer.due_at for timer in run.timers.values()} == due


# Saving.


def _saved(**answers: object) -> Stock:
    stock = Stock(diagram(start("s"), task("a"), task("b"), flows="s a b"))
    stock.complete("a", **answers)
    return stock


def _reordered(stored: str | bytes) -> str:
    """The same JSON, the keys of each object in the opposite order."""
    return json.dumps(json.loads(stored, object_pairs_hook=lambda pairs: dict(reversed(pairs))))


def test_a_key_of_a_citizens_data_cannot_make_a_case_unreadable() -> None:
    form = {"typename": "UUID", "value": "zz"}
    serializer, stock = BpmnWorkflowSerializer(), _saved(form=form)
    run = _run(diagram(start("s"), task("a"), task("b"), flows="s a b"))
    run.complete("a", {"form": form})

    with pytest.raises(ValueError, match="UUID"):
        serializer.deserialize_json(serializer.serialize_json(stock.workflow))

    assert run.show("b")["form"] == form


def test_the_order_of_keys_in_what_is_stored_means_nothing() -> None:
    stock, serializer = _saved(form={"x": 1}), BpmnWorkflowSerializer()
    stock.complete("b", other=2)
    run = _run(diagram(start("s"), task("a"), task("b"), flows="s a b"))
    run.complete("a", {"form": {"x": 1}})

    loaded = serializer.deserialize_json(_reordered(serializer.serialize_json(stock.workflow)))
    snapshot = run.outcome.snapshot[:1] + _reordered(run.outcome.snapshot[1:]).encode()

    data = [task.data for task in loaded.get_tasks() if task.task_spec.name == "b"]
    assert data != [{"form": {"x": 1}, "other": 2}]
    assert engine.task_data(run.definition, snapshot, run.task("b").id)["form"] == {"x": 1}


def test_exact_numbers_can_be_saved() -> None:
    run = _run(diagram(start("s"), task("a"), task("b"), flows="s a b"))

    with pytest.raises(TypeError, match="Decimal"):
        BpmnWorkflowSerializer().serialize_json(_saved(sum=Decimal("1.50")).workflow)
    run.complete("a", {"sum": Decimal("1.50")})

    assert str(run.show("b")["sum"]) == "1.50"


# Whose code runs.


def test_a_timer_runs_no_code(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    hostile = f'__import__("pathlib").Path("{touched}").touch() or "P1D"'
    Stock(diagram(start("s"), catch("t", timer(hostile)), flows="s t"))
    assert touched.exists()
    touched.unlink()

    refused = _refused(diagram(start("s"), catch("t", timer("=" + hostile)), flows="s t"))
    refused += _refused(diagram(start("s"), catch("t", timer(hostile)), flows="s t"))

    assert refused == ["engine-expression", "engine-timer"]
    assert not touched.exists()
