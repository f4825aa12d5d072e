"""Two people have saved at once: what one has drawn is made one with what the other has saved.

Mine is a draft of its own until then, whose first save is what both began from. Nothing is lost on the way.
"""

from collections.abc import Mapping
from datetime import datetime

from app.db import TenantSession
from app.identity.actor import Actor
from app.processes import drafting
from app.processes.drafting import Draft
from app.processes.drafting_tables import ProcessDraft
from app.tailoring import Given, Merged, merge


def keep_beside(
    session: TenantSession,
    found: Draft,
    file: str,
    contents: tuple[bytes, bytes],
    *,
    by: Actor,
    now: datetime,
    why: str,
) -> ProcessDraft:
    """A draft of its own with a file of the draft, first as it was read and then as it was drawn."""
    base, drawn = contents
    files = {**found.files, file: base}
    mine = drafting.begin(session, files, by=by, now=now, why=why, base=found.row.base_number)
    return drafting.save(session, mine.id, {file: drawn}, expected=mine.version, by=by, now=now)


def merged(session: TenantSession, theirs: Draft, mine_id: str, answers: Mapping[str, Given]) -> Merged:
    """What the colleague has saved and mine, as one; raises DraftNotFound, NotComparable."""
    base = drafting.saved_files(session, mine_id, 1)
    return merge(base, drafting.find(session, mine_id).files, theirs.files, answers)


def finish(
    session: TenantSession,
    theirs: Draft,
    mine_id: str,
    result: Merged,
    *,
    expected: int,
    by: Actor,
    now: datetime,
    why: str,
) -> None:
    """Save both as one into the draft, and take the one beside it away; raises DraftChanged."""
    names = theirs.files.keys() | result.files.keys()
    changes = {name: result.files.get(name) for name in names}
    drafting.save(session, theirs.row.id, changes, expected=expected, by=by, now=now, why=why)
    drafting.discard(session, mine_id)
