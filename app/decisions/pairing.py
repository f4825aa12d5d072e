"""Which rules and columns of two versions are the same.

Nothing refers to them, and editors make up their ids or count them anew: they are found again by what they
say, then by their id, then by what they test.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import cast

from lxml import etree

from app.changes.parts import Part
from app.decisions.elements import children, tag, text
from app.markup import split

RULE = "rule"


def paired(known: Sequence[Part], found: Sequence[etree._Element]) -> dict[int, str]:
    """Place → key of the known part that it is the same as."""
    keys: dict[int, str] = {}
    for way in (_wholly, said, _identity):
        _pair(way, known, found, keys)
    if not {_identity(xml_of(part)) for part in known} & {_identity(xml) for xml in found}:
        _pair(_gist, known, found, keys)  # an editor has made all ids anew
    return keys


def _pair(
    way: Callable[[etree._Element], str],
    known: Sequence[Part],
    found: Sequence[etree._Element],
    keys: dict[int, str],
) -> None:
    """Add those that are alike in this way and not paired yet."""
    left: dict[str, list[str]] = defaultdict(list)
    gone = set(keys.values())
    for part in known:
        if part.key not in gone:
            left[way(xml_of(part))].append(part.key)
    for at, xml in enumerate(found):
        if at not in keys and (name := way(xml)) and left[name]:
            keys[at] = left[name].pop(0)


def _wholly(xml: etree._Element) -> str:
    return f"{_identity(xml)} {said(xml)}"


def _identity(xml: etree._Element) -> str:
    return xml.get("id", "")


def _gist(xml: etree._Element) -> str:
    """What a rule tests, or what a column is about."""
    if tag(xml) == RULE:
        return "\n".join(text(each) for each in children(xml, "inputEntry"))
    return " ".join(text(child) for child in children(xml, "inputExpression")) or xml.get("name", "")


def xml_of(part: Part) -> etree._Element:
    """What the part was read from."""
    return cast(etree._Element, part.source)


def said(xml: etree._Element) -> str:
    """What an element says, with all that is in it, whatever its prefixes, indentation, comments and ids."""
    about = "".join(
        f" {split(str(name))[1]}={value!r}" for name, value in sorted(xml.attrib.items()) if name != "id"
    )
    inside = "".join(said(child) for child in xml if isinstance(child.tag, str))
    return f"<{tag(xml)}{about}>{(xml.text or '').strip()}{inside}"
