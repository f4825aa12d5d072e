"""Each remedy makes a diagram publishable that was not, and says what it did."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

import app.bpmn.repairing
import app.bpmn.rules
from app.bpmn import Document, Remedy, Repaired, Surroundings, check, checking, refused, remedies, repair
from app.bpmn.elements import Element
from app.bpmn.findings import Finding
from app.bpmn.repairing.planning import FOREIGN
from app.bpmn.repairing.remedy import Kind
from app.bpmn.repairing.rules import RULES
from tests.bpmn.diagrams import around, chain, document, process, user
from tests.bpmn.repairing.cases import CALLEE, CASES, choice, one, parameter, parameters

#: What every file here needs: it has no drawing, and is marked for no platform.
DRAWN = {"drawing", "platform"}


def mended(parts: str) -> Repaired:
    """The diagram after all remedies, able to call the process q."""
    return repair(document(parts), surroundings=Surroundings(called=[CALLEE]))


def codes(found: Iterable[Remedy]) -> set[str]:
    """What was done, without what every file here needs."""
    return {remedy.code for remedy in found} - DRAWN


def problems(found: Document) -> set[str]:
    """What keeps a diagram from being published."""
    return {each.code for each in check(found, called=[CALLEE]) if each.severity == "error"}


@pytest.mark.parametrize(("parts", "expected"), CASES)
def test_a_diagram_may_be_published_after_its_remedies(parts: str, expected: set[str]) -> None:
    before = problems(document(parts))

    repaired = mended(parts)

    assert codes(repaired.applied) == expected
    assert problems(repaired.document) == set()
    assert before or expected <= {"task-person", "nobody", "process-drawn"}


@pytest.mark.parametrize(("parts", "expected"), CASES)
def test_each_remedy_says_in_words_what_it_does(parts: str, expected: set[str]) -> None:
    said = [
        remedy.say(text) for remedy in mended(parts).applied for text in (remedy.sentence, remedy.remains)
    ]

    assert len(said) >= 2 * len(expected)
    assert all(sentence.endswith(".") or not sentence for sentence in said)
    assert not any("%(" in sentence for sentence in said)


@pytest.mark.parametrize(("parts", "expected"), CASES)
def test_a_repaired_diagram_needs_no_repair(parts: str, expected: set[str]) -> None:
    repaired = mended(parts)

    again = remedies(repaired.document, Surroundings(called=[CALLEE]))

    assert again == []


def element(repaired: Repaired, element_id: str = "t") -> Element:
    """An element of the repaired diagram."""
    found = repaired.document.element(element_id)
    assert found is not None
    return found


def test_a_decision_that_is_among_the_files_is_asked() -> None:
    parts = one(
        "businessRuleTask", 'c:decisionRef="dish" c:resultVariable="menu" c:mapDecisionResult="singleEntry"'
    )
    around = Surroundings(decisions={"dish"})

    repaired = repair(document(parts), surroundings=around)

    asked = element(repaired).asked
    assert codes(repaired.applied) == {"decision-asked"}
    assert (asked.decision_id, asked.result) == ("dish", "menu") if asked else False
    assert check(repaired.document, decisions={"dish"}) == []


def test_a_form_keeps_the_name_that_people_know_it_by() -> None:
    assert (
        element(mended(one("userTask", 'c:formKey="embedded:app:forms/start-form.html"'))).form_id
        == "start-form"
    )
    assert element(mended(one("userTask", 'c:formKey="camunda-forms:deployment:a.form"'))).form_id == "a"
    properties = '<s:properties><s:property name="formJsonSchemaFilename" value="look.json"/></s:properties>'
    assert element(mended(one("userTask", "", "", properties))).form_id == "look"


def test_work_becomes_a_task_that_says_what_is_to_be_set_up() -> None:
    found = element(mended(one("serviceTask", 'c:topic="tell-all"')))

    assert (found.kind, found.properties["to-configure"]) == ("userTask", "tell-all")


def test_the_mapping_of_a_call_hands_over_what_it_did() -> None:
    handed = '<c:in source="a" target="b"/><c:out variables="all"/>'

    found = element(mended(one("callActivity", 'calledElement="q"', "", handed)))

    assert [(line.source, line.target) for line in found.inputs] == [("=a", "b")]
    assert found.called is not None
    assert found.called.process_id == "q"
    assert (found.called.propagate_parent, found.called.propagate_child) == (False, True)


def test_lists_and_maps_become_feel() -> None:
    listed = parameter("input", "l", "<c:list><c:value>1</c:value><c:value>${x}</c:value></c:list>")
    mapped = parameter("input", "m", '<c:map><c:entry key="k">v</c:entry></c:map>')

    found = element(mended(one("userTask", "", "", parameters(listed, mapped))))

    assert [line.source for line in found.inputs] == ['=["1", x]', '={"k": "v"}']


def test_the_last_way_without_a_condition_is_the_default_and_others_are_asked_for() -> None:
    repaired = mended(choice(""))

    assert element(repaired, "g").default == "g_e"
    assert [flow.condition for flow in element(repaired, "g").outgoing] == ["=u = true", None]


def test_the_process_with_the_most_steps_runs_unless_another_is_wanted() -> None:
    small = process('<startEvent id="s2"/><endEvent id="e2"/>' + chain("s2", "e2"), 'id="q"')
    both = document(around(task=user("t")).replace('isExecutable="true"', "") + small)

    usual, wanted = repair(both), repair(both, surroundings=Surroundings(process_id="q"))

    assert [each.document.process.id for each in (usual, wanted) if each.document.process] == ["p", "q"]


def test_a_missing_process_can_be_replaced_by_another() -> None:
    parts = around(task='<callActivity id="t" calledElement="old"/>')

    repaired = repair(document(parts), surroundings=Surroundings(called=[CALLEE], calls={"old": "q"}))

    assert "callee-chosen" in codes(repaired.applied)
    assert problems(repaired.document) == set()


def test_the_group_for_tasks_of_nobody_can_be_named() -> None:
    repaired = repair(document(around(task=user("t", ""))), surroundings=Surroundings(group="permit-office"))

    assignment = element(repaired).assignment
    assert assignment is not None
    assert assignment.candidate_groups == "permit-office"


def test_ids_that_are_used_twice_are_told_apart_with_their_arrows() -> None:
    inner = '<startEvent id="s"/><endEvent id="e"/>' + chain("s", "e").replace('id="s_e"', 'id="inner"')

    repaired = mended(around(task=f'<subProcess id="t">{inner}</subProcess>'))

    assert {remedy.code for remedy in repaired.applied} >= {"own-id"}
    assert problems(repaired.document) == set()
    assert [node.id for node in repaired.document.within("t")] == ["s_2", "e"]


def _modules(package: object) -> Iterator[object]:
    for found in iter_modules(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]
        yield import_module(found.name)


def test_every_rule_answers_something_that_the_check_can_say() -> None:
    findings = {
        each.code
        for module in (*_modules(app.bpmn.rules), checking, refused)
        for value in vars(module).values()
        for each in (value.values() if isinstance(value, dict) else [value])
        if isinstance(each, Finding)
    }

    answered = {code for rule in RULES for code in rule.codes}

    assert answered - findings - {FOREIGN} == set()


def test_every_remedy_of_the_product_was_seen_here() -> None:
    known = {
        kind.code
        for module in _modules(app.bpmn.repairing)
        for kind in vars(module).values()
        if isinstance(kind, Kind)
    }

    seen = {code for _, expected in CASES for code in expected}

    assert known - seen - DRAWN <= ELSEWHERE


#: Remedies that have tests of their own.
ELSEWHERE = {"callee-chosen", "decision-asked", "own-id", "namespace", "encoding"}
