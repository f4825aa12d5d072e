"""Files that cannot be read as they are, and can be after a remedy in words."""

import pytest

from app.bpmn import Unreadable, open_for_repair, read
from tests.bpmn.diagrams import HEAD, around, user

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OLD = "http://schema.omg.org/spec/BPMN/2.0"
TEXT = HEAD + around(task=user("t", attributes='name="Päätös"')) + "</definitions>"


def declared(encoding: str, text: str = TEXT) -> str:
    """A file that says how it is written."""
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'


@pytest.mark.parametrize(
    ("source", "codes", "guessed"),
    [
        (TEXT.encode(), [], False),
        (TEXT.replace(MODEL, OLD).encode(), ["namespace"], False),
        (TEXT.replace(f' xmlns="{MODEL}"', "").encode(), ["namespace"], False),
        (declared("UTF-8").encode("cp1252"), ["encoding"], True),
        (declared("UTF-16").encode(), ["encoding"], False),
        (declared("no-such-code").encode(), ["encoding"], False),
        (declared("ISO-8859-1").encode("utf-16"), [], False),
        (declared("UTF-8", TEXT.replace(MODEL, OLD)).encode("cp1252"), ["encoding", "namespace"], True),
    ],
)
def test_a_file_is_read_after_the_remedies_that_it_needs(
    source: bytes, codes: list[str], guessed: bool
) -> None:
    document, remedies = open_for_repair(source)

    assert [remedy.code for remedy in remedies] == codes
    assert any(remedy.guessed for remedy in remedies) is guessed
    assert all(remedy.say(remedy.sentence).endswith(".") for remedy in remedies)
    assert document.name("t") == "Päätös"
    assert read(document.source).name("t") == "Päätös"


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"PK\3\4",
        declared("UTF-16", "<!DOCTYPE a><a/>").encode(),
        TEXT[:-9].encode(),
        b'<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"><process/></definitions>',
        b"<definitions><nothing/></definitions>",
    ],
)
def test_what_is_no_diagram_stays_refused(source: bytes) -> None:
    with pytest.raises(Unreadable, match=r"\.$"):
        open_for_repair(source)


def test_a_remedy_that_is_not_wanted_leaves_the_file_unread() -> None:
    with pytest.raises(Unreadable, match="namespace"):
        open_for_repair(TEXT.replace(MODEL, OLD).encode(), lambda remedy: remedy.code != "namespace")


def test_the_old_namespace_is_kept() -> None:
    document, _ = open_for_repair(TEXT.replace(MODEL, OLD).encode())

    assert OLD.encode() in document.source
    assert document.source.count(b"xmlns:bpmn=") == 1
