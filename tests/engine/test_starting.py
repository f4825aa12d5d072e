"""Start events with a time: when a case begins by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import engine
from app.engine import Definition, NobodyWaits, Start, StartTimer, StepFailed, compile_definition
from app.engine.times import series
from tests.engine.diagrams import diagram, start, task, timer
from tests.engine.driving import CASE, NOW


def _timed(text: str, kind: str = "timeCycle") -> Definition:
    return compile_definition(
        diagram(start("s", timer(text, kind)), start("plain"), task("a"), flows="s a\nplain a")
    )


def test_a_definition_tells_its_start_timers() -> None:
    definition = _timed("R/P1D")

    assert definition.starts == (
        Start("s", None, None, StartTimer("timeCycle", "R/P1D")),
        Start("plain", None, None),
    )


def test_a_case_begins_at_the_timed_start_event() -> None:
    outcome = engine.start(_timed("R/P1D"), start="s", case=CASE, payload={}, now=NOW)

    assert [task.element_id for task in outcome.opened] == ["a"]
    assert [passed.element_id for passed in outcome.passed] == ["s"]


@pytest.mark.parametrize(
    ("text", "kind", "moments"),
    [
        ("2026-12-24T08:00:00", "timeDate", ["2026-12-24T06:00:00"]),
        ("2026-12-24", "timeDate", ["2026-12-23T22:00:00"]),
        ("2026-01-01", "timeDate", []),
        ('=date("2026-04-01")', "timeDate", ["2026-03-31T21:00:00"]),
        ("R/P1D", "timeCycle", ["2026-03-03T09:00:00", "2026-03-04T09:00:00"]),
        ("R2/2026-03-03T08:00:00/P7D", "timeCycle", ["2026-03-03T06:00:00", "2026-03-10T06:00:00"]),
        ("R3/2026-02-26T08:00:00/P2D", "timeCycle", []),
        ('="R2/2026-01-31T00:00:00Z/P1M"', "timeCycle", []),
    ],
)
def test_moments_come_one_after_the_other_and_end(text: str, kind: str, moments: list[str]) -> None:
    definition, after, found = _timed(text, kind), NOW, []

    while len(found) < max(2, len(moments)) and (due := engine.next_start(definition, "s", after, NOW)):
        found.append(due.replace(tzinfo=None).isoformat())
        after = due

    assert found == moments


def test_the_time_of_day_stays_the_same_when_the_clocks_change() -> None:
    daily = series("R/2026-03-27T08:00:00/P1D")

    before, after = (
        daily.after(datetime(2026, 3, 28, tzinfo=UTC)),
        daily.after(datetime(2026, 3, 29, tzinfo=UTC)),
    )

    assert (before, after) == (datetime(2026, 3, 28, 6, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC))


def test_the_last_day_of_the_month_stays_the_last_day() -> None:
    monthly = series("R/2026-01-31T12:00:00/P1M")
    moments = [datetime(2026, 1, 31, 10, tzinfo=UTC)]

    for _ in range(3):
        moments.append(monthly.after(moments[-1]))

    assert [moment.day for moment in moments] == [31, 28, 31, 30]


@given(
    st.integers(-3650, 73_000).map(lambda days: NOW + timedelta(days=days, hours=days % 24)),
    st.sampled_from(["PT1M", "PT7H", "P1D", "P3DT5H", "P1M", "P1Y2M", "P5M3D"]),
    st.floats(0, 0.999),
)
def test_no_moment_is_left_out_and_none_comes_twice(moment: datetime, every: str, share: float) -> None:
    repeating = series(f"R/1995-10-31T03:30:00/{every}")

    first = repeating.after(moment)
    second = repeating.after(first)

    assert moment < first < second
    assert repeating.after(first - timedelta(microseconds=1)) == first
    assert repeating.after(first + (second - first) * share) == second


def test_a_start_event_without_a_time_has_no_next_moment() -> None:
    for element_id in ("plain", "a", "nobody"):
        with pytest.raises(NobodyWaits):
            engine.next_start(_timed("R/P1D"), element_id, NOW, NOW)


@pytest.mark.parametrize("text", ['="tomorrow"', "=1 / 0", "=case.number", '="R/PT1S"'])
def test_an_expression_that_gives_no_time_is_an_incident(text: str) -> None:
    with pytest.raises(StepFailed, match="no valid date or repetition") as failed:
        engine.next_start(_timed(text), "s", NOW, NOW)

    assert failed.value.element_id == "s"
