"""Error and escalation events: the nearest event around that catches the code, or one that catches all."""

from itertools import pairwise

import pytest

from app import engine
from app.engine import NobodyWaits, StepFailed, compile_definition
from tests.engine.diagrams import (
    boundary,
    diagram,
    element,
    end,
    error,
    escalation,
    inner,
    listener,
    many,
    mapping,
    message,
    service,
    start,
    task,
    throw,
    timer,
    zeebe,
)
from tests.engine.driving import Run

pytestmark = pytest.mark.usefixtures("both_ways")

#: A sub-process with a task beside the one that throws.
FAILING = inner(
    "sub",
    start("is"),
    element("parallelGateway", "f"),
    task("a"),
    task("beside"),
    end("bad", error("lost"), extra=mapping({"what": "=paper"})),
    flows="is f\nf a bad\nf beside",
)


def _run(*parts: str, flows: str, **payload: object) -> Run:
    return Run(compile_definition(diagram(start("s"), *parts, flows=flows)), payload=payload)


@pytest.mark.parametrize(
    ("caught", "goes_on"), [(("lost", None), "one"), (("torn", None), "all"), ((None,), "all")]
)
def test_an_error_goes_to_the_event_for_its_code_before_the_one_for_all(
    caught: tuple[str | None, ...], goes_on: str
) -> None:
    boundaries = [boundary("one" if code else "all", "sub", error(code)) for code in caught]
    flows = "s sub\n" + "\n".join("one b1" if code else "all b2" for code in caught)
    run = _run(FAILING, *boundaries, task("b1"), task("b2"), flows=flows)

    run.complete("a", {"paper": "map"})

    assert run.open() == ["b1" if goes_on == "one" else "b2"]
    assert run.passed == ["s", "is", "f", "a", "bad", goes_on]


def test_an_error_ends_everything_in_the_scope_and_carries_only_its_inputs() -> None:
    beside = boundary("late", "sub", timer("P1D"), interrupting=False)
    run = _run(FAILING, beside, boundary("caught", "sub", error("lost")), task("b"), flows="s sub\ncaught b")

    run.complete("a", {"paper": "map", "secret": "x"})

    assert run.open() == ["b"]
    assert not run.timers
    assert run.data["what"] == "map"
    assert run.ended_at == ["bad"]


def test_an_error_that_nothing_catches_is_an_incident_that_names_it() -> None:
    run = _run(FAILING, boundary("other", "sub", error("torn")), task("b"), flows="s sub\nother b")

    with pytest.raises(StepFailed, match="“lost” was thrown, and nothing catches it") as failed:
        run.complete("a", {"paper": ""})

    assert failed.value.element_id == "bad"
    assert sorted(run.open()) == ["a", "beside"]


def test_an_error_leaves_a_called_process_and_every_scope_that_does_not_catch_it() -> None:
    callee = diagram(start("cs"), task("a"), end("bad", error("lost")), flows="cs a bad", key="callee")
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="callee"))
    main = diagram(
        start("s"),
        inner("outer", start("os"), call, flows="os call"),
        boundary("caught", "outer", error("lost")),
        task("b"),
        flows="s outer\ncaught b",
    )
    run = Run(compile_definition(main, [callee]))

    run.complete("a")

    assert run.open() == ["b"]


def test_an_error_event_sub_process_of_the_scope_comes_before_the_boundary_around_it() -> None:
    rescue = listener("rescue", start("rs", error("lost")), task("mend"), end("re"), flows="rs mend re")
    sub = inner("sub", start("is"), task("a"), end("bad", error("lost")), rescue, flows="is a bad")
    run = _run(sub, boundary("caught", "sub", error()), task("b"), task("c"), flows="s sub c\ncaught b")

    run.complete("a")
    assert run.open() == ["mend"]
    run.complete("mend")

    assert run.open() == ["c"]
    assert run.passed == ["s", "is", "a", "bad", "rs", "mend", "re", "rescue", "sub"]


