"""A municipality proposes its own change to all, or to one other municipality.

A proposal lies with the consortium, with the files it is about: what was published, and nothing of any case.
The others say what they think; whoever it was made to decides. Accepted, it is merged into what they have
and becomes a draft of theirs; published there it is part of the next shared version, and so no own change of
whoever proposed it any more.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.changes import Spot
from app.db import TenantSession, new_id
from app.identity.actor import Actor
from app.levels import folding
from app.processes import drafting, drafting_files
from app.processes.drafting_tables import ProcessDraft
from app.tailoring import Files, Given, Merged, merge
from app.upstream.errors import (
    NoSuchProposal,
    NothingChosen,
    ProposalDecided,
    QuestionsOpen,
    TitleMissing,
    WhyMissing,
    WordsMissing,
)
from app.upstream.proposal_tables import Proposal, ProposalState, Remark, Review, Stance
from app.upstream.telling import in_all_languages

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks for a municipality or for the consortium."""

    tenant: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is proposed: some of the changes of a municipality to the shared version it is aligned with."""

    key: str
    base_number: int
    live_number: int
    base: Files
    live: Files
    spots: Sequence[Spot]  #: all of its changes
    chosen: Collection[str]  #: keys of those that are proposed

    def files(self) -> Files:
        """The shared version with the chosen changes; own texts and values among them are the process's."""
        left_out = {spot.key: Given("mine") for spot in self.spots if spot.key not in self.chosen}
        return folding.folded(merge(self.base, self.base, self.live, left_out).files)


def propose(
    consortium: TenantSession,
    change: Change,
    *,
    title: str,
    why: str,
    to: str,
    by: Voice,
    now: datetime,
) -> Proposal:
    """Make a proposal to the tenant `to`; raises NothingChosen, TitleMissing and WhyMissing."""
    chosen = [spot for spot in change.spots if spot.key in change.chosen]
    if not chosen:
        raise NothingChosen
    if not title:
        raise TitleMissing
    if not why:
        raise WhyMissing
    found = Proposal(
        tenant_id=consortium.tenant,
        id=new_id(),
        key=change.key,
        from_tenant=by.tenant,
        to_tenant=to,
        title=title[:LONGEST_TITLE],
        why=why,
        base_number=change.base_number,
        live_number=change.live_number,
        changes=[spot.key for spot in chosen],
        sentences=in_all_languages(each.sentence for spot in chosen for each in spot.changes),
        files=drafting_files.pack(change.files()),
        made_at=now,
        made_by=by.name,
        state=ProposalState.OPEN,
        answers={},
        reason="",
        decided_by="",
    )
    consortium.add(found)
    consortium.flush()
    return found


def proposals(consortium: TenantSession, reader: str, key: str | None = None) -> list[Proposal]:
    """The proposals that a tenant may read, newest first: those to all, those it made, those made to it."""
    query = select(Proposal).where(
        Proposal.tenant_id == consortium.tenant,
        or_(
            Proposal.to_tenant == consortium.tenant,
            Proposal.to_tenant == reader,
            Proposal.from_tenant == reader,
        ),
    )
    if key is not None:
        query = query.where(Proposal.key == key)
    return list(consortium.scalars(query.order_by(Proposal.made_at.desc(), Proposal.id)))


def find(consortium: TenantSession, proposal_id: str, reader: str, *, for_update: bool = False) -> Proposal:
    """A proposal that the tenant may read; raises NoSuchProposal. `for_update`: nobody else decides now."""
    found = consortium.get(Proposal, (consortium.tenant, proposal_id), with_for_update=for_update or None)
    if found is None:
        raise NoSuchProposal
    to_all = found.to_tenant == consortium.tenant
    if not to_all and reader not in (found.from_tenant, found.to_tenant):
        raise NoSuchProposal
    return found


def reviews(consortium: TenantSession, proposal_id: str) -> dict[str, Review]:
    """What each municipality thinks, by its id."""
    query = select(Review).where(Review.tenant_id == consortium.tenant, Review.proposal_id == proposal_id)
    return {each.municipality: each for each in consortium.scalars(query)}


