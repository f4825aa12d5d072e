"""Times are said as people say them, with the values that a municipality has chosen."""

from decimal import Decimal

import pytest

from app.bpmn.durations import time_phrase, with_values

CHOSEN = {"answerWithin": Decimal(5), "payWithin": Decimal(14)}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("=add working days(today(), 1)", "1 working day"),
        ("=add working days(today(), parameters.answerWithin)", "5 working days"),
        ('=now() + duration("P" + string(parameters.payWithin) + "D")', "14 days"),
        ('=duration("P" + string(parameters.payWithin) + "D")', "14 days"),
        ("=add working days(today(), parameters.unknown)", None),
        ("=add working days(promised_by, parameters.answerWithin)", None),
    ],
)
def test_a_time_is_said_with_its_chosen_value(written: str, said: str | None) -> None:
    phrase = time_phrase(with_values(written, CHOSEN))

    assert (phrase.say() if phrase else None) == said
