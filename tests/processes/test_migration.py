"""Running cases are moved to another version: planned first, each in its own transaction, and back again."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from app.cases import timeline
from app.cases.tables import CaseStatus, Event, EventKind
from app.clock import MovedClock
from app.db import Database, new_id
from app.identity.actor import Actor
from app.incidents.register import ReasonMissing
from app.jobs import queue
from app.jobs.tables import Job, JobKind
from app.messages.tables import Subscription
from app.processes import due, migration, migration_plan, migration_step, runtime, tidying
from app.processes.errors import NothingToMigrate, StoppedByIncident, UnknownMigration, UnknownVersion
from app.processes.migration import Progress
from app.processes.migration_plan import Plan, Way
from app.processes.tables import MigratedInstance, MoveStatus, ProcessInstance
from app.tasks import assignment, drafts
from app.tasks.tables import Task, TaskDraft
from tests.engine.diagrams import (
    boundary,
    diagram,
    element,
    end,
    inner,
    many,
    message,
    script,
    start,
    task,
    timer,
    zeebe,
)
from tests.processes.town import ADVICE, Town

OWNER = Actor("", "Outi Owner")

IDENTICAL = ADVICE.replace(b"</bpmn:definitions>", b"<!-- two --></bpmn:definitions>")
DONE = ADVICE.replace(b'name="Answered"', b'name="All done"')


def _renamed(diagram: bytes, old: bytes, new: bytes) -> bytes:
    """The diagram with another id for one of its elements."""
    for attribute in (b' id="%s"', b' attachedToRef="%s"', b' sourceRef="%s"', b' targetRef="%s"'):
        diagram = diagram.replace(attribute % old, attribute % new)
    return diagram


RENAMED = _renamed(DONE, b"review", b"check").replace(b'name="Review the question"', b'name="Check it"')


def _without(diagram: bytes, start: bytes, ending: bytes) -> bytes:
    before, _, rest = diagram.partition(start)
    return before + rest.partition(ending)[2]


#: Nobody is reminded any more.
UNREMINDED = ADVICE
for first, last in (
    (b'<bpmn:boundaryEvent id="late"', b"</bpmn:boundaryEvent>"),
    (b'<bpmn:sendTask id="remind"', b"</bpmn:sendTask>"),
    (b'<bpmn:endEvent id="reminded"', b"/>"),
    (b'<bpmn:sequenceFlow id="f11"', b"/>"),
    (b'<bpmn:sequenceFlow id="f12"', b"/>"),
):
    UNREMINDED = _without(UNREMINDED, first, last)


def _plan(town: Town, number: int, mapping: dict[str, str] | None = None) -> Plan:
    with town.database.reading(town.id) as session:
        return migration_plan.plan(session, "advice", number, mapping or {})


def _begin(town: Town, number: int, mapping: dict[str, str] | None = None) -> str:
    with town.database.transaction(town.id) as session:
        return migration.begin(
            session, "advice", number, mapping or {}, by=OWNER, reason="The form was wrong.", now=town.now
        ).id


def _work(town: Town) -> None:
    while due.work_off(town.desk):
        pass


def _move(town: Town, number: int, mapping: dict[str, str] | None = None) -> str:
    migration_id = _begin(town, number, mapping)
    _work(town)
    return migration_id


def _undo(town: Town, migration_id: str, reason: str = "It was wrong.") -> None:
    with town.database.transaction(town.id) as session:
        migration.undo(session, migration_id, by=OWNER, reason=reason, now=town.now)
    _work(town)


def _progress(town: Town, migration_id: str) -> Progress:
    with town.database.reading(town.id) as session:
        return migration.progress(session, migration_id)


def _items(town: Town) -> dict[str, MigratedInstance]:
    with town.database.reading(town.id) as session:
        found = session.scalars(select(MigratedInstance).where(MigratedInstance.tenant_id == town.id))
        return {each.case_number: each for each in found}


def _rows(town: Town, model: Any, number: str) -> list[dict[str, Any]]:
    """The rows of a case as they are, by id."""
    query = select(model.__table__).where(
        model.__table__.c.tenant_id == town.id, model.__table__.c.case_number == number
    )
    with town.database.reading(town.id) as session:
        rows = [dict(row) for row in session.execute(query).mappings()]
    return sorted(rows, key=lambda row: str(row.get("id", row.get("element_id"))))


def _waits(town: Town, number: str) -> dict[str, list[dict[str, Any]]]:
    models = {"tasks": Task, "jobs": Job, "subscriptions": Subscription, "drafts": TaskDraft}
    return {name: _rows(town, model, number) for name, model in models.items()}


def _instance(town: Town, number: str) -> dict[str, Any]:
    [row] = _rows(town, ProcessInstance, number)
    return row


def _ends(town: Town, number: str) -> str:
    with town.database.reading(town.id) as session:
        return str(timeline.of_case(session, number)[-1].details["names"]["en"])


def test_plan_says_what_can_be_moved_and_changes_nothing(town: Town) -> None:
    first, second = town.apply(), town.apply()
    town.ask(second)
    _work(town)
    town.publish(DONE)
    before = [_waits(town, number) for number in (first, second)]

    plan = _plan(town, 2)

    assert [(line.way, line.version, line.count, line.cases) for line in plan.lines] == [
        (Way.SAFE, 1, 2, [first, second])
    ]
    assert [_waits(town, number) for number in (first, second)] == before


def test_plan_names_what_is_missing_with_what_could_take_its_place(town: Town) -> None:
    at_task, asked = town.apply(), town.apply()
    town.ask(asked)
    town.publish(RENAMED)

    plan = _plan(town, 2)
    mapped = _plan(town, 2, {"review": "check"})

    assert [(line.way, line.cases) for line in plan.lines] == [
        (Way.SAFE, [asked]),
        (Way.MAPPING, [at_task]),
    ]
    [reason] = plan.lines[1].reasons
    assert (reason.names["en"], reason.sentence) == (
        "Review the question",
        "The new version has no such element.",
    )
    [gone] = plan.counterparts
    assert (gone.element_id, gone.choices, gone.chosen) == ("review", ("check",), None)
    assert (mapped.count(Way.SAFE), [each.chosen for each in mapped.counterparts]) == (2, ["check"])


def test_plan_says_what_stays_and_why(town: Town) -> None:
    def published(element: str) -> int:
        parts = (start("asked", message("application")), element, end("e"))
        return town.publish(diagram(*parts, flows="asked a e", key="advice").source)

    published(_task("a"))
    number = town.apply()

    plan = _plan(town, published(script("a", "=1", "one")))

    assert [(line.way, line.cases) for line in plan.lines] == [(Way.STAYS, [number])]
    assert [each.sentence for each in plan.lines[0].reasons] == [
        "In the new version the element is of another kind."
    ]
    assert plan.counterparts == ()


def test_case_goes_on_on_the_new_version_with_its_claim_its_draft_and_its_due_times(town: Town) -> None:
    number = town.apply()
    open_task = town.open_task(number)
    with town.database.transaction(town.id) as session:
        assignment.claim(session, open_task.id, by=town.adviser, now=town.now)
        drafts.save(session, open_task, {"advice": "Half a sent"}, by=town.adviser, now=town.now)
    before = _waits(town, number)
    town.clock.move(timedelta(days=1))
    town.publish(RENAMED)

    migration_id = _move(town, 2, {"review": "check"})

    after = _waits(town, number)
    [moved] = after["tasks"]
    assert (moved["element_id"], moved["names"]["en"]) == ("check", "Check it")
    unchanged = ("id", "assignee_id", "group_key", "due_at", "opened_at", "status")
    assert [moved[key] for key in unchanged] == [before["tasks"][0][key] for key in unchanged]
    assert [(job["id"], job["due_at"]) for job in after["jobs"]] == [
        (job["id"], job["due_at"]) for job in before["jobs"]
    ]
    assert [(draft["element_id"], draft["typed"]) for draft in after["drafts"]] == [
        ("check", {"advice": "Half a sent"})
    ]
    assert _progress(town, migration_id).count(MoveStatus.MOVED) == 1
    town.complete(number)
    assert _ends(town, number) == "All done"


def test_timeline_says_who_moved_the_case_and_why(town: Town) -> None:
    number = town.apply()
    town.publish(DONE)

    _move(town, 2)

    with town.database.reading(town.id) as session:
        [event] = [each for each in timeline.of_case(session, number) if each.kind == EventKind.MIGRATED]
    assert (event.actor_name, event.text) == ("Outi Owner", "The form was wrong.")
    assert (event.details["from"], event.details["to"]) == (1, 2)


def test_what_only_the_new_version_waits_for_begins_and_what_it_lacks_ends(town: Town) -> None:
    town.publish(UNREMINDED)
    unreminded = town.apply()
    town.publish(ADVICE)
    reminded = town.apply()
    town.publish(UNREMINDED.replace(b"</bpmn:definitions>", b"<!-- again --></bpmn:definitions>"))
    timers = {number: len(_waits(town, number)["jobs"]) for number in (reminded, unreminded)}

    back = _move(town, 4)
    without = [job["element_id"] for job in _waits(town, reminded)["jobs"]]
    _move(town, 1)

    assert timers == {reminded: 1, unreminded: 0}
    assert (without, _progress(town, back).count(MoveStatus.MOVED)) == ([], 2)
    for number in (reminded, unreminded):
        [job] = _waits(town, number)["jobs"]
        assert (job["element_id"], job["due_at"]) == ("late", town.now + timedelta(days=3))


def test_what_cannot_be_moved_stays_with_its_reason_and_the_rest_is_moved(town: Town) -> None:
    at_task, asked = town.apply(), town.apply()
    town.ask(asked)
    town.publish(RENAMED)
    before = _waits(town, at_task)

    progress = _progress(town, _move(town, 2))

    assert (progress.count(MoveStatus.MOVED), progress.count(MoveStatus.STAYED), progress.owed) == (1, 1, 0)
    stayed = _items(town)[at_task]
    assert stayed.reasons == [
        {
            "element_id": "review",
            "names": {"en": "Review the question"},
            "sentence": "The new version has no such element.",
        }
    ]
    assert _waits(town, at_task) == before
    town.complete(at_task)
    assert _ends(town, at_task) == "Answered"


def test_case_that_ended_or_came_there_meanwhile_stays(town: Town) -> None:
    ended, twice = town.apply(), town.apply()
    town.publish(DONE)
    first, second = _begin(town, 2), _begin(town, 2)

    town.complete(ended)
    _work(town)

    again = _progress(town, second).counts
    assert _progress(town, first).counts == {MoveStatus.MOVED: 1, MoveStatus.STAYED: 1}
    assert again == {MoveStatus.STAYED: 2}
    assert _instance(town, twice)["row_version"] == 2
    assert _ends(town, ended) == "Answered"


def test_undo_brings_everything_back(town: Town) -> None:
    number, asked = town.apply(), town.apply()
    with town.database.transaction(town.id) as session:
        drafts.save(session, town.open_task(number), {"advice": "Half"}, by=town.adviser, now=town.now)
    town.ask(asked)
    _work(town)
    town.publish(_renamed(UNREMINDED, b"review", b"check"))
    before = [_waits(town, each) for each in (number, asked)]
    instances = [_instance(town, each) for each in (number, asked)]
    migration_id = _move(town, 2, {"review": "check"})
    assert _waits(town, number) != before[0]

    _undo(town, migration_id)
    _undo(town, migration_id)

    assert [_waits(town, each) for each in (number, asked)] == before
    for each, was in zip((number, asked), instances, strict=True):
        now = _instance(town, each)
        assert (now["version_id"], now["snapshot"]) == (was["version_id"], was["snapshot"])
        assert now["row_version"] == was["row_version"] + 2
    assert _progress(town, migration_id).counts == {MoveStatus.UNDONE: 2}
    with town.database.reading(town.id) as session:
        kinds = Counter(event.kind for event in timeline.of_case(session, number))
    assert (kinds[EventKind.MIGRATED], kinds[EventKind.MOVED_BACK]) == (1, 1)
    town.complete(number)
    assert _ends(town, number) == "Answered"


def test_case_that_has_moved_on_is_not_brought_back(town: Town) -> None:
    still, gone_on = town.apply(), town.apply()
    town.publish(DONE)
    migration_id = _move(town, 2)
    town.ask(gone_on)

    _undo(town, migration_id)

    assert _progress(town, migration_id).counts == {MoveStatus.UNDONE: 1, MoveStatus.WENT_ON: 1}
    town.reply(gone_on, "Ten square metres")
    for number in (still, gone_on):
        town.complete(number)
    assert (_ends(town, still), _ends(town, gone_on)) == ("Answered", "All done")


def test_who_took_a_task_after_the_move_keeps_it_when_it_is_undone(town: Town) -> None:
    number = town.apply()
    town.publish(RENAMED)
    migration_id = _move(town, 2, {"review": "check"})
    with town.database.transaction(town.id) as session:
        assignment.claim(session, town.open_task(number).id, by=town.colleague, now=town.now)

    _undo(town, migration_id)

    found = town.open_task(number)
    assert (found.element_id, found.assignee_id) == ("review", town.colleague.id)


def test_undo_in_the_middle_moves_nobody_else(town: Town) -> None:
    numbers = [town.apply() for _ in range(4)]
    town.publish(DONE)
    migration_id = _begin(town, 2)
    for _ in range(2):
        due.work_off(town.desk, limit=1)

    _undo(town, migration_id)

    assert _progress(town, migration_id).counts == {MoveStatus.UNDONE: 2, MoveStatus.STAYED: 2}
    versions = {_instance(town, number)["version_id"] for number in numbers}
    assert len(versions) == 1


def test_elements_that_change_places_keep_their_drafts_apart(town: Town) -> None:
    parts = (
        start("asked", message("application")),
        element("parallelGateway", "fork"),
        _task("a"),
        _task("b"),
        end("e1"),
        end("e2"),
    )
    flows = "asked fork a e1\nfork b e2"
    town.publish(diagram(*parts, flows=flows, key="advice").source)
    number = town.apply()
    with town.database.transaction(town.id) as session:
        for each in town.open_tasks(number):
            drafts.save(session, each, {"advice": each.element_id}, by=town.adviser, now=town.now)
    town.publish(diagram(*parts, flows=flows + "\n", key="advice").source + b"<!-- -->")

    migration_id = _move(town, 3, {"a": "b", "b": "a"})
    swapped = {row["element_id"]: row["typed"]["advice"] for row in _rows(town, TaskDraft, number)}
    _undo(town, migration_id)

    assert swapped == {"b": "a", "a": "b"}
    back = {row["element_id"]: row["typed"]["advice"] for row in _rows(town, TaskDraft, number)}
    assert back == {"a": "a", "b": "b"}


def _task(name: str, *inside: str) -> str:
    return task(name, *inside, extra=zeebe("assignmentDefinition", candidateGroups="advisers"))


def _many(name: str, more: str = "") -> bytes:
    parts = (
        start("asked", message("application")),
        _task(name, many("=[1, 2, 3]")),
        boundary("late", name, timer("P3D"), interrupting=False),
        end("e"),
        end("reminded"),
    )
    return diagram(*parts, flows=f"asked {name} e\nlate reminded", key="advice").source + more.encode()


def test_every_instance_of_a_repetition_goes_with_its_case(town: Town) -> None:
    town.publish(_many("each"))
    number = town.apply()
    first, *others = sorted(town.open_tasks(number), key=lambda each: each.id)
    runtime.complete_task(town.database, town.id, first.id, {}, by=town.adviser, now=town.now)
    town.publish(_many("every"))

    migration_id = _move(town, 3, {"each": "every"})

    assert _progress(town, migration_id).counts == {MoveStatus.MOVED: 1}
    moved = sorted(town.open_tasks(number), key=lambda each: each.id)
    assert [each.id for each in moved] == [each.id for each in others]
    assert {each.element_id for each in moved} == {"every"}
    for each in moved:
        runtime.complete_task(town.database, town.id, each.id, {}, by=town.adviser, now=town.now)
    assert town.case(number).status == CaseStatus.CLOSED


def _calling(name: str) -> tuple[bytes, bytes]:
    call = element("callActivity", "call", extra=zeebe("calledElement", processId="inner"))
    caller = diagram(
        start("asked", message("application")), call, end("e"), flows="asked call e", key="advice"
    )
    wrapped = inner("part", start("s2"), _task(name), end("e2"), flows=f"s2 {name} e2")
    called = diagram(start("s"), wrapped, end("done"), flows="s part done", key="inner")
    return caller.source, called.source


def test_task_in_a_sub_process_of_a_called_process_goes_with_its_case(town: Town) -> None:
    caller, called = _calling("deep")
    town.publish(caller, inner=called)
    number = town.apply()
    was = town.open_task(number)
    caller, called = _calling("deeper")
    town.publish(caller, inner=called)

    assert _plan(town, 3).count(Way.MAPPING) == 1
    _move(town, 3, {"deep": "deeper"})

    now = town.open_task(number)
    assert (now.id, now.element_id) == (was.id, "deeper")
    runtime.complete_task(town.database, town.id, now.id, {}, by=town.adviser, now=town.now)
    assert town.case(number).outcome == "e"


def test_stopped_case_stays_stopped_and_can_be_mended_on_the_new_version(town: Town) -> None:
    number = town.apply()
    with pytest.raises(StoppedByIncident):
        runtime.complete_task(
            town.database, town.id, town.open_task(number).id, {"fee": "?"}, by=town.adviser, now=town.now
        )
    town.publish(DONE)

    _move(town, 2)

    assert town.case(number).status == CaseStatus.STOPPED
    town.complete(number)
    assert _ends(town, number) == "All done"


def test_case_whose_stored_state_cannot_be_read_stays(town: Town) -> None:
    number = town.apply()
    with town.database.transaction(town.id) as session:
        session.execute(update(ProcessInstance).values(snapshot=b"\x7f"))
    town.publish(DONE)

    plan = _plan(town, 2)
    _move(town, 2)

    sentence = "The stored state of the process does not fit this version of its diagram."
    assert [[each.sentence for each in line.reasons] for line in plan.lines] == [[sentence]]
    assert [each["sentence"] for each in _items(town)[number].reasons] == [sentence]


def test_move_that_fails_for_no_reason_of_the_case_is_given_up_without_stopping_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = town.apply()
    town.publish(DONE)
    migration_id = _begin(town, 2)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(migration_step, "_move", broken)
    for _ in range(6):
        town.days_pass(0.1)

    assert _progress(town, migration_id).counts == {MoveStatus.STAYED: 1}
    assert town.case(number).status == CaseStatus.OPEN


def test_nothing_begins_without_a_reason_a_version_or_a_case(town: Town) -> None:
    def begin(number: int, reason: str = "So.") -> None:
        with town.database.transaction(town.id) as session:
            migration.begin(session, "advice", number, {}, by=OWNER, reason=reason, now=town.now)

    town.apply()
    with pytest.raises(NothingToMigrate):
        begin(1)
    with pytest.raises(UnknownVersion):
        begin(7)
    town.publish(DONE)
    with pytest.raises(ReasonMissing):
        begin(2, " ")
    with pytest.raises(UnknownMigration):
        _progress(town, "none")
    with town.database.reading(town.id) as session:
        assert migration.recent(session, "advice") == []
        assert session.scalar(select(func.count()).where(Job.kind == JobKind.MIGRATE)) == 0


def test_what_was_kept_is_forgotten_once_the_case_has_moved_on(town: Town) -> None:
    still, gone_on = town.apply(), town.apply()
    town.publish(DONE)
    migration_id = _move(town, 2)
    town.complete(gone_on)

    tidying.tidy(town.database, now=town.now)

    items = _items(town)
    assert (items[still].snapshot is None, items[gone_on].snapshot, items[gone_on].waits) == (False, None, {})
    _undo(town, migration_id)
    assert _progress(town, migration_id).counts == {MoveStatus.UNDONE: 1, MoveStatus.WENT_ON: 1}


DIES = """
import os, sys
from datetime import datetime
from app.clock import MovedClock
from app.db import Database
from app.processes import due, migrated_rows
from app.processes.due import Desk

