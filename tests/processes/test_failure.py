"""What happens when the engine fails, a process dies, or two things happen at once."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cases import timeline
from app.cases.tables import CaseStatus, EventKind
from app.clock import MovedClock
from app.db import EVERYWHERE, Database
from app.incidents import register as incidents
from app.jobs import queue
from app.jobs.queue import LeaseLost
from app.messages import conversation
from app.messages.tables import MessageStatus
from app.processes import due, mending, runtime
from app.processes.errors import StoppedByIncident
from tests.processes.town import ADVICE, Town

#: The fee is asked for as text, so that the condition on it cannot be decided.
WRONG = {"advice": "Yes.", "fee": "nothing at all"}


def test_an_engine_error_leaves_the_last_committed_state_and_an_incident(town: Town) -> None:
    number = town.apply()
    task = town.open_task(number)

    with pytest.raises(StoppedByIncident) as stopped:
        runtime.complete_task(town.database, town.id, task.id, WRONG, by=town.adviser, now=town.now)

    assert town.open_task(number).id == task.id
    assert town.case(number).status == CaseStatus.STOPPED
    with town.database.reading(town.id) as session:
        [incident] = incidents.open_incidents(session)
        kinds = [event.kind for event in timeline.of_case(session, number)]
    assert incident.id == stopped.value.incident_id
    assert incident.element_id == "fee_due"
    assert incident.element_names["en"] == "Does it cost?"
    assert "fee" in incident.cause
    assert kinds[-1] == EventKind.INCIDENT


def test_the_same_failure_again_is_still_one_incident(town: Town) -> None:
    task = town.open_task(town.apply())

    for _ in range(2):
        with pytest.raises(StoppedByIncident):
            runtime.complete_task(town.database, town.id, task.id, WRONG, by=town.adviser, now=town.now)

    with town.database.reading(town.id) as session:
        assert incidents.count_open(session) == 1


def test_a_stopped_case_goes_on_when_the_task_is_completed_rightly(town: Town) -> None:
    number = town.apply()
    task = town.open_task(number)
    with pytest.raises(StoppedByIncident) as stopped:
        runtime.complete_task(town.database, town.id, task.id, WRONG, by=town.adviser, now=town.now)

    with pytest.raises(StoppedByIncident):
        mending.retry(
            town.database, town.id, stopped.value.incident_id, by=town.adviser, reason="again", now=town.now
        )
    town.complete(number, fee=0)

    assert town.case(number).status == CaseStatus.CLOSED


def test_a_service_task_that_cannot_succeed_becomes_an_incident_and_can_be_retried(town: Town) -> None:
    number = town.apply()
    diagram = ADVICE.replace(b'source="=fee" target="amount"', b'source="=&#34;much&#34;" target="amount"')
    town.publish(diagram)
    second = town.apply()
    town.complete(second, fee=10)

    town.days_pass(0)

    assert town.case(second).status == CaseStatus.STOPPED
    with town.database.reading(town.id) as session:
        [incident] = incidents.open_incidents(session)
    assert (incident.case_number, incident.element_id) == (second, "reference")
    mending.retry(town.database, town.id, incident.id, by=town.adviser, reason="Look again.", now=town.now)
    town.days_pass(0)
    with town.database.reading(town.id) as session:
        assert incidents.count_open(session) == 1
    assert town.case(number).status == CaseStatus.OPEN


def test_running_cases_stay_on_the_version_they_started_on(town: Town) -> None:
    old = town.apply()
    assert town.publish(ADVICE.replace(b'name="Answered"', b'name="All done"')) == 2
    new = town.apply()

    town.complete(old)
    town.complete(new)

    with town.database.reading(town.id) as session:
        ends = [timeline.of_case(session, number)[-1].details["names"]["en"] for number in (old, new)]
    assert ends == ["Answered", "All done"]


def test_publishing_what_is_live_already_changes_nothing(town: Town) -> None:
    assert town.publish() == 1


def test_a_worker_that_dies_leaves_its_job_to_the_next_when_the_lease_has_run_out(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    town.clock.move(timedelta(days=15))
    with town.database.transaction(EVERYWHERE) as session:
        claimed = queue.claim_due(session, now=town.now)
    assert claimed

    assert due.work_off(town.desk) == 0
    town.clock.move(queue.LEASE + timedelta(seconds=1))
    while due.work_off(town.desk):
        pass

    assert town.case(number).outcome == "lapsed"


def test_a_worker_that_was_too_slow_cannot_finish_what_another_has_taken_over(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    town.clock.move(timedelta(days=15))
    with town.database.transaction(EVERYWHERE) as session:
        slow = queue.claim_due(session, now=town.now)
    town.clock.move(queue.LEASE + timedelta(seconds=1))
    with town.database.transaction(EVERYWHERE) as session:
        queue.claim_due(session, now=town.now)

    timer = next(job for job in slow if job.kind == "timer")
    with pytest.raises(LeaseLost):
        runtime.fire_timer(town.database, timer, now=town.now)

    assert town.case(number).status == CaseStatus.WAITING


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_delivering_twice_is_delivering_once(sqlite_database: Database, data: st.DataObject) -> None:
    name = f"town-{data.draw(st.integers(0, 10**12))}"
    town = _once(sqlite_database, name)
    number = town.apply("first")
    sends = data.draw(st.lists(st.sampled_from(["apply", "ask", "reply", "work"]), max_size=10))

    for kind in sends:
        if kind == "apply":
            assert town.apply("first") == number
        elif kind == "ask" and town.open_tasks(number):
            town.ask(number)
        elif kind == "reply":
            town.reply(number, "Ten square metres", key="the-reply")
        else:
            town.days_pass(0)

    with town.database.reading(town.id) as session:
        received = [each for each in conversation.of_case(session, number) if each.direction == "in"]
    assert len(received) == 1 + ("reply" in sends)
    assert len(town.open_tasks(number)) <= 1


def _once(database: Database, name: str) -> Town:
    from datetime import UTC, datetime

    from app.db import new_id

    town = Town(
        database, MovedClock(datetime(2026, 9, 1, 6, 0, tzinfo=UTC)), id=f"{name[:20]}-{new_id()[-8:]}"
    )
    town.publish()
    return town


DIES = """
import os, sys
from datetime import datetime, UTC
from app.db import Database
from app.identity import actor
from app.processes import intake, runtime

runtime.deliver = lambda *_, **__: os.kill(os.getpid(), 9)
database = Database(sys.argv[1])
with database.reading("testby") as session:
    citizen = actor.of(session, sys.argv[2])
intake.submit_application(
    database, "testby", "advice", answers={"question": "?"}, by=citizen, language="fi",
    idempotency_key="k", now=datetime.fromisoformat(sys.argv[3]),
)
"""


def test_a_process_killed_between_the_commit_and_the_step_loses_no_message(town: Town) -> None:
    url = town.database.engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}

    died = subprocess.run(
        [sys.executable, "-c", DIES, url, town.citizen.id, town.now.isoformat()],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert died.returncode == -9, died.stderr
    number = "TES-2026-00001"
    assert town.case(number).status == CaseStatus.RECEIVED
    town.clock.move(timedelta(minutes=1))
    town.days_pass(0)
    assert town.open_task(number).element_id == "review"
    with town.database.reading(town.id) as session:
        [message] = conversation.of_case(session, number)
    assert message.status == MessageStatus.DELIVERED