def test_an_error_thrown_while_an_error_is_handled_goes_further_out() -> None:
    rescue = listener(
        "rescue", start("rs", error()), task("mend"), end("worse", error("lost")), flows="rs mend worse"
    )
    sub = inner("sub", start("is"), task("a"), end("bad", error("lost")), rescue, flows="is a bad")
    run = _run(sub, boundary("caught", "sub", error("lost")), task("b"), flows="s sub\ncaught b")

    run.complete("a")
    run.complete("mend")

    assert run.open() == ["b"]


def test_an_error_in_one_instance_ends_the_whole_repetition() -> None:
    sub = element(
        "subProcess",
        "sub",
        many("=[1, 2, 3]"),
        start("is"),
        task("a"),
        end("bad", error("lost")),
        *_flows("is a bad"),
    )
    run = _run(sub, boundary("caught", "sub", error("lost")), task("b"), flows="s sub\ncaught b")

    run.complete("a", position=1)

    assert run.open() == ["b"]


def _flows(chain: str) -> list[str]:
    stops = chain.split()
    return [f'<bpmn:sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairwise(stops)]


def test_a_worker_can_answer_with_an_error_that_the_diagram_knows() -> None:
    run = _run(
        service("pay"),
        boundary("declined", "pay", error("declined")),
        task("b"),
        task("c"),
        flows="s pay c\ndeclined b",
    )
    job = next(iter(run.jobs))

    with pytest.raises(StepFailed, match="“unknown” was thrown"):
        engine.throw_error(run.definition, run.outcome.snapshot, job, "unknown", {}, now=run.now)
    run.throw_error("pay", "declined", {"reason": "no money"})

    assert run.open() == ["b"]
    assert run.data["reason"] == "no money"
    assert not run.jobs
    with pytest.raises(NobodyWaits):
        engine.throw_error(run.definition, run.outcome.snapshot, job, "declined", {}, now=run.now)


ESCALATING = inner(
    "sub",
    start("is"),
    task("a"),
    throw("tell", escalation("big"), extra=mapping({"amount": "=total"})),
    task("b"),
    end("ie", escalation("done")),
    flows="is a tell b ie",
)


def test_an_escalation_that_does_not_interrupt_goes_on_beside_it() -> None:
    run = _run(
        ESCALATING,
        boundary("told", "sub", escalation("big"), interrupting=False),
        task("inform"),
        task("c"),
        flows="s sub c\ntold inform",
    )

    run.complete("a", {"total": 5, "secret": "x"})
    assert sorted(run.open()) == ["b", "inform"]
    assert run.data["amount"] == 5
    run.complete("b")

    assert sorted(run.open()) == ["c", "inform"]


def test_an_escalation_that_interrupts_ends_the_sub_process() -> None:
    run = _run(ESCALATING, boundary("told", "sub", escalation()), task("inform"), flows="s sub\ntold inform")

    run.complete("a")

    assert run.open() == ["inform"]
    assert run.passed == ["s", "is", "a", "tell", "told"]


def test_an_escalation_that_nothing_catches_changes_nothing() -> None:
    run = _run(
        ESCALATING, boundary("told", "sub", escalation("other")), task("c"), end("e"), flows="s sub c\ntold e"
    )

    run.complete("a")
    run.complete("b")

    assert run.open() == ["c"]


def test_an_escalation_event_can_catch_again_and_again() -> None:
    sub = inner(
        "sub",
        start("is"),
        element("exclusiveGateway", "m"),
        task("a"),
        throw("tell", escalation("big")),
        flows="is m a tell m",
    )
    run = _run(
        sub,
        boundary("told", "sub", escalation("big"), interrupting=False),
        task("inform"),
        flows="s sub\ntold inform",
    )

    for _ in range(3):
        run.complete("a")

    assert run.open().count("inform") == 3


def test_an_escalation_starts_an_event_sub_process_of_its_scope() -> None:
    rescue = listener(
        "rescue", start("rs", escalation("big"), isInterrupting="false"), task("inform"), flows="rs inform"
    )
    run = _run(
        task("a"),
        throw("tell", escalation("big")),
        task("b"),
        rescue,
        boundary("x", "b", message("off")),
        end("e"),
        flows="s a tell b\nx e",
    )

    run.complete("a")

    assert sorted(run.open()) == ["b", "inform"]
