"""Documents on paper: what goes in is text and nothing else, and screen readers can read what comes out."""

from datetime import UTC, datetime
from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.printing import typeset
from tests.printing.aloud import aloud

MADE = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40" width="90" height="40">'
    '<text x="5" y="20">Start</text></svg>'
)
DECISION = {
    "title": "Beslut",
    "author": "Testby",
    "language": "sv",
    "foot": "Testby, TES-2026-00001",
    "case": "TES-2026-00001",
    "date": "1.9.2026",
    "words": {"case": "Ärende", "date": "Datum"},
}
LONG = [{"kind": "paragraph", "words": "Ja, det får du. " * 30}] * 30


def drawn(title: str, *, is_fictional: bool = False) -> bytes:
    """A drawing with this title."""
    facts = {"title": title, "author": title, "language": "fi", "foot": "", "drawing": DRAWING}
    return typeset("drawing", facts, made=MADE, is_fictional=is_fictional)


def test_a_document_is_tagged_has_a_language_and_a_title_and_keeps_to_pdf_ua() -> None:
    made = drawn("Katutyölupa")

    reader = PdfReader(BytesIO(made))
    root = reader.root_object
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "fi")
    assert reader.metadata is not None
    assert reader.metadata.title == "Katutyölupa"
    assert b"pdfuaid:part" in made
    assert made == drawn("Katutyölupa")


def test_what_a_demonstration_makes_says_so_aloud_and_keeps_to_pdf_ua() -> None:
    made = drawn("Katutyölupa", is_fictional=True)

    assert b"pdfuaid:part" in made
    assert "Kaikki tämän sivun kunnat ja ihmiset ovat kuvitteellisia." in aloud(made)
    assert "kuvitteellisia" not in aloud(drawn("Katutyölupa"))


def test_every_page_of_a_demonstration_says_so_and_it_is_read_aloud_once() -> None:
    made = typeset("decision", {**DECISION, "blocks": LONG}, made=MADE, is_fictional=True)

    said = "Alla kommuner och personer på den här sidan är påhittade."
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) > 1
    assert [page.extract_text().count(said) for page in pages] == [1] * len(pages)
    assert aloud(made).count(said) == 1
    assert b"pdfuaid:part" in made


@settings(max_examples=25)
@given(st.text(max_size=40))
@example('#eval("1") \\ *bold* $x$ @ref <label> #set page(width: 1pt)')
@example("</svg><script>alert(1)</script> 👩‍👩‍👧 שלום \u202eevil\u2066 العربية")
@example("\x00\x1b\ufffe")
def test_whatever_a_name_says_is_text(title: str) -> None:
    reader = PdfReader(BytesIO(drawn(title)))

    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width > 100
