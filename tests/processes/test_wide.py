"""A task for each of sixty: every one of them is a row of its own, and a step touches one."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.cases import timeline
from app.cases.tables import CaseStatus, EventKind
from app.identity.actor import Actor
from app.incidents import register as incidents
from app.processes import due, mending, migration, migration_plan, runtime, task_form
from app.processes.errors import StoppedByIncident
from app.processes.migration_plan import Way
from app.processes.tables import InstancePart
from app.tasks.tables import Task
from tests.counting import watched
from tests.processes.town import ADVICE, Town

SIZE = 60
OWNER = Actor("", "Outi Owner")
_MANY = (
    b'<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:extensionElements>'
    b'<zeebe:loopCharacteristics inputCollection="=for n in 1..60 return n" inputElement="nth"'
    b' outputCollection="advices" outputElement="=[nth, fee]"/>'
    b"</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"
)
#: Once all have said what it costs, it costs something when the second says so.
WIDE = ADVICE.replace(b"</bpmn:userTask>", _MANY, 1).replace(b"=fee &gt; 0", b"=advices[2][2] &gt; 0")


@pytest.fixture
def number(town: Town) -> str:
    """A case with sixty open tasks."""
    town.publish(WIDE)
    return town.apply()


def test_one_of_sixty_is_completed_with_one_part_read_and_two_changed(town: Town, number: str) -> None:
    task = town.open_tasks(number)[30]
    assert _parts(town) == SIZE
    said: list[str] = []

    with watched(town.database.engine, said.append):
        _complete(town, task)

    of_parts = [each.split()[0].upper() for each in said if "instance_parts" in each]
    assert of_parts == ["SELECT", "DELETE", "INSERT"]
    assert len(town.open_tasks(number)) == SIZE - 1
    assert _parts(town) == SIZE


def test_when_all_are_done_their_results_stand_in_order_and_no_part_is_left(town: Town, number: str) -> None:
    for fee, task in reversed(list(enumerate(town.open_tasks(number)))):
        _complete(town, task, fee=0 if fee else 7)

    assert town.case(number).status == CaseStatus.CLOSED
    assert _parts(town) == 0


def test_the_page_of_a_task_knows_what_only_its_instance_sees(town: Town, number: str) -> None:
    tasks = town.open_tasks(number)

    with town.database.reading(town.id) as session:
        seen = {task_form.of_task(session, task.id).data["nth"] for task in tasks}

    assert seen == set(range(1, SIZE + 1))


def test_a_reminder_about_all_of_them_reads_no_part(town: Town, number: str) -> None:
    town.clock.move(timedelta(days=3))
    said: list[str] = []

    with watched(town.database.engine, said.append):
        due.work_off(town.desk)

    assert EventKind.TIMER in _kinds(town, number)
    assert not [each for each in said if "instance_parts" in each]
    assert len(town.open_tasks(number)) == SIZE


def test_what_stops_at_the_last_is_mended_and_ends_with_no_part_left(town: Town, number: str) -> None:
    *others, last = town.open_tasks(number)
    for task in others:
        _complete(town, task, fee="nothing")
    with pytest.raises(StoppedByIncident):
        _complete(town, last, fee="nothing")

    assert _parts(town) == SIZE
    assert [task.id for task in town.open_tasks(number)] == [last.id]
    _mend(town, "skip", "send_answer")
    assert town.case(number).status == CaseStatus.CLOSED
    assert _parts(town) == 0


def test_a_cancelled_case_leaves_neither_a_task_nor_a_part(town: Town, number: str) -> None:
    broken = town.open_tasks(number)[0]
    with town.database.transaction(town.id) as session:
        content = select(InstancePart).where(InstancePart.tenant_id == town.id, InstancePart.id == broken.id)
        session.scalars(content).one().content = b"?"
    with pytest.raises(StoppedByIncident):
        _complete(town, broken)

    _mend(town, "cancel")

    assert town.case(number).status == CaseStatus.CLOSED
    assert town.open_tasks(number) == []
    assert _parts(town) == 0


def _kinds(town: Town, number: str) -> set[str]:
    with town.database.reading(town.id) as session:
        return {event.kind for event in timeline.of_case(session, number)}


def _mend(town: Town, how: str, *target: str) -> None:
    with town.database.reading(town.id) as session:
        [incident] = incidents.open_incidents(session)
    act = getattr(mending, how)
    act(town.database, town.id, incident.id, *target, by=town.adviser, reason="It is known.", now=town.now)


def test_moving_to_another_version_and_back_takes_the_parts_along(town: Town, number: str) -> None:
    _complete(town, town.open_tasks(number)[0])
    before = {task.id for task in town.open_tasks(number)}
    to = town.publish(WIDE.replace(b'name="Answered"', b'name="All done"'))
    with town.database.reading(town.id) as session:
        [line] = migration_plan.plan(session, "advice", to, {}).lines
    assert line.way == Way.SAFE

    with town.database.transaction(town.id) as session:
        begun = migration.begin(session, "advice", to, {}, by=OWNER, reason="A name.", now=town.now).id
    _work(town)
    assert (_parts(town), {task.id for task in town.open_tasks(number)}) == (SIZE, before)

    with town.database.transaction(town.id) as session:
        migration.undo(session, begun, by=OWNER, reason="No.", now=town.now)
    _work(town)
    assert {task.id for task in town.open_tasks(number)} == before

    for task in town.open_tasks(number):
        _complete(town, task)
    assert town.case(number).status == CaseStatus.CLOSED
    assert _parts(town) == 0


def _work(town: Town) -> None:
    while due.work_off(town.desk):
        pass


def _complete(town: Town, task: Task, fee: object = 0) -> None:
    answers: Mapping[str, object] = {"advice": "Yes.", "fee": fee}
    runtime.complete_task(town.database, town.id, task.id, answers, by=town.adviser, now=town.now)


def _parts(town: Town) -> int:
    with town.database.reading(town.id) as session:
        query = select(func.count()).select_from(InstancePart).where(InstancePart.tenant_id == town.id)
        return session.scalar(query) or 0
