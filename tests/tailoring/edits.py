"""Edits as people make them in a modeler, one function each, for diagrams of the seeds and of strangers.

An edit changes the root in place and returns what has to be true of the diagram afterwards, or None where the
diagram has nothing that it could edit. `pick` chooses one of several things; `mark` makes new ids and texts.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st
from lxml import etree

from app.bpmn.names import ACTIVITIES, BPMN, BPMNDI, DC, DI, FLOW_NODES, ZEEBE

Root = etree._Element
Fact = Callable[[Root], bool]
Thing = TypeVar("Thing")
#: A choice among some things; the same for the same edit.
Pick = Callable[[Sequence[Thing]], Thing]


def B(name: str) -> str:
    """A BPMN tag."""
    return f"{{{BPMN}}}{name}"


def Z(name: str) -> str:
    """A tag of Camunda 8."""
    return f"{{{ZEEBE}}}{name}"


def by_id(root: Root, element_id: str) -> Root | None:
    """The BPMN element of this id."""
    return next((xml for xml in root.iter(f"{{{BPMN}}}*") if xml.get("id") == element_id), None)


def nodes(root: Root) -> list[Root]:
    """Every flow node with an id."""
    return [xml for xml in root.iter(*map(B, FLOW_NODES)) if xml.get("id")]


def flows(root: Root) -> list[Root]:
    """Every sequence flow whose ends are there."""
    ids = {xml.get("id") for xml in nodes(root)}
    found = [xml for xml in root.iter(B("sequenceFlow")) if xml.get("id")]
    return [xml for xml in found if xml.get("sourceRef") in ids and xml.get("targetRef") in ids]


def shape_of(root: Root, element_id: str, kind: str = "BPMNShape") -> Root | None:
    """What draws an element."""
    drawn = root.iter(f"{{{BPMNDI}}}{kind}")
    return next((xml for xml in drawn if xml.get("bpmnElement") == element_id), None)


def extension(xml: Root, tag: str) -> Root:
    """The extension element of an element, made where it is not there."""
    holder = xml.find(B("extensionElements"))
    if holder is None:
        holder = etree.Element(B("extensionElements"))
        xml.insert(1 if xml.find(B("documentation")) is not None else 0, holder)
    found = holder.find(tag)
    return etree.SubElement(holder, tag) if found is None else found


def rename(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Give a step another name."""
    found = nodes(root)
    if not found:
        return None
    element_id, name = str(pick(found).get("id")), f"Named {mark}"
    _must(root, element_id).set("name", name)
    return lambda merged: _must(merged, element_id).get("name") == name


