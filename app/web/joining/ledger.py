"""The ledger as a page and as a table: for the grant's report."""

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.identity.errors import NotPermitted
from app.identity.roles import Role
from app.ledger import entries as ledger_entries
from app.ledger import reckoning
from app.ledger.entries import Entry, Kind
from app.ledger.reckoning import Rate, RateUnsaid
from app.tenants.tables import Tenant
from app.translating import N_
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.formats import reader, text
from app.web.guard import allow
from app.web.joining import tables
from app.web.joining.blueprint import READERS, blueprint, is_coordinator, municipalities, typed_day
from app.web.studio.typed import LONGEST_REASON, one_line
from app.web.texts import gettext
from app.web.upstream import naming
from app.web.upstream.blueprint import consortium

Answer = Response | str | tuple[str, int]

_HEAD = (
    N_("Day"),
    N_("Municipality"),
    N_("Kind"),
    N_("Process"),
    N_("What"),
    N_("Why"),
    N_("Decided by"),
    N_("Hours saved, estimate"),
    N_("Basis of the estimate"),
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a period, and what they are reckoned to save."""

    entries: tuple[Entry, ...]
    rates: dict[Kind, Rate]
    tenants: dict[str, Tenant]  #: who has entries or could have, the consortium last
    names: dict[str, str]  #: of the processes
    since: date | None
    until: date | None

    @property
    def hours(self) -> float:
        """What all of it saves."""
        return sum(self.rates[each.kind].hours for each in self.entries)


@blueprint.get("/ledger")
@allow(*READERS)
def ledger() -> str:
    """What was reused, adapted and declined, by municipality, and every entry."""
    return _page()


@blueprint.get("/ledger.csv")
@allow(*READERS)
def ledger_as_table() -> Response:
    """Every entry of the period, for a report."""
    found = _ledger()
    return tables.csv_answer(
        "ledger", [gettext(each) for each in _HEAD], [_row(found, e) for e in found.entries]
    )


@blueprint.post("/ledger/rates")
@allow(Role.COORDINATOR)
def reckon() -> Answer:
    """Say what one entry of a kind saves, and on what basis."""
    if not is_coordinator():
        raise NotPermitted
    try:
        kind, hours = (
            Kind(request.form.get("kind", "")),
            float(request.form.get("hours", "").replace(",", ".")),
        )
        basis = one_line(request.form.get("basis", ""), LONGEST_REASON)
        with current.database.transaction(current.tenant_id) as session:
            by, now = current.actor.name, current.now
            reckoning.reckon(session, kind, hours, basis, by=by, now=now)
    except ValueError as error:
        told = error if isinstance(error, RateUnsaid) else RateUnsaid()
        return _page(refused=sentence_of(told)), status_of(told)
    flash(gettext("The estimate is kept with its basis."), "success")
    return redirect(url_for(".ledger", _anchor="rates"), 303)


def _page(*, refused: str = "") -> str:
    found = _ledger()
    counted = reckoning.counts(found.entries)
    return render_template(
        "joining/ledger.html",
        ledger=found,
        kinds=list(Kind),
        counted=counted,
        hours={tenant: reckoning.hours(each, found.rates) for tenant, each in counted.items()},
        what=what,
        is_coordinator=is_coordinator(),
        typed=request.form,
        refused=refused,
    )


def _ledger() -> Ledger:
    """Each municipality's entries, read in a session of its own; days that are no days are passed over."""
    since, until = (typed_day(request.args.get(name, "")) for name in ("since", "until"))
    keeper = consortium()
    found: list[Entry] = []
    everybody = [*municipalities(), keeper]
    for tenant in everybody:
        with current.database.reading(tenant.id) as session:
            found += ledger_entries.entries(session)
    with current.database.reading(keeper.id) as session:
        rates, names = reckoning.rates(session), {each.key: each.name for each in naming.definitions(session)}
    chosen = [each for each in found if _within(reader().day(each.at), since, until)]
    newest_first = sorted(chosen, key=lambda each: each.at, reverse=True)
    tenants = {tenant.id: tenant for tenant in everybody}
    return Ledger(tuple(newest_first), rates, tenants, names, since, until)


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def what(entry: Entry) -> str:
    """What an entry is about, in a sentence."""
    if entry.kind == Kind.REUSED:
        return gettext("Took the shared process, version %(number)d", number=entry.number)
    if entry.kind == Kind.UPDATED:
        return gettext("Took the update to version %(number)d", number=entry.number)
    if entry.kind == Kind.EXPERIMENT:
        return gettext("Took part in a joint experiment")
    if not entry.what:
        return gettext("Declined the update to version %(number)d", number=entry.number)
    return text(entry.what)


def _row(ledger: Ledger, entry: Entry) -> list[object]:
    rate = ledger.rates[entry.kind]
    return [
        reader().day(entry.at).isoformat(),
        text(ledger.tenants[entry.tenant].names).replace("\u00ad", ""),
        gettext(entry.kind.words),
        ledger.names.get(entry.key, entry.key),
        what(entry),
        gettext(entry.why) if entry.why else "",
        entry.who,
        rate.hours,
        gettext(rate.basis),
    ]
