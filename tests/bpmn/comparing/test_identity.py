"""The same step under another id is the same step."""

import re

from tests.bpmn.comparing.comparing import BASE, changes, edited, said


def test_a_step_that_was_cut_and_pasted_is_still_the_same() -> None:
    new = BASE.replace(b'"f"', b'"Activity_1x2y3z"')

    assert said(BASE, new) == ["“Charge the fee” has another technical name; nothing else about it changes."]


def test_a_tool_that_gives_new_ids_to_everything_changes_nothing_else(whole: bytes) -> None:
    new = re.sub(rb'\b(id|\w+Ref|default|bpmnElement)="(?!whole)', rb'\1="id-', whole)
    new = re.sub(rb"(<bpmn:flowNodeRef>)", rb"\1id-", new)

    told = {change.sentence.say() for change in changes(whole, new) if change.group != "drawing"}

    assert told == set()


def test_a_step_that_was_renamed_and_changed_is_told_as_changed() -> None:
    new = BASE.replace(b'"f"', b'"x"')
    fee = 'name="Charge the fee"><extensionElements><zeebe:assignmentDefinition candidateGroups='
    new = edited(new, (f'{fee}"clerks"', f'{fee}"cash"'))

    told = {(change.sentence.say(), change.new_elements) for change in changes(BASE, new)}

    assert ("“Charge the fee” is done by Cash; it was Clerks.", ("x",)) in told


def test_two_steps_of_one_name_are_not_mistaken_for_each_other() -> None:
    same = BASE.replace(b"Charge the fee", b"Same").replace(b"Decide the permit", b"Same")

    found = changes(same, same.replace(b'"f"', b'"f_new"').replace(b'"d"', b'"d_new"'))

    kinds = [change.kind for change in found]
    assert "renamed" in kinds or kinds.count("added") == kinds.count("removed") == 2
