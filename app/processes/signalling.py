"""Signals: what one instance throws, all others of the municipality that wait for it by name get.

A throw owes one job for each of them, so that each gets it in a transaction of its own, once.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, bindparam, insert, literal, select

from app.db import PlainData, TenantSession, UTCDateTime, new_id, table
from app.engine import Signalled
from app.jobs.tables import Job, JobKind, JobStatus
from app.messages.tables import Subscription, SubscriptionKind
from app.prepared import Prepared
from app.processes.standing import Standing

_jobs, _waits = table(Job), table(Subscription)

#: One job for each instance that waits, and none for the one that throws: the engine has let its own have it.
_OWE = Prepared(
    insert(_jobs).from_select(
        [
            "tenant_id",
            "id",
            "kind",
            "status",
            "case_number",
            "instance_id",
            "due_at",
            "attempts",
            "max_attempts",
            "payload",
        ],
        select(
            _waits.c.tenant_id,
            bindparam("throw", type_=String) + _waits.c.instance_id,
            literal(JobKind.SIGNAL.value),
            literal(JobStatus.DUE.value),
            _waits.c.case_number,
            _waits.c.instance_id,
            bindparam("now", type_=UTCDateTime),
            literal(0),
            literal(5),
            bindparam("payload", type_=PlainData),
        )
        .distinct()
        .where(
            _waits.c.tenant_id == bindparam("tenant"),
            _waits.c.message == bindparam("signal"),
            _waits.c.kind == SubscriptionKind.SIGNAL.value,
            _waits.c.instance_id != bindparam("thrower"),
        ),
    )
)


def broadcast(
    session: TenantSession, standing: Standing, thrown: Sequence[Signalled], *, now: datetime
) -> None:
    """Owe what was thrown to everybody else who waits for it at this moment."""
    for each in thrown:
        payload = {"signal": each.signal, "payload": dict(each.payload), "thrown_at": now}
        session.run(
            _OWE,
            throw=new_id() + ".",
            now=now,
            payload=payload,
            signal=each.signal,
            thrower=standing.instance_id,
        )
