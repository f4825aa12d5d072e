"""A draft becomes a version, and a former version becomes the newest one again."""

from datetime import datetime

from app.db import TenantSession
from app.identity.actor import Actor
from app.levels import ENDINGS
from app.levels.files import of_kind
from app.processes import drafting, library, publishing
from app.processes.bundles import Bundle
from app.processes.drafting import Draft
from app.processes.drafting_errors import DraftChanged, DraftPublished, SecondPairNeeded
from app.processes.drafting_files import Files
from app.processes.drafting_tables import DraftLevel
from app.processes.errors import NotPublished, UnknownVersion
from app.processes.tables import ProcessVersion
from app.readiness import reviews
from app.tenants import directory
from app.tenants.tables import TenantKind


def publish(
    session: TenantSession,
    draft_id: str,
    *,
    expected: int,
    by: Actor,
    note: str,
    now: datetime,
    despite: str = "",
) -> ProcessVersion:
    """Make the draft the live version; raises NotPublishable, DraftChanged, DraftPublished, DraftNotFound.

    `expected` is the version of the draft that the publisher has read: nobody publishes what they have
    not seen. Where scenarios come differently, raises ScenariosDiffer unless `despite` gives the reason.
    Where the municipality wants two people, raises SecondPairNeeded for whoever has changed the draft.
    """
    draft, bundle = require(session, draft_id, expected=expected, by=by)
    version = publishing.publish(session, bundle, by=by.name, note=note, now=now, despite=despite)
    draft.row.became = version.number
    session.flush()
    if version.number > 1 and directory.tenant(session).kind == TenantKind.MUNICIPALITY:
        reviews.owe(session, version.definition_key, version.number, name=version.name, note=note, now=now)
    return version


def require(session: TenantSession, draft_id: str, *, expected: int, by: Actor) -> tuple[Draft, Bundle]:
    """The draft with its files read, if this person may let it go live.

    Raises DraftChanged, DraftPublished, DraftNotFound and SecondPairNeeded.
    """
    draft = drafting.find(session, draft_id, for_update=True)
    if draft.row.became is not None:
        raise DraftPublished(draft_id)
    if draft.row.version != expected:
        raise DraftChanged(draft.row.saved_by, draft.row.saved_at, draft.row.version)
    if wants_two(session) and by.id in drafting.authors(session, draft_id):
        raise SecondPairNeeded
    return draft, publishing.inspect(session, to_publish(session, draft))


def to_publish(session: TenantSession, draft: Draft) -> Files:
    """What would go live: levels that the draft does not touch are as they are live by then.

    So nobody who publishes texts takes back a diagram that went live meanwhile, nor the other way round.
    """
    live = live_files(session, draft.row.process_key)
    if live is None:
        return draft.files
    ending = DraftLevel(draft.row.level).ending
    if ending:
        own = {name: content for name, content in draft.files.items() if name.endswith(ending)}
        return {name: content for name, content in live.items() if not name.endswith(ending)} | own
    begun = drafting.saved_files(session, draft.row.id, 1)
    untouched = [each for each in ENDINGS if of_kind(begun, each) == of_kind(draft.files, each)]
    kept = {name: content for name, content in draft.files.items() if not name.endswith(tuple(untouched))}
    return kept | {name: content for name, content in live.items() if name.endswith(tuple(untouched))}


def wants_two(session: TenantSession) -> bool:
    """Whether the municipality wants every change to be published by somebody else (setting `four_eyes`)."""
    return bool(directory.tenant(session).settings.get("four_eyes"))


def publish_again(
    session: TenantSession, key: str, number: int, *, by: Actor, note: str, now: datetime
) -> ProcessVersion:
    """Make a former version live again, as a new one; raises NotPublishable, UnknownVersion.

    Nobody is kept from going back: a scenario that comes differently is only written down with the version.
    """
    former = drafting.version_numbered(session, key, number)
    if former is None:
        raise UnknownVersion(key, number)
    bundle = publishing.inspect(session, drafting.version_files(session, former.id))
    return publishing.publish(session, bundle, by=by.name, note=note, now=now, despite=note)


def live_files(session: TenantSession, key: str) -> dict[str, bytes] | None:
    """The files of the live version of a process; None where none is live."""
    try:
        live = library.live(session, key)
    except NotPublished:
        return None
    return drafting.version_files(session, live.id)
