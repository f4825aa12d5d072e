"""Tallies add up, and their quantiles are as exact as they say."""

import math
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.measures.differing import gap
from app.measures.metrics import Metric
from app.measures.tally import ERROR, SMALLEST, Tally
from app.measures.times import office_hours, working_days

VALUES = st.lists(st.floats(0, 5000), min_size=1, max_size=60)
MOMENTS = st.integers(0, 700_000).map(
    lambda each: datetime(2025, 11, 1, tzinfo=UTC) + each * timedelta(minutes=1)
)
HOUR = timedelta(hours=1)


@settings(max_examples=60)
@given(values=VALUES, share=st.sampled_from([0.25, 0.5, 0.75, 1.0]))
def test_a_quantile_is_as_exact_as_stated(values: list[float], share: float) -> None:
    exact = sorted(values)[math.ceil(share * len(values)) - 1]

    found = Tally.of(*values).quantile(share)

    assert abs(found - exact) <= max(ERROR * exact * 1.0001, SMALLEST)


@settings(max_examples=40)
@given(parts=st.lists(VALUES, min_size=1, max_size=5), seed=st.randoms())
def test_any_order_in_any_parts_gives_the_same(parts: list[list[float]], seed: object) -> None:
    whole = Tally.of(*(value for part in parts for value in part))
    seed.shuffle(parts)  # type: ignore[attr-defined]

    found = Tally()
    for part in parts:
        tally = Tally.of(*part)
        found.merge(Tally.kept(tally.hundredths, tally.as_text()))

    assert found == whole


def test_counts_are_told_exactly() -> None:
    found = Tally.of(0, 0, 1, 1, 1, 2, 3)

    assert (found.count, found.total, round(found.median), found.above(0), found.above(1)) == (7, 8, 1, 5, 2)


@settings(max_examples=60)
@given(times=st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted))
def test_working_days_add_up_and_are_never_more_than_days(times: list[datetime]) -> None:
    first, second, third = times

    whole = working_days(first, third)

    assert math.isclose(whole, working_days(first, second) + working_days(second, third), abs_tol=1e-9)
    assert whole <= (third - first) / timedelta(days=1) + 0.05  # an hour is lost or won with the clocks


def test_weekends_and_nights_are_left_out() -> None:
    friday = datetime(2026, 9, 4, 12, tzinfo=UTC)  # three in the afternoon

    assert working_days(friday, friday + timedelta(days=3)) == 1
    assert office_hours(friday, friday + timedelta(days=3)) == 8
    assert office_hours(friday, friday + 4 * HOUR) == 4


def test_a_difference_that_chance_could_make_is_not_called_one() -> None:
    few, more, far = (Tally.of(*(day + shift for day in range(1, 40))) for shift in (0, 1, 30))

    assert not gap(Metric.LEAD, few, more).clear
    assert gap(Metric.LEAD, few, far).clear
    assert gap(Metric.REWORK, Tally.of(*[0] * 90, *[1] * 10), Tally.of(*[0] * 40, *[1] * 60)).clear
