"""Effects, intervals and verdicts: against figures of the literature, and laws that always hold."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.experiments import estimating, judging
from app.experiments.estimating import Estimate
from app.experiments.judging import FEWEST, Tally, Verdict
from app.experiments.tables import Better, Experiment, Metric
from app.processes import trials
from app.processes.trials import Arm


def experiment(
    metric: Metric, better: Better = Better.LESS, smallest: float = 1.0, **more: object
) -> Experiment:
    return Experiment(metric=metric, better=better, smallest=smallest, **{"stop_worse": True, **more})


def times(*hours: int) -> Tally:
    return Tally(len(hours), len(hours), 0, Counter(hours))


def both(before: Tally, tried: Tally) -> judging.Tallies:
    return {Arm.BEFORE: before, Arm.TRIED: tried}


def test_the_difference_of_shares_is_the_published_one() -> None:
    # Newcombe (1998), table II, example (a) for method 10: 56/70 and 48/80 give 0.0524 to 0.3339.
    found = estimating.of_shares(48, 80, 56, 70)

    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_the_shift_of_times_is_the_middle_of_all_differences() -> None:
    one, other = Counter([1, 2, 3, 4]), Counter([4, 5, 6, 9])

    found = estimating.of_times(one, other)

    assert found.value == 3.0  # of the 16 differences in order, the 8th and the 9th are 3
    assert found.low <= 1 < 5 <= found.high
    assert estimating.median(one) == 2.5


@settings(max_examples=50)
@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=25),
    st.lists(st.integers(0, 500), min_size=2, max_size=25),
    st.integers(-50, 50),
)
def test_a_shift_is_found_and_turns_round(one: list[int], other: list[int], by: int) -> None:
    found = estimating.of_times(Counter(one), Counter(other))
    turned = estimating.of_times(Counter(other), Counter(one))
    moved = estimating.of_times(Counter(one), Counter(each + by for each in other))

    assert found.low <= found.value <= found.high
    assert turned == found.negated()
    assert moved == Estimate(found.value + by, found.low + by, found.high + by)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (Estimate(2.0, 0.5, 3.0), Verdict.KEEP),
        (Estimate(0.9, 0.5, 1.3), Verdict.NOT_CLEAR),
        (Estimate(2.0, -0.1, 4.0), Verdict.NOT_CLEAR),
        (Estimate(0.2, 0.1, 0.9), Verdict.DROP),
        (Estimate(-2.0, -3.0, -1.0), Verdict.DROP),
        (None, Verdict.NOT_CLEAR),
    ],
)
def test_three_words_say_what_it_means(effect: Estimate | None, expected: Verdict) -> None:
    assert judging.verdict(effect, smallest=1.0) == expected


def test_under_the_fewest_cases_there_is_no_figure_and_no_stop() -> None:
    few = both(times(*[100] * (FEWEST - 1)), times(*[1] * FEWEST))

    result = judging.judge(experiment(Metric.LEAD_TIME), few)

    assert (result.effect, result.verdict) == (None, Verdict.NOT_CLEAR)
    assert judging.why_stop(experiment(Metric.LEAD_TIME, stop_cases=None), few) is None


def test_faster_is_kept_in_days_and_clearly_slower_stops() -> None:
    slow, fast = times(*range(240, 300)), times(*range(120, 180))
    asked = experiment(Metric.LEAD_TIME, smallest=2.0, stop_cases=None)

    good, bad = judging.judge(asked, both(slow, fast)), both(fast, slow)

    assert good.verdict == Verdict.KEEP
    assert good.effect is not None
    assert good.effect.value == pytest.approx(5.0)
    assert judging.why_stop(asked, both(slow, fast)) is None
    assert judging.why_stop(asked, bad) == "What is tried is clearly worse."
    assert judging.why_stop(experiment(Metric.LEAD_TIME, stop_worse=False, stop_cases=None), bad) is None


def test_enough_cases_stop_it() -> None:
    alike = both(Tally(50, 40, 20), Tally(50, 40, 21))

    assert judging.why_stop(experiment(Metric.ASKED, stop_cases=41), alike) is None
    assert judging.why_stop(experiment(Metric.ASKED, stop_cases=40), alike)


@settings(max_examples=50)
@given(st.integers(1, 99), st.text("0123456789ABC-", min_size=1, max_size=20))
def test_the_lot_of_a_case_never_changes_and_a_larger_share_keeps_who_has_it(share: int, number: str) -> None:
    drawn = trials.arm("e", "town", number, share)

    assert drawn == trials.arm("e", "town", number, share)
    assert drawn == Arm.BEFORE or trials.arm("e", "town", number, 100) == Arm.TRIED
    if share < 99 and drawn == Arm.TRIED:
        assert trials.arm("e", "town", number, share + 1) == Arm.TRIED


@pytest.mark.parametrize("share", [10, 50, 90])
def test_lots_fall_as_the_share_says(share: int) -> None:
    drawn = Counter(trials.arm("e", "town", f"TOW-2026-{each:05}", share) for each in range(4000))

    assert drawn[Arm.TRIED] / 40 == pytest.approx(share, abs=3)
