"""The advice of the small town with a parameter."""

from lxml import etree

from app.bpmn import read
from app.bpmn.repairing.editing import add_property
from tests.processes.town import ADVICE

__all__ = ["ADVICE", "declaring"]


def declaring(written: str, source: bytes = ADVICE, name: str = "limit") -> bytes:
    """The diagram with this declaration of a parameter."""
    document = read(source)
    assert document.process is not None
    add_property(document.process.xml, f"parameter:{name}", written)
    return etree.tostring(document.root.getroottree())
