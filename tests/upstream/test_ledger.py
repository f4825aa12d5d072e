"""The ledger reads what was decided on updates: taken, declined, and nothing that is still open."""

from collections import Counter

from app.ledger import entries, reckoning
from app.ledger.entries import Kind
from app.upstream import offering
from tests.processes.town import ADVICE
from tests.upstream.conftest import CONSORTIUM, Joint

SECOND = ADVICE.replace(b'name="Review the question"', b'name="Review it together"')
THIRD = SECOND.replace(b'name="Remind the advisers"', b'name="Remind all"')


def kinds(joint: Joint) -> Counter[Kind]:
    with joint.database.reading(joint.town.id) as session:
        return Counter(entry.kind for entry in entries.entries(session))


def test_updates_count_once_they_are_decided(joint: Joint) -> None:
    joint.share(SECOND)
    began = kinds(joint)
    offer = joint.offer()
    with joint.database.transaction(joint.town.id) as session:
        offering.decline(session, offer, reason="=Not now", by=joint.owner, now=joint.town.now)
    declined = kinds(joint)
    joint.share(THIRD)
    with joint.database.transaction(joint.town.id) as session:
        draft = offering.take(session, joint.offer(), by=joint.owner, now=joint.town.now, why="")
    drafted = kinds(joint)
    joint.publish(draft.id)

    assert began == {Kind.REUSED: 1}
    assert declined == drafted == {Kind.REUSED: 1, Kind.DECLINED: 1}
    assert kinds(joint) == {Kind.REUSED: 1, Kind.DECLINED: 1, Kind.UPDATED: 1}
    with joint.database.reading(CONSORTIUM) as session:
        rates = reckoning.rates(session)
        assert entries.entries(session) == []
    assert reckoning.hours(kinds(joint), rates) == rates[Kind.REUSED].hours + rates[Kind.UPDATED].hours
