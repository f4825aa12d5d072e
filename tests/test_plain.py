"""Plain data survives being stored, whatever citizens write."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import plain

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.timedeltas()
)
_KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["$number", "$date", "$$date", "typename", "$"]
)
_DATA = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=15,
)


@given(_DATA)
def test_what_is_stored_comes_back_equal(data: object) -> None:
    assert plain.loads(plain.dumps(data)) == data


@given(_DATA)
def test_a_copy_shares_nothing(data: object) -> None:
    copied = plain.copy(data)

    assert copied == data
    assert copied is not data or not isinstance(data, dict | list)


def test_numbers_stay_exact() -> None:
    assert plain.copy(0.1) == Decimal("0.1")
    assert plain.copy(Decimal("1.10")) == Decimal("1.10")


@pytest.mark.parametrize(
    "value",
    [float("nan"), Decimal("Infinity"), {1: 2}, {1, 2}, object(), b"bytes"],
    ids=["nan", "infinity", "number as key", "set", "object", "bytes"],
)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(plain.NotPlain):
        plain.dumps(value)


def test_data_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(plain.NotPlain):
        plain.dumps(endless)


def test_kinds_of_time_keep_apart() -> None:
    values = [date(2026, 1, 2), time(3, 4), datetime(2026, 1, 2, tzinfo=UTC), timedelta(days=-2)]

    assert plain.loads(plain.dumps(values)) == values
