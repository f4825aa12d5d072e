"""Rehearsals of drafts and versions: kept as what was done, played anew each time, turned into scenarios."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.cases.tables import Case
from app.jobs.tables import Job
from app.messages.tables import Message
from app.processes import drafting, drafting_publishing, publishing, rehearsing, scenarios, tidying
from app.processes.errors import (
    NothingToKeep,
    NotRehearsable,
    RehearsalTooLong,
    ScenariosDiffer,
    UnknownScenario,
    UnknownVersion,
)
from app.processes.rehearsing_tables import Rehearsal
from app.processes.scenarios import Action, Deed, Play, play
from app.processes.tables import ProcessVersion
from tests.processes.town import ADVICE, APPLICATION, FORMS, Town

START = Action(Deed.START, "asked", data=APPLICATION)
ANSWER = Action(Deed.COMPLETE, "review", data={"advice": "Yes.", "fee": 0})
DEARER = ADVICE.replace(b"fee &gt; 0", b"fee &gt; -1")


def begin(town: Town, diagram: bytes = ADVICE) -> str:
    with town.database.transaction(town.id) as session:
        files = {"advice.bpmn": diagram, **FORMS}
        return drafting.begin(session, files, by=town.adviser, now=town.now).id


def change(town: Town, draft: str, diagram: bytes) -> None:
    with town.database.transaction(town.id) as session:
        version = drafting.find(session, draft).row.version
        drafting.save(
            session, draft, {"advice.bpmn": diagram}, expected=version, by=town.adviser, now=town.now
        )


def do(town: Town, draft: str, *actions: Action, steps: int = 0) -> Play:
    """Do these after the first `steps`; what has come of everything so far."""
    for number, each in enumerate(actions, steps):
        with town.database.transaction(town.id) as session:
            subject = rehearsing.of_draft(session, draft)
            rehearsing.do(session, subject, each, steps=number, by=town.adviser, now=town.now)
    return seen(town, draft)


def seen(town: Town, draft: str) -> Play:
    with town.database.reading(town.id) as session:
        subject = rehearsing.of_draft(session, draft)
        done = rehearsing.recording(session, subject, by=town.adviser, now=town.now)
        return play(subject.version.definition, done)


def keep(town: Town, draft: str, name: str, parts: Sequence[str] = ("path", "ends")) -> None:
    with town.database.transaction(town.id) as session:
        subject = rehearsing.of_draft(session, draft)
        played = play(
            subject.version.definition,
            rehearsing.recording(session, subject, by=town.adviser, now=town.now),
        )
        rehearsing.keep(session, subject, played, name=name, parts=parts, by=town.adviser, now=town.now)


def publish(town: Town, draft: str, despite: str = "") -> ProcessVersion:
    with town.database.transaction(town.id) as session:
        version = drafting.find(session, draft).row.version
        return drafting_publishing.publish(
            session,
            draft,
            expected=version,
            by=town.adviser,
            note="",
            now=town.now,
            despite=despite,
        )


def names(town: Town, draft: str) -> list[str]:
    with town.database.reading(town.id) as session:
        return [each.name for each in rehearsing.of_draft(session, draft).scenarios]


def test_a_rehearsal_leaves_nothing_outside_itself(town: Town) -> None:
    do(town, begin(town), START, Action(Deed.WAIT, until=town.now + timedelta(days=5)), ANSWER)

    with town.database.reading(town.id) as session:
        assert [session.scalars(select(each)).all() for each in (Case, Job, Message)] == [[], [], []]
    assert town.letters == []


def test_a_second_press_of_the_same_button_does_nothing(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START)

    played = do(town, draft, START)

    assert len(played.scenes) == 1


def test_one_step_back_is_as_if_it_had_not_been_done(town: Town) -> None:
    draft = begin(town)
    before = do(town, draft, START)
    do(town, draft, ANSWER, steps=1)

    with town.database.transaction(town.id) as session:
        subject = rehearsing.of_draft(session, draft)
        rehearsing.back(session, subject, steps=1, by=town.adviser, now=town.now)

    after = seen(town, draft)
    assert after.recording.actions == before.recording.actions
    assert after.last.data == before.last.data
    assert [wait.element_id for wait in after.last.waits] == [wait.element_id for wait in before.last.waits]


def test_a_rehearsal_goes_on_after_the_draft_was_changed_as_far_as_it_can(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START, ANSWER)
    change(town, draft, ADVICE.replace(b'"review"', b'"look"').replace(b'formId="look"', b'formId="review"'))

    played = seen(town, draft)
    again = do(town, draft, Action(Deed.COMPLETE, "look", data={"advice": "Yes.", "fee": 0}), steps=1)

    assert played.stuck == ANSWER
    assert len(played.scenes) == 1
    assert again.stuck is None
    assert again.last.finished


def test_a_draft_with_problems_is_not_played(town: Town) -> None:
    draft = begin(town, ADVICE.replace(b'formId="review"', b'formId="nothing"'))

    with town.database.reading(town.id) as session, pytest.raises(NotRehearsable):
        rehearsing.of_draft(session, draft)


def test_a_rehearsal_does_not_grow_without_end(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START)

    with pytest.raises(RehearsalTooLong):
        do(town, draft, Action(Deed.COMPLETE, "review", data={"advice": "x" * 300_001}), steps=1)


def test_a_play_is_kept_as_a_scenario_that_travels_with_the_version(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START, ANSWER)
    keep(town, draft, "Without a fee")

    version = publish(town, draft)

    with town.database.transaction(town.id) as session:
        subject = rehearsing.of_version(session, "advice", version.number)
        again = drafting.change(session, "advice", by=town.colleague, now=town.now).id
    assert [each.name for each in subject.scenarios] == ["Without a fee"]
    assert subject.scenarios[0].expects.ends == ("answered",)
    assert subject.scenarios[0].names["answered"] == {"en": "Answered"}
    assert version.scenarios == {"passed": 1, "differing": [], "reason": ""}
    assert names(town, again) == ["Without a fee"]


def test_a_scenario_of_the_same_name_takes_the_place_of_the_one_before(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START)
    keep(town, draft, "Asked")
    do(town, draft, ANSWER, steps=1)

    keep(town, draft, "Asked")

    with town.database.reading(town.id) as session:
        [kept] = rehearsing.of_draft(session, draft).scenarios
    assert len(kept.recording.actions) == 2


def test_nothing_is_kept_of_a_rehearsal_that_has_not_begun(town: Town) -> None:
    with pytest.raises(NothingToKeep):
        keep(town, begin(town), "Nothing")


def test_a_draft_whose_scenarios_come_differently_goes_live_only_with_a_reason(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START, ANSWER)
    keep(town, draft, "Without a fee")
    change(town, draft, DEARER)

    with pytest.raises(ScenariosDiffer) as told:
        publish(town, draft)
    version = publish(town, draft, despite="Every answer costs from now on.")

    assert told.value.names == ("Without a fee",)
    assert version.scenarios == {
        "passed": 0,
        "differing": ["Without a fee"],
        "reason": "Every answer costs from now on.",
    }


def test_nobody_is_kept_from_going_back_to_a_former_version(town: Town) -> None:
    draft = begin(town, DEARER)
    do(town, draft, START, ANSWER)
    keep(town, draft, "With a fee")
    publish(town, draft)

    with town.database.transaction(town.id) as session:
        version = drafting_publishing.publish_again(
            session, "advice", 1, by=town.adviser, note="Too dear.", now=town.now
        )

    assert (version.number, version.scenarios) == (3, {})


def test_a_scenario_is_taken_away(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START)
    keep(town, draft, "Asked")

    with town.database.transaction(town.id) as session:
        subject = rehearsing.of_draft(session, draft)
        rehearsing.take_away(session, subject, "Asked", by=town.adviser, now=town.now)

    assert names(town, draft) == []
    with town.database.transaction(town.id) as session, pytest.raises(UnknownScenario):
        rehearsing.take_away(session, subject, "Other", by=town.adviser, now=town.now)


def test_a_scenario_is_opened_to_go_on_from_it(town: Town) -> None:
    draft = begin(town)
    do(town, draft, START, ANSWER)
    keep(town, draft, "Without a fee")

    with town.database.transaction(town.id) as session:
        subject = rehearsing.of_draft(session, draft)
        for as_in in ("", "Without a fee"):
            rehearsing.begin_anew(
                session, subject, by=town.colleague, now=town.now, language="en", as_in=as_in
            )
        done = rehearsing.recording(session, subject, by=town.colleague, now=town.now)

    assert play(subject.version.definition, done).last.finished


def test_scenarios_that_cannot_be_read_keep_a_bundle_from_being_published(town: Town) -> None:
    files = {"advice.bpmn": ADVICE, **FORMS, f"advice{scenarios.ENDING}": b"{}"}

    with town.database.reading(town.id) as session:
        bundle = publishing.inspect(session, files)

    assert not bundle.publishable
    assert "This file of scenarios cannot be read" in bundle.findings[-1].say(bundle.findings[-1].sentence)


def test_rehearsals_go_with_their_draft_and_when_nobody_goes_on_with_them(town: Town) -> None:
    first, second = begin(town), begin(town)
    do(town, first, START)
    do(town, second, START)
    with town.database.transaction(town.id) as session:
        drafting.discard(session, first)
    with town.database.reading(town.id) as session:
        left = session.scalars(select(Rehearsal.subject_id)).all()

    tidying.tidy(town.database, now=town.now + timedelta(days=61))

    assert left == [second]
    with town.database.reading(town.id) as session:
        assert session.scalars(select(Rehearsal)).all() == []
        with pytest.raises(UnknownVersion):
            rehearsing.of_version(session, "advice", 99)