rename, left = migrated_rows.rename, [int(sys.argv[3])]

def die(*arguments):
    rename(*arguments)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), 9)

migrated_rows.rename = die
desk = Desk(Database(sys.argv[1]), None, MovedClock(datetime.fromisoformat(sys.argv[2])), "")
while due.work_off(desk, limit=3):
    pass
"""


@pytest.mark.parametrize("place", [1, 4])
def test_migration_goes_on_after_a_worker_was_killed_and_moves_each_case_once(town: Town, place: int) -> None:
    numbers = [town.apply() for _ in range(8)]
    town.publish(RENAMED)
    migration_id = _begin(town, 2, {"review": "check"})
    url = town.database.engine.url.render_as_string(hide_password=False)

    died = subprocess.run(
        [sys.executable, "-c", DIES, url, town.now.isoformat(), str(place)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=False,
        timeout=60,
    )
    in_between = _progress(town, migration_id)
    town.clock.move(queue.LEASE + timedelta(seconds=1))
    _work(town)

    assert died.returncode == -9, died.stderr
    assert in_between.count(MoveStatus.MOVED) == place - 1
    assert _progress(town, migration_id).counts == {MoveStatus.MOVED: 8}
    query = select(Event.case_number).where(Event.tenant_id == town.id, Event.kind == EventKind.MIGRATED)
    with town.database.reading(town.id) as session:
        assert Counter(session.scalars(query)) == Counter(numbers)
    assert {_instance(town, number)["row_version"] for number in numbers} == {2}
    town.complete(numbers[0])
    assert _ends(town, numbers[0]) == "All done"


#: What can happen to a case before it is moved.
DEEDS = st.lists(st.sampled_from(["ask", "reply", "claim", "draft", "day", "week", "wrong"]), max_size=6)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=DEEDS)
def test_moving_to_an_identical_version_changes_nothing_but_the_version(
    sqlite_database: Database, deeds: list[str]
) -> None:
    town = Town(sqlite_database, MovedClock(datetime(2026, 9, 1, 6, 0, tzinfo=UTC)), id=f"t-{new_id()[-12:]}")
    town.publish()
    number = town.apply()
    for deed in deeds:
        _do(town, number, deed)
    before, instance, case = _waits(town, number), _instance(town, number), town.case(number)
    town.publish(IDENTICAL)

    migration_id = _move(town, 2)

    assert _progress(town, migration_id).counts == {MoveStatus.MOVED: 1}
    now = _instance(town, number)
    assert now.pop("version_id") != instance.pop("version_id")
    assert now.pop("row_version") == instance.pop("row_version") + 1
    assert (now | {"moved_at": None}) == (instance | {"moved_at": None})
    assert _waits(town, number) == before
    assert (town.case(number).status, town.case(number).handler_id) == (case.status, case.handler_id)


def _do(town: Town, number: str, deed: str) -> None:
    tasks = town.open_tasks(number)
    if deed == "reply":
        town.reply(number, "Ten square metres")
    elif deed in {"day", "week"}:
        town.days_pass(1 if deed == "day" else 4)
    elif tasks and deed == "ask":
        town.ask(number)
    elif tasks and deed == "wrong":
        with pytest.raises(StoppedByIncident):
            runtime.complete_task(
                town.database, town.id, tasks[0].id, {"fee": "?"}, by=town.adviser, now=town.now
            )
    elif tasks:
        with town.database.transaction(town.id) as session:
            if deed == "claim":
                assignment.claim(session, tasks[0].id, by=town.adviser, now=town.now)
            else:
                drafts.save(session, tasks[0], {"advice": "Half"}, by=town.adviser, now=town.now)
    _work(town)
