"""A diagram that several products have written in is opened, changed and saved: nothing of theirs is lost."""

from pathlib import Path

from lxml import etree
from playwright.sync_api import expect

from app.bpmn.names import BPMN
from tests.bpmn.repairing.comparing import foreign_content, own_content
from tests.journeys.conftest import Windows
from tests.journeys.drawing import Canvas
from tests.journeys.walking import press, sign_in_staff

SEVERAL = Path(__file__).parent / "several-products.bpmn"
SHAPE = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape"


def test_moving_one_element_loses_nothing_that_others_have_written(windows: Windows) -> None:
    page = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    page.goto("/koivula/studio/import")
    page.get_by_label("Files ending in").set_input_files(SEVERAL)
    press(page.get_by_role("button", name="Begin the draft"))
    press(page.get_by_role("link", name="Leave everything as it is"))
    canvas = Canvas(page)
    canvas.wait()

    box = page.locator("#canvas [data-element-id=lent] .djs-hit").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 70, steps=5)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    canvas.wait_until_saved()

    before = etree.fromstring(SEVERAL.read_bytes())
    after = etree.fromstring(page.request.get(f"{page.url}/files/{SEVERAL.name}").body())
    assert _moved(before, after) == {"lent"}
    assert _drawn(before) <= _drawn(after)
    before, after = _undrawn(before), _undrawn(after)
    assert _said(after) == _said(before)
    assert foreign_content(after) == foreign_content(before)


def _moved(before: etree._Element, after: etree._Element) -> set[str]:
    places = [
        {str(shape.get("bpmnElement")): dict(shape[0].attrib) for shape in root.iter(SHAPE)}
        for root in (before, after)
    ]
    return {name for name, place in places[0].items() if places[1][name] != place}


def _drawn(root: etree._Element) -> set[str]:
    """Ids of everything that a drawing holds, whether an editor shows it or not."""
    return {str(each.get("id")) for plane in root.iter("{*}BPMNPlane") for each in plane}


def _said(root: etree._Element) -> dict[str, str]:
    """By id: what each element says, in canonical XML."""
    return {xml.get("id", ""): own_content(xml) for xml in root.iter(f"{{{BPMN}}}*") if xml.get("id")}


def _undrawn(root: etree._Element) -> etree._Element:
    """The same without the drawing, in which one place differs."""
    copy = etree.fromstring(etree.tostring(root))
    for drawing in copy.findall("{*}BPMNDiagram"):
        copy.remove(drawing)
    return copy
