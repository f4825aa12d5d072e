"""The timeline of a case: what happened, in order, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from app.cases.tables import Event, EventKind
from app.db import TenantSession, new_id, table
from app.prepared import Insertion

_APPEND = Insertion(table(Event))
#: So many digits of their ids events of one step share; the rest tells their order.
STEP = 28


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened; `record` gives it its time and place in the order."""

    kind: EventKind
    element_id: str | None = None
    text: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    actor_id: str | None = None
    actor_name: str | None = None


def record(session: TenantSession, number: str, happenings: Sequence[Happening], *, now: datetime) -> None:
    """Append to the timeline of the case, in this order, with one statement."""
    step = new_id()
    rows = [
        {
            "id": f"{step[:STEP]}{place:04x}",
            "case_number": number,
            "at": now,
            "kind": happening.kind,
            "element_id": happening.element_id,
            "actor_id": happening.actor_id,
            "actor_name": happening.actor_name,
            "text": happening.text,
            "details": dict(happening.details),
        }
        for place, happening in enumerate(happenings)
    ]
    session.insert(_APPEND, rows)


def of_case(session: TenantSession, number: str) -> list[Event]:
    """Everything that happened in the case, oldest first."""
    query = select(Event).where(Event.tenant_id == session.tenant, Event.case_number == number)
    return list(session.scalars(query.order_by(Event.at, Event.id)))
