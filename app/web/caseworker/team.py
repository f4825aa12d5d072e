"""The team's page: who has how much, what is late, and how long citizens have waited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity import people
from app.identity.roles import Role
from app.tasks import overview, worklist
from app.tasks.overview import Load
from app.tasks.worklist import Row, View
from app.web import formats
from app.web.caseworker.blueprint import blueprint
from app.web.caseworker.why import Why, why
from app.web.current import current
from app.web.guard import allow

#: Upper ends of the groups of ages, in days; the last group is everything older.
AGES = (3, 7, 14, 21)

#: A citizen is promised an answer within so many days.
PROMISE = 14

#: How many late and nearly late tasks the page lists.
CLOSE = 15


@dataclass(frozen=True)
class Member:
    """A line of the load: somebody of the group, or nobody."""

    name: str | None
    load: Load


@dataclass(frozen=True)
class Late:
    """A task that is late or nearly so."""

    row: Row
    why: Why
    assignee: str | None


@dataclass(frozen=True)
class Age:
    """How many cases are of an age; `to` is None for the oldest ones."""

    since: int
    to: int | None
    count: int

    @property
    def is_late(self) -> bool:
        return self.since > PROMISE


@blueprint.get("/staff/team")
@allow(Role.TEAM_LEAD)
def team() -> Response:
    """The first of one's own groups, or the first there is."""
    with current.database.reading(current.tenant_id) as session:
        keys = [*sorted(current.actor.groups), *people.group_names(session)]
    if not keys:
        abort(404)
    return redirect(url_for(".team_of", group=keys[0]))


@blueprint.get("/staff/team/<group>")
@allow(Role.TEAM_LEAD)
def team_of(group: str) -> str:
    """Load, ages and late tasks of one group."""
    with current.database.reading(current.tenant_id) as session:
        names = people.group_names(session)
        if group not in names:
            abort(404)
        members = _members(session, group)
        return render_template(
            "staff/team.html",
            group=group,
            groups=names,
            title=formats.text(names[group]),
            members=members,
            share=_share(members),
            widest=max([member.load.all for member in members] + [1]),
            ages=_ages(session, group),
            late=_late(session, group),
            promise=PROMISE,
        )


def _members(session: TenantSession, group: str) -> list[Member]:
    loads = {load.person_id: load for load in overview.load(session, group, now=current.now)}
    known = {person.id: person.name for person in people.of_groups(session, [group])}
    outside = people.names(session, {who for who in loads if who and who not in known})
    named: Mapping[str, str] = {**known, **outside}
    found = [Member(name, loads.get(who, Load(who, 0, 0, 0))) for who, name in named.items()]
    found.sort(key=lambda member: (-member.load.all, member.name or ""))
    return [*found, Member(None, loads.get(None, Load(None, 0, 0, 0)))]


def _share(members: Sequence[Member]) -> int:
    """A fair share: all open tasks over all people, rounded up; 0 where there is nobody to share with."""
    count = sum(member.name is not None for member in members)
    total = sum(member.load.all for member in members)
    return -(-total // count) if count > 1 else 0


def _ages(session: TenantSession, group: str) -> list[Age]:
    counts = overview.ages(session, group, AGES, now=current.now)
    since = [0, *(end + 1 for end in AGES)]
    return [Age(*each) for each in zip(since, [*AGES, None], counts, strict=True)]


def _late(session: TenantSession, group: str) -> list[Late]:
    now, reader = current.now, formats.reader()
    found: list[Row] = []
    for view in (View.OVERDUE, View.SOON):
        found += worklist.open_tasks(session, current.actor, view, now=now, group=group, limit=CLOSE)
    close = [row for row in found if row.task.due_at and formats.urgency(row.task.due_at, reader) != "ok"]
    names = people.names(session, {row.task.assignee_id for row in close if row.task.assignee_id})
    return [Late(row, why(row, reader), names.get(row.task.assignee_id or "")) for row in close[:CLOSE]]
