"""Reading files of strangers: a diagram, or one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bpmn import Unreadable, read
from app.bpmn.reading import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0">'
SMALL = HEAD + '<process id="p"><startEvent id="s"/><endEvent id="e"/></process></definitions>'
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + SMALL.replace('id="p"', 'id="p" name="&b;"')
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + SMALL
DEEP = HEAD + "<process>" * MAX_DEPTH + "</process>" * MAX_DEPTH + "</definitions>"
VERY_DEEP = HEAD + "<process>" * 100_000 + "</process>" * 100_000 + "</definitions>"
CROWDED = HEAD + "<task/>" * MAX_ELEMENTS + "</definitions>"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n ", "empty", id="white space"),
        pytest.param(b"PK\x03\x04rest", "compressed archive", id="zip"),
        pytest.param(b"%PDF-1.7", "PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n", "picture", id="png"),
        pytest.param(b"\x00\x01\x02\x03", "not an XML file", id="bytes"),
        pytest.param(b'{"type": "default", "components": []}', "JSON", id="form"),
        pytest.param(b"just words", "not an XML file", id="text"),
        pytest.param(b"<html><body/></html>", "web page", id="web page"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture", id="svg"),
        pytest.param(b"<note/>", "begins with", id="other XML"),
        pytest.param(b"<definitions/>", "namespace", id="no namespace"),
        pytest.param(
            b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', "decision table", id="DMN"
        ),
        pytest.param(SMALL[:-4].encode(), "broken XML at line 1", id="cut off"),
        pytest.param(SMALL.replace("id=", "name=&x; id=").encode(), "broken XML", id="unquoted attribute"),
        pytest.param(b'<?xml version="1.0" encoding="klingon"?>' + SMALL.encode(), "", id="unknown encoding"),
        pytest.param(SMALL.replace('"p"', '"ä"').encode("latin-1"), "broken XML", id="wrong encoding"),
        pytest.param(BOMB.encode(), "DOCTYPE", id="entity bomb"),
        pytest.param(OUTSIDE.encode(), "DOCTYPE", id="entity from a file"),
        pytest.param(("\ufeff<!-- a -->\n" + BOMB).encode(), "DOCTYPE", id="DOCTYPE after a comment"),
        pytest.param(BOMB.encode("utf-16"), "DOCTYPE", id="DOCTYPE in UTF-16"),
        pytest.param(DEEP.encode(), "nested too deeply", id="deep"),
        pytest.param(VERY_DEEP.encode(), "", id="very deep"),
        pytest.param(CROWDED.encode(), "too large", id="crowded"),
        pytest.param(b"<" + b"a" * MAX_BYTES, "too big", id="huge"),
    ],
)
def test_a_file_that_is_no_diagram_gets_a_sentence_and_a_remedy(source: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(source)

    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert refusal.value.remedy.endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_a_diagram_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    source = f'<?xml version="1.0" encoding="{declared}"?>' + SMALL.replace('id="p"', 'id="p" name="Päätös"')

    document = read(source.encode(encoding))

    assert document.name("p") == "Päätös"


def test_white_space_before_the_declaration_is_forgiven() -> None:
    source = '\n  <?xml version="1.0"?>' + SMALL

    document = read(source.encode())

    assert [node.id for node in document.nodes] == ["s", "e"]


def test_a_document_type_inside_a_text_is_no_document_type() -> None:
    source = SMALL.replace(
        "<startEvent", "<documentation><![CDATA[<!DOCTYPE html>]]></documentation><startEvent"
    )

    document = read(source.encode())

    assert document.element("s") is not None


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise_anything_but_unreadable(source: bytes) -> None:
    try:
        document = read(source)
    except Unreadable:
        return
    assert document.root is not None
