"""Data of a case as text: what goes out comes back, and what is no data is said so."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.processes.data_text import NotData, differences, from_text, to_text

_scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.none() | st.just(UTC))
    | st.timedeltas()
)
_plain = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)


@given(st.dictionaries(st.text(), _plain, max_size=6))
def test_text_says_exactly_the_data(data: dict[str, object]) -> None:
    assert from_text(to_text(data)) == data


@given(st.dictionaries(st.text(max_size=2), _plain, max_size=6))
def test_data_does_not_differ_from_itself(data: dict[str, object]) -> None:
    assert differences(data, from_text(to_text(data))) == {}


def test_numbers_are_numbers_and_dates_are_tagged() -> None:
    data = {"fee": Decimal("12.50"), "count": 3, "day": date(2026, 9, 1), "at": time(8), "span": timedelta(1)}

    lines = to_text(data).splitlines()

    assert lines[1:4] == ['  "fee": 12.50,', '  "count": 3,', '  "day": {"$date": "2026-09-01"},']


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", "null", '{"a": NaN}', '{"a": 1,}', '{"a": {"$date": "soon"}}', '{"a":' * 9000],
)
def test_what_is_no_data_is_refused(text: str) -> None:
    with pytest.raises(NotData):
        from_text(text)


def test_refusal_names_the_place() -> None:
    with pytest.raises(NotData) as wrong:
        from_text('{\n  "a": 1\n  "b": 2\n}')

    assert (wrong.value.line, wrong.value.column) == (3, 3)


def test_what_is_taken_away_becomes_empty_and_true_is_not_one() -> None:
    before = {"a": True, "b": Decimal(30), "c": "x", "d": None, "at": datetime(2026, 9, 1, tzinfo=UTC)}

    changed = differences(before, {"a": 1, "b": 30, "at": datetime(2026, 9, 1, tzinfo=UTC)})

    assert changed == {"a": 1, "c": None}
