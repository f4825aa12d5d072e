"""Signals: what one case's process throws, others of the same municipality that wait for it get, once."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.cases import timeline
from app.cases.tables import CaseStatus, EventKind
from app.incidents import register as incidents
from app.jobs.tables import Job, JobKind
from app.messages import subscriptions
from app.processes import mending
from tests.processes.town import ADVICE, Town

#: Who gets the advice “Flood!” throws a signal; who is under review at that moment is flooded.
FLOOD = (
    ADVICE.replace(
        b'<bpmn:sequenceFlow id="f14" sourceRef="to_answer" targetRef="send_answer"/>',
        b"""<bpmn:exclusiveGateway id="alarm" name="Alarm?" default="g2"/>
<bpmn:intermediateThrowEvent id="tell" name="Tell of the flood">
  <bpmn:extensionElements><zeebe:ioMapping>
    <zeebe:input source="=case.number" target="from"/>
  </zeebe:ioMapping></bpmn:extensionElements>
  <bpmn:signalEventDefinition id="s1" signalRef="s_flood"/>
</bpmn:intermediateThrowEvent>
<bpmn:boundaryEvent id="flood" name="A flood" attachedToRef="review">
  <bpmn:signalEventDefinition id="s2" signalRef="s_flood"/>
</bpmn:boundaryEvent>
<bpmn:exclusiveGateway id="dry" name="Dry?" default="g4"/>
<bpmn:endEvent id="flooded" name="Flooded"/>
<bpmn:endEvent id="saved" name="Saved"/>
<bpmn:sequenceFlow id="f14" sourceRef="to_answer" targetRef="alarm"/>
<bpmn:sequenceFlow id="g1" sourceRef="alarm" targetRef="tell">
  <bpmn:conditionExpression>=advice = "Flood!"</bpmn:conditionExpression>
</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="g2" sourceRef="alarm" targetRef="send_answer"/>
<bpmn:sequenceFlow id="g3" sourceRef="tell" targetRef="send_answer"/>
<bpmn:sequenceFlow id="g5" sourceRef="flood" targetRef="dry"/>
<bpmn:sequenceFlow id="g6" sourceRef="dry" targetRef="saved">
  <bpmn:conditionExpression>=DRY</bpmn:conditionExpression>
</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="g4" sourceRef="dry" targetRef="flooded"/>""",
    )
    .replace(
        b'<bpmn:message id="m_ask" name="ask"/>',
        b'<bpmn:message id="m_ask" name="ask"/><bpmn:signal id="s_flood" name="flood"/>',
    )
    .replace(b"=DRY", b'=ends with(from, "none")')
)


@pytest.fixture
def town(town: Town) -> Town:
    town.publish(FLOOD)
    return town


def _throw(town: Town, number: str) -> None:
    town.complete(number, advice="Flood!")


def _owed(town: Town) -> int:
    with town.database.reading(town.id) as session:
        return (
            session.scalar(select(func.count()).where(Job.tenant_id == town.id, Job.kind == JobKind.SIGNAL))
            or 0
        )


def _arrivals(town: Town, *numbers: str) -> Counter[str]:
    with town.database.reading(town.id) as session:
        return Counter(
            number
            for number in numbers
            for event in timeline.of_case(session, number)
            if event.kind == EventKind.SIGNAL
        )


def test_every_other_case_that_waits_gets_it_once(town: Town) -> None:
    thrower, one, other = town.apply(), town.apply(), town.apply()

    _throw(town, thrower)
    assert _owed(town) == 2
    town.days_pass(0)
    town.days_pass(1)

    assert {town.case(each).outcome for each in (one, other)} == {"flooded"}
    assert town.case(thrower).outcome == "answered"
    assert _arrivals(town, thrower, one, other) == {one: 1, other: 1}
    assert _owed(town) == 0


def test_no_case_of_another_town_gets_it(town: Town) -> None:
    neighbour = Town(town.database, town.clock, id="naapuri")
    neighbour.publish(FLOOD)
    elsewhere = neighbour.apply()

    _throw(town, town.apply())
    town.days_pass(0)

    assert neighbour.open_task(elsewhere).element_id == "review"
    assert _arrivals(neighbour, elsewhere) == {}


def test_who_waits_only_after_it_was_thrown_does_not_get_it(town: Town) -> None:
    thrower, asked = town.apply(), town.apply()
    _throw(town, thrower)
    town.clock.move(timedelta(seconds=1))
    late = town.apply()
    town.ask(asked)
    town.clock.move(timedelta(seconds=1))
    town.reply(asked, "Ten square metres")
    town.days_pass(0)

    assert town.open_task(late).element_id == "review"
    assert town.open_task(asked).element_id == "review"
    assert (_arrivals(town, late, asked), _owed(town)) == ({}, 0)


def test_a_case_that_fails_at_it_is_an_incident_of_its_own_and_can_be_mended(town: Town) -> None:
    town.publish(FLOOD.replace(b'ends with(from, "none")', b"if from = null then false else null"))
    thrower, failing = town.apply(), town.apply()

    _throw(town, thrower)
    town.days_pass(0)

    assert town.case(failing).status == CaseStatus.STOPPED
    assert town.open_task(failing).element_id == "review"
    with town.database.reading(town.id) as session:
        [incident] = incidents.open_incidents(session)
    assert (incident.case_number, incident.element_id) == (failing, "dry")
    mending.skip(
        town.database, town.id, incident.id, "flooded", by=town.adviser, reason="It is wet.", now=town.now
    )
    assert town.case(failing).outcome == "flooded"
    assert _owed(town) == 0


def test_waiting_for_a_signal_is_no_question_to_the_citizen(town: Town) -> None:
    number = town.apply()

    with town.database.reading(town.id) as session:
        waits = subscriptions.of_case(session, number)
        asked = subscriptions.of_citizen(session, number, frozenset({"applicant"}))
        found = subscriptions.waiting_for(session, "flood", "")
    assert {wait.kind for wait in waits} == {"message", "signal"}
    assert (asked, found) == ([], None)
    assert town.case(number).status == CaseStatus.OPEN
