"""The entries of one municipality, read from what it has decided: nothing is written twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from app.db import TenantSession
from app.experiments.tables import Participation
from app.lessons.tables import Lesson
from app.processes.drafting_tables import ProcessDraft
from app.translating import N_
from app.upstream.proposal_tables import Proposal
from app.upstream.tables import Deviation, Update, UpdateState, Variant


class Kind(StrEnum):
    REUSED = "reused"  #: a shared process was taken
    UPDATED = "updated"  #: an update of it went live
    ADAPTED = "adapted"  #: something is done its own way, with a reason
    DECLINED = "declined"  #: a change of the consortium was left out
    PROPOSED = "proposed"  #: a change of its own was proposed to others
    EXPERIMENT = "experiment"  #: it took part in one
    LESSON = "lesson"  #: it wrote down what it learnt

    @property
    def words(self) -> str:
        """The English words, for gettext."""
        return _WORDS[self]


_WORDS = {
    Kind.REUSED: N_("Reused"),
    Kind.UPDATED: N_("Updated together"),
    Kind.ADAPTED: N_("Adapted"),
    Kind.DECLINED: N_("Declined"),
    Kind.PROPOSED: N_("Proposed"),
    Kind.EXPERIMENT: N_("Experiment"),
    Kind.LESSON: N_("Lesson"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger."""

    kind: Kind
    tenant: str
    key: str  #: of the process
    at: datetime
    who: str
    what: Mapping[str, str]  #: by language, as somebody wrote it or as the product says it; may be empty
    number: int | None  #: of the shared version, where it is about one
    why: str


def entries(session: TenantSession) -> list[Entry]:
    """Everything that the session's municipality has done, oldest first.

    What municipalities have proposed lies with the consortium, and is read there.
    """
    found = [
        *_reused(session),
        *_updates(session),
        *_deviations(session),
        *_proposals(session),
        *_experiments(session),
        *_lessons(session),
    ]
    return sorted(found, key=lambda each: (each.at, each.kind))


def _reused(session: TenantSession) -> Iterator[Entry]:
    for each in session.scalars(select(Variant).where(Variant.tenant_id == session.tenant)):
        yield Entry(
            Kind.REUSED,
            session.tenant,
            each.key,
            each.began_at,
            each.began_by,
            {},
            each.began_number,
            "",
        )


def _updates(session: TenantSession) -> Iterator[Entry]:
    """Updates that went live, and those that were declined as a whole; others are not decided yet."""
    live = select(ProcessDraft.id).where(
        ProcessDraft.tenant_id == session.tenant, ProcessDraft.became.is_not(None)
    )
    query = select(Update, Update.draft_id.in_(live)).where(Update.tenant_id == session.tenant)
    for each, is_live in session.execute(query):
        kind = Kind.UPDATED if is_live else Kind.DECLINED
        if is_live or each.state == UpdateState.DECLINED:
            yield Entry(
                kind, session.tenant, each.key, each.decided_at, each.decided_by, {}, each.number, each.reason
            )


def _deviations(session: TenantSession) -> Iterator[Entry]:
    for each in session.scalars(select(Deviation).where(Deviation.tenant_id == session.tenant)):
        yield Entry(
            Kind.DECLINED if each.declined else Kind.ADAPTED,
            session.tenant,
            each.key,
            each.decided_at,
            each.decided_by,
            each.sentences,
            each.number,
            each.reason,
        )


def _proposals(session: TenantSession) -> Iterator[Entry]:
    for each in session.scalars(select(Proposal).where(Proposal.tenant_id == session.tenant)):
        yield Entry(
            Kind.PROPOSED,
            each.from_tenant,
            each.key,
            each.made_at,
            each.made_by,
            {"en": each.title},
            each.base_number,
            each.why,
        )


def _experiments(session: TenantSession) -> Iterator[Entry]:
    for each in session.scalars(select(Participation).where(Participation.tenant_id == session.tenant)):
        yield Entry(
            Kind.EXPERIMENT,
            session.tenant,
            each.key,
            each.joined_at,
            each.joined_by,
            {},
            None,
            each.ended_why,
        )


def _lessons(session: TenantSession) -> Iterator[Entry]:
    for each in session.scalars(select(Lesson).where(Lesson.tenant_id == session.tenant)):
        what = {"en": each.text}
        yield Entry(Kind.LESSON, session.tenant, each.key, each.written_at, each.written_by, what, None, "")
