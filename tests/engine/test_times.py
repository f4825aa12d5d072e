"""ISO 8601 and FEEL values as moments."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.engine import times
from app.engine.times import Cycle, NoTime

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("P1M", datetime(2026, 2, 28, 10, tzinfo=UTC)),
        ("P1Y2M", datetime(2027, 3, 31, 10, tzinfo=UTC)),
        ("P2W", datetime(2026, 2, 14, 10, tzinfo=UTC)),
        ("PT0.5S", NOW + timedelta(seconds=0.5)),
        ("-P1D", NOW - timedelta(days=1)),
        ("2026-06-01T08:00:00", datetime(2026, 6, 1, 5, tzinfo=UTC)),
    ],
)
def test_text_is_a_moment(text: str, due: datetime) -> None:
    assert times.due(text, NOW) == due


@pytest.mark.parametrize("day", [date(2026, 3, 29), "2026-03-29"])
def test_a_deadline_lasts_until_the_end_of_the_day(day: object) -> None:
    assert times.due(day, NOW) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert times.deadline(day, NOW) == datetime(2026, 3, 29, 20, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    ["", "P", "PT", "P1", "1D", "soon", None, True, 5, ["P1D"], "P99999Y", "P999999999999999D", "2026-02-30"],
)
def test_anything_else_is_no_moment(value: object) -> None:
    with pytest.raises(NoTime):
        times.due(value, NOW)


def test_a_repetition_counts_down() -> None:
    first = times.cycle("R2/PT1H", NOW)

    second = times.following(first)

    assert first == Cycle(NOW + timedelta(hours=1), 2, "PT1H")
    assert second == Cycle(NOW + timedelta(hours=2), 1, "PT1H")
    assert times.following(second) is None


def test_a_repetition_may_say_when_it_begins() -> None:
    cycle = times.cycle("R/2026-05-01T00:00:00Z/P1D", NOW)

    assert cycle == Cycle(datetime(2026, 5, 1, tzinfo=UTC), None, "P1D")


@pytest.mark.parametrize("text", ["R3", "P1D", "R3/PT0S", "R/-P1D", "0 9 * * *", None, 3])
def test_anything_else_is_no_repetition(text: object) -> None:
    with pytest.raises(NoTime):
        times.cycle(text, NOW)
