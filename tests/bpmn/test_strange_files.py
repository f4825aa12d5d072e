"""Whatever the file: a result with sentences, never a traceback."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.bpmn import Unreadable, check, outline, picture, read, repair
from tests.bpmn.corpus import corpus

HERE = Path(__file__).parent
WHOLE = (HERE / "files" / "whole.bpmn").read_bytes()
#: Words that mean something to a reader of diagrams, to put where they do not belong.
WORDS = sorted(set(re.findall(rb"[\w:.-]+", WHOLE)))
MARKUP = [
    b"<",
    b">",
    b"/>",
    b'"',
    b"&",
    b"&amp;",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?x?>",
    b"=",
    b"",
    b"\0",
    b"\xff",
]


def sentences(source: bytes) -> list[str]:
    """What is said about a file after everything that can be done with it was done."""
    try:
        document = read(source)
    except Unreadable as refusal:
        return [str(refusal), refusal.remedy % refusal.values]
    etree.fromstring(picture(document, lang="fi", done=("check",), numbers={"check": 1}) or "<svg/>")
    outline(document, "sv")
    said = [problem.say(text) for problem in check(document) for text in (problem.sentence, problem.remedy)]
    repaired = repair(document)
    outline(repaired.document, "sv")
    return said + [remedy.say(remedy.sentence) for remedy in repaired.applied]


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.name)
def test_every_file_that_others_wrote_gets_an_answer(path: Path) -> None:
    said = sentences(path.read_bytes())

    assert all(sentence.endswith(".") for sentence in said)


@given(st.data())
def test_a_diagram_with_scrambled_bytes_gets_an_answer(data: st.DataObject) -> None:
    source = WHOLE
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source)))
        gone = data.draw(st.integers(0, 40))
        source = source[:at] + data.draw(st.sampled_from([*MARKUP, *WORDS])) + source[at + gone :]

    said = sentences(source)

    assert all(sentence.strip() for sentence in said)


@given(st.data())
def test_a_diagram_with_parts_lost_moved_doubled_and_renamed_gets_an_answer(data: st.DataObject) -> None:
    root = etree.fromstring(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        parts = list(root.iterdescendants("{*}*"))
        _spoil(data, data.draw(st.sampled_from(parts)), data.draw(st.sampled_from(parts)))

    said = sentences(etree.tostring(root))

    assert all(sentence.strip() for sentence in said)


def _spoil(data: st.DataObject, part: etree._Element, other: etree._Element) -> None:
    way = data.draw(st.sampled_from(["lose", "double", "move", "rename", "attribute", "text"]))
    parent = part.getparent()
    if way == "lose" and parent is not None:
        parent.remove(part)
    elif way == "double":
        other.append(etree.fromstring(etree.tostring(part)))
    elif way == "move" and other is not part and part not in other.iterancestors():
        other.append(part)
    elif way == "rename":
        part.tag = other.tag
    elif way == "attribute" and len(part.attrib):
        key = data.draw(st.sampled_from(sorted(map(str, part.attrib))))
        part.set(key, data.draw(st.sampled_from(["", "=", "=1 +", "%s %(x)s", "x" * 3000, "check", "true"])))
    else:
        part.text = data.draw(st.sampled_from(["", "=", "${a}", "PT0S", "R/PT0S", "(" * 3000, "100%"]))


def test_text_of_a_diagram_cannot_break_a_sentence() -> None:
    source = WHOLE.replace(b'name="Check the application"', b'name="100 %s %(x)s {0}"').replace(
        b'formId="', b'x="'
    )

    said = sentences(source)

    assert any("100 %s %(x)s {0}" in sentence for sentence in said)
