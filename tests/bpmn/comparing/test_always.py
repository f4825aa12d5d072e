"""Whatever two versions are compared: nothing is left out, nothing is said twice, no id is named."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bpmn import Document, Unreadable, read
from app.bpmn.comparing import Version, compare
from app.changes import deltas
from tests.tailoring.edits import edited, edits
from tests.tailoring.sources import diagrams

#: Words that mean something only to those who look into the file.
FORBIDDEN = re.compile(r"\b(XML|node|gateway|token|sequence flow|zeebe|bpmn|FEEL)\b")


def opened(source: bytes) -> Document | None:
    try:
        return read(source)
    except Unreadable:
        return None


DIAGRAMS = {name: document for name, source in diagrams().items() if (document := opened(source))}


@given(st.data())
@settings(max_examples=60)
def test_every_difference_is_in_exactly_one_spot_with_a_sentence(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(DIAGRAMS)))
    new_source, _ = edited(DIAGRAMS[name].source, data.draw(edits), "x")
    old = Version(DIAGRAMS[name])
    new = Version(read(new_source), guide=old)

    found = compare(old, new)

    told = [(delta.key, delta.name) for spot in found for delta in spot.deltas]
    assert sorted(told) == sorted((delta.key, delta.name) for delta in deltas(old.tree, new.tree))
    assert all(spot.changes for spot in found)
    for change in (change for spot in found for change in spot.changes):
        assert change.sentence.say().strip().endswith((".", "”."))
        assert change.topic.say().strip()


@pytest.mark.parametrize("name", sorted(DIAGRAMS))
def test_no_sentence_names_an_id_or_a_word_of_the_file_format(name: str) -> None:
    others = sorted(DIAGRAMS)
    one, other = DIAGRAMS[name], DIAGRAMS[others[(others.index(name) + 1) % len(others)]]
    old = Version(one)

    spots = compare(old, Version(other, guide=old))

    written = {text for document in (one, other) for text in texts(document)}
    nodes = [node for document in (one, other) for node in document.nodes]
    ids = {node.id for node in nodes if re.search(r"[_\d]|[a-z][A-Z]", node.id)}
    for sentence in [change.sentence.say() for spot in spots for change in spot.changes]:
        plain = sentence
        for text in sorted(written, key=len, reverse=True):
            plain = plain.replace(text, "")
        assert not FORBIDDEN.search(plain), sentence
        assert not any(element_id in plain for element_id in ids), sentence


def texts(document: Document) -> set[str]:
    """What stands in the file as text for people."""
    found = (xml.get(name) for xml in document.root.iter("{*}*") for name in ("name", "value"))
    return {" ".join(text.split()) for text in found if text and text.strip()}
