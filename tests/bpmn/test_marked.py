"""What differs is marked on a diagram by hatch, outline and sign together."""

from lxml import etree

from app.bpmn import marked, read
from tests.tailoring.sources import diagrams, seeds

SVG = "{http://www.w3.org/2000/svg}"


def drawn(source: bytes, marks: dict[str, str], label: str = "Before") -> etree._Element:
    return etree.fromstring(marked(read(source), marks, lang="en", name="old", label=label))  # type: ignore[arg-type]


def test_a_marked_step_has_a_hatch_that_the_picture_defines_and_a_sign() -> None:
    document = read(seeds()["street-works/inspected"])
    task = next(node.id for node in document.nodes if node.kind == "userTask")

    svg = drawn(document.source, {task: "moved"})

    (group,) = svg.iterfind(f".//{SVG}g[@data-mark='moved']")
    (hatch,) = group.iterfind(f"{SVG}*[@class='pk-hatch']")
    (tile,) = svg.iterfind(f".//{SVG}pattern")
    assert group.get("data-id") == task
    assert hatch.get("fill") == f"url(#{tile.get('id')})"
    assert group.find(f"{SVG}g[@class='pk-mark']").findtext(f"{SVG}text") == "⇄"


def test_an_arrow_is_marked_with_a_sign_and_without_a_hatch() -> None:
    document = read(seeds()["street-works/inspected"])

    svg = drawn(document.source, {document.flows[0].id: "added"})

    (group,) = svg.iterfind(f".//{SVG}g[@data-mark='added']")
    assert group.get("data-id") == document.flows[0].id
    assert group.find(f"{SVG}*[@class='pk-hatch']") is None
    assert group.find(f"{SVG}g[@class='pk-mark']").findtext(f"{SVG}text") == "+"


def test_close_up_only_the_surroundings_of_the_marks_are_seen() -> None:
    document = read(seeds()["street-works/inspected"])
    marks = {document.nodes[0].id: "asked"}

    whole = float(drawn(document.source, marks).get("width", ""))
    near = marked(document, marks, lang="en", name="old", label="", close=True)  # type: ignore[arg-type]

    assert float(etree.fromstring(near).get("width", "")) < whole / 3


def test_a_label_is_text_whatever_it_holds() -> None:
    svg = drawn(seeds()["street-works/inspected"], {}, label="<script>&\"'")

    assert svg.get("aria-label") == "<script>&\"'"


def test_a_file_without_a_drawing_gives_no_picture() -> None:
    source = diagrams()["files/whole"]
    plain = source[: source.index(b"<bpmndi:BPMNDiagram")] + b"</bpmn:definitions>"

    assert marked(read(plain), {"x": "added"}, lang="en", name="old", label="") == ""
