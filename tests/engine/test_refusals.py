"""What cannot be run is refused when it is compiled, at its element and with a remedy; never ignored."""

import pytest

from app.bpmn import Document, read
from app.engine import Unpublishable, compile_definition
from app.engine.limits import MAX_NESTING
from tests.engine.diagrams import (
    TERMINATE,
    boundary,
    catch,
    condition,
    diagram,
    element,
    end,
    error,
    escalation,
    inner,
    link,
    loop,
    many,
    mapping,
    message,
    python,
    script,
    send,
    signal,
    start,
    task,
    throw,
    timer,
    zeebe,
)

ENDING = end("e")
GATEWAY = element("exclusiveGateway", "g")
CASES = [
    ("complex gateway", "x", "engine-element", [element("complexGateway", "x")]),
    ("no decision", "x", "engine-missing", [element("businessRuleTask", "x")]),
    (
        "unknown decision",
        "x",
        "engine-decision",
        [element("businessRuleTask", "x", extra=zeebe("calledDecision", decisionId="d", resultVariable="r"))],
    ),
    (
        "computed decision",
        "x",
        "engine-dynamic",
        [
            element(
                "businessRuleTask", "x", extra=zeebe("calledDecision", decisionId="=d", resultVariable="r")
            )
        ],
    ),
    (
        "decision over the case",
        "x",
        "engine-reserved",
        [
            element(
                "businessRuleTask", "x", extra=zeebe("calledDecision", decisionId="d", resultVariable="case")
            )
        ],
    ),
    ("transaction", "x", "engine-element", [element("transaction", "x")]),
    ("ad-hoc", "x", "engine-element", [element("adHocSubProcess", "x")]),
    ("compensation throw", "x", "engine-event", [throw("x", "<bpmn:compensateEventDefinition/>")]),
    ("compensation end", "x", "engine-event", [end("x", "<bpmn:compensateEventDefinition/>")]),
    ("cancel end", "x", "engine-event", [end("x", "<bpmn:cancelEventDefinition/>")]),
    ("error throw", "x", "engine-event", [throw("x", error("lost"))]),
    ("terminate throw", "x", "engine-event", [throw("x", TERMINATE)]),
    ("timer end", "x", "engine-event", [end("x", timer("P1D"))]),
    ("error catch", "x", "engine-event", [catch("x", error("lost"))]),
    ("escalation catch", "x", "engine-event", [catch("x", escalation("lost"))]),
    ("link boundary", "x", "engine-event", [task("a"), boundary("x", "a", link("l"))]),
    (
        "cancel boundary",
        "x",
        "engine-event",
        [task("a"), boundary("x", "a", "<bpmn:cancelEventDefinition/>")],
    ),
    (
        "shared definition",
        "x",
        "engine-event",
        [end("x", "<bpmn:eventDefinitionRef>d</bpmn:eventDefinitionRef>")],
    ),
    ("signal without name", "x", "engine-missing", [catch("x", "<bpmn:signalEventDefinition/>")]),
    ("error end without code", "x", "engine-missing", [end("x", error())]),
    ("escalation without code", "x", "engine-missing", [throw("x", escalation())]),
    (
        "condition without condition",
        "x",
        "engine-missing",
        [catch("x", "<bpmn:conditionalEventDefinition/>")],
    ),
    ("condition in no language", "x", "engine-no-expression", [catch("x", condition("paid"))]),
    (
        "error that goes on",
        "x",
        "engine-error-goes-on",
        [inner("a", start("b")), boundary("x", "a", error(), interrupting=False)],
    ),
    ("link to nowhere", "x", "engine-link", [throw("x", link("l"))]),
    ("link without name", "x", "engine-link", [throw("x", link(""))]),
    ("two targets of a link", "x", "engine-link", [catch("x", link("l")), catch("y", link("l"))]),
    ("loop without an end", "x", "engine-missing", [task("x", loop())]),
    ("loop condition in no language", "x", "engine-no-expression", [task("x", loop("again"))]),
    ("loop for no number", "x", "engine-number", [task("x", loop("=true", maximum=0))]),
    ("two markers", "x", "engine-loop", [task("x", loop("=true"), many("=[1]"))]),
    ("too many", "x", "engine-many", [task("x", many("", times="10000000"))]),
    ("too many for what", "x", "engine-number", [task("x", many("", times="many"))]),
    (
        "event gateway for all events",
        "x",
        "engine-element",
        [element("eventBasedGateway", "x", eventGatewayType="Parallel")],
    ),
    (
        "event gateway that begins",
        "x",
        "engine-element",
        [element("eventBasedGateway", "x", instantiate="true")],
    ),
    (
        "receive task that begins",
        "x",
        "engine-element",
        [element("receiveTask", "x", messageRef="m-a", instantiate="true")],
    ),
    ("task for several tokens", "x", "engine-loop", [task("x", startQuantity="2")]),
    ("task that makes several tokens", "x", "engine-loop", [task("x", completionQuantity="2")]),
    ("catch of nothing", "x", "engine-event", [catch("x")]),
    ("two definitions", "x", "engine-event", [catch("x", message("a"), timer("P1D"))]),
    (
        "compensation",
        "x",
        "engine-event",
        [task("a"), boundary("x", "a", "<bpmn:compensateEventDefinition/>")],
    ),
    ("message without name", "x", "engine-missing", [catch("x", "<bpmn:messageEventDefinition/>")]),
    ("timer without value", "x", "engine-missing", [catch("x", "<bpmn:timerEventDefinition/>")]),
    ("bad duration", "x", "engine-timer", [catch("x", timer("14 days"))]),
    ("bad date", "x", "engine-timer", [catch("x", timer("2026-13-01", "timeDate"))]),
    (
        "cron",
        "x",
        "engine-timer",
        [task("a"), boundary("x", "a", timer("0 9 * * *", "timeCycle"), interrupting=False)],
    ),
    (
        "cycle of no length",
        "x",
        "engine-timer",
        [task("a"), boundary("x", "a", timer("R/PT0S", "timeCycle"), interrupting=False)],
    ),
    (
        "cycle that interrupts",
        "x",
        "engine-cycle",
        [task("a"), boundary("x", "a", timer("R3/P1D", "timeCycle"))],
    ),
    ("bad due date", "x", "engine-timer", [task("x", extra=zeebe("taskSchedule", dueDate="soon"))]),
    ("compensation task", "x", "engine-loop", [task("x", isForCompensation="true")]),
    ("repetition of nothing", "x", "engine-missing", [task("x", "<bpmn:multiInstanceLoopCharacteristics/>")]),
    ("fixed collection", "x", "engine-no-expression", [task("x", many("people"))]),
    ("bad input", "x", "engine-expression", [task("x", extra=mapping({"a": "=1 +"}))]),
    ("writes case", "x", "engine-reserved", [task("x", extra=mapping(outputs={"case.number": "=1"}))]),
    ("script writes case", "x", "engine-reserved", [script("x", "=1", "case")]),
    ("python writes case", "x", "engine-reserved", [python("x", "case = 1")]),
    ("bad script", "x", "engine-expression", [script("x", "=1 +", "a")]),
    ("fixed script", "x", "engine-no-expression", [script("x", "1", "a")]),
    ("no script", "x", "engine-missing", [element("scriptTask", "x")]),
    ("bad python", "x", "engine-script", [python("x", "a =")]),
    ("long python", "x", "engine-script", [python("x", "a = 1\n" * 2000)]),
    (
        "groovy",
        "x",
        "engine-script",
        [element("scriptTask", "x", "<bpmn:script>a</bpmn:script>", scriptFormat="groovy")],
    ),
    ("service without type", "x", "engine-missing", [element("serviceTask", "x")]),
    ("send without type", "x", "engine-missing", [element("sendTask", "x")]),
    ("message end without type", "x", "engine-missing", [end("x", message("a"))]),
    ("call of nothing", "x", "engine-missing", [element("callActivity", "x")]),
    (
        "dynamic call",
        "x",
        "engine-dynamic",
        [element("callActivity", "x", extra=zeebe("calledElement", processId="=a"))],
    ),
    ("sub-process without start", "x", "engine-start", [element("subProcess", "x", task("y"))]),
    (
        "sub-process with a message start",
        "x",
        "engine-start",
        [element("subProcess", "x", start("y", message("a")))],
    ),
    (
        "event sub-process",
        "x",
        "engine-listener",
        [element("subProcess", "x", start("y"), triggeredByEvent="true")],
    ),
    ("boundary on a gateway", "x", "engine-boundary", [GATEWAY, boundary("x", "g", timer("P1D"))]),
    ("boundary on nothing", "x", "engine-boundary", [boundary("x", "nothing", timer("P1D"))]),
    ("same id twice", "x", "engine-id", [task("x"), task("x")]),
]


