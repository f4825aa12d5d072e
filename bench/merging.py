"""Difference and three-way merge of diagrams of 10, 100 and 250 nodes.

Three versions of one diagram are made for each size, as dense as those of the demonstration: tasks with
deadlines, mappings and texts in three languages, a lane and a drawing. On either side one step in ten is
changed in several ways, and one in twenty is added. What counts is the processor time of this process,
reading and writing the files included, the median of some rounds.
"""

import statistics
import time
from collections.abc import Callable, Iterator

from app.bpmn import read
from app.tailoring import Files, difference, merge
from bench.lines import Goal, Line, Size

SIZES = (10, 100, 250)
#: Milliseconds that a merge of so many nodes may take.
MOST, GOAL_FOR = 150, 100

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'id="d" targetNamespace="https://polku.example/processes">\n'
)
_TASK = """<bpmn:userTask id="t{n}" name="Step {name}"><bpmn:extensionElements><zeebe:userTask />
<zeebe:taskSchedule dueDate="P{days}D" followUpDate="P1D" /><zeebe:ioMapping>
<zeebe:input source="=given{n}" target="taken{n}" /><zeebe:output source="=taken{n}" target="given{n}" />
</zeebe:ioMapping><zeebe:properties><zeebe:property name="name.fi" value="Vaihe {name}" />
<zeebe:property name="name.sv" value="Steg {name}" /><zeebe:property name="step" value="{step}" />
</zeebe:properties></bpmn:extensionElements><bpmn:incoming>f{n}</bpmn:incoming>
<bpmn:outgoing>f{next}</bpmn:outgoing></bpmn:userTask>
"""
_EXTRA = """<bpmn:userTask id="{id}" name="Extra {id}"><bpmn:incoming>f{n}</bpmn:incoming>
<bpmn:outgoing>{id}_f</bpmn:outgoing></bpmn:userTask>
<bpmn:sequenceFlow id="{id}_f" sourceRef="{id}" targetRef="t{n}" />
"""
_SHAPE = """<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}">
<dc:Bounds x="{x}" y="{y}" width="100" height="80" />
<bpmndi:BPMNLabel><dc:Bounds x="{x}" y="170" width="80" height="20" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
"""
_EDGE = """<bpmndi:BPMNEdge id="{id}_di" bpmnElement="{id}"><di:waypoint x="{x}" y="120" />
<di:waypoint x="{to}" y="120" /></bpmndi:BPMNEdge>
"""


def diagram(size: int, side: str = "") -> bytes:
    """A diagram of `size` nodes; “ours” and “theirs” change it, each at places of its own."""
    steps = range(1, size - 1)
    extra = set(steps[5::20] if side == "ours" else steps[15::20] if side == "theirs" else ())
    changed = set(steps[2::10] if side == "ours" else steps[7::10] if side == "theirs" else ())
    body = "".join(_step(n, n in changed, n in extra, side) for n in steps)
    return (
        f'{_HEAD}<bpmn:process id="p" name="Permit" isExecutable="true">\n<bpmn:laneSet id="lanes">\n'
        f'<bpmn:lane id="lane" name="Permit office">{"".join(_refs(size, extra))}</bpmn:lane>\n'
        f"</bpmn:laneSet>\n"
        f'<bpmn:startEvent id="t0"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>\n{body}'
        f'<bpmn:endEvent id="t{size - 1}"><bpmn:incoming>f{size - 1}</bpmn:incoming></bpmn:endEvent>\n'
        f'<bpmn:sequenceFlow id="f{size - 1}" sourceRef="t{size - 2}" targetRef="t{size - 1}" />\n'
        f'</bpmn:process>\n<bpmndi:BPMNDiagram id="b"><bpmndi:BPMNPlane id="plane" bpmnElement="p">\n'
        f"{''.join(_drawn(size, extra))}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    ).encode()


def _step(n: int, changed: bool, extra: bool, side: str) -> str:
    name = f"{n} {side}" if changed else str(n)
    task = _TASK.format(n=n, next=n + 1, name=name, days=20 if changed else 14, step=f"At step {name}")
    target = f"x{n}" if extra else f"t{n}"
    flow = f'<bpmn:sequenceFlow id="f{n}" sourceRef="t{n - 1}" targetRef="{target}" />\n'
    if not extra:
        return task + flow
    own = _EXTRA.format(id=f"x{n}", n=n)
    return task.replace(f"<bpmn:incoming>f{n}<", f"<bpmn:incoming>x{n}_f<") + flow + own


def _refs(size: int, extra: set[int]) -> Iterator[str]:
    ids = [*(f"t{n}" for n in range(size)), *(f"x{n}" for n in sorted(extra))]
    return (f"<bpmn:flowNodeRef>{each}</bpmn:flowNodeRef>\n" for each in ids)


def _drawn(size: int, extra: set[int]) -> Iterator[str]:
    yield from (_SHAPE.format(id=f"t{n}", x=100 + 200 * n, y=80) for n in range(size))
    yield from (_SHAPE.format(id=f"x{n}", x=200 * n, y=200) for n in sorted(extra))
    yield from (_EDGE.format(id=f"f{n}", x=200 * n, to=200 * n + 100) for n in range(1, size))
    yield from (_EDGE.format(id=f"x{n}_f", x=200 * n, to=200 * n + 100) for n in sorted(extra))


def measure(size: Size) -> dict[str, list[Line]]:
    """Each size: the difference of two versions, and the merge of three."""
    rounds = size.of(15, 1)
    return {"merge": [line for nodes in SIZES for line in _lines(nodes, rounds)]}


def _lines(nodes: int, rounds: int) -> list[Line]:
    base, ours, theirs = (_files(diagram(nodes, side)) for side in ("", "ours", "theirs"))
    merged = merge(base, ours, theirs)
    assert not merged.questions
    assert len(read(merged.files["d.bpmn"]).nodes) >= nodes
    told = _spent(lambda: difference(base, theirs), rounds)
    made = _spent(lambda: merge(base, ours, theirs), rounds)
    goals = (Goal("CPU ms", MOST, made),) if nodes == GOAL_FOR else ()
    return [
        Line(f"difference of {nodes} nodes", "", {"cpu_ms": told}),
        Line(f"merge of {nodes} nodes", "", {"cpu_ms": made}, goals=goals),
    ]


def _spent(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of one go, in milliseconds."""
    work()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def _files(source: bytes) -> Files:
    return {"d.bpmn": source}