def translate(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Write a text of a step in Swedish."""
    found = nodes(root)
    if not found:
        return None
    element_id, text = str(pick(found).get("id")), f"Namn {mark}"
    holder = extension(_must(root, element_id), Z("properties"))
    own = [item for item in holder if item.get("name") == "name.sv"]
    item = own[0] if own else etree.SubElement(holder, Z("property"), {"name": "name.sv"})
    item.set("value", text)
    return lambda merged: text in _values(_must(merged, element_id), Z("property"), "value")


def deadline(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Give a task another deadline."""
    found = [xml for xml in nodes(root) if xml.tag == B("userTask")]
    if not found:
        return None
    element_id, time = str(pick(found).get("id")), f"P{len(mark) + sum(map(ord, mark)) % 300}D"
    extension(_must(root, element_id), Z("taskSchedule")).set("dueDate", time)
    return lambda merged: _values(_must(merged, element_id), Z("taskSchedule"), "dueDate") == [time]


def explain(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Write or rewrite the documentation of a step."""
    found = nodes(root)
    if not found:
        return None
    element_id = str(pick(found).get("id"))
    xml = _must(root, element_id)
    holder = xml.find(B("documentation"))
    if holder is None:
        holder = etree.Element(B("documentation"))
        xml.insert(0, holder)
    holder.text = f"About {mark}"
    return lambda merged: f"About {mark}" in (_must(merged, element_id).findtext(B("documentation")) or "")


def condition(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Change a condition."""
    found = [xml for xml in flows(root) if xml.find(B("conditionExpression")) is not None]
    if not found:
        return None
    element_id, text = str(pick(found).get("id")), f'=decision = "{mark}"'
    expression = _must(root, element_id).find(B("conditionExpression"))
    assert expression is not None
    expression.text = text
    return lambda merged: _must(merged, element_id).findtext(B("conditionExpression")) == text


def insert_step(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Put a new task into an arrow, as dropping it onto the arrow does."""
    found = flows(root)
    if not found:
        return None
    flow = pick(found)
    flow_id, target = str(flow.get("id")), str(flow.get("targetRef"))
    task_id, more_id = f"Task_{mark}", f"Flow_{mark}"
    scope = flow.getparent()
    assert scope is not None
    task = _add(scope, "manualTask", task_id, name=f"Step {mark}")
    more = _add(scope, "sequenceFlow", more_id, sourceRef=task_id, targetRef=target)
    flow.set("targetRef", task_id)
    _list(_must(root, target), "incoming", flow_id, more_id)
    _list(task, "incoming", None, flow_id)
    _list(task, "outgoing", None, more_id)
    _share_lane(root, str(flow.get("sourceRef")), task_id)
    _draw(root, task_id, more_id)
    assert more is not None
    return lambda merged: _leads(merged, flow_id, task_id) and _leads(merged, more_id, target)


def remove_step(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Take a task out of a row, and lead the arrow before it to what comes after it."""
    found = [xml for xml in nodes(root) if _is_in_row(root, xml)]
    if not found:
        return None
    xml = pick(found)
    element_id = str(xml.get("id"))
    before, after = (_arrows(root, element_id, end)[0] for end in ("targetRef", "sourceRef"))
    target = str(after.get("targetRef"))
    before.set("targetRef", target)
    _list(_must(root, target), "incoming", str(after.get("id")), str(before.get("id")))
    for gone in (xml, after):
        _remove(root, gone)
    before_id = str(before.get("id"))
    return lambda merged: by_id(merged, element_id) is None and _leads(merged, before_id, target)


def other_lane(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Move a step into another lane."""
    lanes = [xml for xml in root.iter(B("lane")) if xml.get("id")]
    ids = {xml.get("id") for xml in nodes(root)}
    held = [ref for lane in lanes for ref in lane.findall(B("flowNodeRef")) if ref.text in ids]
    if len(lanes) < 2 or not held:
        return None
    ref = pick(held)
    old = ref.getparent()
    lane = pick([each for each in lanes if each is not old])
    lane_id, element_id = str(lane.get("id")), str(ref.text)
    lane.append(ref)
    if not _is_for_people(root, element_id):
        return lambda merged: True
    return lambda merged: any(
        each.text == element_id for each in _must(merged, lane_id).findall(B("flowNodeRef"))
    )


def escalate(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Put a time limit on a task that leads to an end of its own."""
    found = [xml for xml in nodes(root) if xml.tag == B("userTask")]
    if not found:
        return None
    host = pick(found)
    scope, host_id = host.getparent(), str(host.get("id"))
    assert scope is not None
    event_id, end_id, flow_id = f"Limit_{mark}", f"End_{mark}", f"Way_{mark}"
    event = _add(
        scope, "boundaryEvent", event_id, attachedToRef=host_id, cancelActivity="false", name=f"Late {mark}"
    )
    _list(event, "outgoing", None, flow_id)
    definition = etree.SubElement(event, B("timerEventDefinition"), {"id": f"{event_id}_def"})
    etree.SubElement(definition, B("timeDuration")).text = "P3D"
    _list(_add(scope, "endEvent", end_id, name=f"Told {mark}"), "incoming", None, flow_id)
    _add(scope, "sequenceFlow", flow_id, sourceRef=event_id, targetRef=end_id)
    _share_lane(root, host_id, event_id)
    _share_lane(root, host_id, end_id)
    return lambda merged: (
        _must(merged, event_id).get("attachedToRef") == host_id and _leads(merged, flow_id, end_id)
    )


def move_shape(root: Root, pick: Pick, mark: str) -> Fact | None:
    """Move a shape on the page: of no consequence, so nothing has to be true afterwards."""
    found = [xml for xml in root.iter(f"{{{BPMNDI}}}BPMNShape") if xml.find(f"{{{DC}}}Bounds") is not None]
    if not found:
        return None
    bounds = pick(found).find(f"{{{DC}}}Bounds")
    assert bounds is not None
    bounds.set("x", str(len(mark) * 17 + ord(mark[-1])))
    return lambda merged: True


#: Edits that leave a diagram as runnable as it was.
EDITS: Mapping[str, Callable[[Root, Pick, str], Fact | None]] = {
    edit.__name__: edit
    for edit in (
        rename,
        translate,
        deadline,
        explain,
        condition,
        insert_step,
        remove_step,
        other_lane,
        escalate,
        move_shape,
    )
}


#: Some edits: which, and at which place.
edits = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 400)), min_size=1, max_size=3)
#: The same close together, so that two sides meet.
near_edits = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 5)), min_size=1, max_size=3)


