"""Files that a page gives to take along: they are saved, never shown inside our own pages."""

from collections.abc import Mapping

from flask import Response, make_response

#: Media types by the ending of the name; diagrams and decisions are XML.
_KINDS: Mapping[str, str] = {
    "form": "application/json",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "zip": "application/zip",
}


def download(content: bytes, name: str) -> Response:
    """The file under this name; the name's ending says what it is."""
    response = make_response(content)
    response.mimetype = _KINDS.get(name.rpartition(".")[2], "application/xml")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
