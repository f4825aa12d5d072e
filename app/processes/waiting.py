"""What an instance waits for, as rows: jobs for moments and work, subscriptions for messages."""

from datetime import datetime

from sqlalchemy import bindparam, delete

from app.db import TenantSession, table
from app.engine import Outcome, SignalWait
from app.engine import Subscription as Wait
from app.jobs import queue
from app.jobs.queue import NewJob
from app.jobs.tables import JobKind
from app.messages import inbox
from app.messages.subscriptions import NOBODY, STAFF
from app.messages.tables import Subscription, SubscriptionKind
from app.prepared import Insertion, Prepared
from app.processes.standing import Standing, Step

_subscriptions = table(Subscription)
_SUBSCRIBE = Insertion(_subscriptions)
_UNSUBSCRIBE = Prepared(
    delete(_subscriptions).where(
        _subscriptions.c.tenant_id == bindparam("tenant"), _subscriptions.c.id == bindparam("gone")
    )
)


def record(
    session: TenantSession, standing: Standing, outcome: Outcome, step: Step, *, now: datetime
) -> None:
    """Write what is waited for from now on, and take away what is not any more."""
    _owe(session, standing, outcome, step, now)
    _subscribe(session, standing, outcome, now)


def _owe(session: TenantSession, standing: Standing, outcome: Outcome, step: Step, now: datetime) -> None:
    timers = [
        NewJob(JobKind.TIMER, timer.due_at, timer.id, standing.instance_id, timer.element_id)
        for timer in outcome.timers
    ]
    services = [
        NewJob(
            JobKind.SERVICE,
            now,
            job.id,
            standing.instance_id,
            job.element_id,
            max_attempts=job.retries,
            payload={"type": job.type, "inputs": dict(job.inputs), "headers": dict(job.headers)},
        )
        for job in outcome.jobs
    ]
    gone = (*outcome.timers_gone, *outcome.jobs_gone)
    queue.remove(session, [job_id for job_id in gone if job_id != step.job_id])
    queue.add(session, standing.case_number, [*timers, *services])


def _subscribe(session: TenantSession, standing: Standing, outcome: Outcome, now: datetime) -> None:
    gone = (*outcome.subscriptions_gone, *outcome.signals_gone)
    session.run_each(_UNSUBSCRIBE, [{"gone": each} for each in gone])
    waits: tuple[Wait | SignalWait, ...] = (*outcome.subscriptions, *outcome.signals)
    session.insert(_SUBSCRIBE, [_row(standing, opened, now) for opened in waits])
    if outcome.subscriptions:
        _deliver_early(session, standing, outcome, now)


def _row(standing: Standing, opened: Wait | SignalWait, now: datetime) -> dict[str, object]:
    row: dict[str, object] = {
        "id": opened.id,
        "case_number": standing.case_number,
        "instance_id": standing.instance_id,
        "element_id": opened.element_id,
        "task_id": opened.task_id,
        "opened_at": now,
    }
    if isinstance(opened, SignalWait):
        signal = {"kind": SubscriptionKind.SIGNAL, "message": opened.signal, "key": "", "form_id": None}
        return row | signal | {"addressee": NOBODY}
    message = {"kind": SubscriptionKind.MESSAGE, "message": opened.message, "key": opened.key}
    return row | message | {"form_id": opened.form_id, "addressee": opened.addressee}


def _deliver_early(session: TenantSession, standing: Standing, outcome: Outcome, now: datetime) -> None:
    """Messages that came before the process waited for them are owed to it now."""
    names = frozenset(opened.message for opened in outcome.subscriptions if opened.addressee != STAFF)
    if not names or not standing.row_version:
        return
    early = inbox.early_for(session, standing.case_number, names)
    jobs = [NewJob(JobKind.DELIVER, now, payload={"message_id": message_id}) for message_id in early[:1]]
    queue.add(session, standing.case_number, jobs)
