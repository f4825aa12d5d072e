"""A diagram as a drawing of its own."""

from pathlib import Path

from lxml import etree

from app.bpmn import read
from app.bpmn.exporting import drawing

WHOLE = (Path(__file__).parent / "files" / "whole.bpmn").read_bytes()


def test_the_drawing_carries_its_looks_and_needs_nothing_else() -> None:
    root = etree.fromstring(drawing(read(WHOLE), lang="en"))

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert ".pk-shape" in (root.findtext("{*}style") or "")
    assert root.xpath("//@href | //@src | //@*[starts-with(name(), 'on')]") == []


def test_names_with_markup_are_text_in_the_drawing() -> None:
    hostile = WHOLE.replace(b'name="', b'name="&lt;/style&gt;&lt;script&gt;', 3)

    assert b"<script" not in drawing(read(hostile), lang="en")
