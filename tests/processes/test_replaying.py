"""Closed cases are played again, on their own version and on others."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from app.clock import MovedClock
from app.db import Database
from app.engine import Definition
from app.jobs.tables import Job
from app.messages.tables import Message
from app.processes import due, library, migration_plan
from app.processes.migration_plan import Way
from app.processes.replaying import Fate, Past, Period, Replay, Verdict, again, closed, replay
from app.tasks.tables import Task
from tests.processes.town import ADVICE, Town


@pytest.fixture
def town(sqlite_database: Database, clock: MovedClock) -> Town:
    town = Town(sqlite_database, clock)
    town.publish()
    return town


def _definition(town: Town) -> Definition:
    with town.database.reading(town.id) as session:
        return library.live(session, "advice").definition


def _replay(town: Town, limit: int = 100) -> Replay:
    """All closed cases on the version that is live now."""
    period = Period(town.now - timedelta(days=1000), town.now + timedelta(days=1))
    *_, last = replay(town.database, town.id, _definition(town), period, limit=limit)
    return last


def _verdicts(town: Town) -> dict[Verdict, int]:
    return {line.verdict: len(line.cases) for line in _replay(town).lines}


def _advised(town: Town, *, after: float = 1, **answers: object) -> str:
    number = town.apply()
    town.days_pass(after)
    town.complete(number, **answers)
    town.days_pass(0.1)
    return number


def _changed(old: str, new: str) -> bytes:
    assert old in ADVICE.decode()
    return ADVICE.decode().replace(old, new).encode()


#: What somebody may do with a case next: a day passes at each.
_DEEDS = ("wait", "ask", "reply", "write", "complete", "charge")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(st.lists(st.sampled_from(_DEEDS), max_size=9), min_size=1, max_size=3))
def test_on_their_own_version_all_end_the_same(town: Town, lives: list[list[str]]) -> None:
    for life in lives:
        number = town.apply()
        for deed in life:
            _live(town, timedelta(days=1.3))
            _do(town, number, deed)
        _live(town, timedelta(days=15))
        if town.open_tasks(number):
            town.complete(number)
            _live(town, timedelta(days=1))

    found = _replay(town, limit=1000)

    assert (found.played, found.unknown) == (found.total, [])
    assert {line.verdict for line in found.lines} <= {Verdict(Fate.SAME)}


def _live(town: Town, time: timedelta) -> None:
    """Time passes, and workers do everything when it is due."""
    town.days_pass(0)
    until = town.now + time
    while (wait := due.pause(town.desk)) is not None and town.now + wait <= until:
        town.days_pass(wait / timedelta(days=1))
    town.clock.at = until


def _do(town: Town, number: str, deed: str) -> None:
    is_open = bool(town.open_tasks(number))
    if deed in {"reply", "write"}:
        town.reply(number, f"I {deed}.")
    elif deed == "ask" and is_open:
        town.ask(number)
    elif deed in {"complete", "charge"} and is_open:
        town.complete(number, fee=12 if deed == "charge" else 0)


def test_a_new_step_is_waited_for_by_name(town: Town) -> None:
    _advised(town)
    town.publish(
        _changed(
            '<bpmn:sequenceFlow id="f4" sourceRef="review" targetRef="fee_due"/>',
            '<bpmn:userTask id="second" name="Look again"><bpmn:extensionElements><zeebe:userTask/>'
            '<zeebe:formDefinition formId="review"/><zeebe:assignmentDefinition candidateGroups="others"/>'
            "</bpmn:extensionElements></bpmn:userTask>"
            '<bpmn:sequenceFlow id="f4" sourceRef="review" targetRef="second"/>'
            '<bpmn:sequenceFlow id="f4b" sourceRef="second" targetRef="fee_due"/>',
        )
    )

    assert _verdicts(town) == {Verdict(Fate.WAITS, ("second",), groups=("others",)): 1}


def test_others_are_asked(town: Town) -> None:
    _advised(town)
    town.publish(_changed('candidateGroups="advisers"', 'candidateGroups="others"'))

    expected = Verdict(Fate.PEOPLE, ("review",), groups=("others",), groups_were=("advisers",))
    assert _verdicts(town) == {expected: 1}


def test_a_longer_deadline_lets_a_case_lapse_later(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    _live(town, timedelta(days=15))
    town.publish(_changed(">P14D<", ">P20D<"))

    [line] = _replay(town).lines

    assert line.verdict == Verdict(Fate.TIME, is_later=True)
    assert line.shift == timedelta(days=6)


def test_a_shorter_deadline_ends_it_before_the_answer(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    town.days_pass(10)
    town.reply(number, "Here.")
    town.complete(number)
    town.publish(_changed(">P14D<", ">P7D<"))

    assert _verdicts(town) == {Verdict(Fate.END, ("lapsed",), ("answered",)): 1}


def test_a_reminder_that_came_sooner_is_another_way(town: Town) -> None:
    _advised(town, after=2)
    town.publish(_changed(">P3D<", ">P1D<"))

    assert _verdicts(town) == {Verdict(Fate.WAY, ("late", "remind", "reminded")): 1}


def test_what_the_new_version_cannot_do_is_told(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    _live(town, timedelta(days=15))
    town.publish(_changed(">P14D<", ">=question<"))

    [line] = _replay(town).lines

    assert line.verdict.fate is Fate.STOPS
    assert line.verdict.now == ("two_weeks",)
    assert line.verdict.cause


def test_the_systems_work_comes_to_what_it_came_to_then(town: Town) -> None:
    _advised(town, fee=12)
    with town.database.reading(town.id) as session:
        [past] = closed(session, "advice", Period(town.now - timedelta(days=9), town.now), limit=9)

    assert isinstance(past, Past)
    played = again(_definition(town), past)

    [result] = past.results["reference"]
    assert played.last.data is not None
    assert played.last.data["payment_reference"] == result["payment_reference"]


def test_nothing_is_written_or_sent(town: Town) -> None:
    _advised(town)
    _advised(town, fee=3)
    before, letters = _counts(town), len(town.letters)

    _replay(town)

    assert (_counts(town), len(town.letters)) == (before, letters)


def _counts(town: Town) -> list[int | None]:
    with town.database.reading(town.id) as session:
        return [session.scalar(select(func.count()).select_from(each)) for each in (Task, Message, Job)]


def test_a_case_whose_answers_were_not_kept_is_left_out(town: Town) -> None:
    old, new = _advised(town), _advised(town)
    with town.database.transaction(town.id) as session:
        session.execute(update(Task).where(Task.case_number == old).values(answers=None))

    found = _replay(town)

    assert [each.number for each in found.unknown] == [old]
    assert [line.cases for line in found.lines] == [[new]]


def test_of_many_the_last_ones_are_played(town: Town) -> None:
    numbers = [_advised(town) for _ in range(3)]

    found = _replay(town, limit=2)

    assert (found.total, found.seen) == (3, 2)
    assert found.lines[0].cases == [numbers[2], numbers[1]]


def test_running_cases_are_told_apart(town: Town, clock: MovedClock) -> None:
    town.apply()
    with town.database.reading(town.id) as session:
        version = library.live(session, "advice")
        same = migration_plan.plan_for(session, _as_draft(version), {})

    assert [(line.way, line.count) for line in same.lines] == [(Way.SAFE, 1)]


def _as_draft(version: library.Version) -> library.Version:
    return library.Version("draft", 0, version.definition, version.documents, version.forms)