def edited(source: bytes, wanted: Sequence[tuple[str, int]], mark: str) -> tuple[bytes, list[Fact]]:
    """A diagram with some edits, and what is true of it since and was not before."""
    before, root = etree.fromstring(source), etree.fromstring(source)
    found = []
    for number, (name, place) in enumerate(wanted):
        fact = EDITS[name](root, lambda things, at=place: things[at % len(things)], f"{mark}{number}")
        found += [fact] if fact else []
    return etree.tostring(root), [fact for fact in found if holds(fact, root) and not holds(fact, before)]


def holds(fact: Fact, root: Any) -> bool:
    """Whether something is true of a diagram; what is not there is not."""
    try:
        return fact(root)
    except AssertionError:
        return False


def _must(root: Root, element_id: str) -> Root:
    found = by_id(root, element_id)
    assert found is not None, element_id
    return found


def _is_for_people(root: Root, element_id: str) -> bool:
    """Whether the lane says who does it; of other steps it is only a matter of drawing."""
    return _must(root, element_id).tag in {B("userTask"), B("manualTask"), B("task"), B("subProcess")}


def _values(xml: Root, tag: str, name: str) -> list[str]:
    return [str(each.get(name)) for each in xml.iter(tag)]


def _add(scope: Root, kind: str, element_id: str, **attributes: str) -> Root:
    """A new element behind the last flow element, before what is only drawn."""
    xml = etree.Element(B(kind), {"id": element_id, **attributes})
    last = max(at for at, child in enumerate(scope) if child.tag in _FLOW_ELEMENTS)
    scope.insert(last + 1, xml)
    return xml


_FLOW_ELEMENTS = frozenset([*map(B, FLOW_NODES), B("sequenceFlow")])


def _list(xml: Root, kind: str, old: str | None, new: str) -> None:
    """Say in a step's list of arrows that one took the place of another, if the file has such lists."""
    known = [each for each in xml.findall(B(kind)) if each.text == old]
    if known:
        known[0].text = new
    elif old is None:
        entry = etree.Element(B(kind))
        entry.text = new
        heads = {B(name) for name in ("documentation", "extensionElements", "incoming", "outgoing")}
        xml.insert(sum(1 for child in xml if child.tag in heads), entry)


def _leads(root: Root, flow_id: str, target: str) -> bool:
    flow = by_id(root, flow_id)
    return flow is not None and flow.get("targetRef") == target


def _arrows(root: Root, element_id: str, end: str) -> list[Root]:
    return [xml for xml in flows(root) if xml.get(end) == element_id]


def _is_in_row(root: Root, xml: Root) -> bool:
    element_id = str(xml.get("id"))
    into, out = _arrows(root, element_id, "targetRef"), _arrows(root, element_id, "sourceRef")
    hosts = {each.get("attachedToRef") for each in nodes(root)}
    is_task = xml.tag in {B(kind) for kind in ACTIVITIES} and element_id not in hosts
    alone = len(into) == len(out) == 1 and into[0] is not out[0]
    return is_task and alone and into[0].get("sourceRef") != out[0].get("targetRef")


def _share_lane(root: Root, beside: str, element_id: str) -> None:
    for ref in list(root.iter(B("flowNodeRef"))):
        if ref.text == beside and (lane := ref.getparent()) is not None:
            entry = etree.Element(B("flowNodeRef"))
            entry.text = element_id
            lane.insert(lane.index(ref) + 1, entry)


def _draw(root: Root, task_id: str, flow_id: str) -> None:
    plane = next(root.iter(f"{{{BPMNDI}}}BPMNPlane"), None)
    if plane is None:
        return
    shape = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", {"id": f"{task_id}_di", "bpmnElement": task_id})
    etree.SubElement(shape, f"{{{DC}}}Bounds", {"x": "10", "y": "20", "width": "100", "height": "80"})
    edge = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", {"id": f"{flow_id}_di", "bpmnElement": flow_id})
    for x in ("110", "180"):
        etree.SubElement(edge, f"{{{DI}}}waypoint", {"x": x, "y": "60"})


def _remove(root: Root, xml: Root) -> None:
    """Delete an element with its place in lanes and lists, and its shape."""
    element_id = str(xml.get("id"))
    for each in list(root.iter(B("flowNodeRef"), B("incoming"), B("outgoing"))):
        if each.text == element_id and (parent := each.getparent()) is not None:
            parent.remove(each)
    for kind in ("BPMNShape", "BPMNEdge"):
        drawn = shape_of(root, element_id, kind)
        if drawn is not None and (parent := drawn.getparent()) is not None:
            parent.remove(drawn)
    parent = xml.getparent()
    if parent is not None:
        parent.remove(xml)
