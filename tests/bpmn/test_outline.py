"""A diagram as a list."""

from app.bpmn import Step, outline, read
from tests.bpmn.diagrams import chain, document, extended, flow, process, user


def test_steps_come_in_the_order_of_the_arrows_not_of_the_file() -> None:
    body = '<endEvent id="e"/>' + user("second") + user("first") + '<startEvent id="s"/>'

    steps = outline(document(process(body + chain("s", "first", "second", "e"))), "en")

    assert [step.element_id for step in steps] == ["s", "first", "second", "e"]


def test_branches_come_level_by_level_and_circles_once() -> None:
    body = '<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="e"/>' + user("a") + user("b")
    arrows = chain("s", "g", "a", "e") + flow("g", "b") + flow("b", "g")

    steps = outline(document(process(body + arrows)), "en")

    assert [step.element_id for step in steps] == ["s", "g", "a", "b", "e"]


def test_a_sub_process_is_followed_by_what_is_in_it() -> None:
    inside = '<endEvent id="o"/><startEvent id="i"/>' + chain("i", "o")
    body = f'<startEvent id="s"/><endEvent id="e"/><subProcess id="t">{inside}</subProcess>' + chain(
        "s", "t", "e"
    )

    steps = outline(document(process(body)), "en")

    assert [step.element_id for step in steps] == ["s", "t", "i", "o", "e"]


def test_what_no_arrow_leads_to_comes_last() -> None:
    steps = outline(document(process(user("lost") + '<startEvent id="s"/>')), "en")

    assert [step.element_id for step in steps] == ["s", "lost"]


def test_a_step_tells_names_words_for_citizens_lane_and_form(whole: bytes) -> None:
    steps = {step.element_id: step for step in outline(read(whole), "fi")}

    assert steps["applied"] == Step(
        "applied", "startEvent", "Application", "Hakemus saapui", "Permit office", "application"
    )
    assert steps["check"].name == "Tarkista hakemus"
    assert steps["reply"].form_id == "decide"


def test_a_file_without_a_process_has_no_steps() -> None:
    assert outline(document(extended("")), "en") == []
