"""The worklist: what there is to do, taken one by one or several at once."""

from collections.abc import Callable
from datetime import timedelta

from app.identity.roles import Role
from app.tasks.tables import Task
from tests.processes.town import Town
from tests.web.staff.desk import Desk


def test_worklist_shows_the_tasks_of_the_group_and_their_count(adviser: Desk, town: Town) -> None:
    number = town.apply()

    page = adviser.open("staff/worklist/all", group="advisers")

    assert page.status == 200
    assert number in page.text
    assert page.words("//nav[contains(@class,'pk-views')]//a[@aria-current='page']") == [
        "All open, Advisers1"
    ]


def test_worklist_of_a_stranger_is_empty_and_says_so(visit: Callable[..., Desk], town: Town) -> None:
    number = town.apply()

    page = visit(town.stranger).open("staff/")

    assert page.path == f"/{town.id}/staff/worklist/mine"
    assert number not in page.text
    assert "Nothing is waiting for you" in page.text


def test_selected_tasks_become_ones_own(adviser: Desk, town: Town) -> None:
    one, other = town.apply(), town.apply()
    page = adviser.open("staff/worklist/all", group="advisers")
    chosen = [town.open_task(number).id for number in (one, other)]

    after = adviser.send(page, {"task": chosen}, of="claim")

    assert "2 tasks are now yours." in after.text
    assert {town.open_task(number).assignee_id for number in (one, other)} == {town.adviser.id}


def test_taking_what_somebody_else_has_taken_says_so_and_takes_the_rest(adviser: Desk, town: Town) -> None:
    taken, free = town.apply(), town.apply()
    page = adviser.open("staff/worklist/all", group="advisers")
    _claim(town, taken)

    after = adviser.send(page, {"task": [town.open_task(taken).id, town.open_task(free).id]}, of="claim")

    assert "1 task is now yours." in after.text
    assert "1 task could not be taken" in after.text
    assert town.open_task(taken).assignee_id == town.colleague.id


def test_take_the_next_opens_the_task_with_the_nearest_deadline(adviser: Desk, town: Town) -> None:
    later, sooner = town.apply(), town.apply()
    for number, days in ((later, 9), (sooner, 2)):
        with town.database.transaction(town.id) as session:
            session.get_one(Task, (town.id, town.open_task(number).id)).due_at = town.now + timedelta(
                days=days
            )
    page = adviser.open("staff/worklist/all", group="advisers")

    task = adviser.send(page, {}, of="next")

    assert sooner in task.text
    assert town.open_task(sooner).assignee_id == town.adviser.id


def test_take_the_next_with_nothing_left_says_so(adviser: Desk, town: Town) -> None:
    number = town.apply()
    page = adviser.open("staff/worklist/all", group="advisers")
    _claim(town, number)

    after = adviser.send(page, {}, of="next")

    assert "There is no task left that is nobody’s." in after.text


def test_long_worklist_goes_on_where_the_page_before_ended(adviser: Desk, town: Town) -> None:
    numbers = {town.apply() for _ in range(27)}
    first = adviser.open("staff/worklist/all", group="advisers")

    second = adviser.open(first.links()["Next page"])

    shown = [{number for number in numbers if number in page.text} for page in (first, second)]
    assert [len(each) for each in shown] == [25, 2]
    assert shown[0] | shown[1] == numbers


def test_unknown_view_and_unknown_group_are_not_found(adviser: Desk) -> None:
    assert adviser.open("staff/worklist/everything").status == 404
    assert adviser.open("staff/worklist/all", group="astronauts").status == 404


def test_team_lead_sees_groups_they_are_not_in(visit: Callable[..., Desk], town: Town) -> None:
    number = town.apply()
    lead = town.hire("Lotta Lead", Role.TEAM_LEAD)  # type: ignore[attr-defined]

    page = visit(lead).open("staff/worklist/all", group="advisers")

    assert number in page.text


def _claim(town: Town, number: str) -> None:
    from app.tasks import assignment

    with town.database.transaction(town.id) as session:
        assignment.claim(session, town.open_task(number).id, by=town.colleague, now=town.now)
