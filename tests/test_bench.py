"""How the bench compares: in blocks there and back, by medians with an interval of 95 in 100."""

import math
from functools import partial
from itertools import count

import pytest

from bench.counting import Spent
from bench.lines import Goal, Line, table
from bench.sides import Side, interval, there_and_back


@pytest.mark.parametrize("draws", range(6, 40))
def test_an_interval_holds_the_median_with_95_in_100_certainty_and_is_the_narrowest_that_does(
    draws: int,
) -> None:
    low, high = interval([float(place) for place in range(draws)])

    # The median lies outside when at most `low` draws lie below it, or at most as many above.
    def outside(left_out: int) -> float:
        return sum(math.comb(draws, below) for below in range(left_out + 1)) / float(2 ** (draws - 1))

    assert high == draws - 1 - low
    assert outside(int(low)) <= 0.05 < outside(int(low) + 1)


def test_there_and_back_gives_everyone_the_same_places() -> None:
    done: list[str] = []
    sides = [Side(name, "", partial(done.append, name), Spent) for name in "ab"]

    there_and_back(sides, passes=2, count=1)

    assert "".join(done) == "aabb" + "abba" * 2


def test_a_ratio_compares_the_blocks_of_one_pass() -> None:
    clock = count(1)
    slow = Side("slow", "", lambda: None, lambda: Spent(next(clock) ** 2))
    steady = Side("steady", "", lambda: None, lambda: Spent(next(clock)))

    slow.watch(1)  # the clock is read twice: 1² and 2²
    for side in (slow, steady, steady, slow):
        side.block(1)  # 3² and 4², 5 and 6, 7 and 8, 9² and 10²

    assert slow.times_of(steady) == ("steady", 13.0, 7.0, 19.0)


def test_statements_are_counted_before_anything_is_timed() -> None:
    counted = count(step=5)
    looks = True

    def look_away() -> None:
        nonlocal looks
        looks = False

    side = Side("a", "", lambda: None, lambda: Spent(0.0, next(counted) if looks else 0), look_away=look_away)

    there_and_back([side], passes=1, count=2)

    assert side.figures["statements"] == 2.5


def test_the_table_says_what_was_missed() -> None:
    goals = (Goal("SQL", 12, 14), Goal("a second", 500, 700, at_least=True))

    said = table({"W2": [Line("complete a task", "SQLite", {"cpu_ms": 1.5}, goals=goals)]})

    assert "SQL ≤ 12: 14 MISSED; a second ≥ 500: 700 reached" in said
    assert said.endswith("1 of 2 targets reached\n    W2 complete a task: SQL ≤ 12: 14 MISSED")
