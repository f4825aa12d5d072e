"""What people do about an incident: correct data, go on elsewhere, end the process; each with a reason."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from app.cases import timeline
from app.cases.tables import CaseStatus, Event, EventKind
from app.identity.actor import Actor
from app.incidents import register as incidents
from app.incidents.register import IncidentResolved, ReasonMissing
from app.incidents.tables import Incident
from app.jobs.tables import Job, JobKind
from app.messages import conversation, subscriptions
from app.processes import mending, runtime, stopped
from app.processes.errors import CannotMend, MovedMeanwhile, NothingCorrected, StoppedByIncident
from app.processes.mending import Correction
from app.processes.stopped import Stopped
from app.processes.tables import ProcessInstance
from tests.processes.town import ADVICE, Town

#: The fee is given as text, so that the condition on it cannot be decided.
WRONG = {"advice": "Yes.", "fee": "nothing at all"}
OPERATOR = Actor("", "Otto Operator")

#: The way from the start is decided by what the citizen wrote.
CHOOSING = ADVICE.replace(
    b'<bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="to_review"/>',
    b'<bpmn:exclusiveGateway id="how_big" name="How big?" default="g2"/>'
    b'<bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="how_big"/>'
    b'<bpmn:sequenceFlow id="g1" sourceRef="how_big" targetRef="review">'
    b"<bpmn:conditionExpression>=question &gt; 10</bpmn:conditionExpression></bpmn:sequenceFlow>"
    b'<bpmn:sequenceFlow id="g2" sourceRef="how_big" targetRef="to_review"/>',
)
#: The payment reference cannot be made from what it is given.
MUCH = ADVICE.replace(b'source="=fee" target="amount"', b'source="=&#34;much&#34;" target="amount"')


@pytest.fixture
def number(town: Town) -> str:
    """A case that stopped when its task was completed."""
    number = town.apply()
    with pytest.raises(StoppedByIncident):
        runtime.complete_task(
            town.database, town.id, town.open_task(number).id, WRONG, by=town.adviser, now=town.now
        )
    return number


def _incident(town: Town) -> Incident:
    with town.database.reading(town.id) as session:
        [found] = incidents.open_incidents(session)
        return found


def _look(town: Town) -> Stopped:
    with town.database.reading(town.id) as session:
        return stopped.look(session, incidents.open_incidents(session)[0])


def _correct(town: Town, correction: Correction, reason: str = "A typing error.") -> None:
    mending.correct(
        town.database, town.id, _incident(town).id, correction, by=OPERATOR, reason=reason, now=town.now
    )


def _skip(town: Town, target: str, reason: str = "It was decided by phone.") -> None:
    mending.skip(town.database, town.id, _incident(town).id, target, by=OPERATOR, reason=reason, now=town.now)


def _cancel(town: Town, reason: str = "Sent twice.") -> None:
    mending.cancel(town.database, town.id, _incident(town).id, by=OPERATOR, reason=reason, now=town.now)


def _events(town: Town, number: str) -> list[Event]:
    with town.database.reading(town.id) as session:
        return timeline.of_case(session, number)


def _count(town: Town, model: type[Job] | type[Incident]) -> int:
    with town.database.reading(town.id) as session:
        return session.scalar(select(func.count()).where(model.tenant_id == town.id)) or 0


def _open(town: Town) -> int:
    with town.database.reading(town.id) as session:
        return incidents.count_open(session)


def test_corrected_answers_complete_the_task_and_the_timeline_says_who_and_why(
    town: Town, number: str
) -> None:
    _correct(town, Correction(sent={"advice": "Yes.", "fee": 0}))

    assert town.case(number).status == CaseStatus.CLOSED
    [event] = [each for each in _events(town, number) if each.kind == EventKind.CORRECTED]
    assert (event.actor_name, event.text) == ("Otto Operator", "A typing error.")
    assert event.details["changed"] == {"fee": ["nothing at all", 0]}
    assert _open(town) == 0


def test_corrected_data_is_what_the_process_knows_from_then_on(town: Town, number: str) -> None:
    _correct(town, Correction(data={"question": "May I build a shed?"}, sent={"advice": "Yes.", "fee": 0}))

    assert [event.details["changed"] for event in _events(town, number) if event.kind == "corrected"] == [
        {"question": ["May I build a sauna?", "May I build a shed?"], "fee": ["nothing at all", 0]}
    ]


def test_correction_that_does_not_help_is_kept_and_stops_again(town: Town, number: str) -> None:
    with pytest.raises(StoppedByIncident):
        _correct(town, Correction(data={"question": "Another one?"}))

    data = _look(town).data
    assert data == {"question": "Another one?"}
    assert town.case(number).status == CaseStatus.STOPPED


def test_service_task_is_done_again_with_corrected_inputs(town: Town) -> None:
    town.publish(MUCH)
    number = town.apply()
    town.complete(number, fee=10)
    town.days_pass(0)

    _correct(town, Correction(sent={"amount": Decimal("12.50")}))
    town.days_pass(0)

    assert town.case(number).status == CaseStatus.CLOSED


def test_process_that_could_not_begin_begins_with_what_was_corrected_and_the_message_stays(
    town: Town,
) -> None:
    town.publish(CHOOSING)
    number = town.apply()

    _correct(town, Correction(sent={"question": 12}))
    town.days_pass(0)

    assert town.open_task(number).element_id == "review"
    with town.database.reading(town.id) as session:
        [message] = conversation.of_case(session, number)
    assert message.payload == {"question": "May I build a sauna?"}


def test_process_goes_on_at_the_element_that_was_chosen(town: Town, number: str) -> None:
    assert "answered" in stopped.targets(_look(town))
    assert "asked" not in stopped.targets(_look(town))

    _skip(town, "answered")

    case = town.case(number)
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, "answered")
    assert town.open_tasks(number) == []
    [event] = [each for each in _events(town, number) if each.kind == EventKind.SKIPPED]
    assert (event.element_id, event.details["to"], event.text) == (
        "fee_due",
        "answered",
        "It was decided by phone.",
    )
    assert (_open(town), case.handler_id) == (0, None)


def test_service_task_that_cannot_succeed_is_left_out(town: Town) -> None:
    town.publish(MUCH)
    number = town.apply()
    town.complete(number, fee=10)
    town.days_pass(0)

    _skip(town, "to_answer")

    assert town.case(number).outcome == "answered"
    with town.database.reading(town.id) as session:
        left = session.scalar(
            select(func.count()).where(Job.tenant_id == town.id, Job.kind == JobKind.SERVICE)
        )
    assert left == 0


@pytest.mark.parametrize("target", ["nowhere", "asked", "late", ""])
def test_element_at_which_nothing_can_go_on_changes_nothing(town: Town, number: str, target: str) -> None:
    before = _events(town, number)

    with pytest.raises(CannotMend) as wrong:
        _skip(town, target)

    assert wrong.value.cause == "The process cannot be moved to this element."
    assert _open(town) == 1
    assert town.open_task(number).element_id == "review"
    assert len(_events(town, number)) == len(before)


def test_ending_the_process_closes_the_case_and_leaves_nothing_waiting(town: Town, number: str) -> None:
    _cancel(town)

    case = town.case(number)
    assert (case.status, case.outcome, case.closed_at) == (CaseStatus.CLOSED, None, town.now)
    with town.database.reading(town.id) as session:
        assert subscriptions.of_case(session, number) == []
        instance = session.scalars(select(ProcessInstance)).one()
    assert (instance.status, town.open_tasks(number), _count(town, Job), _open(town)) == (
        "finished",
        [],
        0,
        0,
    )
    assert [event.text for event in _events(town, number) if event.kind == "cancelled"] == ["Sent twice."]


def test_case_whose_process_could_not_begin_is_closed(town: Town) -> None:
    town.publish(CHOOSING)
    number = town.apply()

    _cancel(town)
    town.days_pass(1)

    assert town.case(number).status == CaseStatus.CLOSED
    assert (_count(town, Job), _open(town)) == (0, 0)


def test_process_whose_stored_state_cannot_be_read_is_ended_all_the_same(town: Town, number: str) -> None:
    with town.database.transaction(town.id) as session:
        session.execute(update(ProcessInstance).values(snapshot=b"\x7f"))

    _cancel(town)

    assert town.case(number).status == CaseStatus.CLOSED
    assert (town.open_tasks(number), _count(town, Job)) == ([], 0)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_done_without_a_reason(town: Town, number: str, reason: str) -> None:
    before = len(_events(town, number))

    for deed in (
        lambda: _correct(town, Correction(sent={"fee": 0}), reason),
        lambda: _skip(town, "answered", reason),
        lambda: _cancel(town, reason),
    ):
        with pytest.raises(ReasonMissing):
            deed()

    assert (len(_events(town, number)), _open(town)) == (before, 1)


@pytest.mark.parametrize(
    ("correction", "error"),
    [
        (Correction(), NothingCorrected),
        (Correction(data={"question": "May I build a sauna?"}, sent=WRONG), NothingCorrected),
        (Correction(data={"case": {"number": "other"}}), CannotMend),
        (Correction(data={"question": "?"}, row_version=7), MovedMeanwhile),
    ],
)
def test_correction_that_cannot_be_taken_changes_nothing(
    town: Town, number: str, correction: Correction, error: type[Exception]
) -> None:
    before = len(_events(town, number))

    with pytest.raises(error):
        _correct(town, correction)

    assert (len(_events(town, number)), _open(town)) == (before, 1)
    assert _look(town).data == {"question": "May I build a sauna?"}


def test_second_operator_is_told_that_it_is_done(town: Town, number: str) -> None:
    incident = _incident(town)
    _cancel(town)

    with pytest.raises(IncidentResolved):
        mending.cancel(town.database, town.id, incident.id, by=OPERATOR, reason="Me too.", now=town.now)


def test_incident_of_a_task_that_was_completed_rightly_since_is_settled(town: Town, number: str) -> None:
    town.complete(number)

    assert _open(town) == 0
