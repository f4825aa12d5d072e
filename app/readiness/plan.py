"""The plan for the differences of a process: what is done, by whom and when. The consortium keeps it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.db import TenantSession, new_id
from app.readiness import reminders
from app.readiness.errors import StepUnknown, StepUnsaid, WindowBackwards
from app.readiness.tables import Step, StepState
from app.translating import N_

#: How many days before a step begins its owner is reminded.
AHEAD = 7

_SUBJECT = N_("From %(begins)s: %(what)s")
_BODY = N_(
    "You own a step of the plan for a joint process: %(what)s\n"
    "It begins on %(begins)s. Should it not be possible then, say so to the consortium now."
)


@dataclass(frozen=True, slots=True)
class Written:
    """A step as somebody writes it."""

    what: str
    question: str | None = None
    municipality: str | None = None
    owner: str = ""
    owner_email: str = ""
    begins: date | None = None
    ends: date | None = None
    state: StepState = StepState.OPEN


def steps(consortium: TenantSession, key: str) -> list[Step]:
    """The steps of a plan, in the order they begin; those without a day last."""
    query = select(Step).where(Step.tenant_id == consortium.tenant, Step.key == key)
    return sorted(consortium.scalars(query), key=lambda each: (each.begins or date.max, each.id))


def step(consortium: TenantSession, step_id: str) -> Step:
    """One step; raises StepUnknown."""
    found = consortium.get(Step, (consortium.tenant, step_id))
    if found is None:
        raise StepUnknown(step_id)
    return found


def add(consortium: TenantSession, key: str, written: Written, *, by: str, now: datetime) -> Step:
    """Add a step; raises StepUnsaid or WindowBackwards."""
    found = Step(tenant_id=consortium.tenant, id=new_id(), key=key)
    _write(found, written, by, now)
    consortium.add(found)
    consortium.flush()
    _remind(consortium, found, now)
    return found


def change(consortium: TenantSession, step_id: str, written: Written, *, by: str, now: datetime) -> Step:
    """Write a step anew; raises StepUnknown, StepUnsaid or WindowBackwards."""
    found = step(consortium, step_id)
    _write(found, written, by, now)
    consortium.flush()
    _remind(consortium, found, now)
    return found


def remove(consortium: TenantSession, step_id: str) -> None:
    """Take a step out of the plan, with its reminder; raises StepUnknown."""
    found = step(consortium, step_id)
    reminders.withdraw(consortium, _name(found))
    consortium.delete(found)
    consortium.flush()


def _write(found: Step, written: Written, by: str, now: datetime) -> None:
    if not written.what:
        raise StepUnsaid
    if written.begins and written.ends and written.ends < written.begins:
        raise WindowBackwards
    found.what, found.question, found.municipality = written.what, written.question, written.municipality
    found.owner, found.owner_email = written.owner, written.owner_email
    found.begins, found.ends, found.state = written.begins, written.ends, written.state
    found.changed_at, found.changed_by = now, by


def _remind(consortium: TenantSession, found: Step, now: datetime) -> None:
    """The owner is told once, a week ahead, if there is an address and it is not done by then."""
    reminders.withdraw(consortium, _name(found))
    if not found.owner_email or found.begins is None or found.state == StepState.DONE:
        return
    at, day = reminders.before(found.begins, AHEAD), found.begins
    if at > now:
        values = {"what": found.what, "begins": f"{day.day}.{day.month}.{day.year}"}
        to = [(found.owner_email, "fi")]
        path = f"joining/{found.key}/plan"
        reminders.owe(consortium, _name(found), at, _SUBJECT, _BODY, values, path=path, addresses=to)


def _name(found: Step) -> str:
    return f"step-{found.id}"
