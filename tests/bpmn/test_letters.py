"""Texts of letters with blanks: shown as they are written, and nobody brings an expression in with one."""

import pytest

from app.bpmn import read, wording
from tests.engine.diagrams import diagram, end, service, start

TEXT = "# Decision&#10;You may work at {{ address }}."


def rewritten(text: str) -> tuple[str, str]:
    """What the text of the decision was, and what it is after somebody has written `text`."""
    work = service("w", "polku.decision-document", title_en="Permit", text_en="TEXT").replace("TEXT", TEXT)
    document = diagram(start("s"), work, end("e"), flows="s w e")
    [place] = [each for each in wording.wordings(document) if each.kind == "letter.text"]
    changed = read(wording.reworded(document, {place.key: {"en": text}}))
    element = changed.element("w")
    assert element is not None
    return place.texts["en"], {line.target: line.source for line in element.inputs}["text_en"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Work at {{ address }} is fine.", "Work at {{ address }} is fine."),
        ("{{ address }}: {{ salary }}", "{{ address }}: { { salary }}"),
        ("{{{ salary }}", "{ { { salary }}"),
        ("=salary", '="=salary"'),
    ],
)
def test_only_blanks_that_the_letter_has_stay_blanks(typed: str, kept: str) -> None:
    before, after = rewritten(typed)

    assert before == "# Decision\nYou may work at {{ address }}."
    assert after == kept
