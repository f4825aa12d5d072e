"""The making of the file, without anybody deciding: what is taken from theirs is as it is there."""

import pytest
from lxml import etree

from app.bpmn import Document, read
from app.bpmn.comparing import Version, compare
from app.bpmn.merging import Decided, merged
from tests.bpmn.comparing.comparing import BASE, DECIDE, INSPECT, arrow, diagram, edited, task
from tests.tailoring.judging import canonical
from tests.tailoring.sources import diagrams

NAMES = sorted(diagrams())


def taken(base: bytes, ours: bytes, theirs: bytes, *, all_but: frozenset[str] = frozenset()) -> bytes:
    """Ours with every difference between base and theirs, but those of some keys."""
    was = Version(read(base))
    mine, other = Version(read(ours), guide=was), Version(read(theirs), guide=was)
    deltas = [delta for spot in compare(was, other) for delta in spot.deltas]
    takes = {(delta.key, delta.name) for delta in deltas if delta.key not in all_but}
    return merged(was, mine, other, Decided(takes))


@pytest.mark.parametrize("name", NAMES)
def test_every_difference_to_another_diagram_can_be_taken(name: str) -> None:
    """merge(b, b, t) = t, for the hardest t: a diagram that has nothing to do with b."""
    for step in (1, 7):
        base, theirs = (diagrams()[NAMES[(NAMES.index(name) + at) % len(NAMES)]] for at in (0, step))

        assert canonical(taken(base, base, theirs)) == canonical(theirs)


@pytest.mark.parametrize("name", NAMES)
def test_where_nothing_is_taken_the_file_stays(name: str) -> None:
    source = diagrams()[name]

    assert canonical(taken(source, source, source)) == canonical(source)


def test_what_both_did_alike_is_done_once() -> None:
    changed = edited(BASE, ("Charge the fee", "Collect the fee"))

    assert canonical(taken(BASE, changed, changed)) == canonical(changed)


def test_comments_and_the_way_of_writing_of_our_file_stay() -> None:
    ours = etree.tostring(etree.fromstring(BASE.replace(b"<startEvent", b"<!-- by hand -->\n\t<startEvent")))

    result = taken(BASE, ours, edited(BASE, ("Charge the fee", "Collect the fee")))

    declaration = b"<?xml version='1.0' encoding='UTF-8'?>\n"
    assert result.removeprefix(declaration) == edited(ours, ("Charge the fee", "Collect the fee"))


def test_what_is_put_in_is_indented_like_its_siblings() -> None:
    base = BASE.replace(b"><", b">\n  <")
    put_in = '<task id="x"><documentation>Why</documentation></task>'
    theirs = edited(base, ("</process>", f"{put_in}\n  </process>"))

    lines = taken(base, base, theirs).decode().split("\n")

    assert '  <task id="x">' in lines
    assert "    <documentation>Why</documentation>" in lines


def test_a_type_is_said_with_the_prefix_of_our_file(whole: bytes) -> None:
    ours = whole.replace(b"bpmn:", b"b:").replace(b"xmlns:bpmn=", b"xmlns:b=")
    flow = 'sourceRef="which" targetRef="gather">'
    condition = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=x</bpmn:conditionExpression>'

    result = taken(whole, ours, edited(whole, (flow, flow + condition)))

    assert b'<b:conditionExpression xsi:type="b:tFormalExpression">=x<' in result


def test_children_stand_where_the_standard_wants_them() -> None:
    """Ours adds documentation, theirs extension elements: documentation comes first (BPMN 2.0, 8.3.1)."""
    base = diagram('<task id="t"/>', arrow("f1", "s", "t"), arrow("f2", "t", "e"))
    ours = edited(base, ('<task id="t"/>', '<task id="t"><documentation>Why</documentation></task>'))
    extension = '<task id="t"><extensionElements><other:x/></extensionElements></task>'
    theirs = edited(base, ('<task id="t"/>', extension))

    result = read(taken(base, ours, theirs))

    inside = [etree.QName(child).localname for child in result.elements["t"].xml]
    assert inside[:2] == ["documentation", "extensionElements"]


def test_arrows_are_listed_at_their_steps_as_they_lead_now() -> None:
    lists = "<incoming>f1</incoming><outgoing>f2</outgoing>"
    base = diagram(f'<task id="t">{lists}</task>', DECIDE, arrow("f1", "s", "t"), arrow("f2", "t", "e"))
    theirs = edited(
        base,
        ("<outgoing>f2</outgoing>", "<outgoing>f3</outgoing>"),
        ('id="f2" sourceRef="t"', 'id="f2" sourceRef="d"'),
        ("</process>", arrow("f3", "t", "d") + "</process>"),
    )

    result = read(taken(base, base, theirs))

    listed = [ref.text for ref in result.elements["t"].xml.iter("{*}outgoing")]
    assert listed == ["f3"]


def test_a_lane_comes_with_the_step_that_needs_it() -> None:
    lanes = '<laneSet id="ls"><lane id="l1" name="Clerks"><flowNodeRef>i</flowNodeRef></lane>%s</laneSet>'
    other = '<lane id="l2" name="Inspectors"><flowNodeRef>x</flowNodeRef></lane>'
    base = edited(BASE, ("<startEvent", lanes % "" + "<startEvent"))
    theirs = edited(
        BASE,
        ("<startEvent", lanes % other + "<startEvent"),
        ("</process>", task("x", "Look") + arrow("f9", "s", "x") + "</process>"),
    )

    result = read(taken(base, base, theirs, all_but=frozenset({"diagram#l2"})))

    lane = result.lane("x")
    assert lane is not None
    assert lane.name == "Inspectors"


def test_shapes_go_with_what_they_draw(whole: bytes) -> None:
    theirs = edited(
        whole,
        ('<bpmn:manualTask id="archive" name="Archive"></bpmn:manualTask>', ""),
        ("<bpmn:flowNodeRef>archive</bpmn:flowNodeRef>", ""),
        ('sourceRef="tell" targetRef="archive"', 'sourceRef="tell" targetRef="done"'),
        (
            '<bpmn:sequenceFlow id="archive-done" sourceRef="archive" targetRef="done"></bpmn:sequenceFlow>',
            "",
        ),
    )

    result = taken(whole, whole, theirs)

    drawn = {xml.get("bpmnElement") for xml in read(result).root.iter("{*}BPMNShape", "{*}BPMNEdge")}
    assert not {"archive", "archive-done"} & drawn


def test_a_renamed_id_goes_out_as_our_file_has_it() -> None:
    ours = BASE.replace(b'"f"', b'"fee_2026"')
    theirs = diagram(
        INSPECT,
        task("f", "Charge the fee"),
        DECIDE,
        task("x", "Look"),
        arrow("f1", "s", "i"),
        arrow("f2", "i", "f"),
        arrow("f3", "f", "x"),
        arrow("f5", "x", "d"),
        arrow("f4", "d", "e"),
    )

    result = read(taken(BASE, ours, theirs))

    assert is_linked(result, "fee_2026", "x")
    assert "f" not in result.elements


def is_linked(document: Document, source: str, target: str) -> bool:
    return any(flow.source == source and flow.target == target for flow in document.flows)