def remarks(consortium: TenantSession, proposal_id: str) -> list[Remark]:
    """Everything said of it, in order."""
    query = select(Remark).where(Remark.tenant_id == consortium.tenant, Remark.proposal_id == proposal_id)
    return list(consortium.scalars(query.order_by(Remark.written_at, Remark.id)))


def dissent(consortium: TenantSession, proposal_id: str) -> list[Review]:
    """The objections."""
    found = reviews(consortium, proposal_id).values()
    return [each for each in found if each.stance == Stance.OBJECT]


def review(
    consortium: TenantSession, proposal: Proposal, stance: Stance, *, reason: str, by: Voice, now: datetime
) -> Review:
    """Say what a municipality thinks, in place of what it said before.

    Raises ProposalDecided, and WhyMissing for an objection without a reason.
    """
    _require_open(proposal)
    if stance == Stance.OBJECT and not reason:
        raise WhyMissing
    found = consortium.merge(
        Review(
            tenant_id=consortium.tenant,
            proposal_id=proposal.id,
            municipality=by.tenant,
            stance=stance,
            reason=reason,
            reviewed_at=now,
            reviewed_by=by.name,
        )
    )
    consortium.flush()
    return found


def remark(
    consortium: TenantSession, proposal: Proposal, element_id: str, text: str, *, by: Voice, now: datetime
) -> Remark:
    """Say something of an element, or with "" of the whole; raises WordsMissing and ProposalDecided."""
    _require_open(proposal)
    if not text:
        raise WordsMissing
    found = Remark(
        tenant_id=consortium.tenant,
        proposal_id=proposal.id,
        id=new_id(),
        element_id=element_id[:200],
        municipality=by.tenant,
        author=by.name,
        text=text,
        written_at=now,
    )
    consortium.add(found)
    consortium.flush()
    return found


def merged(proposal: Proposal, base: Files, ours: Files) -> Merged:
    """The proposal merged into what its receiver has; `base` is the shared version it was made against."""
    given = {key: Given(said["choice"], said["value"]) for key, said in proposal.answers.items()}
    return merge(base, ours, proposed(proposal), given)


def proposed(proposal: Proposal) -> Files:
    """The files that it is about."""
    return drafting_files.unpack(proposal.files)


def answer(consortium: TenantSession, proposal: Proposal, key: str, given: Given) -> None:
    """Answer a question of the merge; raises ProposalDecided."""
    _require_open(proposal)
    proposal.answers = {**proposal.answers, key: {"choice": given.choice, "value": given.value}}
    consortium.flush()


def draft(
    receiver: TenantSession, proposal: Proposal, result: Merged, *, by: Actor, now: datetime, why: str
) -> ProcessDraft:
    """The proposal as a draft of its receiver; raises ProposalDecided and QuestionsOpen."""
    _require_open(proposal)
    if result.questions_open:
        raise QuestionsOpen(proposal.key)
    return drafting.begin(receiver, result.files, by=by, now=now, why=why)


def decide(
    consortium: TenantSession,
    proposal: Proposal,
    state: ProposalState,
    *,
    by: Voice,
    now: datetime,
    reason: str = "",
    draft_id: str | None = None,
) -> None:
    """Write down the decision; raises ProposalDecided, and WhyMissing where it is declined without a reason.

    Objections stay with it.
    """
    _require_open(proposal)
    if state == ProposalState.DECLINED and not reason:
        raise WhyMissing
    proposal.state, proposal.reason, proposal.draft_id = state, reason, draft_id
    proposal.decided_at, proposal.decided_by = now, by.name
    consortium.flush()


def became(receiver: TenantSession, found: Sequence[Proposal]) -> Mapping[str, int]:
    """Id of an accepted proposal → number of the version of its receiver that it is part of."""
    ids = {each.draft_id: each.id for each in found if each.draft_id and each.to_tenant == receiver.tenant}
    query = select(ProcessDraft.id, ProcessDraft.became).where(
        ProcessDraft.tenant_id == receiver.tenant,
        ProcessDraft.id.in_(ids),
        ProcessDraft.became.is_not(None),
    )
    return {ids[row.id]: row.became or 0 for row in receiver.execute(query)} if ids else {}


def _require_open(proposal: Proposal) -> None:
    if proposal.state != ProposalState.OPEN:
        raise ProposalDecided
