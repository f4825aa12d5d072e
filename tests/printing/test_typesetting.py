"""Documents on paper: what goes in is text and nothing else, and screen readers can read what comes out."""

from datetime import UTC, datetime
from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.printing import typeset

MADE = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40" width="90" height="40">'
    '<text x="5" y="20">Start</text></svg>'
)


def drawn(title: str) -> bytes:
    """A drawing with this title."""
    facts = {"title": title, "author": title, "language": "fi", "foot": "", "drawing": DRAWING}
    return typeset("drawing", facts, made=MADE)


def test_a_document_is_tagged_has_a_language_and_a_title_and_keeps_to_pdf_ua() -> None:
    made = drawn("Katutyölupa")

    reader = PdfReader(BytesIO(made))
    root = reader.root_object
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "fi")
    assert reader.metadata is not None
    assert reader.metadata.title == "Katutyölupa"
    assert b"pdfuaid:part" in made
    assert made == drawn("Katutyölupa")


@settings(max_examples=25)
@given(st.text(max_size=40))
@example('#eval("1") \\ *bold* $x$ @ref <label> #set page(width: 1pt)')
@example("</svg><script>alert(1)</script> 👩‍👩‍👧 שלום \u202eevil\u2066 العربية")
@example("\x00\x1b\ufffe")
def test_whatever_a_name_says_is_text(title: str) -> None:
    reader = PdfReader(BytesIO(drawn(title)))

    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width > 100
