"""Whatever is merged: a merge with questions or a refusal with its reason; nothing broken, nothing lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.bpmn import read
from app.tailoring import Given, NotComparable, difference, merge
from tests.bpmn.comparing.comparing import BASE, FEE, arrow, changes, diagram, edited, task
from tests.tailoring.judging import canonical, faults
from tests.tailoring.sources import diagrams, seeds

INSPECTED, CENTRAL = seeds()["street-works/inspected"], seeds()["early-education/central"]
WHOLE = diagrams()["files/whole"]


def files(source: bytes) -> dict[str, bytes]:
    return {"service.bpmn": source}


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    return merge(files(base), files(ours), files(theirs)).files["service.bpmn"]


def test_an_unrelated_process_as_upstream_is_refused_with_its_reason() -> None:
    with pytest.raises(NotComparable, match="not a version of the same process") as refused:
        merge(files(seeds()["street-works/automatic"]), files(INSPECTED), files(CENTRAL))

    assert refused.value.remedy.endswith(".")


@pytest.mark.parametrize("source", [b"", b"{}", b"<a/>", b"\x00\x01", b"<!DOCTYPE x><x/>"])
def test_a_file_that_is_no_diagram_is_refused_with_its_name(source: bytes) -> None:
    with pytest.raises(NotComparable, match=r"service\.bpmn cannot be read"):
        merge(files(BASE), files(BASE), files(source))


def test_versions_without_a_common_diagram_are_refused() -> None:
    with pytest.raises(NotComparable, match="no diagram that both versions have"):
        merge(files(BASE), files(BASE), {"notes.txt": b"x"})


def test_an_id_that_they_reused_for_something_else_is_no_loss() -> None:
    ours = edited(BASE, ('name="Charge the fee"', 'name="Collect the fee"'))
    reused = BASE.replace(FEE.encode(), task("f", "Wait", "receiveTask").encode())

    result = merge(files(BASE), files(ours), files(reused))

    assert result.questions
    assert canonical(result.files["service.bpmn"]) == canonical(ours)


def test_a_renamed_id_meets_our_change_of_the_same_step() -> None:
    ours = edited(BASE, ('name="Charge the fee"', 'name="Collect the fee"'))
    theirs = BASE.replace(b'"f"', b'"fee_2026"')

    result = merge(files(BASE), files(ours), files(theirs))

    document = read(result.files["service.bpmn"])
    assert result.questions == ()
    assert document.elements["fee_2026"].name == "Collect the fee"
    assert [flow.target for flow in document.elements["i"].outgoing] == ["fee_2026"]


def test_a_swimlane_that_they_moved_and_that_we_renamed() -> None:
    lanes = seeds()["defect-report/verified"]
    root = etree.fromstring(lanes)
    lane_set = next(root.iter("{*}laneSet"))
    lane_set.append(lane_set[0])
    name = next(lane.get("name") for lane in read(lanes).root.iter("{*}lane") if lane.get("name"))
    ours = edited(lanes, (f'name="{name}"', 'name="Somebody else"'))

    result = merge(files(lanes), files(ours), files(etree.tostring(root)))

    assert result.questions == ()
    assert b"Somebody else" in result.files["service.bpmn"]
    assert list(faults(result.files["service.bpmn"], ours, etree.tostring(root))) == []


def test_a_form_that_they_deleted_and_that_we_changed_is_a_question() -> None:
    form = {"id": "decide", "components": [{"type": "textfield", "key": "why", "label": "Why?"}]}
    changed = {**form, "components": [{"type": "textfield", "key": "why", "label": "Why not?"}]}
    base = files(BASE) | {"decide.form": json.dumps(form).encode()}
    ours = files(BASE) | {"decide.form": json.dumps(changed).encode()}

    result = merge(base, ours, files(BASE))
    (question,) = result.questions
    taken = merge(base, ours, files(BASE), {question.key: Given("theirs")})

    assert question.reason == "gone"
    assert [change.sentence.say() for change in question.theirs] == ["The form “Decide” is gone."]
    assert result.files["decide.form"] == ours["decide.form"]
    assert "decide.form" not in taken.files


def test_a_form_that_they_deleted_and_that_a_new_step_of_ours_uses_is_a_question() -> None:
    form = json.dumps({"id": "decide", "components": []}).encode()
    use = '<zeebe:formDefinition formId="decide"/><zeebe:assignmentDefinition candidateGroups="clerks"/>'
    ours = edited(BASE, ('<zeebe:assignmentDefinition candidateGroups="clerks"/>', use))

    (question,) = merge(
        files(BASE) | {"decide.form": form}, files(ours) | {"decide.form": form}, files(BASE)
    ).questions

    assert question.reason == "wired"
    assert question.why.say() == "They removed what a change of yours needs."


def without_drawing(source: bytes) -> bytes:
    root = etree.fromstring(source)
    for drawing in list(root.iter("{*}BPMNDiagram")):
        root.remove(drawing)
    return etree.tostring(root)


def test_their_diagram_without_shapes_takes_none_of_ours_away() -> None:
    mark = b"</bpmn:process>"
    new = (
        b'<bpmn:manualTask id="new_step" name="New step"/>'
        b'<bpmn:sequenceFlow id="new_flow" sourceRef="new_step" targetRef="archive"/>'
    )
    theirs = without_drawing(WHOLE).replace(mark, new + mark)
    theirs = theirs.replace(b'sourceRef="tell" targetRef="archive"', b'sourceRef="tell" targetRef="new_step"')
    ours = edited(WHOLE, ('name="Archive"', 'name="Keep"'))

    result = read(merged(WHOLE, ours, theirs))

    drawn = {xml.get("bpmnElement") for xml in result.root.iter("{*}BPMNShape", "{*}BPMNEdge")}
    had = {xml.get("bpmnElement") for xml in read(ours).root.iter("{*}BPMNShape", "{*}BPMNEdge")}
    assert had <= drawn
    assert {"new_step", "new_flow"} <= drawn


def test_our_diagram_without_shapes_stays_without() -> None:
    ours = without_drawing(edited(WHOLE, ('name="Archive"', 'name="Keep"')))

    result = merged(WHOLE, ours, edited(WHOLE, ('dueDate="P3D"', 'dueDate="P9D"')))

    assert b"P9D" in result
    assert b"Keep" in result
    assert list(read(result).root.iter("{*}BPMNShape")) == []


def test_a_new_shape_of_theirs_makes_room_for_one_of_ours() -> None:
    def with_step(step_id: str, source: str) -> bytes:
        step = (
            f'<bpmn:manualTask id="{step_id}" name="{step_id}"/>'
            f'<bpmn:sequenceFlow id="f_{step_id}" sourceRef="{source}" targetRef="{step_id}"/>'
        )
        shape = (
            f'<bpmndi:BPMNShape id="{step_id}_di" bpmnElement="{step_id}">'
            '<dc:Bounds x="5000" y="100" width="100" height="80"/></bpmndi:BPMNShape></bpmndi:BPMNPlane>'
        )
        return edited(WHOLE, ("</bpmn:process>", step + "</bpmn:process>"), ("</bpmndi:BPMNPlane>", shape))

    result = merge(files(WHOLE), files(with_step("x", "which")), files(with_step("y", "fork")))
    answers = {asked.key: Given("theirs") for asked in result.questions}
    source = merge(files(WHOLE), files(with_step("x", "which")), files(with_step("y", "fork")), answers)

    boxes = {
        xml.get("bpmnElement"): xml[0].get("y")
        for xml in read(source.files["service.bpmn"]).root.iter("{*}BPMNShape")
    }
    assert boxes.get("x") != boxes.get("y")


def test_a_file_of_another_tool_with_other_prefixes_and_written_out_defaults() -> None:
    other = WHOLE.replace(b"bpmn:", b"semantic:").replace(b"xmlns:bpmn=", b"xmlns:semantic=")
    other = other.replace(b"<semantic:userTask ", b'<semantic:userTask startQuantity="1" ')
    other = edited(other, ('dueDate="P3D"', 'dueDate="P9D"'))
    ours = edited(WHOLE, ('name="Archive"', 'name="Keep"'))

    result = merged(WHOLE, ours, other)

    assert b"semantic:" not in result
    assert b"P9D" in result
    assert b"Keep" in result


def test_an_arrow_that_both_lead_elsewhere_in_halves_is_one_thing() -> None:
    """They change where it begins, we change where it ends: it is not taken by halves."""
    base = diagram(task("a", "A"), task("b", "B"), task("c", "C"), arrow("f", "a", "b"))
    ours, theirs = (
        edited(base, ('sourceRef="a" targetRef="b"', ends))
        for ends in ('sourceRef="a" targetRef="c"', 'sourceRef="c" targetRef="b"')
    )

    result = merge(files(base), files(ours), files(theirs))

    assert [asked.reason for asked in result.questions] == ["order"]


def test_two_timers_do_not_end_up_in_one_event() -> None:
    timer = "<timerEventDefinition>%s</timerEventDefinition>"
    event = f'<intermediateCatchEvent id="w" name="Wait">{timer}</intermediateCatchEvent>'
    base, ours, theirs = (
        diagram(event % value, arrow("f1", "s", "w"), arrow("f2", "w", "e"))
        for value in (
            "<timeDuration>P1D</timeDuration>",
            "<timeDate>2027-01-01</timeDate>",
            "<timeCycle>R3/P1D</timeCycle>",
        )
    )

    result = merge(files(base), files(ours), files(theirs))

    assert len(result.questions) == 1
    assert canonical(result.files["service.bpmn"]) == canonical(ours)


PARTS = ["lose", "double", "move", "rename", "attribute", "text", "id", "end"]
ODD = ["", "=", "%s %(x)s", "x" * 300, "check", "true", "a:b", "{x}y", "a/b", "ä ö", "x~", "permit"]
ENDS = ["sourceRef", "targetRef", "attachedToRef", "default", "bpmnElement", "messageRef"]
spoils = st.lists(
    st.tuples(st.sampled_from(PARTS), st.integers(0, 999), st.integers(0, 999), st.sampled_from(ODD)),
    max_size=5,
)


def spoilt(source: bytes, wanted: list[tuple[str, int, int, str]]) -> bytes:
    """A diagram with parts lost, moved, doubled and renamed, and with ids and ends that make no sense."""
    root = etree.fromstring(source)
    for way, one, two, text in wanted:
        parts = [xml for xml in root.iterdescendants() if isinstance(xml.tag, str)]
        part, other = parts[one % len(parts)], parts[two % len(parts)]
        spoil(part, other, way, text)
    return etree.tostring(root)


def spoil(part: etree._Element, other: etree._Element, way: str, text: str) -> None:
    parent = part.getparent()
    if way == "lose" and parent is not None and len(parent) > 1:
        parent.remove(part)
    elif way == "double":
        other.append(etree.fromstring(etree.tostring(part)))
    elif way == "move" and other is not part and part not in other.iterancestors():
        other.append(part)
    elif way == "rename":
        part.tag = other.tag
    elif way == "attribute" and len(part.attrib):
        part.set(sorted(map(str, part.attrib))[0], text)
    elif way == "id":
        part.set("id", other.get("id") or text)
    elif way == "end":
        for name in ENDS:
            if name in part.attrib:
                part.set(name, other.get("id") or text)
    else:
        part.text = text


SMALL = sorted((source for source in diagrams().values() if len(source) < 16_000), key=len)


@given(st.sampled_from([WHOLE, *SMALL]), spoils, spoils, spoils)
@settings(max_examples=150)
def test_spoilt_diagrams_are_compared_and_merged_or_refused(
    source: bytes,
    before: list[tuple[str, int, int, str]],
    mine: list[tuple[str, int, int, str]],
    other: list[tuple[str, int, int, str]],
) -> None:
    base = spoilt(source, before)
    ours, theirs = spoilt(base, mine), spoilt(base, other)

    try:
        said = [change.sentence.say() for change in difference(files(base), files(theirs)).changes]
        result = merge(files(base), files(ours), files(theirs))
    except NotComparable as refusal:
        said = [str(refusal), refusal.remedy % refusal.values]
    else:
        given_answers = {asked.key: Given("theirs") for asked in result.questions}
        answered = merge(files(base), files(ours), files(theirs), given_answers)
        read(result.files["service.bpmn"])
        read(answered.files["service.bpmn"])

    assert all(sentence.strip() for sentence in said)


def test_what_is_said_of_spoilt_names_is_one_sentence() -> None:
    new = edited(BASE, ('name="Charge the fee"', 'name="&#10;%(step)s&#9;"'))

    (change,) = changes(BASE, new)

    assert "\n" not in change.sentence.say()
