"""Municipalities side by side: figures that each has chosen to show, and what goes with their differences."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.identity.roles import Role
from app.measures import figures, sharing
from app.measures.figures import LEAST
from app.measures.metrics import DESCRIBED, Metric
from app.tenants.tables import Tenant, TenantKind
from app.upstream import lineage, shared
from app.web import measured
from app.web.current import current
from app.web.guard import allow
from app.web.texts import gettext
from app.web.upstream import cards, goes_with, naming
from app.web.upstream.blueprint import READERS, blueprint, consortium, is_municipality, tenants
from app.web.upstream.cards import Card
from app.web.upstream.goes_with import Theirs

#: How many months can be looked at.
PERIODS = (3, 6, 12)
#: What can be looked at by itself; the time in each step tells what goes with the others.
MEASURES = [each for each in Metric if each is not Metric.STEPS]


@blueprint.get("/<key>/comparison")
@allow(*READERS)
def comparison(key: str) -> str:
    """A figure of each municipality that shows it, and what the variants do otherwise."""
    metric, period = _metric(), _period()
    span = figures.months(current.now, period)
    with current.database.reading(consortium().id) as keeper:
        newest = shared.versions(keeper, key)[0]
        base = shared.files(keeper, key, newest.number)
    found, variants, shares = _read(key, metric, span)
    mine = next((each for each in variants if each.tenant.id == current.tenant_id), None)
    others = [each for each in variants if each is not mine]
    ours, stays = (mine.files, mine.stays or {}) if mine else (base, {})
    names = naming.names(base) | naming.names(ours)
    differences = goes_with.differing(ours, stays, others)
    ordered = cards.ordered(found)
    return render_template(
        "upstream/comparison.html",
        key=key,
        name=names.get(key) or newest.name,
        metric=metric,
        described=DESCRIBED,
        measures=MEASURES,
        metrics=list(Metric),
        period=period,
        periods=PERIODS,
        months=[measured.month(each) for each in span],
        cards=ordered,
        sharing=sum(card.shown is not None for card in ordered),
        scale=cards.scale(found, metric),
        leads={card.tenant.id: card.text for card in found} if metric == Metric.LEAD else {},
        names=names | _all_names(variants) if metric == Metric.ENDINGS else names,
        least=LEAST,
        weighty=goes_with.with_figure(differences),
        differences=differences,
        alike=goes_with.alike(ours, stays, others, names),
        mine=mine,
        shares=shares,
        may_share=is_municipality() and mine is not None,
    )


@blueprint.post("/<key>/comparison/share")
@allow(Role.PROCESS_OWNER)
def share(key: str) -> Response:
    """Show the others exactly these figures of the service from now on."""
    if not is_municipality():
        abort(404)
    chosen = request.form.getlist("metric")
    if not set(chosen) <= set(Metric):
        abort(422)
    with current.database.transaction(current.tenant_id) as session:
        if lineage.published(session, key) is None:
            abort(404)
        sharing.share(session, key, [Metric(each) for each in chosen], by=current.actor.name, now=current.now)
    flash(gettext("What you share is changed."), "success")
    return redirect(url_for(".comparison", key=key, _anchor="share"), 303)


def _metric() -> Metric:
    chosen = request.args.get("measure", Metric.LEAD)
    return Metric(chosen) if chosen in MEASURES else abort(404)


def _period() -> int:
    period = request.args.get("months", PERIODS[-1], type=int)
    return period if period in PERIODS else abort(404)


def _read(
    key: str, metric: Metric, span: Sequence[str]
) -> tuple[list[Card], list[Theirs], frozenset[Metric]]:
    """What each municipality shows, their variants, and what this municipality shares."""
    found, variants = [], []
    shares: frozenset[Metric] = frozenset()
    for tenant in _municipalities():
        mine = tenant.id == current.tenant_id
        with current.database.reading(tenant.id) as session:
            live = lineage.published(session, key)
            if live is None:
                continue
            found.append(Card(tenant, mine, sharing.shown(session, key, metric, span, own=mine), metric))
            stays = sharing.stays(session, key, span, own=mine)
            variants.append(Theirs(tenant, live.files, stays))
            if mine:
                shares = sharing.shared(session, key)
    return found, variants, shares


def _municipalities() -> list[Tenant]:
    return [tenant for tenant in tenants() if tenant.kind == TenantKind.MUNICIPALITY]


def _all_names(variants: Sequence[Theirs]) -> dict[str, str]:
    """Names of what only others have."""
    return {each: name for theirs in variants for each, name in naming.names(theirs.files).items()}
