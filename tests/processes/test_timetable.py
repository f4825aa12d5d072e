"""Processes that open cases by themselves, as their timetable says."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.cases import register, timeline
from app.cases.tables import Case, CaseStatus, EventKind
from app.db import EVERYWHERE
from app.incidents import register as incidents
from app.jobs import queue
from app.jobs.queue import LeaseLost
from app.jobs.tables import Job, JobKind
from app.processes import due, mending, publishing, timetable
from app.processes.publishing import NotPublishable
from app.tenants.tables import Service
from tests.processes.town import ADVICE, Town


def every(text: bytes, kind: bytes = b"timeCycle") -> bytes:
    """The advice process with a start event by the clock, which leads to the review by way of a script."""
    start = b"""<bpmn:startEvent id="weekly" name="Weekly review">
  <bpmn:extensionElements><zeebe:properties>
    <zeebe:property name="name.fi" value="Viikkotarkastus"/>
  </zeebe:properties></bpmn:extensionElements>
  <bpmn:timerEventDefinition id="t1"><bpmn:KIND>TEXT</bpmn:KIND></bpmn:timerEventDefinition>
</bpmn:startEvent>
<bpmn:scriptTask id="prepare" name="Prepare"><bpmn:extensionElements>
  <zeebe:script expression="=1" resultVariable="week"/>
</bpmn:extensionElements></bpmn:scriptTask>
<bpmn:sequenceFlow id="t2" sourceRef="weekly" targetRef="prepare"/>
<bpmn:sequenceFlow id="t3" sourceRef="prepare" targetRef="to_review"/>
<bpmn:exclusiveGateway id="to_review\""""
    start = start.replace(b"KIND", kind).replace(b"TEXT", text)
    return ADVICE.replace(b'<bpmn:exclusiveGateway id="to_review"', start)


