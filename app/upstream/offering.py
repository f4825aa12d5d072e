"""An update from the consortium is an offer: taken whole or in part, postponed, or declined with a reason.

What is decided is kept until the offer becomes a draft. That draft is checked, rehearsed and published like
any other; only then is the municipality aligned with the newer version. What was left out is not offered
again, because from then on both are compared with the newer version: only what the consortium changes anew
meets it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.changes import Spot
from app.db import TenantSession, new_id
from app.identity.actor import Actor
from app.levels import folding
from app.processes import drafting, drafting_publishing
from app.processes.drafting_tables import ProcessDraft
from app.processes.errors import NotPublished
from app.tailoring import Files, Given, Merged, merge
from app.upstream import following, shared
from app.upstream.errors import NothingOffered, QuestionsOpen, UpdateDrafted, WhyMissing
from app.upstream.shared import SharedVersion
from app.upstream.tables import Deviation, Update, UpdateState
from app.upstream.telling import elements, in_all_languages


@dataclass(frozen=True, slots=True)
class Offer:
    """A newer version of the consortium, merged with what the municipality has."""

    key: str
    aligned: int  #: the shared version that the municipality is aligned with
    versions: tuple[SharedVersion, ...]  #: what is offered: newest first
    base: Files
    ours: Files
    theirs: Files
    merged: Merged
    update: Update | None  #: what has been decided so far

    @property
    def number(self) -> int:
        """The shared version that it leads to."""
        return self.versions[0].number

    @property
    def left_out(self) -> tuple[Spot, ...]:
        """Changes that were declined one by one."""
        return self.merged.declined

    def reason(self, key: str) -> str:
        """Why something was decided as it was."""
        answers = self.update.answers if self.update else {}
        return str(answers.get(key, {}).get("reason", ""))


def waiting(session: TenantSession, consortium: TenantSession, key: str, *, now: datetime) -> int | None:
    """Number of the shared version that waits for a decision; None where nothing does."""
    newest = shared.versions(consortium, key)[0].number
    if newest <= following.aligned_with(session, key):
        return None
    decided = session.get(Update, (session.tenant, key, newest))
    if decided is None or decided.state == UpdateState.OPEN:
        return newest
    if decided.state == UpdateState.POSTPONED and (decided.postponed_until or now) <= now:
        return newest
    return None


def offer(session: TenantSession, consortium: TenantSession, key: str) -> Offer:
    """What the newest shared version would bring; raises NotFollowing, NotShared, NothingOffered.

    Raises NotComparable where the two have nothing in common any more.
    """
    aligned = following.aligned_with(session, key)
    newer = tuple(each for each in shared.versions(consortium, key) if each.number > aligned)
    if not newer:
        raise NothingOffered(key)
    ours = drafting_publishing.live_files(session, key)
    if ours is None:
        raise NotPublished(key)
    base, theirs = (shared.files(consortium, key, number) for number in (aligned, newer[0].number))
    update = session.get(Update, (session.tenant, key, newer[0].number))
    merged = merge(base, ours, theirs, _given(update))
    return Offer(key, aligned, newer, base, ours, theirs, merged, update)


def answer(
    session: TenantSession, found: Offer, key: str, given: Given, *, reason: str, by: Actor, now: datetime
) -> None:
    """Answer a question, or leave a change out (“mine”); raises UpdateDrafted."""
    update = _open(session, found, by, now)
    said = {"choice": given.choice, "value": given.value, "reason": reason, "who": by.name}
    update.answers = {**update.answers, key: said}
    session.flush()


def take_back(session: TenantSession, found: Offer, key: str, *, by: Actor, now: datetime) -> None:
    """As if nothing had been decided about this question or change; raises UpdateDrafted."""
    update = _open(session, found, by, now)
    update.answers = {each: said for each, said in update.answers.items() if each != key}
    session.flush()


def postpone(session: TenantSession, found: Offer, until: datetime, *, by: Actor, now: datetime) -> None:
    """Ask again from a day on; what has been answered is kept. Raises UpdateDrafted."""
    update = _open(session, found, by, now)
    update.state, update.postponed_until = UpdateState.POSTPONED, until
    session.flush()


def decline(session: TenantSession, found: Offer, *, reason: str, by: Actor, now: datetime) -> None:
    """Take nothing of it; it is offered again only with a newer version. Raises WhyMissing, UpdateDrafted."""
    if not reason:
        raise WhyMissing
    update = _open(session, found, by, now)
    update.state, update.reason = UpdateState.DECLINED, reason
    session.flush()


def take(session: TenantSession, found: Offer, *, by: Actor, now: datetime, why: str) -> ProcessDraft:
    """Make a draft of what was decided; raises QuestionsOpen or UpdateDrafted."""
    if found.merged.questions_open:
        raise QuestionsOpen(found.key)
    update = _open(session, found, by, now)
    draft = drafting.begin(session, found.merged.files, by=by, now=now, why=why)
    # What the consortium says now as the municipality did is no longer the municipality's own.
    merged, kept = found.merged.files, folding.without_repeats(found.merged.files)
    repeats = {name: kept.get(name) for name in merged if kept.get(name) != merged[name]}
    drafting.save(session, draft.id, repeats, expected=draft.version, by=by, now=now)
    update.state, update.draft_id = UpdateState.DRAFTED, draft.id
    _remember(session, found, by, now)
    session.flush()
    return draft


def _given(update: Update | None) -> Mapping[str, Given]:
    answers = update.answers if update else {}
    return {key: Given(said["choice"], said["value"]) for key, said in answers.items()}


def _open(session: TenantSession, found: Offer, by: Actor, now: datetime) -> Update:
    """The row of the update, to be written; one that was postponed or declined is open again."""
    update = session.get(Update, (session.tenant, found.key, found.number), with_for_update=True)
    if update is None:
        update = Update(
            tenant_id=session.tenant,
            key=found.key,
            number=found.number,
            from_number=found.aligned,
            answers={},
            decided_at=now,
            decided_by=by.name,
        )
        session.add(update)
    elif update.draft_id is not None and _is_there(session, update.draft_id):
        raise UpdateDrafted(found.key)
    update.state, update.decided_at, update.decided_by = UpdateState.OPEN, now, by.name
    update.draft_id = update.postponed_until = None
    update.reason = ""
    return update


def _is_there(session: TenantSession, draft_id: str) -> bool:
    return session.get(ProcessDraft, (session.tenant, draft_id)) is not None


def _remember(session: TenantSession, found: Offer, by: Actor, now: datetime) -> None:
    """Every change of theirs that was left out, with the reason, at the elements that it is about."""
    left_out = [(spot.key, spot.changes) for spot in found.left_out]
    kept = [each for each in found.merged.questions if each.given and each.given.choice == "mine"]
    for key, changes in [*left_out, *((each.key, each.theirs) for each in kept)]:
        session.add(
            Deviation(
                tenant_id=session.tenant,
                id=new_id(),
                key=found.key,
                number=found.number,
                change=key,
                elements=elements(changes),
                sentences=in_all_languages(change.sentence for change in changes),
                declined=True,
                reason=found.reason(key),
                decided_at=now,
                decided_by=by.name,
            )
        )
