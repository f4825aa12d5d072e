"""A draft goes live at its planned time, unless it was changed since; two people where that is wanted."""

from datetime import timedelta

import pytest

from app.identity.actor import Actor
from app.processes import drafting, drafting_publishing, drafting_schedule, publishing
from app.processes.drafting_errors import DraftChanged, MomentPassed, SecondPairNeeded
from app.processes.drafting_schedule import Planned
from app.processes.errors import ScenariosDiffer
from app.processes.publishing import NotPublishable
from app.tenants.tables import Tenant
from tests.processes.test_rehearsing import ANSWER, DEARER, START, begin, change, do, keep
from tests.processes.town import ADVICE, Town

LOUDER = ADVICE.replace(b'name="Review the question"', b'name="Review it again"')
SORRY = "It did not go live."


def plan(town: Town, draft: str, days: float = 5, *, by: Actor | None = None, despite: str = "") -> None:
    with town.database.transaction(town.id) as session:
        drafting_schedule.plan(
            session,
            draft,
            at=town.now + timedelta(days=days),
            expected=drafting.find(session, draft).row.version,
            by=by or town.adviser,
            note="Said more clearly.",
            now=town.now,
            despite=despite,
            sorry=SORRY,
        )


def planned(town: Town, draft: str) -> Planned | None:
    with town.database.reading(town.id) as session:
        return drafting_schedule.planned(session, draft)


def live(town: Town) -> int:
    with town.database.reading(town.id) as session:
        return publishing.versions(session, "advice")[0][0].number


def want_two(town: Town) -> None:
    with town.database.transaction(town.id) as session:
        session.get_one(Tenant, town.id).settings = {"four_eyes": True}


def test_a_draft_goes_live_when_its_time_has_come_and_not_before(town: Town) -> None:
    draft = begin(town, LOUDER)
    plan(town, draft)

    town.days_pass(4.9)
    before = live(town)
    town.days_pass(0.2)

    assert (before, live(town)) == (1, 2)
    assert planned(town, draft) is None
    with town.database.reading(town.id) as session:
        version = publishing.versions(session, "advice")[0][0]
    assert (version.published_by, version.note) == ("Aava Adviser", "Said more clearly.")


def test_a_draft_that_was_changed_since_does_not_go_live_and_its_history_says_so(town: Town) -> None:
    draft = begin(town, LOUDER)
    plan(town, draft)
    change(town, draft, DEARER)

    town.days_pass(6)

    assert live(town) == 1
    with town.database.reading(town.id) as session:
        assert drafting.history(session, draft)[0].why == SORRY
        assert drafting.find(session, draft).diagram == DEARER
    assert planned(town, draft) is None


def test_planning_again_takes_the_place_of_the_plan_before_and_it_can_be_called_off(town: Town) -> None:
    draft = begin(town, LOUDER)
    plan(town, draft, 5)
    plan(town, draft, 9)
    again = planned(town, draft)

    with town.database.transaction(town.id) as session:
        drafting_schedule.call_off(session, draft)
    moment = town.now + timedelta(days=9)
    town.days_pass(10)

    assert again == Planned(moment, "Aava Adviser", 1)
    assert live(town) == 1


def test_what_cannot_go_live_now_is_not_planned(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START, ANSWER)
    keep(town, draft, "Without a fee")
    change(town, draft, DEARER)
    broken = begin(town, ADVICE.replace(b'formId="review"', b'formId="nothing"'))

    with pytest.raises(MomentPassed):
        plan(town, draft, 0)
    with pytest.raises(ScenariosDiffer):
        plan(town, draft)
    with pytest.raises(NotPublishable):
        plan(town, broken)

    plan(town, draft, despite="Every answer costs now.")
    town.days_pass(5)
    assert live(town) == 2


def test_a_draft_that_was_discarded_or_published_by_hand_meanwhile_is_left_alone(town: Town) -> None:
    gone, done = begin(town, LOUDER), begin(town, DEARER)
    plan(town, gone)
    plan(town, done)
    with town.database.transaction(town.id) as session:
        drafting.discard(session, gone)
        drafting_publishing.publish(session, done, expected=1, by=town.adviser, note="", now=town.now)

    town.days_pass(6)

    assert live(town) == 2


def test_where_two_are_wanted_nobody_publishes_what_they_have_changed(town: Town) -> None:
    want_two(town)
    with town.database.transaction(town.id) as session:
        draft = drafting.change(session, "advice", by=town.colleague, now=town.now).id
    change(town, draft, LOUDER)

    with pytest.raises(SecondPairNeeded):
        plan(town, draft, by=town.adviser)
    plan(town, draft, by=town.colleague)
    town.days_pass(6)

    assert live(town) == 2


def test_nobody_plans_what_they_have_not_read(town: Town) -> None:
    draft = begin(town, LOUDER)

    with town.database.transaction(town.id) as session, pytest.raises(DraftChanged):
        drafting_schedule.plan(
            session,
            draft,
            at=town.now + timedelta(days=1),
            expected=7,
            by=town.adviser,
            note="",
            now=town.now,
        )
