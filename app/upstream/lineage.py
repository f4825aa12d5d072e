"""Who follows a shared definition, from which version, and what they do their own way.

The place that looks at what another municipality has published, never at a case or a draft. Figures that it
shares are read in `measures.sharing`, and nothing else of it anywhere.
Each function takes a session of the municipality that is looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select

from app.bpmn import read
from app.changes import Spot
from app.db import TenantSession, new_id
from app.levels import PARAMETERS, Values, effective, parameters
from app.levels.files import of_kind
from app.processes import drafting
from app.processes.tables import ProcessDefinition, ProcessVersion
from app.tailoring import Files, NotComparable, difference
from app.upstream import following
from app.upstream.errors import WhyMissing
from app.upstream.tables import Deviation, Variant
from app.upstream.telling import elements, in_all_languages

#: So many comparisons are kept: published files never change.
_KEPT = 128


@dataclass(frozen=True, slots=True)
class Standing:
    """How a municipality stands to a shared definition."""

    alignments: tuple[int, ...]  #: the shared versions it has been aligned with, in order
    live: ProcessVersion | None
    files: Files

    @property
    def aligned(self) -> int:
        """The shared version it was last aligned with."""
        return self.alignments[-1]


@dataclass(frozen=True, slots=True)
class Published:
    """What a municipality has published under a key."""

    version: ProcessVersion
    files: Files


def standing(session: TenantSession, key: str) -> Standing | None:
    """How this municipality stands to the definition; None where it does not follow it."""
    if session.get(Variant, (session.tenant, key)) is None:
        return None
    found = published(session, key)
    live, files = (found.version, found.files) if found else (None, {})
    return Standing(tuple(following.alignments(session, key)), live, files)


def published(session: TenantSession, key: str) -> Published | None:
    """What is live at this municipality under the key, whether it follows the definition or not."""
    definition = session.get(ProcessDefinition, (session.tenant, key))
    if definition is None or definition.live_version_id is None:
        return None
    live = session.get_one(ProcessVersion, (session.tenant, definition.live_version_id))
    return Published(live, drafting.version_files(session, live.id))


def deviations(session: TenantSession, key: str) -> list[Deviation]:
    """Why it differs, newest first: changes that were declined, and its own."""
    query = select(Deviation).where(Deviation.tenant_id == session.tenant, Deviation.key == key)
    return list(session.scalars(query.order_by(Deviation.decided_at.desc(), Deviation.id)))


def explain(
    session: TenantSession, key: str, number: int, spot: Spot, *, reason: str, by: str, now: datetime
) -> Deviation:
    """Say why the municipality does something its own way, and who decided it; raises WhyMissing.

    `number` is the shared version that it differs from. The newest reason is the one that counts.
    """
    if not reason:
        raise WhyMissing
    found = Deviation(
        tenant_id=session.tenant,
        id=new_id(),
        key=key,
        number=number,
        change=spot.key,
        elements=elements(spot.changes),
        sentences=in_all_languages(change.sentence for change in spot.changes),
        declined=False,
        reason=reason,
        decided_at=now,
        decided_by=by,
    )
    session.add(found)
    session.flush()
    return found


def values(session: TenantSession, key: str) -> Values | None:
    """The values of all parameters that are live in a municipality; None where it does not follow it."""
    found = standing(session, key)
    return _values(key, tuple(sorted(found.files.items()))) if found and found.live else None


@lru_cache(maxsize=_KEPT)
def _values(key: str, live: Iterable[tuple[str, bytes]]) -> Values:
    files = dict(live)
    documents = (read(content) for name, content in live if name.endswith(".bpmn"))
    own = parameters.read(of_kind(files, PARAMETERS))
    processes = [each.process for each in documents if each.process and each.process.id == key]
    return effective(processes[0], own) if processes else {}


def reason_of(spot: Spot, reasons: Iterable[Deviation]) -> Deviation | None:
    """Why it is so: said of this very change, else of one of its elements; `reasons` are newest first."""
    known = list(reasons)
    about = set(elements(spot.changes))
    same = (each for each in known if each.change == spot.key and not each.declined)
    near = (each for each in known if each.reason and about.intersection(each.elements))
    return next(same, None) or next(near, None)


def own_changes(base: Files, live: Files) -> tuple[Spot, ...] | None:
    """What a municipality does otherwise than the shared version; None where nothing can be compared."""
    return _own_changes(tuple(sorted(base.items())), tuple(sorted(live.items())))


@lru_cache(maxsize=_KEPT)
def _own_changes(
    base: Iterable[tuple[str, bytes]], live: Iterable[tuple[str, bytes]]
) -> tuple[Spot, ...] | None:
    try:
        found = difference(dict(base), dict(live))
    except NotComparable:
        return None
    return tuple(spot for spot in found.spots if not spot.quiet)
