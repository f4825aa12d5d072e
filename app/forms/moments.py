"""Answers that are a day, a time of day or both; days are typed as three numbers."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timezone
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import fields

from app.forms.asking import Asked, first_text
from app.forms.components import Component
from app.forms.scope import in_words
from app.translating import N_

#: Where what is typed as a time of day takes place.
LOCAL = ZoneInfo("Europe/Helsinki")

PARTS = ("day", "month", "year")
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d\d))?\Z|(\d\d)(\d\d)\Z", re.ASCII)
_MISSING = {
    "day": N_("%(label)s must include a day"),
    "month": N_("%(label)s must include a month"),
    "year": N_("%(label)s must include a year"),
    "time": N_("%(label)s must include a time of day"),
}


def subtype(component: Component) -> str:
    """`date`, `time` or `datetime`."""
    found = component.source.get("subtype")
    return found if found in {"time", "datetime"} else "date"


def typed_parts(raw: object, names: tuple[str, ...]) -> dict[str, str]:
    """What was typed into the parts of a date, without blanks around it."""
    found = raw if isinstance(raw, Mapping) else {}
    return {name: first_text(found.get(name)).strip()[:40] for name in names}


def clock(text: str) -> time | None:
    """The time of day in 7, 7.30, 7:30 or 0730; None for anything else."""
    found = _CLOCK.match(text)
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def local(moment: datetime) -> datetime:
    """A moment as the clocks in Finland show it; a naive one is already meant so."""
    return moment.astimezone(LOCAL) if moment.tzinfo else moment


class MomentAnswer(fields.Field[date | datetime | time | None]):
    """What the three kinds of moments share."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(allow_none=True)
        self.asked = asked

    def _blank(self) -> None:
        if self.asked.required:
            raise self.asked.missing()

    def _day(self, parts: Mapping[str, str]) -> date:
        for part in PARTS:
            if not parts[part]:
                raise self.asked.wrong("date", _MISSING[part], part)
            if not (parts[part].isascii() and parts[part].isdigit()):
                raise self.asked.wrong(
                    "date", N_("%(label)s must be a real date in numbers, for example 11 1 2027"), part
                )
        if len(parts["year"]) != 4 or parts["year"] < "1000":
            raise self.asked.wrong("date", N_("Write the year of %(inline)s with four numbers"), "year")
        try:
            return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        except ValueError as exc:
            typed = ".".join(parts[part] for part in PARTS)
            raise self.asked.wrong(
                "date", N_("%(label)s must be a real date: there is no %(typed)s"), "day", typed=typed
            ) from exc

    def _clock(self, text: str, part: str = "") -> time:
        found = clock(text)
        if found is None:
            raise self.asked.wrong("time", N_("%(label)s must be a time of day, for example 7.30"), part)
        step = self.asked.component.source.get("timeInterval")
        if isinstance(step, int) and 1 < step <= 720 and (found.hour * 60 + found.minute) % step:
            raise self.asked.wrong(
                "timeInterval", N_("%(label)s must go in steps of %(step)s minutes"), part, step=str(step)
            )
        return found

    def _allowed(self, day: date) -> None:
        today = self.asked.scope.now.astimezone(LOCAL).date()
        if self.asked.component.flag("disallowPassedDates") and day < today:
            raise self.asked.wrong("past", N_("%(label)s must be today or later"), "day")
        least, most = _as_day(self.asked.limit("min")), _as_day(self.asked.limit("max"))
        if least is not None and day < least:
            raise self.asked.wrong(
                "min", N_("%(label)s must be %(least)s or later"), "day", least=in_words(least)
            )
        if most is not None and day > most:
            raise self.asked.wrong(
                "max", N_("%(label)s must be %(most)s or earlier"), "day", most=in_words(most)
            )


class DateAnswer(MomentAnswer):
    """A day from its three numbers; all blank is None."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date | None:
        parts = typed_parts(value, PARTS)
        if not any(parts.values()):
            self._blank()
            return None
        day = self._day(parts)
        self._allowed(day)
        return day


class TimeAnswer(MomentAnswer):
    """A time of day, naive; blank is None."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> time | None:
        text = first_text(value).strip()
        if not text:
            self._blank()
            return None
        return self._clock(text)


class DateTimeAnswer(MomentAnswer):
    """A day and a time of day, local to Finland; aware when the form's timeSerializingFormat asks for it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime | None:
        parts = typed_parts(value, (*PARTS, "time"))
        if not any(parts.values()):
            self._blank()
            return None
        day = self._day(parts)
        self._allowed(day)
        if not parts["time"]:
            raise self.asked.wrong("time", _MISSING["time"], "time")
        return self._moment(datetime.combine(day, self._clock(parts["time"], "time")))

    def _moment(self, naive: datetime) -> datetime:
        there = naive.replace(tzinfo=LOCAL)
        if there.astimezone(UTC).astimezone(LOCAL).replace(tzinfo=None) != naive:
            raise self.asked.wrong(
                "time", N_("%(label)s falls into the hour that summer time leaves out"), "time"
            )
        wanted = self.asked.component.source.get("timeSerializingFormat")
        if wanted == "utc_normalized":
            return there.astimezone(UTC)
        offset = there.utcoffset()
        if wanted == "utc_offset" and offset is not None:
            return there.astimezone(timezone(offset))
        return naive


def _as_day(limit: object) -> date | None:
    if isinstance(limit, datetime):
        return local(limit).date()
    if isinstance(limit, str):
        try:
            return date.fromisoformat(limit)
        except ValueError:
            return None
    return limit if isinstance(limit, date) else None
