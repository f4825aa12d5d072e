"""Nothing of a file is lost in a repair, and nothing is changed that no remedy names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.bpmn import Document, Unreadable, read, repair
from app.bpmn.names import BPMN
from tests.bpmn.corpus import corpus
from tests.bpmn.diagrams import document, process
from tests.bpmn.repairing.cases import CASES, ENDS, PRODUCTS, one
from tests.bpmn.repairing.comparing import foreign_content, untouched

HERE = Path(__file__).parent
NOISE = "http://example.org/noise"


def readable() -> list[Path]:
    """The diagrams among the files that others wrote."""
    found = []
    for path in corpus():
        try:
            read(path.read_bytes())
        except Unreadable:
            continue
        found.append(path)
    return found


def assert_keeps_everything(before: Document) -> None:
    """Repair, and compare."""
    repaired = repair(before)
    after = repaired.document

    assert foreign_content(before.root) - foreign_content(after.root) == {}
    assert untouched(before.root, repaired.applied).items() <= untouched(after.root, repaired.applied).items()


@pytest.mark.parametrize("path", readable(), ids=lambda path: path.name)
def test_a_file_that_others_wrote_goes_out_with_everything_it_said(path: Path) -> None:
    assert_keeps_everything(read(path.read_bytes()))


@pytest.mark.parametrize("parts", [parts for parts, _ in CASES])
def test_every_remedy_keeps_what_it_takes_away(parts: str) -> None:
    assert_keeps_everything(document(parts))


@pytest.mark.parametrize("path", readable(), ids=lambda path: path.name)
def test_a_file_without_remedies_goes_out_byte_by_byte(path: Path) -> None:
    source = path.read_bytes()

    refused = repair(read(source), lambda remedy: False)

    assert (refused.source, refused.applied) == (source, ())


words = st.text(alphabet="abcäö <&\"'%s{}=", max_size=12)


@st.composite
def noise(draw: st.DrawFn) -> etree._Element:
    """An element of a product that nobody knows, with whatever in it."""
    xml = etree.Element(f"{{{NOISE}}}{draw(st.sampled_from('abc'))}")
    for key in draw(st.sets(st.sampled_from(["x", f"{{{NOISE}}}y", f"{{{BPMN}}}z"]))):
        xml.set(key, draw(words))
    xml.text = draw(words)
    for _ in range(draw(st.integers(0, 2))):
        inner = etree.SubElement(xml, draw(st.sampled_from([f"{{{NOISE}}}d", f"{{{BPMN}}}task", "plain"])))
        inner.text, inner.tail = draw(words), draw(words)
    return xml


@given(st.data())
def test_what_no_product_is_known_to_say_survives_every_remedy(data: st.DataObject) -> None:
    parts, _ = data.draw(st.sampled_from(CASES))
    root = document(parts).root
    elements = [xml for xml in root.iter(f"{{{BPMN}}}*") if xml.get("id")]
    for _ in range(data.draw(st.integers(1, 4))):
        xml = data.draw(st.sampled_from(elements))
        if data.draw(st.booleans()):
            xml.set(f"{{{NOISE}}}said", data.draw(words))
        else:
            _extension_elements(xml).append(data.draw(noise()))

    assert_keeps_everything(read(etree.tostring(root)))


def _extension_elements(xml: etree._Element) -> etree._Element:
    found = xml.find(f"{{{BPMN}}}extensionElements")
    if found is None:
        found = etree.Element(f"{{{BPMN}}}extensionElements")
        xml.insert(0, found)
    return found


@given(st.data())
def test_any_choice_of_remedies_keeps_everything_and_can_be_made_in_steps(data: st.DataObject) -> None:
    parts, _ = data.draw(st.sampled_from(CASES))
    before = document(parts)
    offered = [remedy.key for remedy in repair(before).applied]
    chosen = data.draw(st.sets(st.sampled_from(offered)))

    some = repair(before, lambda remedy: remedy.key in chosen)
    all_of_it = repair(some.document)

    assert {remedy.key for remedy in some.applied} <= chosen
    assert foreign_content(before.root) - foreign_content(all_of_it.document.root) == {}
    assert repair(all_of_it.document).applied == ()


def test_comments_and_instructions_stay_where_they_are() -> None:
    parts = one("serviceTask", 'c:class="x"', "<!-- inside --><?look here?>")
    source = document(parts).source.replace(b"<process", b"<!-- before --><process")

    after = repair(read(b"<?before all?><!-- first -->" + source)).source

    for said in (b"<?before all?><!-- first -->", b"<!-- before -->", b"<!-- inside -->", b"<?look here?>"):
        assert said in after
    assert PRODUCTS.split('"')[1].encode() in after


def test_what_another_product_holds_gets_no_id() -> None:
    flow = '<sequenceFlow sourceRef="s" targetRef="e"/>'
    held = f'<extensionElements><x:copy xmlns:x="urn:x">{flow}</x:copy></extensionElements>'

    repaired = repair(document(process(held + ENDS + flow)))

    assert [remedy.element_id for remedy in repaired.applied if remedy.code == "flow-id"] == ["s_to_e"]
    assert repaired.source.count(b' id="s_to_e') == 2  # the arrow, and its line in the drawing
