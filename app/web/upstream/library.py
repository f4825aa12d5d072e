"""The library: shared definitions, who follows which version of them, and what each does its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.decisions import rulebooks
from app.identity.roles import Role
from app.processes import scenarios
from app.tenants.tables import Tenant, TenantKind
from app.upstream import following, lineage, offering, proposing, shared
from app.upstream.errors import NotFollowing
from app.upstream.lineage import Standing
from app.upstream.proposal_tables import Proposal, ProposalState
from app.upstream.shared import SharedVersion
from app.upstream.tables import Deviation
from app.web import lessons
from app.web.current import current
from app.web.formats import text
from app.web.guard import allow
from app.web.studio import differences
from app.web.studio.differences import Line
from app.web.studio.typed import LONGEST_REASON, one_line
from app.web.texts import gettext, ngettext
from app.web.upstream import ancestry, naming
from app.web.upstream.ancestry import Branch
from app.web.upstream.blueprint import READERS, blueprint, consortium, is_municipality, tenants

#: file of a change, or how its name ends → what it is a change of; in all others it is the diagram
_LEVELS = {"parameters:own": "parameter", "texts:own": "text"}
_ENDINGS = {rulebooks.ENDING: "decisions", scenarios.ENDING: "scenarios"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A shared definition as a municipality sees it."""

    version: SharedVersion
    aligned: int | None  #: the version that it follows; None where it does not
    waiting: int | None  #: the version that waits for its decision


@dataclass(slots=True)
class Own:
    """Something that a municipality does its own way, and why."""

    key: str
    lines: list[Line]
    why: Deviation | None
    level: str = "diagram"  #: or "decisions", "scenarios", "parameter" or "text"
    proposal: Proposal | None = None  #: the newest one that it is part of


@dataclass(slots=True)
class Row:
    """A municipality in the lineage of a definition."""

    tenant: Tenant
    standing: Standing | None
    own: list[Own] = field(default_factory=list)
    comparable: bool = True
    declined: list[Deviation] = field(default_factory=list)


@blueprint.get("/")
@allow(*READERS)
def library() -> str:
    """Every shared definition, and how this municipality stands to it."""
    with (
        current.database.reading(current.tenant_id) as session,
        current.database.reading(consortium().id) as keeper,
    ):
        entries = [_entry(session, keeper, each) for each in naming.definitions(keeper)]
        found = proposing.proposals(keeper, current.tenant_id)
        became = proposing.became(keeper, found)
        unsaid = [each.id for each in found if _awaits_word(keeper, each)]
    return render_template(
        "upstream/library.html",
        entries=entries,
        proposals=found,
        became=became,
        unsaid=unsaid,
        names=_names(),
        may_follow=is_municipality(),
    )


@blueprint.get("/<key>")
@allow(*READERS)
def definition(key: str) -> str:
    """One shared definition: its versions, who follows which, and what each does its own way."""
    with current.database.reading(consortium().id) as keeper:
        versions = naming.versions(keeper, key)
        rows = [_row(keeper, tenant, key) for tenant in tenants() if tenant.kind == TenantKind.MUNICIPALITY]
        proposals = proposing.proposals(keeper, current.tenant_id, key)
        became = proposing.became(keeper, proposals)
        objections = {each.id: proposing.dissent(keeper, each.id) for each in proposals if each.id in became}
    with (
        current.database.reading(current.tenant_id) as session,
        current.database.reading(consortium().id) as keeper,
    ):
        entry = _entry(session, keeper, versions[0])
        learnt = lessons.of_shared(session, keeper, key, current.language)
    return render_template(
        "upstream/definition.html",
        entry=entry,
        versions=versions,
        rows=[row for row in rows if row.standing],
        others=[row.tenant for row in rows if not row.standing],
        mine=_mine(rows, proposals),
        proposals=proposals,
        became=became,
        objections=objections,
        names=_names(),
        tree=_tree(versions, rows, proposals, became),
        may_follow=is_municipality(),
        learnt=learnt,
    )


@blueprint.post("/<key>/adopt")
@allow(Role.PROCESS_OWNER)
def adopt(key: str) -> Response:
    """Take the newest version as a draft of this municipality."""
    if not is_municipality():
        abort(404)
    with current.database.reading(consortium().id) as keeper:
        newest = shared.versions(keeper, key)[0]
        files = shared.files(keeper, key, newest.number)
    why = gettext("Taken from the consortium, version %(number)d", number=newest.number)
    with current.database.transaction(current.tenant_id) as session:
        draft = following.adopt(session, newest, files, by=current.actor, now=current.now, why=why)
    flash(gettext("The draft is yours to change. Nothing is live before you publish it."), "info")
    return redirect(url_for("studio.draft", draft_id=draft.id), 303)


