"""Dates, deadlines, sizes and texts as readers of three languages see them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.web import formats
from app.web.formats import Reader

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def reader(language: str = "en") -> Reader:
    return Reader(Locale(language), HELSINKI, NOW)


@pytest.mark.parametrize(
    ("language", "moment", "long", "short"),
    [
        ("en", date(2026, 11, 27), "Friday 27 November", "Fri 27 Nov"),
        ("fi", date(2026, 11, 27), "perjantaina 27. marraskuuta", "pe 27.11."),
        ("sv", date(2026, 11, 27), "fredag 27 november", "fre 27 nov."),
        ("en", date(2027, 1, 11), "Monday 11 January 2027", "Mon 11 Jan 2027"),
        ("fi", date(2027, 1, 11), "maanantaina 11. tammikuuta 2027", "ma 11.1.2027"),
    ],
)
def test_a_date_has_its_year_only_when_it_is_not_this_one(
    language: str, moment: date, long: str, short: str
) -> None:
    assert formats.date_long(moment, reader(language)) == long
    assert formats.date_short(moment, reader(language)) == short


def test_a_moment_is_told_in_the_readers_zone() -> None:
    moment = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)

    assert formats.clock_time(moment, reader()) == "0.30"
    assert formats.day(moment, reader()) == "27 November"


@pytest.mark.parametrize(
    ("due", "words", "urgency"),
    [
        (None, "No deadline", "ok"),
        (NOW - timedelta(days=4), "4 days late", "over"),
        (NOW - timedelta(days=1), "1 day late", "over"),
        (NOW - timedelta(minutes=1), "Today", "over"),
        (NOW + timedelta(hours=1), "Today", "soon"),
        (NOW + timedelta(days=1), "Tomorrow", "soon"),
        (NOW + timedelta(days=3), "Fri 27 Nov", "ok"),
    ],
)
def test_a_deadline_is_said_in_words_first(
    app: Flask, due: datetime | None, words: str, urgency: str
) -> None:
    with app.test_request_context(query_string={"lang": "en"}):
        assert formats.due_words(due, reader()) == words
    assert formats.urgency(due, reader()) == urgency


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 days ago"), (-1, "1 day ago"), (0, "today"), (1, "tomorrow"), (2, "in 2 days")],
)
def test_days_are_counted(app: Flask, days: int, words: str) -> None:
    with app.test_request_context(query_string={"lang": "en"}):
        assert formats.in_days(NOW + timedelta(days=days), reader()) == words


@pytest.mark.parametrize(
    ("size", "language", "words"),
    [(0, "en", "1 kB"), (180_000, "en", "180 kB"), (1_430_000, "en", "1.4 MB"), (1_430_000, "fi", "1,4 MB")],
)
def test_a_size_has_the_readers_decimal_sign(size: int, language: str, words: str) -> None:
    assert formats.file_size(size, reader(language)) == words


@given(st.dictionaries(st.sampled_from(["en", "fi", "sv"]), st.text()), st.sampled_from(["en", "fi", "sv"]))
def test_a_text_is_found_in_some_language_whenever_there_is_one(texts: dict[str, str], wanted: str) -> None:
    found = formats.text(texts, wanted)

    assert found == texts[wanted] if texts.get(wanted) else found in {*texts.values(), ""}
    assert bool(found) == any(texts.values())
