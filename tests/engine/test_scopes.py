"""Sub-processes and called processes: their variables, their ends, their interruption."""

from decimal import Decimal

import pytest

from app.bpmn import Document
from app.engine import StepFailed, Unpublishable, compile_definition
from tests.engine.diagrams import (
    boundary,
    diagram,
    element,
    end,
    mapping,
    message,
    python,
    start,
    task,
    timer,
    zeebe,
)
from tests.engine.driving import Run

pytestmark = pytest.mark.usefixtures("both_ways")


def flow(source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'


def inner(element_id: str, *parts: str, extra: str = "") -> str:
    return element("subProcess", element_id, *parts, extra=extra)


def test_sub_process_is_passed_after_what_is_in_it() -> None:
    sub = inner("sub", start("is"), task("a"), end("ie"), flow("is", "a"), flow("a", "ie"))
    run = Run(compile_definition(diagram(start("s"), sub, task("b"), flows="s sub b")))

    run.complete("a", {"x": 1})

    assert run.passed == ["s", "is", "a", "ie", "sub"]
    assert run.open() == ["b"]
    assert run.data["x"] == 1


def test_inputs_of_a_sub_process_are_its_own() -> None:
    io = mapping(inputs={"street": "=address.street"}, outputs={"found": "=street"})
    sub = inner("sub", start("is"), task("a"), end("ie"), flow("is", "a"), flow("a", "ie"), extra=io)
    definition = compile_definition(diagram(start("s"), sub, task("b"), flows="s sub b"))
    run = Run(definition, payload={"address": {"street": "Old"}})

    shown = run.show("a")["street"]
    run.complete("a", {"street": "New", "other": 1})

    assert shown == "Old"
    assert run.data["found"] == "New"
    assert "street" not in run.data
    assert run.data["other"] == 1


def test_boundary_event_of_a_sub_process_ends_all_that_is_in_it() -> None:
    sub = inner(
        "sub",
        start("is"),
        element("parallelGateway", "f"),
        task("a"),
        task("b"),
        boundary("bt", "b", timer("P1D"), interrupting=False),
        flow("is", "f"),
        flow("f", "a"),
        flow("f", "b"),
    )
    document = diagram(
        start("s"), sub, boundary("off", "sub", message("off")), task("c"), end("e"), flows="s sub e\noff c"
    )
    run = Run(compile_definition(document))

    run.deliver("off", {})

    assert run.open() == ["c"]
    assert not run.timers
    assert len(run.outcome.closed) == 2


def test_terminate_in_a_sub_process_ends_only_the_sub_process() -> None:
    sub = inner(
        "sub",
        start("is"),
        element("parallelGateway", "f"),
        task("a"),
        task("b"),
        end("stop", "<bpmn:terminateEventDefinition/>"),
        flow("is", "f"),
        flow("f", "a"),
        flow("f", "b"),
        flow("a", "stop"),
    )
    run = Run(compile_definition(diagram(start("s"), sub, task("c"), flows="s sub c")))

    run.complete("a")

    assert run.open() == ["c"]


def _callee() -> Document:
    return diagram(start("is"), task("visit"), end("ie"), flows="is visit ie", key="inspect")


def _calling(io: str = "", **attributes: str) -> Run:
    call = element(
        "callActivity", "call", extra=zeebe("calledElement", processId="inspect", **attributes) + io
    )
    main = diagram(start("s"), call, task("b"), flows="s call b")
    return Run(compile_definition(main, [_callee()]), payload={"secret": "x", "area": Decimal(5)})


def test_called_process_gives_back_its_variables() -> None:
    run = _calling()

    run.complete("visit", {"result": "fine"})

    assert run.data["result"] == "fine"
    assert run.open() == ["b"]
    assert run.passed == ["s", "is", "visit", "ie", "call"]


def test_called_process_sees_only_what_it_is_given() -> None:
    io = mapping(inputs={"size": "=area"}, outputs={"inspection": "=result"})
    run = _calling(io, propagateAllParentVariables="false")

    shown = run.show("visit")
    run.complete("visit", {"result": "fine"})

    assert shown["size"] == 5
    assert "secret" not in shown
    assert shown["case"]["number"] == "K-2026-1"
    assert run.data["inspection"] == "fine"
    assert "result" not in run.data


def test_called_process_gives_back_nothing_where_the_diagram_says_so() -> None:
    run = _calling(propagateAllChildVariables="false")

    run.complete("visit", {"result": "fine"})

    assert "result" not in run.data


def test_called_process_does_not_undo_what_its_caller_changes_meanwhile() -> None:
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="inspect"))
    main = diagram(
        start("s"),
        element("parallelGateway", "f"),
        call,
        task("b"),
        element("parallelGateway", "j"),
        task("c"),
        flows="s f\nf call j\nf b j\nj c",
    )
    run = Run(compile_definition(main, [_callee()]), payload={"phone": "old", "note": "old"})

    run.complete("b", {"phone": "new"})
    run.complete("visit", {"note": "seen"})

    assert (run.data["phone"], run.data["note"]) == ("new", "seen")


def test_callers_element_goes_first_where_a_called_process_uses_its_id_again() -> None:
    callee = diagram(start("s"), task("b"), end("e"), flows="s b e", key="inspect")
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="inspect"))
    main = diagram(start("s"), call, task("b", name="Mine"), flows="s call b")

    run = Run(compile_definition(main, [callee]))
    run.complete("b")

    assert run.definition.elements["b"].name == "Mine"
    assert run.open() == ["b"]


def test_definition_knows_the_elements_of_called_processes() -> None:
    run = _calling()

    assert run.definition.elements["visit"].type == "userTask"


def test_missing_callee_is_refused() -> None:
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="inspect"))

    with pytest.raises(Unpublishable) as refused:
        compile_definition(diagram(start("s"), call, flows="s call"))

    assert [(p.code, p.element_id) for p in refused.value.problems] == [("engine-callee", "call")]


def test_process_that_calls_itself_is_refused() -> None:
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="p"))

    with pytest.raises(Unpublishable) as refused:
        compile_definition(diagram(start("s"), call, flows="s call"))

    assert refused.value.problems[0].code == "engine-circle"


def test_failure_in_a_called_process_names_its_element() -> None:
    callee = diagram(start("is"), python("calc", "x = 1 / zero"), flows="is calc", key="inspect")
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="inspect"))
    definition = compile_definition(diagram(start("s"), call, flows="s call"), [callee])

    with pytest.raises(StepFailed) as failed:
        Run(definition, payload={"zero": Decimal(0)})

    assert failed.value.element_id == "calc"
    assert "ZeroDivisionError" in failed.value.detail
