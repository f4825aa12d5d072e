"""A change is proposed, reviewed, decided, published, and then no municipality's own any more."""

import pytest

from app.processes import drafting, drafting_publishing
from app.processes.drafting_tables import DraftLevel
from app.tailoring import Given
from app.upstream import lineage, offering, proposing, shared
from app.upstream.errors import NoSuchProposal, NothingChosen, ProposalDecided, QuestionsOpen, WhyMissing
from app.upstream.proposal_tables import Proposal, ProposalState, Stance
from app.upstream.proposing import Change, Voice
from tests.levels.declaring import declaring
from tests.processes.conftest import town
from tests.upstream.conftest import CONSORTIUM, Joint, joint

__all__ = ["joint", "town"]

LIMIT = declaring("days 1..30 = 5").replace(b"P5D", b"P&#34; + string(parameters.limit) + &#34;D")
REVIEW, REMIND = b'name="Review the question"', b'name="Remind the advisers"'
MINE = LIMIT.replace(REVIEW, b'name="Review it in pairs"').replace(REMIND, b'name="Remind us"')
US, OTHER, KEEPER = (
    Voice("testby", "Outi Owner"),
    Voice("naapuri", "Nils Neighbour"),
    Voice(CONSORTIUM, "Kaisa"),
)


@pytest.fixture
def own(joint: Joint) -> Joint:
    """The town follows a process with a parameter, and has changes on every level."""
    joint.share(LIMIT)
    joint.publish(_taken(joint))
    joint.town.publish(MINE)
    for level, name, content in (
        (DraftLevel.PARAMETERS, "advice.parameters.json", b'{"limit": 9}'),
        (DraftLevel.TEXTS, "advice.texts.json", b'{"diagram:advice": {"lapsed:name": {"en": "Closed"}}}'),
    ):
        _change(joint, level, name, content)
    return joint


def _taken(joint: Joint) -> str:
    with joint.database.transaction(joint.town.id) as session:
        return offering.take(session, joint.offer(), by=joint.owner, now=joint.town.now, why="").id


def _change(joint: Joint, level: DraftLevel, name: str, content: bytes) -> None:
    with joint.database.transaction(joint.town.id) as session:
        draft = drafting.change(session, "advice", by=joint.owner, now=joint.town.now, level=level)
        drafting.save(session, draft.id, {name: content}, expected=1, by=joint.owner, now=joint.town.now)
    joint.publish(draft.id)


def _own(joint: Joint) -> Change:
    """All changes of the town, none chosen."""
    with joint.database.reading(joint.town.id) as session, joint.database.reading(CONSORTIUM) as keeper:
        standing = lineage.standing(session, "advice")
        assert standing is not None
        assert standing.live is not None
        base = shared.files(keeper, "advice", standing.aligned)
    spots = lineage.own_changes(base, standing.files) or ()
    return Change("advice", standing.aligned, standing.live.number, base, standing.files, spots, ())


def _said(joint: Joint) -> list[str]:
    return [" ".join(each.sentence.say() for each in spot.changes) for spot in _own(joint).spots]


def _propose(joint: Joint, *words: str, to: str = CONSORTIUM) -> str:
    change = _own(joint)
    chosen = [
        spot.key
        for spot in change.spots
        if any(word in each.sentence.say() for word in words for each in spot.changes)
    ]
    made = Change(
        change.key, change.base_number, change.live_number, change.base, change.live, change.spots, chosen
    )
    with joint.database.transaction(CONSORTIUM) as keeper:
        return proposing.propose(
            keeper, made, title="Pairs", why="It works.", to=to, by=US, now=joint.town.now
        ).id


def _accept(joint: Joint, proposal_id: str) -> int:
    """The consortium accepts and publishes it; gives the number of the shared version."""
    with joint.database.transaction(CONSORTIUM) as keeper:
        found = proposing.find(keeper, proposal_id, CONSORTIUM)
        ours = shared.files(keeper, "advice", shared.versions(keeper, "advice")[0].number)
        result = proposing.merged(found, shared.files(keeper, "advice", found.base_number), ours)
        draft = proposing.draft(keeper, found, result, by=joint.owner, now=joint.town.now, why="")
        accepted = ProposalState.ACCEPTED
        proposing.decide(keeper, found, accepted, by=KEEPER, now=joint.town.now, draft_id=draft.id)
        return drafting_publishing.publish(
            keeper, draft.id, expected=1, by=joint.owner, note="", now=joint.town.now
        ).number


