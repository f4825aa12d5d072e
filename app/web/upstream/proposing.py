"""Propose some of one's own changes to all, or to one other municipality."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.changes import Spot
from app.db import TenantSession
from app.identity.roles import Role
from app.tailoring import Files
from app.tenants.tables import Tenant, TenantKind
from app.upstream import lineage, proposing, shared
from app.upstream.errors import NotFollowing, NothingChosen, TitleMissing, WhyMissing
from app.upstream.lineage import Standing
from app.upstream.proposing import Change, Voice
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.studio import differences
from app.web.studio.differences import Line
from app.web.studio.typed import LONGEST_NOTE, lines, one_line
from app.web.texts import gettext
from app.web.upstream import naming
from app.web.upstream.blueprint import blueprint, consortium, is_municipality, tenants

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Own:
    """One change of the municipality, to be chosen."""

    key: str
    lines: list[Line]


@blueprint.get("/<key>/propose")
@allow(Role.PROCESS_OWNER)
def propose(key: str) -> Answer:
    """Choose what to propose, and say why."""
    with current.database.reading(consortium().id) as keeper:
        return _page(keeper, key)


@blueprint.post("/<key>/propose")
@allow(Role.PROCESS_OWNER)
def make(key: str) -> Answer:
    """Make the proposal; what is missing is said, and what was typed stays."""
    with current.database.transaction(consortium().id) as keeper:
        change = _change(keeper, key)
        try:
            made = proposing.propose(
                keeper,
                change,
                title=one_line(request.form.get("title", ""), proposing.LONGEST_TITLE),
                why=lines(request.form.get("why", ""), LONGEST_NOTE),
                to=_receiver(),
                by=Voice(current.tenant_id, current.actor.name),
                now=current.now,
            )
        except (NothingChosen, TitleMissing, WhyMissing) as error:
            return _page(keeper, key, refused=sentence_of(error)), status_of(error)
    flash(gettext("Proposed. The others can look at it and say what they think."), "success")
    return redirect(url_for(".proposal", proposal_id=made.id), 303)


def _page(keeper: TenantSession, key: str, *, refused: str = "") -> str:
    change = _change(keeper, key)
    owned = [Own(spot.key, differences.lines(spot.changes, current.language)) for spot in change.spots]
    return render_template(
        "upstream/propose.html",
        version=naming.versions(keeper, key)[0],
        aligned=change.base_number,
        owned=owned,
        chosen=change.chosen,
        others=_others(key),
        typed=request.form,
        refused=refused,
    )


def _change(keeper: TenantSession, key: str) -> Change:
    """What this municipality does its own way, with what was chosen of it."""
    if not is_municipality():
        abort(404)
    standing = _standing(current.tenant_id, key)
    if standing is None or standing.live is None:
        raise NotFollowing(key)
    base = shared.files(keeper, key, standing.aligned)
    spots: tuple[Spot, ...] = lineage.own_changes(base, standing.files) or ()
    sent = request.values.getlist("change")
    chosen = [spot.key for spot in spots if spot.key in sent]
    return Change(key, standing.aligned, standing.live.number, base, standing.files, spots, chosen)


def receiving_files(keeper: TenantSession, key: str, receiver: str) -> Files | None:
    """What a receiver has now: the newest shared version, or what is live in the municipality."""
    if receiver == keeper.tenant:
        return shared.files(keeper, key, shared.versions(keeper, key)[0].number)
    standing = _standing(receiver, key)
    return standing.files if standing and standing.live else None


def _standing(tenant_id: str, key: str) -> Standing | None:
    with current.database.reading(tenant_id) as session:
        return lineage.standing(session, key)


def _receiver() -> str:
    wanted = request.form.get("to", "")
    others = {tenant.id for tenant in tenants() if tenant.kind == TenantKind.MUNICIPALITY}
    return wanted if wanted in others - {current.tenant_id} else consortium().id


def _others(key: str) -> list[Tenant]:
    """The other municipalities that follow the definition."""
    found = [
        each for each in tenants() if each.kind == TenantKind.MUNICIPALITY and each.id != current.tenant_id
    ]
    return [each for each in found if _standing(each.id, key)]
