"""The demonstration is planted once, and looked at."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.cases.tables import Case, CaseStatus
from app.db import EVERYWHERE, Database
from app.forms import Form
from app.incidents.tables import Incident
from app.jobs import queue
from app.processes import library
from app.seed import planting
from app.seed.municipalities import MUNICIPALITIES
from app.seed.playing import moment
from app.seed.stories import STORIES
from app.seed.story import Answer, Apply, Complete, Story
from app.tasks.tables import Task, TaskStatus
from tests import demonstration

TODAY = planting.now()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with the demonstration in it."""
    database = Database(demonstration.planted(tmp_path_factory.mktemp("seed")))
    yield database
    database.close()


def _cases(database: Database) -> list[Case]:
    with database.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Case)))


def _open_tasks(database: Database, tenant: str) -> list[Task]:
    with database.reading(tenant) as session:
        query = select(Task).where(Task.tenant_id == tenant, Task.status == TaskStatus.OPEN)
        return list(session.scalars(query))


def test_a_case_stands_in_every_state_that_lasts(planted: Database) -> None:
    lasting = {CaseStatus.OPEN, CaseStatus.WAITING, CaseStatus.STOPPED, CaseStatus.CLOSED}

    states = {case.status for case in _cases(planted)}

    assert states == lasting


def test_cases_end_in_every_way(planted: Database) -> None:
    wanted = {"granted": "granted", "refused": "refused", "lapsed": "lapsed", "told": "fixed_and_told"}

    outcomes = {case.outcome for case in _cases(planted) if case.outcome}

    assert [way for way, end in wanted.items() if not any(end in each for each in outcomes)] == []


def test_every_municipality_has_a_case(planted: Database) -> None:
    towns = {town.id for town in MUNICIPALITIES}

    with_cases = {case.tenant_id for case in _cases(planted)}

    assert with_cases == towns


def test_only_the_forgotten_comparison_stops_and_nothing_is_left_undone(planted: Database) -> None:
    with planted.reading(EVERYWHERE) as session:
        incidents = list(session.scalars(select(Incident)))
        next_due = queue.next_due(session, now=TODAY + timedelta(days=400))

    assert [(each.tenant_id, each.element_id) for each in incidents] == [("koivula", "message_kind")]
    assert "message_kind" in incidents[0].cause
    assert next_due is None or next_due > TODAY


@pytest.mark.parametrize("tenant", ["koivula", "sandvik"])
def test_work_waits_late_answered_claimed_and_unclaimed(planted: Database, tenant: str) -> None:
    tasks = _open_tasks(planted, tenant)

    late = [task for task in tasks if task.due_at and task.due_at < TODAY]
    answered = [task for task in tasks if task.answered_at]
    unclaimed = [task for task in tasks if task.assignee_id is None]
    escalated = [task for task in tasks if task.element_id == "sort_out_delay"]

    assert min(len(late), len(answered), len(unclaimed), len(escalated), len(tasks) - len(unclaimed)) > 0


def test_planting_again_changes_nothing(planted: Database) -> None:
    before = len(_cases(planted))

    was_planted = planting.plant(planted, today=TODAY)

    assert not was_planted
    assert len(_cases(planted)) == before


def _name(story: Story, act: Apply | Complete | Answer) -> str:
    return f"{story.tenant} {story.service} {story.citizen} {act.at}"


_FILLED = [
    (story, act) for story in STORIES for act in story.acts if isinstance(act, Apply | Complete | Answer)
]


@pytest.mark.parametrize(("story", "act"), _FILLED, ids=[_name(*filled) for filled in _FILLED])
def test_every_answer_of_a_story_is_one_that_its_form_gives(
    planted: Database, story: Story, act: Apply | Complete | Answer
) -> None:
    form = _form(planted, story, act)

    kept = form.load(form.to_raw(act.answers), "fi", now=moment(act.at, TODAY))

    assert {key: kept.get(key) for key in act.answers} == dict(act.answers)


def _form(database: Database, story: Story, act: Apply | Complete | Answer) -> Form:
    """The form of the published version that the act fills."""
    with database.reading(story.tenant) as session:
        version = library.live(session, story.service)
    match act:
        case Apply():
            form = version.form("application")
        case Answer(message=message):
            form = version.form(message)
        case Complete(element=element):
            form = version.form(version.definition.elements[element].form_id)
    assert form is not None
    return form