@pytest.mark.parametrize(
    ("element_id", "code", "parts"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_element_that_cannot_be_run_is_refused(element_id: str, code: str, parts: list[str]) -> None:
    document = diagram(start("s"), *parts, ENDING, flows="s e")

    with pytest.raises(Unpublishable) as refused:
        compile_definition(document)

    found = [(p.code, p.element_id) for p in refused.value.problems]
    assert (code, element_id) in found
    for problem in refused.value.problems:
        assert problem.line
        assert "%(" not in problem.say(problem.sentence) + problem.say(problem.remedy)


@pytest.mark.parametrize(
    ("flows", "code"),
    [
        ("s a g\ng -> b : x > 1\ng -> e : default", "engine-no-expression"),
        ("s a g\ng -> b : =x >\ng -> e : default", "engine-expression"),
        ("s a g\ng b\ng -> e : default", "engine-no-condition"),
        ("s a\na -> b : =x", "engine-condition"),
        ("s a nowhere", "engine-flow"),
        ("s a s", "engine-flow"),
        ("s a\ns r\nr b", "engine-race"),
    ],
)
def test_flow_that_cannot_be_followed_is_refused(flows: str, code: str) -> None:
    race = element("eventBasedGateway", "r")
    document = diagram(
        start("s"),
        task("a"),
        GATEWAY,
        task("b"),
        race,
        catch("c", timer("P1D")),
        ENDING,
        flows=flows + ("" if code == "engine-race" else "\nr c"),
    )

    with pytest.raises(Unpublishable) as refused:
        compile_definition(document)

    assert code in [problem.code for problem in refused.value.problems]


def test_all_problems_are_told_at_once() -> None:
    document = diagram(
        start("s"), send("m"), element("sendTask", "x"), element("complexGateway", "y"), flows="s m"
    )

    with pytest.raises(Unpublishable) as refused:
        compile_definition(document)

    assert [p.element_id for p in refused.value.problems] == ["x", "y"]
    assert "“x” lacks its job type." in str(refused.value)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([task("a")], "engine-no-start"),
        ([start("s", signal("a"))], "engine-event"),
        ([start("s", timer("P1D"))], "engine-start-timer"),
    ],
)
def test_process_that_nobody_can_start_is_refused(parts: list[str], code: str) -> None:
    with pytest.raises(Unpublishable) as refused:
        compile_definition(diagram(*parts))

    assert refused.value.problems[0].code == code


