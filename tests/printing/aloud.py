"""What a screen reader finds in a PDF: text that is tagged, without artifacts such as footers."""

import re
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.generic import DecodedStreamObject, NameObject

#: Signs of a text are numbers of glyphs in two bytes each: they do not look like an operator.
_ARTIFACT = re.compile(rb"/Artifact\b.*?EMC", re.DOTALL)


def aloud(content: bytes) -> str:
    """The text of all pages as it is read aloud, its ends of lines as spaces."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(_tagged(page).extract_text() for page in pages).split())


def _tagged(page: PageObject) -> PageObject:
    drawn = page.get_contents()
    assert drawn is not None
    tagged = DecodedStreamObject()
    tagged.set_data(_ARTIFACT.sub(b"", drawn.get_data()))
    page[NameObject("/Contents")] = tagged
    return page
