"""Messages of cases, the messages instances wait for, and drafts of applications."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class Direction(StrEnum):
    IN = "in"  #: from the citizen
    OUT = "out"  #: from the municipality


class MessageKind(StrEnum):
    APPLICATION = "application"  #: the service's form; starts a case
    MESSAGE = "message"  #: free text; starts a case
    REPLY = "reply"  #: free text in a case
    ANSWER = "answer"  #: a form that the case waits for
    ASK = "ask"  #: a caseworker's question
    NOTICE = "notice"  #: written by the process
    LETTER = "letter"  #: written by a caseworker, nothing waits for it


class MessageStatus(StrEnum):
    RECEIVED = "received"  #: kept; the process has not taken it yet
    DELIVERED = "delivered"  #: it moved the process
    WITH_HANDLER = "with-handler"  #: nobody waited for it; the handler reads it
    SENT = "sent"  #: from us, on the case page


#: The process may still take it. Written out, so that databases see that the index is about this.
NOT_TAKEN = "status IN ('received', 'with-handler')"


class Message(TenantOwned, Base):
    """One entry of a case's conversation."""

    __tablename__ = "messages"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_number: Mapped[str] = mapped_column(String(24))
    direction: Mapped[str] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))  #: the message's name in the diagram
    subscription_id: Mapped[str | None] = mapped_column(String(80))  #: answered by this message, if named
    author_id: Mapped[str | None] = mapped_column(String(32))
    author_name: Mapped[str] = mapped_column(String(200))
    addressee: Mapped[str] = mapped_column(String(40), default="applicant")  #: the party's role
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    payload: Mapped[Any] = mapped_column(PlainData, default=dict)  #: answers of a form
    form_id: Mapped[str | None] = mapped_column(String(120))
    channel: Mapped[str] = mapped_column(String(12), default="portal")
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]  #: first opened by the other side
    idempotency_key: Mapped[str] = mapped_column(String(80))

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        UniqueConstraint("tenant_id", "idempotency_key"),
        Index("ix_messages_case", "tenant_id", "case_number", "created_at"),
        Index(
            "ix_messages_not_taken",
            "tenant_id",
            "case_number",
            "created_at",
            sqlite_where=text(NOT_TAKEN),
            postgresql_where=text(NOT_TAKEN),
        ),
    )


class SubscriptionKind(StrEnum):
    MESSAGE = "message"  #: for this instance alone
    SIGNAL = "signal"  #: for everybody who waits for its name


class Subscription(TenantOwned, Base):
    """A process instance that waits for a message or a signal."""

    __tablename__ = "subscriptions"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)  #: given by the engine
    kind: Mapped[str] = mapped_column(String(8), default=SubscriptionKind.MESSAGE)
    case_number: Mapped[str] = mapped_column(String(24))
    instance_id: Mapped[str] = mapped_column(String(32))
    element_id: Mapped[str] = mapped_column(String(120))
    message: Mapped[str] = mapped_column(String(120))  #: the name of the message or signal
    key: Mapped[str] = mapped_column(String(200))  #: "" for a signal
    form_id: Mapped[str | None] = mapped_column(String(120))
    addressee: Mapped[str] = mapped_column(String(40))  #: "" for a signal
    task_id: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime]

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        Index("ix_subscriptions_correlation", "tenant_id", "message", "key", "kind"),
        Index("ix_subscriptions_case", "tenant_id", "case_number"),
    )


class Draft(TenantOwned, Base):
    """An application that a citizen has begun. Its id is the key that makes sending it twice harmless."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    service_key: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[str | None] = mapped_column(String(32))  #: None: whoever has the address
    typed: Mapped[Any] = mapped_column(PlainData, default=dict)  #: by field, as it was typed
    saved_at: Mapped[datetime]

    __table_args__ = (
        belongs_to("services", service_key="key"),
        Index("ix_drafts_person", "tenant_id", "person_id"),
    )
