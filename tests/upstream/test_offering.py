"""An update from the consortium is an offer, and the municipality decides."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.jobs.tables import Job
from app.processes import drafting
from app.tailoring import Given
from app.tenants.tables import Service
from app.upstream import following, lineage, offering
from app.upstream.errors import (
    AlreadyFollowing,
    NotFollowing,
    NothingOffered,
    NotShared,
    QuestionsOpen,
    UpdateDrafted,
    WhyMissing,
)
from app.upstream.tables import Update
from tests.processes.town import ADVICE
from tests.upstream.conftest import CONSORTIUM, Joint

REVIEW, REMIND = b'name="Review the question"', b'name="Remind the advisers"'
THEIRS = ADVICE.replace(REVIEW, b'name="Review it together"')
TWO = THEIRS.replace(REMIND, b'name="Remind all advisers"')
MINE = ADVICE.replace(REVIEW, b'name="Review it alone"')


def test_an_unchanged_town_gets_the_update_word_for_word(joint: Joint) -> None:
    joint.share(THEIRS, note="Two see more than one.")

    found = joint.offer()

    assert found.number == 2
    assert found.versions[0].note == "Two see more than one."
    assert found.merged.questions == ()
    assert found.merged.files["advice.bpmn"] == THEIRS


def test_a_draft_of_it_counts_once_it_is_published(joint: Joint) -> None:
    joint.share(THEIRS)
    draft = _take(joint)
    before = joint.aligned()

    joint.publish(draft)

    assert (before, joint.aligned()) == (1, 2)
    assert joint.live() == THEIRS
    assert joint.waits() is None
    with pytest.raises(NothingOffered):
        joint.offer()


def test_where_both_changed_the_same_nothing_is_decided_by_itself(joint: Joint) -> None:
    joint.town.publish(MINE)
    joint.share(THEIRS)
    found = joint.offer()

    (asked,) = found.merged.questions_open

    assert asked.topic.say() == "Name of “Review it together”"
    assert b"Review it alone" in found.merged.files["advice.bpmn"]
    with pytest.raises(QuestionsOpen):
        _take(joint)


@pytest.mark.parametrize(
    ("choice", "name"), [("theirs", b"Review it together"), ("mine", b"Review it alone")]
)
def test_an_answer_is_kept_and_made_true(joint: Joint, choice: str, name: bytes) -> None:
    joint.town.publish(MINE)
    joint.share(THEIRS)
    (asked,) = joint.offer().merged.questions

    _answer(joint, asked.key, choice)

    assert joint.offer().merged.questions_open == ()
    joint.publish(_take(joint))
    assert name in joint.live()


def test_a_change_is_left_out_with_its_reason_and_is_not_offered_again(joint: Joint) -> None:
    joint.share(TWO)
    unwanted = next(spot for spot in joint.offer().merged.applied if "Remind" in _said(spot))
    _answer(joint, unwanted.key, "mine", "One of us is enough.")
    joint.publish(_take(joint))

    joint.share(TWO.replace(b'name="Lapsed"', b'name="Let go"'))

    again = joint.offer()
    assert [_said(spot) for spot in again.merged.applied] == ["“Lapsed” is now called “Let go”."]
    assert again.merged.questions == ()
    assert REMIND in again.merged.files["advice.bpmn"]
    with joint.database.reading(joint.town.id) as session:
        (kept,) = lineage.deviations(session, "advice")
    assert (kept.reason, kept.decided_by, kept.declined) == ("One of us is enough.", "Outi Owner", True)
    assert kept.sentences["en"] == "“Remind the advisers” is now called “Remind all advisers”."
    assert kept.elements == ["remind"]


def test_what_was_left_out_is_asked_about_when_it_changes_upstream(joint: Joint) -> None:
    joint.share(THEIRS)
    (unwanted,) = joint.offer().merged.applied
    _answer(joint, unwanted.key, "mine", "We are alone.")
    joint.publish(_take(joint))

    joint.share(ADVICE.replace(REVIEW, b'name="Review it in threes"'))

    assert len(joint.offer().merged.questions_open) == 1


def test_an_answer_can_be_taken_back(joint: Joint) -> None:
    joint.share(THEIRS)
    (spot,) = joint.offer().merged.applied
    _answer(joint, spot.key, "mine")

    with joint.database.transaction(joint.town.id) as session:
        offering.take_back(session, joint.offer(), spot.key, by=joint.owner, now=joint.town.now)

    assert joint.offer().left_out == ()


def test_a_postponed_update_waits_until_its_day(joint: Joint) -> None:
    joint.share(THEIRS)
    until = joint.town.now + timedelta(days=7)

    with joint.database.transaction(joint.town.id) as session:
        offering.postpone(session, joint.offer(), until, by=joint.owner, now=joint.town.now)

    assert joint.waits() is None
    assert joint.waits(later=timedelta(days=8)) == 2


def test_a_declined_update_comes_back_only_with_a_newer_version(joint: Joint) -> None:
    joint.share(THEIRS)
    found = joint.offer()

    with joint.database.transaction(joint.town.id) as session:
        with pytest.raises(WhyMissing):
            offering.decline(session, found, reason="", by=joint.owner, now=joint.town.now)
        offering.decline(session, found, reason="Not this year.", by=joint.owner, now=joint.town.now)

    assert joint.waits(later=timedelta(days=400)) is None
    joint.share(TWO)
    assert joint.waits() == 3
    with joint.database.reading(joint.town.id) as session:
        assert session.scalars(select(Update.reason)).all() == ["Not this year."]


def test_what_has_become_a_draft_is_not_decided_anew_before_the_draft_is_gone(joint: Joint) -> None:
    joint.share(THEIRS)
    draft = _take(joint)
    with pytest.raises(UpdateDrafted):
        _take(joint)

    with joint.database.transaction(joint.town.id) as session:
        drafting.discard(session, draft)

    assert joint.offer().number == 2
    assert _take(joint) != draft


def test_the_consortium_offers_no_service_and_opens_no_case(joint: Joint) -> None:
    with joint.database.reading(CONSORTIUM) as session:
        assert session.scalars(select(Service)).all() == []
        assert session.scalars(select(Job)).all() == []


def test_a_definition_is_followed_once_and_only_if_it_is_there(joint: Joint) -> None:
    with joint.database.reading(joint.town.id) as session, joint.database.reading(CONSORTIUM) as shared:
        with pytest.raises(AlreadyFollowing):
            following.follow(session, "advice", 1, by="x", now=joint.town.now)
        with pytest.raises(NotFollowing):
            offering.offer(session, shared, "nothing")
    with joint.database.transaction(joint.town.id) as session:
        following.follow(session, "nothing", 1, by="x", now=joint.town.now)
    with (
        joint.database.reading(joint.town.id) as session,
        joint.database.reading(CONSORTIUM) as shared,
        pytest.raises(NotShared),
    ):
        offering.offer(session, shared, "nothing")


def test_lineage_says_what_a_town_does_its_own_way(joint: Joint) -> None:
    joint.town.publish(MINE)

    with joint.database.reading(joint.town.id) as session:
        found = lineage.standing(session, "advice")

    assert found is not None
    assert (found.alignments, found.live.number if found.live else 0) == ((1,), 2)
    own = lineage.own_changes({"advice.bpmn": ADVICE}, {"advice.bpmn": found.files["advice.bpmn"]})
    assert own is not None
    assert [_said(spot) for spot in own] == ["“Review the question” is now called “Review it alone”."]


def _said(spot: object) -> str:
    return " ".join(change.sentence.say() for change in spot.changes)  # type: ignore[attr-defined]


def _answer(joint: Joint, key: str, choice: str, reason: str = "") -> None:
    found = joint.offer()
    with joint.database.transaction(joint.town.id) as session:
        given = Given(choice)  # type: ignore[arg-type]
        offering.answer(session, found, key, given, reason=reason, by=joint.owner, now=joint.town.now)


def _take(joint: Joint) -> str:
    found = joint.offer()
    with joint.database.transaction(joint.town.id) as session:
        return offering.take(session, found, by=joint.owner, now=joint.town.now, why="From the consortium").id