WEEKLY = every(b"R/2026-09-04T08:00:00/P7D")
FIRST = datetime(2026, 9, 4, 5, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def _cases(town: Town) -> list[Case]:
    with town.database.reading(town.id) as session:
        return list(session.scalars(select(Case).where(Case.tenant_id == town.id).order_by(Case.number)))


def _upcoming(town: Town) -> list[datetime]:
    with town.database.reading(town.id) as session:
        return [each.due_at for each in timetable.upcoming(session, "advice")]


def _until(town: Town, moment: datetime) -> None:
    town.days_pass((moment - town.now) / timedelta(days=1))


def test_case_is_opened_at_its_time_without_an_applicant_and_the_next_is_owed(town: Town) -> None:
    town.publish(WEEKLY)
    assert _upcoming(town) == [FIRST]

    _until(town, FIRST - timedelta(seconds=1))
    before = _cases(town)
    _until(town, FIRST)

    [case] = _cases(town)
    assert before == []
    assert (case.origin, case.applicant_id, case.applicant_name) == ("timetable", None, "")
    assert (case.subject, case.status) == ("Viikkotarkastus", CaseStatus.OPEN)
    assert town.open_task(case.number).element_id == "review"
    assert _upcoming(town) == [FIRST + WEEK]
    with town.database.reading(town.id) as session:
        events = timeline.of_case(session, case.number)
        parties = register.parties(session, case.number)
    assert (events[0].kind, events[0].element_id, parties) == (EventKind.STARTED, "weekly", [])


def test_cases_go_on_being_opened(town: Town) -> None:
    town.publish(WEEKLY)

    for week in range(4):
        _until(town, FIRST + week * WEEK)

    assert [case.opened_at for case in _cases(town)] == [FIRST + week * WEEK for week in range(4)]


def test_what_was_missed_while_no_worker_ran_is_one_case(town: Town) -> None:
    town.publish(WEEKLY)

    _until(town, FIRST + 5 * WEEK + timedelta(hours=1))

    assert len(_cases(town)) == 1
    assert _upcoming(town) == [FIRST + 6 * WEEK]


def test_date_opens_one_case_and_no_more(town: Town) -> None:
    town.publish(every(b"2026-09-04T08:00:00", b"timeDate"))

    _until(town, FIRST + 2 * WEEK)

    assert (len(_cases(town)), _upcoming(town)) == (1, [])


def test_new_version_takes_the_place_of_the_old_timetable(town: Town) -> None:
    town.publish(WEEKLY)
    town.publish(every(b"R/2026-09-05T08:00:00/P1M"))
    monthly = _upcoming(town)
    town.publish(ADVICE)

    _until(town, FIRST + 2 * WEEK)

    assert monthly == [FIRST + timedelta(days=1)]
    assert (_upcoming(town), _cases(town)) == ([], [])


def test_process_that_fails_at_its_start_is_an_incident_and_the_timetable_goes_on(town: Town) -> None:
    failing = every(b"R/2026-09-04T08:00:00/P7D").replace(
        b'id="t3" sourceRef="prepare" targetRef="to_review"/>',
        b'id="t3" sourceRef="prepare" targetRef="sure"/><bpmn:exclusiveGateway id="sure" default="t5"/>'
        b'<bpmn:sequenceFlow id="t4" sourceRef="sure" targetRef="review">'
        b"<bpmn:conditionExpression>=unknown > 1</bpmn:conditionExpression></bpmn:sequenceFlow>"
        b'<bpmn:sequenceFlow id="t5" sourceRef="sure" targetRef="to_review"/>',
    )
    town.publish(failing)

    _until(town, FIRST)

    [case] = _cases(town)
    assert case.status == CaseStatus.STOPPED
    assert _upcoming(town) == [FIRST + WEEK]
    with town.database.reading(town.id) as session:
        [incident] = incidents.open_incidents(session)
    assert (incident.case_number, incident.element_id) == (case.number, "sure")
    town.publish(WEEKLY)
    mending.retry(town.database, town.id, incident.id, by=town.adviser, reason="A new version.", now=town.now)
    town.days_pass(0)
    assert town.open_task(case.number).element_id == "review"


def test_closed_service_gets_no_case_until_it_is_open_again(town: Town) -> None:
    town.publish(WEEKLY)
    _open(town, False)
    _until(town, FIRST)
    closed = _cases(town)
    _open(town, True)

    _until(town, FIRST + WEEK)

    assert closed == []
    assert [case.opened_at for case in _cases(town)] == [FIRST + WEEK]


def _open(town: Town, is_open: bool) -> None:
    with town.database.transaction(town.id) as session:
        session.execute(update(Service).where(Service.tenant_id == town.id).values(is_open=is_open))


def test_worker_that_was_too_slow_opens_no_second_case(town: Town) -> None:
    town.publish(WEEKLY)
    town.clock.at = FIRST
    with town.database.transaction(EVERYWHERE) as session:
        [slow] = queue.claim_due(session, now=town.now)
    town.clock.move(queue.LEASE + timedelta(seconds=1))
    while due.work_off(town.desk):
        pass

    with pytest.raises(LeaseLost):
        timetable.open_case(town.database, slow, now=town.now)

    assert len(_cases(town)) == 1


def test_expression_that_gives_no_time_keeps_the_version_from_being_published(town: Town) -> None:
    town.publish(WEEKLY)

    with pytest.raises(NotPublishable) as wrong:
        town.publish(every(b'=if true then "soon" else "later"'))

    [finding] = wrong.value.findings
    assert (finding.element_id, finding.sentence) == (
        "weekly",
        "The start event has no valid date or repetition.",
    )
    assert _upcoming(town) == [FIRST]
    with town.database.reading(town.id) as session:
        assert len(publishing.versions(session, "advice")) == 2


def test_timetables_of_two_towns_do_not_mix(town: Town) -> None:
    neighbour = Town(town.database, town.clock, id="naapuri")
    neighbour.publish(WEEKLY)
    town.publish(ADVICE.replace(b"Answered", b"Done"))

    _until(town, FIRST)

    assert (len(_cases(town)), len(_cases(neighbour))) == (0, 1)
    with town.database.reading(neighbour.id) as session:
        kinds = set(session.scalars(select(Job.kind).where(Job.tenant_id == neighbour.id)))
    assert JobKind.OPEN in kinds
