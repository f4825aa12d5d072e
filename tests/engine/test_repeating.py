"""Multi-instance: one activity for every item, results in the order of the items."""

from collections.abc import Mapping

import pytest

from app.engine import StepFailed, compile_definition
from tests.engine.diagrams import boundary, diagram, element, end, many, message, script, start, task
from tests.engine.driving import Run
from tests.engine.test_scopes import flow

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