def test_file_without_a_process_is_refused() -> None:
    document = read(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"/>')

    with pytest.raises(Unpublishable, match="no process"):
        compile_definition(document)


def test_ids_of_the_engine_are_free_for_diagrams() -> None:
    document = diagram(start("Start"), task("root"), end("End"), flows="Start root End")

    assert compile_definition(document).key == "p"


def test_a_thousand_tasks_in_a_row_compile() -> None:
    parts = [task(f"t{i}") for i in range(1000)]
    chain = " ".join(f"t{i}" for i in range(1000))

    definition = compile_definition(diagram(start("s"), *parts, flows="s " + chain))

    assert len(definition.elements) == 1001


def test_flows_without_an_id_are_followed() -> None:
    source = diagram(start("s"), task("a"), flows="s a").source.replace(b'id="s-a-0" ', b"")

    definition = compile_definition(read(source))

    assert definition.specs["p"].task_specs["s"].flows[0].target.bpmn_id == "a"


def test_sub_processes_nest_only_so_deep() -> None:
    def nested(level: int) -> str:
        deeper = nested(level + 1) if level < MAX_NESTING else ""
        return inner(
            f"x{level}", start(f"s{level}"), deeper, flows=f"s{level} x{level + 1}" if deeper else ""
        )

    with pytest.raises(Unpublishable) as refused:
        compile_definition(diagram(start("s"), nested(0), flows="s x0"))

    assert [(p.code, p.element_id) for p in refused.value.problems] == [("engine-deep", f"x{MAX_NESTING}")]


def test_processes_call_each_other_only_so_deep() -> None:
    def calling(number: int) -> Document:
        call = element("callActivity", "c", extra=zeebe("calledElement", processId=f"p{number + 1}"))
        return diagram(start("s"), call, flows="s c", key=f"p{number}")

    with pytest.raises(Unpublishable) as refused:
        compile_definition(calling(0), [calling(number) for number in range(1, 500)])

    assert [p.code for p in refused.value.problems] == ["engine-deep"]
