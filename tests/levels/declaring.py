"""The advice of the small town, and other diagrams, with a parameter."""

from lxml import etree

from app.bpmn import Document, read
from app.bpmn.repairing.editing import add_property
from tests.processes.town import ADVICE

__all__ = ["ADVICE", "declaring", "declaring_process"]


def declaring(written: str, source: bytes = ADVICE, name: str = "limit") -> bytes:
    """The diagram with this declaration of a parameter."""
    return declaring_process(read(source), written, name).source


def declaring_process(document: Document, written: str, name: str) -> Document:
    """The same of a diagram that is read."""
    assert document.process is not None
    add_property(document.process.xml, f"parameter:{name}", written)
    return read(etree.tostring(document.root.getroottree()))
