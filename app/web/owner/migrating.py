"""Move running cases to another version: look at the plan, begin, follow it, undo it."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity.roles import Role
from app.incidents.register import ReasonMissing
from app.processes import migration, migration_plan, publishing
from app.processes.errors import UnknownMigration, UnknownVersion
from app.processes.migration_plan import Plan
from app.processes.tables import ProcessVersion
from app.web.current import current
from app.web.errors import sentence_of
from app.web.guard import allow
from app.web.owner.blueprint import READERS, blueprint
from app.web.texts import gettext

#: How the fields are called that name what takes an element's place.
MAPPED = "map."

#: More elements than this nobody maps by hand; and a form of a stranger is bounded.
MOST_MAPPED = 200

LONGEST_REASON = 2000

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Proposal:
    """The plan, with the versions that could be chosen instead."""

    key: str
    plan: Plan
    numbers: list[int]  #: of the versions, newest first


@blueprint.get("/processes/<key>/migrate")
@allow(Role.PROCESS_OWNER)
def migrate(key: str) -> str:
    """The plan: what would become of each running case that is on another version."""
    return _page(key)


@blueprint.post("/processes/<key>/migrate")
@allow(Role.PROCESS_OWNER)
def begin(key: str) -> Answer:
    """Owe the move of all of them; workers do it."""
    reason = request.form.get("reason", "")[:LONGEST_REASON]
    try:
        with current.database.transaction(current.tenant_id) as session:
            begun = migration.begin(
                session,
                key,
                _number(session, key),
                _mapping(),
                by=current.actor,
                reason=reason,
                now=current.now,
            )
    except ReasonMissing as wrong:
        return _page(key, sentence_of(wrong)), 422
    return redirect(url_for(".migration_run", key=key, migration_id=begun.id), 303)


@blueprint.get("/processes/<key>/migrations/<migration_id>")
@allow(*READERS)
def migration_run(key: str, migration_id: str) -> str:
    """How far it is, what stayed and why."""
    return _run(key, migration_id)


@blueprint.post("/processes/<key>/migrations/<migration_id>/undo")
@allow(Role.PROCESS_OWNER)
def undo(key: str, migration_id: str) -> Answer:
    """Bring back every case that has not moved on since."""
    reason = request.form.get("reason", "")[:LONGEST_REASON]
    try:
        with current.database.transaction(current.tenant_id) as session:
            migration.undo(session, migration_id, by=current.actor, reason=reason, now=current.now)
    except ReasonMissing as wrong:
        return _run(key, migration_id, sentence_of(wrong)), 422
    flash(gettext("It is being undone."), "success")
    return redirect(url_for(".migration_run", key=key, migration_id=migration_id), 303)


def _page(key: str, error: str | None = None) -> str:
    with current.database.reading(current.tenant_id) as session:
        versions = _versions(session, key)
        plan = migration_plan.plan(session, key, _number(session, key), _mapping())
    proposal = Proposal(key, plan, [version.number for version, _running in versions])
    return render_template(
        "owner/migrate.html",
        proposal=proposal,
        name=versions[0][0].name,
        mapped=MAPPED,
        reason=request.form.get("reason", ""),
        error=error,
    )


def _run(key: str, migration_id: str, error: str | None = None) -> str:
    with current.database.reading(current.tenant_id) as session:
        progress = migration.progress(session, migration_id)
        if progress.migration.definition_key != key:
            raise UnknownMigration
        return render_template(
            "owner/migration.html",
            key=key,
            name=_versions(session, key)[0][0].name,
            progress=progress,
            cases=migration.cases(session, migration_id),
            error=error,
        )


def _versions(session: TenantSession, key: str) -> list[tuple[ProcessVersion, int]]:
    return publishing.versions(session, key) or abort(404)


def _number(session: TenantSession, key: str) -> int:
    """The version that was chosen, else the newest."""
    chosen = request.values.get("to")
    if chosen is None:
        return _versions(session, key)[0][0].number
    if not chosen.isdecimal() or len(chosen) > 9:
        raise UnknownVersion(chosen)
    return int(chosen)


def _mapping() -> dict[str, str]:
    given = [
        (name.removeprefix(MAPPED), value)
        for name, value in request.values.items()
        if name.startswith(MAPPED)
    ]
    return {old: new for old, new in given[:MOST_MAPPED] if old and new}
