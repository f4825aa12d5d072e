"""What a document tells about its parts."""

import textwrap

from app.bpmn import Document, read
from app.bpmn.elements import slug


def diagram(body: str) -> Document:
    """A document whose process `p` begins on line 4."""
    head = """\
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
        <message id="m" name="reply"/>
        """
    return read((textwrap.dedent(head) + body + "</definitions>").encode())


def test_flows_connect_elements_by_their_ends_whatever_the_incoming_tags_say() -> None:
    document = diagram(
        '<process id="p"><startEvent id="s"><outgoing>nonsense</outgoing></startEvent>'
        '<endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>'
    )

    start, end = document.nodes

    assert [flow.id for flow in start.outgoing] == ["f"]
    assert [flow.id for flow in end.incoming] == ["f"]


def test_names_have_translations_beside_them() -> None:
    document = diagram(
        '<process id="p"><task id="t" name="Check the\napplication"><extensionElements><zeebe:properties>'
        '<zeebe:property name="name.fi" value="Tarkista hakemus"/>'
        "</zeebe:properties></extensionElements></task></process>"
    )

    names = [document.name("t", lang) for lang in ("en", "fi", "sv")]

    assert names == ["Check the application", "Tarkista hakemus", "Check the application"]


def test_an_element_in_a_sub_process_is_in_the_innermost_lane_of_the_sub_process() -> None:
    document = diagram(
        '<process id="p"><laneSet><lane id="outer" name="All"><flowNodeRef>sub</flowNodeRef><childLaneSet>'
        '<lane id="inner" name="Permit office"><flowNodeRef> sub </flowNodeRef></lane></childLaneSet></lane>'
        '</laneSet><subProcess id="sub"><userTask id="t"/></subProcess></process>'
    )

    lane = document.lane("t")

    assert lane is not None
    assert (lane.id, lane.group) == ("inner", "permit-office")


def test_lines_are_counted_in_the_file() -> None:
    document = diagram('<process id="p">\n<startEvent id="s"/>\n\n<endEvent\n id="e"/></process>')

    lines = [document.line(element_id) for element_id in ("p", "s", "e", "nobody")]

    assert lines[:2] == [4, 5]
    assert lines[2] in (7, 8)
    assert lines[3] is None


def test_extensions_of_a_user_task_are_values() -> None:
    document = diagram(
        '<process id="p"><userTask id="t"><extensionElements><zeebe:formDefinition formId="check"/>'
        '<zeebe:assignmentDefinition candidateGroups="a, b"/><zeebe:taskSchedule dueDate="=now()"/>'
        '<zeebe:priorityDefinition priority="70"/><zeebe:ioMapping><zeebe:input source="=1" target="x"/>'
        '<zeebe:output source="=x" target="y"/></zeebe:ioMapping></extensionElements>'
        "<multiInstanceLoopCharacteristics isSequential='true'><extensionElements>"
        '<zeebe:loopCharacteristics inputCollection="=people" inputElement="person"/></extensionElements>'
        "</multiInstanceLoopCharacteristics></userTask></process>"
    )

    task = document.elements["t"]

    assert task.form_id == "check"
    assert task.assignment is not None
    assert task.assignment.candidate_groups == "a, b"
    assert (task.schedule.due_date, task.priority) == ("=now()", "70")
    assert [(v.source, v.target) for v in (*task.inputs, *task.outputs)] == [("=1", "x"), ("=x", "y")]
    assert task.loop is not None
    assert (task.loop.sequential, task.loop.input_collection, task.loop.output_element) == (
        True,
        "=people",
        None,
    )


def test_events_know_their_message_and_their_timer() -> None:
    document = diagram(
        '<process id="p"><userTask id="t"/>'
        '<boundaryEvent id="b" attachedToRef="t" cancelActivity="false"><timerEventDefinition>'
        "<timeDuration> P14D </timeDuration></timerEventDefinition></boundaryEvent>"
        '<intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>'
        "</process>"
    )

    boundary, catch = document.elements["b"], document.elements["c"]

    assert document.boundaries("t") == [boundary]
    assert not boundary.interrupting
    assert boundary.event is not None
    assert boundary.event.timer is not None
    assert (boundary.event.timer.kind, boundary.event.timer.value) == ("timeDuration", "P14D")
    message = document.message(catch)
    assert message is not None
    assert message.name == "reply"


def test_the_executable_process_is_the_one_that_runs() -> None:
    document = diagram('<process id="drawn" isExecutable="false"/><process id="run" isExecutable="true"/>')

    running = document.process

    assert running is not None
    assert running.id == "run"


def test_a_lane_name_becomes_a_group_key() -> None:
    assert slug("Street  maintenance & Upkeep, Äänekoski") == "street-maintenance-upkeep-aanekoski"