@blueprint.post("/<key>/why")
@allow(Role.PROCESS_OWNER)
def why(key: str) -> Response:
    """Say why something is done the municipality's own way, and who decided it."""
    change, reason = request.form.get("change", ""), one_line(request.form.get("reason", ""), LONGEST_REASON)
    by = one_line(request.form.get("by", "")) or current.actor.name
    with (
        current.database.reading(consortium().id) as keeper,
        current.database.transaction(current.tenant_id) as session,
    ):
        standing = lineage.standing(session, key)
        if standing is None:
            raise NotFollowing(key)
        spots = lineage.own_changes(shared.files(keeper, key, standing.aligned), standing.files) or ()
        spot = next((each for each in spots if each.key == change), None) or abort(404)
        lineage.explain(session, key, standing.aligned, spot, reason=reason, by=by, now=current.now)
    flash(gettext("The reason is kept with the step that it is about."), "success")
    return redirect(url_for(".definition", key=key), 303)


def _awaits_word(keeper: TenantSession, proposal: Proposal) -> bool:
    """Whether the reader's municipality may still say what it thinks."""
    if not is_municipality() or proposal.from_tenant == current.tenant_id:
        return False
    return _is_open_to_all(proposal) and current.tenant_id not in proposing.reviews(keeper, proposal.id)


def _names() -> dict[str, str]:
    return {tenant.id: text(tenant.names) for tenant in tenants()}


def _mine(rows: list[Row], proposals: list[Proposal]) -> Row | None:
    """The reader's own municipality, each of its changes with the proposal that it is part of."""
    found = next((row for row in rows if row.tenant.id == current.tenant_id), None)
    for own in found.own if found else ():
        own.proposal = next(
            (each for each in proposals if each.from_tenant == current.tenant_id and own.key in each.changes),
            None,
        )
    return found


def _tree(
    versions: list[SharedVersion], rows: list[Row], proposals: list[Proposal], became: Mapping[str, int]
) -> Markup:
    branches = [
        Branch(
            text(row.tenant.names),
            row.tenant.id == current.tenant_id,
            row.standing.alignments,
            sorted(
                {
                    became[each.id]
                    for each in proposals
                    if each.id in became and each.from_tenant == row.tenant.id
                }
            ),
            any(each.from_tenant == row.tenant.id and _is_open_to_all(each) for each in proposals),
            _standing_words(row),
        )
        for row in rows
        if row.standing
    ]
    label = gettext("Which municipality has taken which shared version; the table says the same")
    numbers = [each.number for each in reversed(versions)]
    return ancestry.picture(gettext("Shared"), numbers, branches, label)


def _is_open_to_all(proposal: Proposal) -> bool:
    return proposal.state == ProposalState.OPEN and proposal.to_tenant == proposal.tenant_id


def _standing_words(row: Row) -> str:
    if not row.standing or not row.standing.live:
        return gettext("Not published yet")
    if not row.comparable:
        return gettext("own way")
    return (
        ngettext("%(num)d own change", "%(num)d own changes", len(row.own))
        if row.own
        else gettext("as shared")
    )


def _entry(session: TenantSession, keeper: TenantSession, version: SharedVersion) -> Entry:
    try:
        aligned = following.aligned_with(session, version.key)
    except NotFollowing:
        return Entry(version, None, None)
    return Entry(version, aligned, offering.waiting(session, keeper, version.key, now=current.now))


def _row(keeper: TenantSession, tenant: Tenant, key: str) -> Row:
    with current.database.reading(tenant.id) as session:
        found = lineage.standing(session, key)
        reasons = lineage.deviations(session, key) if found else []
    row = Row(tenant, found, declined=[each for each in reasons if each.declined])
    if found and found.live:
        spots = lineage.own_changes(shared.files(keeper, key, found.aligned), found.files)
        row.comparable = spots is not None
        row.own = [
            Own(
                spot.key,
                differences.lines(spot.changes, current.language),
                lineage.reason_of(spot, reasons),
                _level(spot.file),
            )
            for spot in spots or ()
        ]
    return row


def _level(file: str) -> str:
    """What a change of this file is a change of."""
    by_ending = (level for ending, level in _ENDINGS.items() if file.endswith(ending))
    return _LEVELS.get(file) or next(by_ending, "diagram")
