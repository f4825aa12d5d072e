"""What municipalities propose to each other. All of it lies with the consortium, where each may look."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class ProposalState(StrEnum):
    OPEN = "open"  #: being reviewed
    ACCEPTED = "accepted"  #: a draft of whoever it was made to; it counts once that is published
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  #: by whoever made it


class Proposal(TenantOwned, Base):
    """A change of one municipality for all, or for one other, as it was published there on that day."""

    __tablename__ = "process_proposals"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(60))  #: of the shared definition
    from_tenant: Mapped[str] = mapped_column(String(40))
    to_tenant: Mapped[str] = mapped_column(String(40))  #: the consortium's own id: to all
    title: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(Text)
    base_number: Mapped[int]  #: the shared version that it was made against
    live_number: Mapped[int]  #: the version of the municipality that it comes from
    changes: Mapped[Any] = mapped_column(PlainData, default=list)  #: keys of the chosen changes
    sentences: Mapped[Any] = mapped_column(PlainData, default=dict)  #: the same in words, by language
    files: Mapped[bytes] = mapped_column(LargeBinary)  #: a ZIP: the shared version with the chosen changes
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default=ProposalState.OPEN)
    #: key of a question of the merge → {"choice", "value"}
    answers: Mapped[Any] = mapped_column(PlainData, default=dict)
    draft_id: Mapped[str | None] = mapped_column(String(32))  #: of whoever accepted: no foreign key
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")  #: of the decision

    __table_args__ = (Index("ix_process_proposals_key", "tenant_id", "key"),)


class Stance(StrEnum):
    SUPPORT = "support"
    OBJECT = "object"  #: with a reason, which stays with the decision as dissent
    ABSTAIN = "abstain"


class Review(TenantOwned, Base):
    """What a municipality thinks of a proposal; it may change its mind until the decision."""

    __tablename__ = "process_proposal_reviews"

    proposal_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), primary_key=True)  #: id of a tenant
    stance: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text, default="")
    reviewed_at: Mapped[datetime]
    reviewed_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (belongs_to("process_proposals", proposal_id="id"),)


class Remark(TenantOwned, Base):
    """Something said of a proposal, or of an element of it."""

    __tablename__ = "process_proposal_remarks"

    proposal_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    element_id: Mapped[str] = mapped_column(String(200))  #: "" for the proposal as a whole
    municipality: Mapped[str] = mapped_column(String(40))
    author: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]

    __table_args__ = (belongs_to("process_proposals", proposal_id="id"),)
