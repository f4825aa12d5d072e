"""Multi-instance: one activity for every item, results in the order of the items."""

from collections.abc import Mapping

import pytest

from app.bpmn import read
from app.engine import StepFailed, compile_definition
from tests.engine.diagrams import (
    boundary,
    diagram,
    element,
    end,
    inner,
    many,
    message,
    script,
    send,
    service,
    start,
    task,
    zeebe,
)
from tests.engine.driving import Run
from tests.engine.test_scopes import flow

pytestmark = pytest.mark.usefixtures("both_ways")

PEOPLE: Mapping[str, object] = {"people": [{"name": "A"}, {"name": "B"}, {"name": "C"}]}
RESULTS = {"outputCollection": "statements", "outputElement": "={who: person.name, text: text}"}


def _asking(sequential: bool = False, **attributes: str) -> Run:
    marker = many("=people", "person", sequential=sequential, **attributes)
    document = diagram(
        start("s"), task("a", marker), boundary("off", "a", message("off")), end("e"), flows="s a e\noff e"
    )
    return Run(compile_definition(document), payload=PEOPLE)


def test_parallel_instances_give_results_in_the_order_of_the_items() -> None:
    run = _asking(**RESULTS)
    assert run.open() == ["a", "a", "a"]

    run.complete("a", {"text": "c"}, position=2)
    run.complete("a", {"text": "a"}, position=0)
    assert not run.finished
    run.complete("a", {"text": "b"})

    assert run.finished
    assert run.data["statements"] == [
        {"who": "A", "text": "a"},
        {"who": "B", "text": "b"},
        {"who": "C", "text": "c"},
    ]
    assert "text" not in run.data
    assert "person" not in run.data
    assert run.passed == ["s", "a", "e"]


def test_each_instance_sees_its_own_item() -> None:
    run = _asking(**RESULTS)

    assert run.show("a")["person"] == {"name": "A"}
    assert run.show("a")["loopCounter"] == 1


def test_sequential_instances_come_one_after_the_other() -> None:
    run = _asking(sequential=True, **RESULTS)

    texts = []
    while run.open() == ["a"]:
        texts.append(run.show("a")["person"]["name"])
        run.complete("a", {"text": str(len(texts))})

    assert texts == ["A", "B", "C"]
    assert [row["text"] for row in run.data["statements"]] == ["1", "2", "3"]


def test_enough_results_end_the_other_instances() -> None:
    run = _asking(enough="=numberOfCompletedInstances >= 2", **RESULTS)

    run.complete("a", {"text": "a"})
    run.complete("a", {"text": "b"})

    assert run.finished
    assert run.open() == []
    assert run.data["statements"][2] is None


def test_nobody_to_ask_means_going_on() -> None:
    marker = many("=people", "person", outputCollection="statements", outputElement="=text")
    definition = compile_definition(diagram(start("s"), task("a", marker), end("e"), flows="s a e"))

    run = Run(definition, payload={"people": []})

    assert run.finished
    assert run.data["statements"] == []


def test_boundary_event_ends_all_instances() -> None:
    run = _asking()

    run.deliver("off", {})

    assert run.finished
    assert run.open() == []


def test_sub_process_repeats_with_variables_of_its_own() -> None:
    marker = many("=people", "person", outputCollection="seen", outputElement="=person.name + note")
    sub = element(
        "subProcess", "sub", marker, start("is"), task("a"), end("ie"), flow("is", "a"), flow("a", "ie")
    )
    run = Run(compile_definition(diagram(start("s"), sub, end("e"), flows="s sub e")), payload=PEOPLE)

    for _ in range(3):
        run.complete("a", {"note": "!"})

    assert run.finished
    assert run.data["seen"] == ["A!", "B!", "C!"]


