"""The drawing and what is only in it: shapes that moved, notes, lanes and other things that do not run."""

from collections.abc import Iterator, Mapping, Sequence

from app.bpmn.comparing.about import details
from app.bpmn.comparing.speaking import step, thing
from app.bpmn.comparing.version import Version
from app.bpmn.names import FLOW_NODES
from app.changes.change import Change, Group
from app.changes.parts import Delta
from app.changes.wording import Sentence, Series
from app.translating import N_

_MOST_NAMED = 3
_MOVED = N_("%(things)s moved on the page. Nothing runs differently.")
_LINES, _ONE_LINE, _OTHERS = N_("%(count)s lines"), N_("one line"), N_("%(count)s other shapes")
_DETAILS = N_("Only technical details of the file are different.")
_TOPIC = N_("The drawing")
_RENAMED = N_("%(things)s has another technical name; nothing else about it changes.")
_SEVERAL_RENAMED = N_("%(count)s parts have other technical names; nothing else about them changes.")
#: kind of element → how it is told when it is new, and when it is gone
_THINGS: Mapping[str, tuple[str, str]] = {
    "lane": (N_("There is a new lane: %(thing)s."), N_("The lane %(thing)s is gone.")),
    "message": (N_("There is a new message: %(thing)s."), N_("The message %(thing)s is gone.")),
    "process": (N_("There is a new process: %(thing)s."), N_("The process %(thing)s is gone.")),
    "participant": (N_("There is a new pool: %(thing)s."), N_("The pool %(thing)s is gone.")),
    "textAnnotation": (N_("There is a new note in the diagram."), N_("A note in the diagram is gone.")),
}
_NEW, _GONE = (
    N_("Something is new in the drawing: %(thing)s."),
    N_("Something is gone from the drawing: %(thing)s."),
)
_GROUPS: Mapping[str, Group] = {"lane": "people", "message": "order", "process": "order"}


def drawing(old: Version, new: Version, deltas: Sequence[Delta]) -> Change:
    """The one sentence about everything that only looks different."""
    drawn = {_drawn(new if delta.after else old, delta) for delta in deltas if delta.part.drawing} - {""}
    nodes = [key for key in drawn if _kind(old, new, key) in FLOW_NODES]
    lines = [key for key in drawn if _kind(old, new, key) == "sequenceFlow"]
    named = [step(new if key in new.tree else old, key) for key in sorted(nodes)[:_MOST_NAMED]]
    said = [*named, *_counted(len(nodes) - len(named), len(lines))]
    sentence = Sentence(_MOVED, {"things": Series(said)}) if said else Sentence(_DETAILS)
    ids = tuple(sorted(new.plain_id(key) for key in drawn))
    return Change("changed", "layout", "drawing", sentence, Sentence(_TOPIC), ids, ids, details(deltas))


def _counted(shapes: int, lines: int) -> Iterator[Sentence]:
    if shapes:
        yield Sentence(_OTHERS, {"count": str(shapes)})
    if lines:
        yield Sentence(_ONE_LINE) if lines == 1 else Sentence(_LINES, {"count": str(lines)})


def _kind(old: Version, new: Version, key: str) -> str:
    part = new.tree.get(key) or old.tree.get(key)
    return part.kind if part else ""


def _drawn(version: Version, delta: Delta) -> str:
    part = delta.part
    while "bpmnElement" not in part.refs and part.parent in version.tree:
        part = version.tree[part.parent]
    return part.refs.get("bpmnElement", ("",))[0]


def identities(old: Version, new: Version, deltas: Sequence[Delta]) -> Change:
    """What has another id: of interest to those who look into the file, and to cases that are under way."""
    ids = tuple(new.plain_id(delta.key) for delta in deltas)
    sentence = Sentence(_SEVERAL_RENAMED, {"count": str(len(ids))})
    if len(ids) == 1:
        sentence = Sentence(_RENAMED, {"things": thing(new, deltas[0].key)})
    return Change("renamed", "diagram", "drawing", sentence, Sentence(_TOPIC), ids, ids, details(deltas))


def things(old: Version, new: Version, deltas: Sequence[Delta]) -> Iterator[Change]:
    """Lanes, messages, notes and whatever else is new or gone."""
    inside = {delta.key for delta in deltas}
    held = [delta for delta in deltas if not delta.quiet]
    for delta in held:
        version = new if delta.after else old
        if delta.part.parent in inside or not version.plain_id(delta.key):
            continue
        kind = delta.part.kind
        is_new, is_gone = _THINGS.get(kind, (_NEW, _GONE))
        named = {"thing": thing(version, delta.key)}
        ids = (version.plain_id(delta.key),)
        yield Change(
            "added" if delta.added else "removed",
            "diagram",
            _GROUPS.get(kind, "drawing"),
            Sentence(is_new if delta.added else is_gone, named, frozenset({"thing"})),
            Sentence(_TOPIC),
            ids if delta.removed else (),
            ids if delta.added else (),
            details(held),
        )
        return
    yield Change("changed", "diagram", "rules", Sentence(_DETAILS), Sentence(_TOPIC), details=details(held))
