"""Experiments and the ledger in the browser, without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

from app.identity.roles import Role
from tests.processes.town import ADVICE
from tests.web.staff.desk import Desk
from tests.web.upstream.conftest import Joint

TRIED = ADVICE.replace(b'name="Review the question"', b'name="Review it together"')


def record(joint: Joint, **other: str) -> dict[str, str]:
    """An experiment as it is typed."""
    today = joint.town.now.date()
    return {
        "key": "advice",
        "title": "Two <see> more",
        "hypothesis": "Two are faster.",
        "before": "One",
        "tried": "Two",
        "metric": "lead-time",
        "better": "less",
        "smallest": "0,5",
        "share": "50",
        "starts": today.isoformat(),
        "ends": (today + timedelta(days=20)).isoformat(),
        **other,
    }


def opened(coordinator: Desk, joint: Joint) -> str:
    """Write an experiment and open it; gives its address."""
    page = coordinator.open("joining/experiments/new")
    kept = coordinator.send(page, record(joint), of="write")
    done = coordinator.send(kept, {}, of="open")
    assert done.status == 200
    return "joining" + done.path.split("joining", 1)[1]


def test_an_experiment_from_the_record_to_the_verdict(
    coordinator: Desk, owner: Desk, joint: Joint, visit: Callable[..., Desk]
) -> None:
    joint.town.publish(TRIED)
    address = opened(coordinator, joint)

    joined = owner.send(owner.open(address), {"before": "1", "tried": "2"}, of="join")
    number = joint.town.apply()
    during = owner.open(address)
    joint.town.complete(number)
    joint.town.clock.move(timedelta(days=22))
    person = joint.keeper.hire("Kerttu Keeper", Role.COORDINATOR)  # type: ignore[attr-defined]
    later = visit(person, joint.keeper.id)
    after = later.open(address)
    learnt = later.send(after, {"learnt": "Ask <first>.", "element": "review"}, of="lesson")

    assert "Two <see> more" in joined.text
    assert "You take part." in joined.text
    assert "1 case so far." in during.text
    assert "What came of it" not in during.text
    assert "Not clear yet" in after.text
    assert "Under 30 closed cases" in after.text
    assert "Ask <first>." in learnt.text


def test_a_record_is_refused_with_what_was_typed_and_frozen_once_open(
    coordinator: Desk, owner: Desk, joint: Joint
) -> None:
    page = coordinator.open("joining/experiments/new")

    for wrong in ({"share": "100"}, {"smallest": "much"}, {"ends": "2020-01-01"}, {"metric": "ended"}):
        refused = coordinator.send(page, record(joint, **wrong), of="write")
        assert refused.status == 422
        assert "Two <see> more" in str(refused.root.xpath("//input[@name='title']/@value")[0])
    address = opened(coordinator, joint)
    assert coordinator.open(f"{address}/write").status == 409
    assert owner.open("joining/experiments/new").status == 403
    unlike = owner.send(owner.open(address), {}, of="join") if joint.town.publish(TRIED) else None
    assert unlike is not None
    assert unlike.status == 200


def test_publishing_waits_for_the_experiment(coordinator: Desk, owner: Desk, joint: Joint) -> None:
    joint.town.publish(TRIED)
    owner.send(owner.open(opened(coordinator, joint)), {"before": "1", "tried": "2"}, of="join")

    again = owner.send(owner.open("studio/processes/advice/versions/1/again"), {}, of="again")

    assert again.status == 409
    assert "An experiment runs on this process." in again.text


def test_the_ledger_counts_what_was_decided_and_says_what_it_reckons_by(
    coordinator: Desk, owner: Desk, joint: Joint, visit: Callable[..., Desk]
) -> None:
    page = coordinator.open("joining/ledger")

    refused = coordinator.send(page, {"kind": "reused", "hours": "-1", "basis": "=1+1"}, of="rates")
    kept = coordinator.send(page, {"kind": "reused", "hours": "2,5", "basis": "=1+1"}, of="rates")
    table = owner.client.get(f"/{joint.town.id}/joining/ledger.csv?since=2020-01-01&until=nonsense")
    none = owner.open("joining/ledger?until=2020-01-01")

    assert refused.status == 422
    assert "About 40 hours saved" in page.text
    assert "About 2.5 hours saved" in kept.text
    assert ",'=1+1\r\n" in table.text
    assert "Took the shared process, version 1" in table.text
    assert "Nothing in this period" in none.text
    assert visit(joint.town.hire("Cara Clerk", Role.CASEWORKER)).open("joining/ledger").status == 403
