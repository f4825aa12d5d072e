"""Whether two versions have anything to do with each other."""

from collections.abc import Iterator

from app.bpmn.comparing import Version
from app.bpmn.names import FLOW_NODES
from app.tailoring.bundle import Bundle, NotComparable
from app.translating import N_

#: Less than this of the smaller version's steps in common: the two are different processes.
_LEAST, _LEAST_UNDER_ANOTHER_ID = 0.25, 0.75
#: Smaller diagrams may change wholly and be the same process.
_FEW = 3

_UNRELATED = N_(
    "“%(file)s” is not a version of the same process: it has %(shared)s of %(count)s steps in common."
)
_NOTHING = N_("There is no diagram that both versions have: %(files)s.")
_REMEDY = N_("Choose a version of the same process; one that is wholly different is adopted, not merged.")


def refuse_unrelated(base: Bundle, other: Bundle) -> None:
    """Raise NotComparable if `other` cannot have come from `base`."""
    diagrams = [key for key, opened in base.opened.items() if isinstance(opened, Version)]
    if diagrams and not any(key in other.opened for key in diagrams):
        names = ", ".join(other.names.values()) or "–"
        raise NotComparable(_NOTHING, _REMEDY, {"files": names[:200]})
    for key in diagrams:
        was, now = base.opened[key], other.opened.get(key)
        if isinstance(was, Version) and isinstance(now, Version):
            _refuse(was, now, other.names[key])


def _refuse(was: Version, now: Version, name: str) -> None:
    before, after = set(_steps(was)), set(_steps(now))
    count = min(len(before), len(after))
    shared = len(before & after)
    least = _LEAST_UNDER_ANOTHER_ID if _has_another_id(was, now) else _LEAST
    if count >= _FEW and shared < least * count:
        values = {"file": name, "shared": str(shared), "count": str(count)}
        raise NotComparable(_UNRELATED, _REMEDY, values)


def _has_another_id(was: Version, now: Version) -> bool:
    return bool(was.document.process and was.document.process.id in now.own_ids)


def _steps(version: Version) -> Iterator[tuple[str, str]]:
    return ((key, part.kind) for key, part in version.tree.items() if part.kind in FLOW_NODES)
