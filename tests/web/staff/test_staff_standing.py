"""Where a case stands: the numbers of the list are those of the drawing."""

import re
from pathlib import Path

from flask import Flask

from app.bpmn import read
from app.web.caseworker import standing
from app.web.caseworker.standing import Standing

DIAGRAM = Path(__file__).parents[3] / "workflows" / "bpmn" / "street-works" / "inspected.bpmn"


def test_every_number_of_the_list_is_drawn_and_the_current_one_is_said(app: Flask) -> None:
    with app.test_request_context("/testby/?lang=en"):
        app.preprocess_request()
        document = read(DIAGRAM.read_bytes())
        task = next(node for node in document.nodes if node.kind == "userTask")
        found = _standing(document, now=frozenset({task.id}))

        drawing, label = found.picture(thumbnail=True), found.label

    drawn = {int(number) for number in re.findall(r">(\d+)</text>", drawing)}
    assert drawn == {step.number for step in found.steps}
    assert re.search(r"step \d+ of \d+ is on", label)


def _standing(document: object, now: frozenset[str]) -> Standing:
    class Version:
        documents = (document,)

    from app.tasks.tables import Task

    tasks = [Task(element_id=element_id, status="open") for element_id in now]
    return standing.of_case(Version(), [], tasks, [])  # type: ignore[arg-type]
