"""What the calendar of changes says to whoever lets something go live: it warns, and forbids nothing."""

from datetime import datetime

from app.readiness import calendar
from app.readiness.tables import Window, WindowKind
from app.tenants.tables import TenantKind
from app.web.current import current
from app.web.formats import date_short, reader
from app.web.texts import gettext


def warning(moment: datetime) -> str | None:
    """Why this is no good day for a change, and when one is; None where nothing speaks against it."""
    day, periods = reader().day(moment), _periods()
    told = calendar.told(day, periods)
    if told.frozen:
        begins, ends = (date_short(each, reader()) for each in (told.frozen.begins, told.frozen.ends))
        note = told.frozen.note or gettext("no reason was given")
        first = gettext(
            "Nothing is to change from %(begins)s to %(ends)s: %(note)s.",
            begins=begins,
            ends=ends,
            note=note,
        )
    elif told.outside:
        first = gettext("%(day)s is in none of your change windows.", day=date_short(day, reader()))
    else:
        return None
    good = calendar.next_good_day(day, periods)
    then = gettext("%(day)s is the next good day.", day=date_short(good, reader())) if good else ""
    return f"{first} {then}".strip()


def _periods() -> list[Window]:
    """The municipality's own periods, and the freezes that the consortium has set for all."""
    everybody = current.polku.municipalities.all(current.database, current.now)
    keepers = [tenant.id for tenant in everybody if tenant.kind == TenantKind.CONSORTIUM]
    return [
        *_of(current.tenant_id),
        *(each for keeper in keepers for each in _of(keeper) if each.kind == WindowKind.FREEZE),
    ]


def _of(tenant: str) -> list[Window]:
    with current.database.reading(tenant) as session:
        return calendar.periods(session, reader().today)
