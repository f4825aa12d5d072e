"""Whose turn it is: municipalities share the workers, and a diagram that runs wild cannot occupy all."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import MovedClock
from app.db import EVERYWHERE, Database
from app.jobs import patience, queue
from app.jobs.patience import Patience
from app.jobs.tables import Job
from app.processes import due
from app.processes.due import Desk
from tests.processes.town import Town


@pytest.fixture
def crowded(database: Database, clock: MovedClock) -> Town:
    """A town with eight timers due, the longest due of all."""
    return _waiting(database, clock, "crowded", 8)


@pytest.fixture
def quiet(crowded: Town) -> Town:
    """A town in which one timer is due, later than those of the crowded one."""
    return _waiting(crowded.database, crowded.clock, "quiet", 1)


def _waiting(database: Database, clock: MovedClock, name: str, count: int) -> Town:
    town = Town(database, clock, id=name)
    town.publish()
    for _ in range(count):
        town.ask(town.apply())
    while due.work_off(town.desk):
        pass
    clock.move(timedelta(minutes=1))
    return town


def _claim(town: Town, limit: int = 3, slow: frozenset[str] = frozenset()) -> list[Job]:
    with town.database.transaction(EVERYWHERE) as session:
        return queue.claim_due(session, now=town.now, limit=limit, slow=slow)


def test_who_has_fewer_jobs_in_hand_comes_before_who_has_waited_longer(crowded: Town, quiet: Town) -> None:
    quiet.clock.move(timedelta(days=15))

    turns = [{job.tenant_id for job in _claim(crowded)} for _ in range(3)]

    assert turns == [{"crowded"}, {"quiet"}, {"crowded"}]


def test_nobody_else_waiting_all_workers_serve_the_one_town(crowded: Town) -> None:
    crowded.clock.move(timedelta(days=15))

    claimed = [job.id for _ in range(4) for job in _claim(crowded)]

    assert len(claimed) == len(set(claimed)) == 8


def test_slow_towns_go_in_single_file_and_others_are_served_beside(crowded: Town, quiet: Town) -> None:
    third = _waiting(crowded.database, crowded.clock, "third", 2)
    third.clock.move(timedelta(days=15))
    slow = frozenset({"crowded", "quiet"})

    turns = [[job.tenant_id for job in _claim(crowded, slow=slow)] for _ in range(3)]

    assert turns == [["crowded"], ["third", "third"], []]


def test_next_of_the_slow_towns_comes_when_the_one_in_hand_is_done(crowded: Town, quiet: Town) -> None:
    quiet.clock.move(timedelta(days=15))
    slow = frozenset({"crowded", "quiet"})
    [job] = _claim(crowded, slow=slow)
    with crowded.database.transaction(job.tenant_id) as session:
        queue.finish(session, job)

    assert len(_claim(crowded, slow=slow)) == 1


def test_what_is_left_of_a_turn_that_took_long_is_handed_back(
    crowded: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowded.clock.move(timedelta(days=15))
    monkeypatch.setattr(due, "TURN", 0.0)

    done = due.work_off(crowded.desk, limit=5)

    assert done == 1
    left = [_claim(crowded, limit=20)][0]
    assert len(left) == 7
    assert {job.attempts for job in left} == {1}


def test_every_job_is_done_once_however_turns_are_cut(crowded: Town, quiet: Town) -> None:
    quiet.clock.move(timedelta(days=15))
    desk = Desk(crowded.database, crowded, crowded.clock, "")

    # A turn may be cut after its first job, where the machine is busy: so nine jobs take at most nine turns.
    done = [due.work_off(desk, limit=3) for _ in range(9)]

    assert sum(done) == 9
    assert due.work_off(desk) == 0


def test_a_job_that_is_a_little_slow_makes_no_town_slow_and_a_wild_one_does() -> None:
    memory = Patience(_Seconds())
    memory.note("crowded", 0.2)
    memory.note("wild", 0.5)

    assert memory.slow() == {"wild"}


def test_debts_fade() -> None:
    clock = _Seconds()
    memory = Patience(clock)
    memory.note("wild", 1.0)

    clock.at = (1.0 - patience.SWIFT - patience.LENIENCE) / patience.FADING + 1

    assert memory.slow() == frozenset()


@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0, 100)), max_size=60))
def test_slow_work_takes_a_bounded_share_of_the_open_lanes(jobs: list[tuple[float, float]]) -> None:
    clock = _Seconds()
    memory = Patience(clock)
    held_up = longest = 0.0
    for seconds, pause in jobs:
        if "wild" not in memory.slow():
            held_up += max(0.0, seconds - patience.SWIFT)
            longest = max(longest, seconds)
        memory.note("wild", seconds)
        clock.at += pause

    assert held_up <= patience.LENIENCE + patience.FADING * clock.at + longest


class _Seconds:
    """A clock in seconds that stands still until it is set."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at