EVERY_KIND = {
    "user task": lambda marker: task("x", marker),
    "manual task": lambda marker: element("manualTask", "x", marker),
    "plain task": lambda marker: element("task", "x", marker),
    "script": lambda marker: script("x", "=loopCounter", "last").replace(
        "</bpmn:scriptTask>", f"{marker}</bpmn:scriptTask>"
    ),
    "send task": lambda marker: send("x", text="=person.name").replace(
        "</bpmn:sendTask>", f"{marker}</bpmn:sendTask>"
    ),
    "service task": lambda marker: service("x").replace(
        "</bpmn:serviceTask>", f"{marker}</bpmn:serviceTask>"
    ),
    "receive task": lambda marker: element("receiveTask", "x", marker, messageRef="m-reply"),
    "sub-process": lambda marker: inner("x", marker, start("is"), task("a"), end("ie"), flows="is a ie"),
    "call": lambda marker: element(
        "callActivity", "x", marker, extra=zeebe("calledElement", processId="callee")
    ),
}


@pytest.mark.parametrize("sequential", [False, True], ids=["at once", "in a row"])
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_activity_can_be_repeated(kind: str, sequential: bool) -> None:
    callee = diagram(start("cs"), task("a"), end("ce"), flows="cs a ce", key="callee")
    marker = many(
        "=people", "person", sequential=sequential, outputCollection="seen", outputElement="=person.name"
    )
    main = diagram(start("s"), EVERY_KIND[kind](marker), end("e"), flows="s x e")
    run = Run(compile_definition(main, [callee]), payload=PEOPLE)

    at_once = 1 if sequential else 3
    assert run.finished or len(run.tasks) + len(run.jobs) + len(run.subscriptions) == at_once
    while not run.finished:
        if run.tasks:
            run.complete(run.open()[-1])
        elif run.jobs:
            run.finish_job("x")
        else:
            run.deliver("reply")

    assert run.data["seen"] == ["A", "B", "C"]
    assert run.passed.count("x") == 1


def test_a_number_says_how_often_where_there_is_no_list() -> None:
    marker = many("", times="=count(people)", outputCollection="seen", outputElement="=loopCounter * 10")
    definition = compile_definition(diagram(start("s"), task("a", marker), end("e"), flows="s a e"))
    run = Run(definition, payload=PEOPLE)

    for position in (2, 0, 0):
        run.complete("a", position=position)

    assert run.finished
    assert run.data["seen"] == [10, 20, 30]


def test_the_completion_condition_sees_the_results_so_far() -> None:
    run = _asking(enough="=count(statements[item != null]) = 2", **RESULTS)

    run.complete("a", {"text": "c"}, position=2)
    assert not run.finished
    run.complete("a", {"text": "a"})

    assert run.finished
    assert run.data["statements"] == [{"who": "A", "text": "a"}, None, {"who": "C", "text": "c"}]


def test_each_instance_waits_for_a_message_with_a_key_of_its_own() -> None:
    marker = many("=people", "person")
    source = diagram(
        start("s"), element("receiveTask", "w", marker, messageRef="m-reply"), end("e"), flows="s w e"
    ).source
    keyed = zeebe("subscription", correlationKey="=person.name")
    plain = b'<bpmn:message id="m-reply" name="reply"/>'
    extension = f"><bpmn:extensionElements>{keyed}</bpmn:extensionElements></bpmn:message>".encode()
    definition = compile_definition(read(source.replace(plain, plain.replace(b"/>", extension))))

    run = Run(definition, payload=PEOPLE)

    assert [wait.key for wait in run.subscriptions.values()] == ["A", "B", "C"]


def test_script_repeats_within_one_step() -> None:
    marked = script("x", "=person.name", "last").replace(
        "</bpmn:scriptTask>",
        many("=people", "person", outputCollection="names", outputElement="=last") + "</bpmn:scriptTask>",
    )
    run = Run(compile_definition(diagram(start("s"), marked, end("e"), flows="s x e")), payload=PEOPLE)

    assert run.finished
    assert run.data["names"] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("people", "cause"), [(None, "no list"), ("ABC", "no list"), ([1] * 1001, "more than 1000")]
)
def test_what_cannot_be_repeated_for_is_an_incident(people: object, cause: str) -> None:
    marker = many("=people", "person")
    definition = compile_definition(diagram(start("s"), task("a", marker), flows="s a"))

    with pytest.raises(StepFailed, match=cause):
        Run(definition, payload={"people": people})
