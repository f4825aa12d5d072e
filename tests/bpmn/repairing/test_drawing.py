"""A diagram without a drawing gets one, and what a repair adds is drawn into one that is there."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bpmn import Document, picture, read, repair
from app.bpmn.layout import Box, layout
from tests.bpmn.diagrams import chain, document, flow, process, user
from tests.bpmn.repairing.cases import CASES, ENDS

WHOLE = Path(__file__).parents[1] / "files" / "whole.bpmn"


def boxes(found: Document) -> dict[str, Box]:
    """Where each element is drawn."""
    return {shape.element_id: shape.box for shape in layout(found).shapes}


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes cover some of the same place."""
    across = min(one.corner[0], other.corner[0]) - max(one.x, other.x)
    down = min(one.corner[1], other.corner[1]) - max(one.y, other.y)
    return across > 0 and down > 0


@pytest.mark.parametrize("parts", [parts for parts, _ in CASES])
def test_everything_that_runs_is_drawn_and_nothing_covers_anything_else(parts: str) -> None:
    repaired = repair(document(parts)).document

    assert repaired.process is not None
    running = [node for node in repaired.nodes if node.process_id == repaired.process.id]
    drawn, lines = boxes(repaired), {edge.element_id for edge in layout(repaired).edges}
    assert {node.id for node in running} <= drawn.keys()
    assert {flow.id for node in running for flow in node.outgoing} <= lines
    beside = [node for node in running if node.kind != "boundaryEvent"]
    for one, other in combinations(beside, 2):
        if one.scope_id == other.scope_id:
            assert not overlap(drawn[one.id], drawn[other.id])


def test_what_is_in_a_sub_process_is_drawn_in_its_box() -> None:
    inside = '<startEvent id="x"/><endEvent id="y"/>' + user("w") + chain("x", "w", "y")

    repaired = repair(
        document(process(ENDS + f'<subProcess id="t">{inside}</subProcess>' + chain("s", "t", "e")))
    )

    drawn = boxes(repaired.document)
    for element_id in ("x", "w", "y"):
        assert drawn["t"].x < drawn[element_id].x < drawn[element_id].corner[0] < drawn["t"].corner[0]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_any_net_of_arrows_can_be_drawn(ends: list[tuple[int, int]]) -> None:
    tasks = "".join(user(f"t{number}") for number in range(10))
    arrows = "".join(
        flow(f"t{one}", f"t{other}").replace('id="', f'id="n{number}_')
        for number, (one, other) in enumerate(ends)
    )

    repaired = repair(document(process('<startEvent id="s"/>' + tasks + flow("s", "t0") + arrows))).document

    drawn = boxes(repaired)
    assert {node.id for node in repaired.nodes} <= drawn.keys()
    assert not any(overlap(one, other) for one, other in combinations(drawn.values(), 2))
    assert picture(repaired, lang="en").startswith("<svg")


def test_what_is_added_is_drawn_beside_what_was_there() -> None:
    source = WHOLE.read_bytes()
    before = read(source)
    end = next(node for node in before.nodes if node.kind == "endEvent" and len(node.incoming) == 1)
    without = source.replace(f'targetRef="{end.id}"'.encode(), b'targetRef="gone"')

    repaired = repair(read(without)).document

    added = boxes(repaired).keys() - boxes(before).keys()
    assert added
    assert {key: box for key, box in boxes(repaired).items() if key in boxes(before)} == boxes(before)


def test_a_file_that_is_drawn_keeps_its_drawing() -> None:
    repaired = repair(read(WHOLE.read_bytes()))

    assert "drawing" not in {remedy.code for remedy in repaired.applied}
