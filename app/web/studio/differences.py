"""The difference of two versions as pages show it: in sentences by who notices, and on both diagrams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.bpmn import Document, Mark, Unreadable, marked, read
from app.changes import GROUPS, SIGNS, Change, Kind
from app.processes.drafting_errors import NoDiagramInFiles
from app.processes.drafting_files import Files, main_of
from app.tailoring import Difference, NotComparable, difference
from app.web.texts import gettext

#: How a change looks; a new name is a change like others, and a step that follows another one has moved.
LOOKS: Mapping[Kind, Mark] = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "renamed": "changed",
    "moved": "moved",
    "rewired": "moved",
}
#: Where several changes are about one element, the first of these is shown.
_GRAVITY: tuple[Mark, ...] = ("added", "removed", "moved", "changed")


@dataclass(frozen=True, slots=True)
class Line:
    """A change as a sentence."""

    look: Mark
    sign: str
    pieces: list[tuple[str, bool]]  #: text, and whether it is the news
    details: tuple[tuple[str, str, str], ...]  #: for specialists: what, before, after


@dataclass(frozen=True, slots=True)
class Group:
    """Changes that the same people notice."""

    key: str
    heading: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions, drawn."""

    name: str
    picture: Markup  #: "" where nothing is drawn


@dataclass(frozen=True, slots=True)
class Told:
    """All that is said of a difference; only `refused` where the files cannot be compared."""

    groups: tuple[Group, ...] = ()
    drawing: tuple[Line, ...] = ()  #: what only the drawing has
    sides: tuple[Side, ...] = ()
    looks: tuple[Mark, ...] = ()  #: those that the pictures have, for the legend
    refused: str = ""

    @property
    def count(self) -> int:
        """How many changes somebody notices."""
        return sum(len(group.lines) for group in self.groups)


def of(old: Files, new: Files, names: tuple[str, str], language: str) -> Told:
    """Compare two versions; `names` are what they are called on the page."""
    try:
        found = difference(old, new)
    except NotComparable as refusal:
        return Told(refused=gettext(refusal.sentence, **refusal.values))
    groups = tuple(_groups(found, language))
    drawing = tuple(lines(found.group("drawing"), language))
    before, after = _marks(found, old=True), _marks(found, old=False)
    sides = (_side("old", old, before, names[0], language), _side("new", new, after, names[1], language))
    looks = tuple(look for look in _GRAVITY if any(f'data-mark="{look}"' in each.picture for each in sides))
    return Told(groups, drawing, sides, looks)


def lines(changes: Iterable[Change], language: str) -> list[Line]:
    """Changes as sentences in the reader's language, each once."""
    found: dict[str, Line] = {}
    for change in changes:
        found.setdefault(change.sentence.say(gettext, language), _line(change, language))
    return list(found.values())


def drawn(
    name: str, source: bytes, marks: Mapping[str, Mark], label: str, language: str, *, close: bool = False
) -> Markup:
    """A diagram with marks; "" where it cannot be read or is not drawn. `close`: only around the marks."""
    try:
        document: Document = read(source)
    except Unreadable:
        return Markup()
    # Our own drawing of a file; every text in it is escaped.
    return Markup(marked(document, marks, lang=language, name=name, label=label, close=close))  # noqa: S704


def _groups(found: Difference, language: str) -> Iterable[Group]:
    for key, heading in GROUPS.items():
        said = lines(found.group(key), language) if key != "drawing" else []
        if said:
            yield Group(key, gettext(heading), said)


def _line(change: Change, language: str) -> Line:
    details = tuple((each.name, each.old or "–", each.new or "–") for each in change.details)
    look = LOOKS[change.kind]
    return Line(look, SIGNS[change.kind], change.sentence.pieces(gettext, language), details)


def _marks(found: Difference, *, old: bool) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for change in found.changes:
        for element in change.old_elements if old else change.new_elements:
            if change.group != "drawing":
                look = LOOKS[change.kind]
                marks[element] = min(look, marks.get(element, look), key=_GRAVITY.index)
    return marks


def _side(name: str, files: Files, marks: Mapping[str, Mark], called: str, language: str) -> Side:
    try:
        source = files[main_of(files)]
    except NoDiagramInFiles:
        return Side(called, Markup())
    label = gettext("%(version)s, with what differs marked; the same is said in words", version=called)
    return Side(called, drawn(name, source, marks, label, language))
