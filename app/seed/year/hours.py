"""When things happen: citizens write at any hour, offices work in theirs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.cases.register import FINLAND as CLOCKS
from app.seed.year.habits import DEMANDS, PRACTICES, WEEKDAYS, Demand
from app.tenants.calendar import FINLAND as WORKING

_JULY = 7
#: In July everything waits so much longer.
_SUMMER = 1.8
_USUAL = Demand(5, "5" * 12)


def arrivals(
    random: Random, services: dict[str, list[str]], count: int, since: datetime, until: datetime
) -> Iterator[tuple[datetime, str, str]]:
    """About `count` moments at which somebody asks for something, in order: when, where, for which service.

    `services` are the keys of each municipality's open services.
    """
    offered = [(tenant, key) for tenant, keys in services.items() for key in keys]
    days = [(since + timedelta(days=day)).astimezone(CLOCKS).date() for day in range((until - since).days)]
    chances = [(day, place, _demand(day, *place)) for day in days for place in offered]
    picked = random.choices(chances, [chance for _, _, chance in chances], k=count) if chances else []
    moments = [(_any_hour(random, day), *place) for day, place, _ in picked]
    return iter(sorted(each for each in moments if since <= each[0] < until))


def _demand(day: date, tenant: str, service: str) -> float:
    demand = DEMANDS.get(service, _USUAL)
    place = PRACTICES[tenant].share if tenant in PRACTICES else 1
    return place * demand.share * int(demand.months[day.month - 1]) * WEEKDAYS[day.weekday()]


def _any_hour(random: Random, day: date) -> datetime:
    """Mostly in the evening."""
    hour = random.choices(range(24), [1] * 6 + [2, 4, 6, 6, 6, 5, 6, 5, 5, 6, 7, 8, 9, 9, 8, 6, 4, 2])[0]
    return datetime.combine(day, time(hour, random.randrange(60)), CLOCKS).astimezone(UTC)


def taken_at(random: Random, now: datetime, pace: float) -> datetime:
    """When a caseworker takes a task that is there now; half of them wait `pace` working days or less."""
    days = pace * random.lognormvariate(0, 0.7)
    return in_office(random, now, days * _SUMMER if now.month == _JULY else days)


def in_office(random: Random, now: datetime, days: float) -> datetime:
    """A moment in office hours so many working days later."""
    day, left = now.astimezone(CLOCKS).date(), days
    while left >= 1 or not WORKING.is_working_day(day):
        left -= WORKING.is_working_day(day)
        day += timedelta(days=1)
    opening = datetime.combine(day, time(8), CLOCKS).astimezone(UTC)
    earliest = max(
        opening + timedelta(hours=max(left, 0) * 7), now + timedelta(minutes=random.randint(5, 50))
    )
    if earliest < opening + timedelta(hours=8):
        return (earliest + timedelta(minutes=random.randrange(30))).replace(second=0, microsecond=0)
    return in_office(random, opening + timedelta(hours=16), 0)


def worked(random: Random) -> timedelta:
    """How long somebody works on a task."""
    return timedelta(minutes=min(round(5 + random.lognormvariate(2.9, 0.8)), 240))


def answered_at(random: Random, now: datetime) -> datetime:
    """When a citizen answers: after some days."""
    days = random.lognormvariate(0.9, 0.7)
    return (now + timedelta(days=days)).replace(second=0, microsecond=0)
