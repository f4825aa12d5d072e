"""Dates, deadlines, sizes and texts in the reader's language.

Citizens read “Friday 27 November”, staff “Fri 27 Nov”. A deadline is said in words first, in days when late.
The filters ask the request for language, time zone and the present; the functions are handed all three.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask

from app.web.current import current
from app.web.language import LANGUAGES, chosen_language
from app.web.texts import gettext, ngettext

#: Patterns by language; Babel's own styles put commas and abbreviations where these pages want none.
_LONG = {"en": "EEEE d MMMM", "fi": "EEEE d. MMMM", "sv": "EEEE d MMMM"}
_SHORT = {"en": "EEE d MMM", "fi": "ccc d.M.", "sv": "EEE d MMM"}
_DAY = {"en": "d MMMM", "fi": "d. MMMM", "sv": "d MMMM"}
_WITH_YEAR = {"en": " yyyy", "fi": " yyyy", "sv": " yyyy"}
_SHORT_YEAR = {"en": " yyyy", "fi": "yyyy", "sv": " yyyy"}

_LOCALES = {language: Locale(language) for language in LANGUAGES}

Urgency = Literal["over", "soon", "ok"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: language, zone and day."""

    locale: Locale
    zone: tzinfo
    now: datetime

    @property
    def language(self) -> str:
        return self.locale.language if self.locale.language in _LONG else "en"

    def day(self, moment: date) -> date:
        """The reader's calendar day of a date or an aware moment."""
        return moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment

    @property
    def today(self) -> date:
        return self.day(self.now)


def init_app(app: Flask) -> None:
    """Give templates the filters of this module."""
    app.jinja_env.filters.update(
        date_long=lambda moment: date_long(moment, reader()),
        date_short=lambda moment: date_short(moment, reader()),
        day=lambda moment: day(moment, reader()),
        month=lambda moment: month(moment, reader()),
        time=lambda moment: clock_time(moment, reader()),
        when=lambda moment: when(moment, reader()),
        when_short=lambda moment: when_short(moment, reader()),
        days_late=lambda moment: days_late(moment, reader()),
        due_words=lambda moment: due_words(moment, reader()),
        urgency=lambda moment: urgency(moment, reader()),
        in_days=lambda moment: in_days(moment, reader()),
        number=lambda value: number(value, reader()),
        file_size=lambda size: file_size(size, reader()),
    )
    app.jinja_env.globals.update(text=text)
    app.jinja_env.filters["text"] = text


def reader() -> Reader:
    """The reader of the present request."""
    return Reader(_LOCALES[chosen_language()], ZoneInfo(current.settings.timezone), current.now)


def text(texts: object, language: str | None = None) -> str:
    """The text in the reader's language, else in English, Finnish or what there is; "" when there is none."""
    if not isinstance(texts, Mapping):
        return str(texts or "")
    wanted = language or chosen_language()
    found = next((texts[key] for key in (wanted, "en", "fi", *texts) if texts.get(key)), "")
    return str(found)


def date_long(moment: date, to: Reader) -> str:
    """Friday 27 November; with the year when it is not this year."""
    return _date(moment, to, _LONG, _WITH_YEAR)


def date_short(moment: date, to: Reader) -> str:
    """Fri 27 Nov."""
    return _date(moment, to, _SHORT, _SHORT_YEAR)


def day(moment: date, to: Reader) -> str:
    """27 November."""
    return _date(moment, to, _DAY, _WITH_YEAR)


def month(moment: date, to: Reader) -> str:
    """Nov, marras, nov."""
    return format_date(to.day(moment), "LLL", locale=to.locale)


def clock_time(moment: datetime, to: Reader) -> str:
    """14.41, as all three languages write it here."""
    return format_datetime(moment.astimezone(to.zone), "H.mm", locale=to.locale)


def when(moment: datetime, to: Reader) -> str:
    """Today at 10.20; 23 November at 14.41."""
    time = clock_time(moment, to)
    if to.day(moment) == to.today:
        return gettext("today at %(time)s", time=time)
    return gettext("%(day)s at %(time)s", day=day(moment, to), time=time)


def when_short(moment: datetime, to: Reader) -> str:
    """Today 10.20; Mon 23 Nov 15.30."""
    time = clock_time(moment, to)
    if to.day(moment) == to.today:
        return gettext("Today %(time)s", time=time)
    return f"{date_short(moment, to)} {time}"


def days_late(moment: date, to: Reader) -> int:
    """Whole calendar days since the deadline's day; 0 while it is not over."""
    return max((to.today - to.day(moment)).days, 0)


def urgency(moment: date | None, to: Reader) -> Urgency:
    """Whether a deadline is over, today or tomorrow, or later."""
    if moment is None:
        return "ok"
    if days_late(moment, to) or (isinstance(moment, datetime) and moment < to.now):
        return "over"
    return "soon" if (to.day(moment) - to.today).days <= 1 else "ok"


def due_words(moment: date | None, to: Reader) -> str:
    """“4 days late”, “Today”, “Tomorrow”, “Fri 27 Nov”, “No deadline”."""
    if moment is None:
        return gettext("No deadline")
    late = days_late(moment, to)
    if late:
        return ngettext("%(num)d day late", "%(num)d days late", late)
    ahead = (to.day(moment) - to.today).days
    named = {0: gettext("Today"), 1: gettext("Tomorrow")}
    return named.get(ahead) or date_short(moment, to)


def in_days(moment: date, to: Reader) -> str:
    """“today”, “tomorrow”, “in 3 days”; “3 days ago”."""
    ahead = (to.day(moment) - to.today).days
    if ahead < 0:
        return ngettext("%(num)d day ago", "%(num)d days ago", -ahead)
    named = {0: gettext("today"), 1: gettext("tomorrow")}
    return named.get(ahead) or ngettext("in %(num)d day", "in %(num)d days", ahead)


def number(value: float, to: Reader) -> str:
    """A figure to one decimal, with the reader's signs: −2.8, 3."""
    return str(format_decimal(round(value, 1), format="#,##0.#", locale=to.locale))


def file_size(size: int, to: Reader) -> str:
    """180 kB; 1.4 MB, with the reader's decimal sign."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} kB"
    return f"{format_decimal(round(size / 1_000_000, 1), locale=to.locale)} MB"


def _date(moment: date, to: Reader, patterns: Mapping[str, str], years: Mapping[str, str]) -> str:
    found = to.day(moment)
    year = years[to.language] if found.year != to.today.year else ""
    return format_date(found, patterns[to.language] + year, locale=to.locale)
