"""Notice what waits for somebody: new tasks, and what citizens are asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text

from app.cases import register
from app.db import EVERYWHERE, Database, table
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
    group: str | None
    holder: str | None  #: id of the person who had it before


@dataclass(frozen=True, slots=True)
class NewWait:
    """Something that a party of a case is asked."""

    tenant: str
    id: str
    case_number: str
    addressee: str
    element_id: str


_tasks, _waits = table(Task), table(Subscription)
# "open" is written out, so that databases see that an index is about this.
_TASKS = (
    select(_tasks.c.tenant_id, _tasks.c.id, _tasks.c.case_number, _tasks.c.group_key, _tasks.c.assignee_id)
    .where(text("tasks.status = 'open'"), _tasks.c.opened_at >= bindparam("since"))
    .order_by(_tasks.c.opened_at, _tasks.c.tenant_id, _tasks.c.case_number, _tasks.c.element_id)
)
_WAITS = (
    select(_waits.c.tenant_id, _waits.c.id, _waits.c.case_number, _waits.c.addressee, _waits.c.element_id)
    .where(_waits.c.addressee.not_in([STAFF, NOBODY]), _waits.c.opened_at >= bindparam("since"))
    .order_by(_waits.c.opened_at, _waits.c.tenant_id, _waits.c.case_number, _waits.c.element_id)
)


def since(database: Database, moment: datetime) -> list[NewTask | NewWait]:
    """What has begun to wait since then, in an order that is the same every time."""
    with database.reading(EVERYWHERE) as session:
        tasks = session.execute(_TASKS, {"since": moment}).all()
        waits = session.execute(_WAITS, {"since": moment}).all()
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
