"""Standard loops, links and splits without a gateway."""

import pytest

from app.engine import StepFailed, compile_definition
from tests.engine.diagrams import (
    boundary,
    catch,
    diagram,
    element,
    end,
    inner,
    link,
    loop,
    mapping,
    message,
    script,
    start,
    task,
    throw,
)
from tests.engine.driving import Run


def test_a_loop_goes_on_while_its_condition_holds_and_asks_after_each_round() -> None:
    marked = task("a", loop("=again"))
    run = Run(compile_definition(diagram(start("s"), marked, end("e"), flows="s a e")))

    for again in (True, True, False):
        assert run.open() == ["a"]
        run.complete("a", {"again": again})

    assert run.finished
    assert run.passed == ["s", "a", "e"]


def test_a_loop_that_asks_before_may_do_nothing_at_all() -> None:
    marked = task("a", loop("=count > 0", before=True))
    definition = compile_definition(diagram(start("s"), marked, task("b"), flows="s a b"))

    assert Run(definition, payload={"count": 0}).open() == ["b"]
    assert Run(definition, payload={"count": 1}).open() == ["a"]


def test_a_loop_knows_its_round_and_its_maximum() -> None:
    marked = task("a", loop("=true", maximum=3))
    run = Run(compile_definition(diagram(start("s"), marked, end("e"), flows="s a e")))

    rounds = []
    while run.open():
        rounds.append(run.show("a")["loopCounter"])
        run.complete("a")

    assert rounds == [1, 2, 3]
    assert run.finished


def test_a_boundary_event_ends_a_loop_in_any_round() -> None:
    marked = task("a", loop("=true"))
    document = diagram(start("s"), marked, boundary("off", "a", message("off")), end("e"), flows="s a\noff e")
    run = Run(compile_definition(document))
    waiting = list(run.subscriptions)

    run.complete("a")
    assert list(run.subscriptions) == waiting
    run.deliver("off")

    assert run.finished


def test_a_sub_process_loops_with_inputs_of_its_own_each_time() -> None:
    sub = element(
        "subProcess",
        "sub",
        loop("=total < 10"),
        start("is"),
        task("a"),
        '<bpmn:sequenceFlow id="f" sourceRef="is" targetRef="a"/>',
        extra=mapping({"step": "=loopCounter * 2"}, {"total": "=total + step"}),
    )
    run = Run(compile_definition(diagram(start("s"), sub, end("e"), flows="s sub e")), payload={"total": 0})

    steps = []
    while run.open():
        steps.append(run.show("a")["step"])
        run.complete("a")

    assert steps == [2, 4, 6]
    assert run.data["total"] == 12


def test_a_loop_that_never_waits_is_stopped() -> None:
    marked = script("x", "=1", "x").replace("</bpmn:scriptTask>", loop("=true") + "</bpmn:scriptTask>")
    definition = compile_definition(diagram(start("s"), marked, end("e"), flows="s x e"))

    with pytest.raises(StepFailed, match="circles"):
        Run(definition)


def test_a_link_leads_to_the_target_of_its_name() -> None:
    document = diagram(
        start("s"),
        element("exclusiveGateway", "g"),
        throw("t1", link("page 2")),
        throw("t2", link("page 2")),
        catch("c", link("page 2")),
        task("a"),
        flows="s g\ng -> t1 : =x\ng -> t2 : default\nc a",
    )
    definition = compile_definition(document)

    assert Run(definition, payload={"x": True}).passed == ["s", "g", "t1", "c"]
    assert Run(definition, payload={"x": False}).passed == ["s", "g", "t2", "c"]


def test_several_arrows_out_of_a_task_are_all_taken() -> None:
    document = diagram(
        start("s"),
        task("a"),
        task("b"),
        task("c"),
        element("parallelGateway", "j"),
        end("e"),
        flows="s a b j\na c j\nj e",
    )
    run = Run(compile_definition(document))

    run.complete("a")
    assert run.open() == ["b", "c"]
    run.complete("b")
    assert not run.finished
    run.complete("c")

    assert run.finished
    assert run.passed == ["s", "a", "b", "c", "j", "e"]


def test_a_token_for_each_arrow_passes_what_it_comes_to() -> None:
    document = diagram(
        start("s"), task("a"), element("exclusiveGateway", "m"), task("b"), end("e"), flows="s a m b e\na m"
    )
    run = Run(compile_definition(document))

    run.complete("a")

    assert run.open() == ["b", "b"]


def test_an_event_sub_process_inside_a_sub_process_waits_while_it_is_open() -> None:
    sub = inner(
        "sub",
        start("is"),
        task("a"),
        '<bpmn:subProcess id="l" triggeredByEvent="true">'
        + start("ls", message("off"))
        + end("le")
        + '<bpmn:sequenceFlow id="lf" sourceRef="ls" targetRef="le"/></bpmn:subProcess>',
        flows="is a",
    )
    run = Run(compile_definition(diagram(start("s"), sub, task("b"), flows="s sub b")))

    assert run.waits_for() == {"off": 1}
    run.deliver("off")

    assert run.open() == ["b"]
    assert run.passed == ["s", "is", "ls", "le", "l", "sub"]
