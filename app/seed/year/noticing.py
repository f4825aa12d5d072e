"""Notice what waits for somebody: new tasks, and what citizens are asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from app.cases import register
from app.db import EVERYWHERE, Database
from app.forms import Form
from app.identity import actor
from app.identity.actor import Actor
from app.messages import subscriptions
from app.messages.subscriptions import NOBODY, STAFF
from app.messages.tables import Subscription
from app.processes import task_form
from app.tasks.tables import Task


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task that somebody may do."""

    tenant: str
    id: str
    case_number: str


@dataclass(frozen=True, slots=True)
class NewWait:
    """Something that a party of a case is asked."""

    tenant: str
    id: str
    case_number: str
    addressee: str


# "open" is written out, so that databases see that an index is about this.
_TASKS = (
    select(Task.tenant_id, Task.id, Task.case_number)
    .where(text("tasks.status = 'open'"))
    .order_by(Task.opened_at, Task.tenant_id, Task.case_number, Task.element_id)
)
_WAITS = (
    select(Subscription.tenant_id, Subscription.id, Subscription.case_number, Subscription.addressee)
    .where(Subscription.addressee.not_in([STAFF, NOBODY]))
    .order_by(
        Subscription.opened_at, Subscription.tenant_id, Subscription.case_number, Subscription.element_id
    )
)


def since(database: Database, moment: datetime) -> list[NewTask | NewWait]:
    """What has begun to wait since then, in an order that is the same every time."""
    with database.reading(EVERYWHERE) as session:
        tasks = session.execute(_TASKS.where(Task.opened_at >= moment)).all()
        waits = session.execute(_WAITS.where(Subscription.opened_at >= moment)).all()
    return [*(NewTask(*row) for row in tasks), *(NewWait(*row) for row in waits)]


def asked(database: Database, wait: NewWait) -> tuple[Actor, Form | None] | None:
    """Who is asked, and the form they answer with; None where nobody is any more."""
    with database.reading(wait.tenant) as session:
        waiting = subscriptions.by_id(session, wait.id)
        parties = register.parties(session, wait.case_number)
        ids = [each.person_id for each in parties if each.role == wait.addressee and each.person_id]
        if waiting is None or not ids:
            return None
        version = task_form.version_of_case(session, wait.case_number)
        form = version.form(waiting.form_id) if version else None
        return actor.of(session, ids[0]), form