def test_only_what_is_chosen_is_proposed(own: Joint) -> None:
    proposal_id = _propose(own, "Review it in pairs")

    with own.database.reading(CONSORTIUM) as keeper:
        files = proposing.proposed(proposing.find(keeper, proposal_id, OTHER.tenant))

    assert b"Review it in pairs" in files["advice.bpmn"]
    assert REMIND in files["advice.bpmn"]
    assert not [name for name in files if name.endswith(".json")]


def test_what_is_accepted_and_published_is_nobodys_own_any_more(own: Joint) -> None:
    assert len(_said(own)) == 4
    proposal_id = _propose(own, "Review it in pairs", "Limit", "Closed")

    number = _accept(own, proposal_id)
    offer = own.offer()
    own.publish(_taken(own))

    assert offer.merged.questions == ()
    assert own.aligned() == number
    assert _said(own) == ["“Remind the advisers” is now called “Remind us”."]
    with own.database.reading(CONSORTIUM) as keeper:
        found = proposing.find(keeper, proposal_id, US.tenant)
        assert proposing.became(keeper, [found]) == {proposal_id: number}
        files = shared.files(keeper, "advice", number)
    assert b"days 1..30 = 9" in files["advice.bpmn"]
    assert b'name="Closed"' in files["advice.bpmn"]


def test_dissent_needs_a_reason_and_stays_with_the_decision(own: Joint) -> None:
    proposal_id = _propose(own, "pairs")
    with own.database.transaction(CONSORTIUM) as keeper:
        found = proposing.find(keeper, proposal_id, OTHER.tenant)
        with pytest.raises(WhyMissing):
            proposing.review(keeper, found, Stance.OBJECT, reason="", by=OTHER, now=own.town.now)
        proposing.review(keeper, found, Stance.SUPPORT, reason="", by=OTHER, now=own.town.now)
        proposing.review(keeper, found, Stance.OBJECT, reason="We are one.", by=OTHER, now=own.town.now)

    _accept(own, proposal_id)

    with own.database.transaction(CONSORTIUM) as keeper:
        found = proposing.find(keeper, proposal_id, OTHER.tenant)
        assert [each.reason for each in proposing.dissent(keeper, found.id)] == ["We are one."]
        with pytest.raises(ProposalDecided):
            proposing.review(keeper, found, Stance.SUPPORT, reason="", by=OTHER, now=own.town.now)
        with pytest.raises(ProposalDecided):
            proposing.decide(keeper, found, ProposalState.WITHDRAWN, by=US, now=own.town.now)


def test_a_proposal_to_one_is_read_by_nobody_else(own: Joint) -> None:
    proposal_id = _propose(own, "pairs", to=OTHER.tenant)

    def seen(reader: str) -> list[Proposal]:
        with own.database.reading(CONSORTIUM) as keeper:
            return proposing.proposals(keeper, reader)

    assert [len(seen(each)) for each in (US.tenant, OTHER.tenant, "third", CONSORTIUM)] == [1, 1, 0, 0]
    with own.database.reading(CONSORTIUM) as keeper, pytest.raises(NoSuchProposal):
        proposing.find(keeper, proposal_id, "third")


def test_what_meets_a_newer_shared_version_is_asked(own: Joint) -> None:
    proposal_id = _propose(own, "pairs")
    own.share(LIMIT.replace(REVIEW, b'name="Review it together"'))

    with pytest.raises(QuestionsOpen):
        _accept(own, proposal_id)
    with own.database.transaction(CONSORTIUM) as keeper:
        found = proposing.find(keeper, proposal_id, CONSORTIUM)
        ours = shared.files(keeper, "advice", 3)
        (asked,) = proposing.merged(found, shared.files(keeper, "advice", 2), ours).questions
        proposing.answer(keeper, found, asked.key, Given("theirs"))

    assert _accept(own, proposal_id) == 4


def test_nothing_is_no_proposal(own: Joint) -> None:
    with pytest.raises(NothingChosen):
        _propose(own, "something else")


def test_what_the_consortium_chooses_is_usual_for_all(own: Joint) -> None:
    with own.database.transaction(CONSORTIUM) as keeper:
        draft = drafting.change(keeper, "advice", by=own.owner, now=own.town.now, level=DraftLevel.PARAMETERS)
        values = {"advice.parameters.json": b'{"limit": 12}'}
        drafting.save(keeper, draft.id, values, expected=1, by=own.owner, now=own.town.now)
        drafting_publishing.publish(keeper, draft.id, expected=2, by=own.owner, note="", now=own.town.now)
        files = shared.files(keeper, "advice", 3)

    assert b"days 1..30 = 12" in files["advice.bpmn"]
    assert not [name for name in files if name.endswith(".json")]
