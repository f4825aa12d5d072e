"""The variant of another municipality beside one's own, and a draft to try it."""

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.identity.roles import Role
from app.processes import drafting, drafting_publishing
from app.tenants.tables import Tenant, TenantKind
from app.upstream import lineage, shared
from app.upstream.lineage import Published
from app.web.current import current
from app.web.formats import text
from app.web.guard import allow
from app.web.studio import differences
from app.web.texts import gettext
from app.web.upstream import naming
from app.web.upstream.blueprint import READERS, blueprint, consortium, is_municipality, tenants


@blueprint.get("/<key>/variants/<other>")
@allow(*READERS)
def variant(key: str, other: str) -> str:
    """What the other municipality does otherwise, in words and on both diagrams."""
    tenant, live = _found(key, other)
    with current.database.reading(current.tenant_id) as session:
        ours = drafting_publishing.live_files(session, key) if is_municipality() else None
    with current.database.reading(consortium().id) as keeper:
        newest = shared.versions(keeper, key)[0]
        base = ours or shared.files(keeper, key, newest.number)
    names = (
        (_own_name() if ours else gettext("Shared version %(number)d", number=newest.number)),
        _name(tenant),
    )
    told = differences.of(base, live.files, names, current.language)
    return render_template(
        "upstream/variant.html",
        key=key,
        name=naming.names(base).get(key) or newest.name,
        tenant=tenant,
        live=live.version,
        told=told,
        may_try=is_municipality(),
    )


@blueprint.post("/<key>/variants/<other>/try")
@allow(Role.PROCESS_OWNER)
def try_it(key: str, other: str) -> Response:
    """Make a draft of the other's variant: to be rehearsed, changed, or thrown away."""
    if not is_municipality():
        abort(404)
    tenant, live = _found(key, other)
    why = gettext(
        "As in %(municipality)s, version %(number)d", municipality=_name(tenant), number=live.version.number
    )
    with current.database.transaction(current.tenant_id) as session:
        draft = drafting.begin(session, live.files, by=current.actor, now=current.now, why=why)
    flash(
        gettext("The draft is yours to rehearse and to change. Nothing is live before you publish it."),
        "info",
    )
    return redirect(url_for("studio.draft", draft_id=draft.id), 303)


def _found(key: str, other: str) -> tuple[Tenant, Published]:
    """The other municipality, if it has published something under the key; else 404."""
    found = next((each for each in tenants() if each.id == other), None) or abort(404)
    if found.kind != TenantKind.MUNICIPALITY or other == current.tenant_id:
        abort(404)
    with current.database.reading(other) as session:
        live = lineage.published(session, key) or abort(404)
    return found, live


def _name(tenant: Tenant) -> str:
    return text(tenant.names)


def _own_name() -> str:
    return _name(current.tenant)
