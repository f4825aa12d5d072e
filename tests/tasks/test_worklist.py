"""The worklist on both kinds of databases: every view, of one group or one service."""

import pytest

from app.tasks import worklist
from app.tasks.worklist import View
from tests.processes.conftest import town
from tests.processes.town import Town

__all__ = ["town"]


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize(("service", "known"), [(None, True), ("advice", True), ("parking", False)])
def test_a_view_shows_and_counts_the_tasks_of_one_service(
    town: Town, view: View, service: str | None, known: bool
) -> None:
    task = town.open_task(town.apply())
    now = town.now
    with town.database.reading(town.id) as session:
        shown = worklist.open_tasks(session, town.adviser, view, now=now, service=service)
        ids = worklist.task_ids(session, town.adviser, view, now=now, service=service)
        everything = worklist.open_tasks(session, town.adviser, view, now=now)

    here = [each.task.id for each in everything] if known else []
    assert [each.task.id for each in shown] == here
    assert list(ids) == here
    assert view != View.ALL or here == ([task.id] if known else [])
