"""Which cases a member of staff may see: those that were ever work of theirs or of their groups.

Somebody who mends streets does not read applications for early education. Team leads and auditors see every
case of the municipality.
"""

from sqlalchemy import ColumnElement, or_, select, true

from app.cases.errors import CaseNotFound
from app.cases.tables import Case
from app.db import TenantSession
from app.identity.actor import Actor
from app.identity.roles import Role
from app.tasks.tables import Task

SEE_ALL = (Role.TEAM_LEAD, Role.AUDITOR)


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on cases for this person."""
    if actor.has(*SEE_ALL):
        return true()
    theirs = select(Task.id).where(
        Task.tenant_id == Case.tenant_id,
        Task.case_number == Case.number,
        or_(Task.group_key.in_(sorted(actor.groups)), Task.assignee_id == actor.id),
    )
    return or_(Case.handler_id == actor.id, theirs.exists())


def case_for(session: TenantSession, number: str, actor: Actor) -> Case:
    """The case, if the person may see it; raises CaseNotFound otherwise, as if there were none."""
    query = select(Case).where(Case.tenant_id == session.tenant, Case.number == number, visible(actor))
    case = session.scalars(query).one_or_none()
    if case is None:
        raise CaseNotFound(number)
    return case
