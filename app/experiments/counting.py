"""Count the cases of one municipality for an experiment.

The one place that reads cases for others, and what leaves it are counts for each side, never a case.
"""

from sqlalchemy import ColumnElement, select

from app.cases.tables import Case, CaseOrigin, CaseStatus
from app.db import TenantSession
from app.experiments.judging import Tallies, Tally
from app.experiments.tables import Experiment, Metric, Participation
from app.messages.tables import Direction, Message, MessageKind
from app.processes import trials
from app.processes.trials import Arm

_STARTS = (MessageKind.APPLICATION, MessageKind.MESSAGE)


def tallies(session: TenantSession, experiment: Experiment) -> Tallies:
    """The cases of the session's municipality on each side; none where it does not take part.

    A case counts for the side that it was drawn for, whatever became of it.
    """
    found = {arm: Tally() for arm in Arm}
    part = session.get(Participation, (session.tenant, experiment.id))
    if part is None:
        return found
    asked = _asked(session, part) if experiment.metric == Metric.ASKED else frozenset()
    for case in _cases(session, part):
        arm = trials.arm(experiment.id, session.tenant, case.number, experiment.share)
        hit = case.outcome == experiment.ending if experiment.metric == Metric.ENDED else case.number in asked
        _count(found[arm], case, hit=hit)
    return found


def _count(tally: Tally, case: Case, *, hit: bool) -> None:
    tally.opened += 1
    if case.status == CaseStatus.CLOSED and case.closed_at is not None:
        tally.closed += 1
        tally.hits += hit
        tally.hours[round((case.closed_at - case.opened_at).total_seconds() / 3600)] += 1


def _cases(session: TenantSession, part: Participation) -> list[Case]:
    return list(session.scalars(select(Case).where(*_taking_part(part))))


def _asked(session: TenantSession, part: Participation) -> frozenset[str]:
    """Numbers of the cases in which the citizen wrote again."""
    query = select(Message.case_number).where(
        Message.tenant_id == session.tenant,
        Message.case_number.in_(select(Case.number).where(*_taking_part(part))),
        Message.direction == Direction.IN,
        Message.kind.not_in(_STARTS),
    )
    return frozenset(session.scalars(query))


def _taking_part(part: Participation) -> tuple[ColumnElement[bool], ...]:
    return (
        Case.tenant_id == part.tenant_id,
        Case.service_key == part.key,
        Case.origin == CaseOrigin.MESSAGE,
        # Every status there is: so the index by status and day finds the days without reading all cases.
        Case.status.in_(list(CaseStatus)),
        Case.opened_at >= part.since,
        Case.opened_at < part.until,
    )
