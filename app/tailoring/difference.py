"""What differs between two versions of a service, in sentences."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.bpmn.comparing import Version
from app.bpmn.comparing import compare as compare_diagrams
from app.bpmn.comparing.version import name_of
from app.changes.change import GROUPS, Change, Group, Spot, spot
from app.changes.parts import THERE, Delta, deltas
from app.changes.wording import Sentence, quoted
from app.decisions.comparing import compare as compare_decisions
from app.decisions.naming import title as title_of_decisions
from app.decisions.parts import DecisionVersion
from app.forms.comparing import compare as compare_forms
from app.forms.parts import FormVersion
from app.forms.telling import title
from app.tailoring.bundle import Bundle, Files, Opened, open_bundle
from app.tailoring.own import OwnFile
from app.tailoring.telling_own import compare as compare_own
from app.translating import N_

_NEW: Mapping[str, str] = {
    "diagram": N_("The process %(name)s is new."),
    "form": N_("The form %(name)s is new."),
    "decisions": N_("The decisions %(name)s are new."),
    "other": N_("The file %(name)s is new."),
}
_GONE: Mapping[str, str] = {
    "diagram": N_("The process %(name)s is gone."),
    "form": N_("The form %(name)s is gone."),
    "decisions": N_("The decisions %(name)s are gone."),
    "other": N_("The file %(name)s is gone."),
}
_CHANGED = N_("The file %(name)s is different.")
_TOPIC = N_("The file %(name)s")
#: Kinds of elements whose form a citizen fills in.
_ASKS_CITIZEN = frozenset({"startEvent", "receiveTask", "intermediateCatchEvent", "boundaryEvent"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, sorted into spots: changes that stand and fall together."""

    spots: tuple[Spot, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, by who notices them; the drawing comes last."""
        order = list(GROUPS)
        found = [change for each in self.spots for change in each.changes]
        return tuple(sorted(found, key=lambda change: order.index(change.group)))

    @property
    def is_quiet(self) -> bool:
        """Whether everything runs and reads as before: at most the drawing is another."""
        return all(change.level == "layout" for change in self.changes)

    def group(self, group: Group) -> tuple[Change, ...]:
        """The changes of one group."""
        return tuple(change for change in self.changes if change.group == group)


def difference(old: Files, new: Files) -> Difference:
    """What differs between two versions; raises NotComparable for what cannot be read."""
    before = open_bundle(old)
    return compare(before, open_bundle(new, before))


def compare(old: Bundle, new: Bundle) -> Difference:
    """The same for opened versions; `new` was opened with `old` as its guide."""
    citizens = _forms_of_citizens(old) | _forms_of_citizens(new)
    found: list[Spot] = []
    for key in {**old.opened, **new.opened}:
        noticed: Group = "citizen" if key.removeprefix("form:") in citizens else "people"
        found += _file(old, new, key, noticed)
    return Difference(tuple(found))


def _file(old: Bundle, new: Bundle, key: str, noticed: Group) -> Iterator[Spot]:
    before, after = old.opened.get(key), new.opened.get(key)
    if isinstance(before, OwnFile) and isinstance(after, OwnFile):
        yield from compare_own(old, new, before, after)
    elif before is None or after is None:
        yield _whole(old, new, key, noticed)
    elif old.sources[key] == new.sources[key]:
        return
    elif isinstance(before, Version) and isinstance(after, Version):
        yield from compare_diagrams(before, after)
    elif isinstance(before, FormVersion) and isinstance(after, FormVersion):
        yield from compare_forms(before, after, noticed)
    elif isinstance(before, DecisionVersion) and isinstance(after, DecisionVersion):
        yield from (_at_tasks(each, old, new) for each in compare_decisions(before, after))
    else:
        yield _whole(old, new, key, noticed)


def _at_tasks(found: Spot, old: Bundle, new: Bundle) -> Spot:
    """A spot of decisions, to be shown in the diagrams at the tasks that ask them."""
    changes = tuple(
        replace(
            each,
            old_elements=_asking(old, each.old_elements),
            new_elements=_asking(new, each.new_elements),
        )
        for each in found.changes
    )
    return replace(found, changes=changes)


def _asking(bundle: Bundle, decisions: Collection[str]) -> tuple[str, ...]:
    nodes = (node for _, document in bundle.diagrams() for node in document.nodes)
    return tuple(node.id for node in nodes if node.asked and node.asked.decision_id in decisions)


def _whole(old: Bundle, new: Bundle, key: str, noticed: Group) -> Spot:
    """A file that is new or gone, or is not looked into."""
    before, after = old.opened.get(key), new.opened.get(key)
    held = deltas(before.tree if before else {}, after.tree if after else {})
    kind = key.partition(":")[0]
    template = _CHANGED if before and after else _NEW[kind] if after else _GONE[kind]
    named = {"name": _name(after or before, (new if after else old).names[key])}
    change = Change(
        "changed" if before and after else "added" if after else "removed",
        "diagram",
        noticed if kind == "form" else "rules",
        Sentence(template, named, frozenset({"name"})),
        Sentence(_TOPIC, named),
    )
    return spot(key, [change], held)


def _name(opened: Opened | None, filename: str) -> Sentence:
    if isinstance(opened, FormVersion):
        return quoted(title(opened))
    if isinstance(opened, DecisionVersion):
        return quoted(title_of_decisions(opened.tree[opened.file]))
    process = opened.document.process if isinstance(opened, Version) else None
    return quoted((name_of(process) if process else None) or filename)


def _forms_of_citizens(bundle: Bundle) -> set[str]:
    return {
        node.form_id
        for _, document in bundle.diagrams()
        for node in document.nodes
        if node.form_id and node.kind in _ASKS_CITIZEN
    }


def whole_file(held: Sequence[Delta], key: str) -> Delta | None:
    """The difference that a whole file is new or gone."""
    return next((delta for delta in held if delta.key == key and delta.name == THERE), None)
