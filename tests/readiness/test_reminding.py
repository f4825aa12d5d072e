"""Windows, freezes, reminders and reviews, with the clock moved."""

from datetime import date, timedelta

import pytest

from app.identity.actor import Actor
from app.lessons import notebook
from app.processes import drafting, drafting_publishing
from app.readiness import calendar, plan, reviews
from app.readiness.errors import StepUnsaid, WindowBackwards
from app.readiness.plan import Written
from app.readiness.tables import Helped, StepState, Window, WindowKind
from tests.processes.town import ADVICE, FORMS, Town


def window(kind: WindowKind, first: int, last: int) -> Window:
    begins, ends = date(2026, 12, first), date(2026, 12, last)
    return Window(kind=kind, begins=begins, ends=ends, note="", id=f"{kind}{first}")


def change(town: Town, by: Actor) -> int:
    """Publish a change from a draft; gives the version's number."""
    files = {"advice.bpmn": ADVICE.replace(b"Review the question", b"Look at it"), **FORMS}
    with town.database.transaction(town.id) as session:
        draft = drafting.begin(session, files, by=by, now=town.now, why="")
        return drafting_publishing.publish(
            session, draft.id, expected=draft.version, by=by, note="Clearer.", now=town.now
        ).number


def test_a_freeze_comes_before_a_window_and_the_next_good_day_is_outside_it() -> None:
    known = [window(WindowKind.WINDOW, 7, 20), window(WindowKind.FREEZE, 1, 10)]

    assert calendar.told(date(2026, 12, 8), known).frozen is known[1]
    assert calendar.told(date(2026, 12, 25), known).outside
    assert calendar.told(date(2026, 12, 11), known) == calendar.Told(None, False, None)
    assert calendar.next_good_day(date(2026, 12, 1), known) == date(2026, 12, 11)
    assert calendar.next_good_day(date(2026, 12, 21), known) is None


def test_owners_are_reminded_a_week_before_a_window_unless_it_is_gone(town: Town, owner: Actor) -> None:
    first = town.now.date() + timedelta(days=20)
    with town.database.transaction(town.id) as session:
        kept, gone = (
            calendar.add(session, WindowKind.WINDOW, first, first, note, by="Outi", now=town.now)
            for note in ("Före <jul>", "Nej")
        )
        calendar.remove(session, gone.id)
        with pytest.raises(WindowBackwards):
            calendar.add(
                session, WindowKind.FREEZE, first, first - timedelta(days=1), "", by="Outi", now=town.now
            )

    town.days_pass(12)
    before = len(town.letters)
    town.days_pass(2)

    [letter] = town.letters[before:]
    assert before == 0
    assert letter.to == owner.email
    assert "Före <jul>" in letter.body
    assert letter.body.endswith(f"/{town.id}/joining/calendar\n")
    assert kept.note == "Före <jul>"


def test_the_owner_of_a_step_is_reminded_unless_it_is_done(town: Town) -> None:
    begins = town.now.date() + timedelta(days=20)
    written = Written("Settle the fee", None, None, "Petra", "petra@example.org", begins)
    with town.database.transaction(town.id) as session:
        open_, done = (plan.add(session, "advice", written, by="Kaisa", now=town.now) for _ in range(2))
        closed = Written(
            "Settle the fee", None, None, "Petra", "petra@example.org", begins, None, StepState.DONE
        )
        plan.change(session, done.id, closed, by="Kaisa", now=town.now)
        with pytest.raises(StepUnsaid):
            plan.add(session, "advice", Written(""), by="Kaisa", now=town.now)

    town.days_pass(15)

    assert [letter.to for letter in town.letters] == ["petra@example.org"]
    assert "Settle the fee" in town.letters[0].body
    assert open_.id != done.id


def test_six_weeks_after_a_change_its_review_is_asked_for(town: Town, owner: Actor) -> None:
    number = change(town, owner)

    town.days_pass(41)
    quiet = len(town.letters)
    town.days_pass(2)

    assert (number, quiet) == (2, 0)
    assert [letter.to for letter in town.letters] == [owner.email]
    assert f"/joining/advice/reviews/{number}" in town.letters[0].body


def test_an_answered_review_keeps_its_lesson_at_the_steps_and_asks_no_more(town: Town, owner: Actor) -> None:
    number = change(town, owner)
    for learnt in ("First thought", "Read it aloud first."):
        with town.database.transaction(town.id) as session:
            reviews.answer(
                session,
                "advice",
                number,
                helped=Helped.YES,
                learnt=learnt,
                elements=["review"],
                by=owner.name,
                now=town.now,
            )

    town.days_pass(50)

    with town.database.reading(town.id) as session:
        [lesson] = notebook.of_process(session, "advice")
    assert (lesson.text, lesson.elements) == ("Read it aloud first.", ["review"])
    assert town.letters == []
