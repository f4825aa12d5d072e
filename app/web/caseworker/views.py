"""The saved views at the side of the worklist, with their counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.db import TenantSession
from app.identity import people
from app.identity.actor import Actor
from app.tasks import worklist
from app.tasks.worklist import View
from app.translating import N_
from app.web import formats
from app.web.current import current
from app.web.texts import gettext


@dataclass(frozen=True)
class Words:
    """How a view is shown; `title` is a message id."""

    title: str
    icon: str


WORDS: Mapping[View, Words] = {
    View.MINE: Words(N_("My tasks"), "inbox"),
    View.ANSWERED: Words(N_("Citizen has answered"), "message-circle-reply"),
    View.WAITING: Words(N_("Waiting for others"), "hourglass"),
    View.ALL: Words(N_("All open"), "users"),
    View.OVERDUE: Words(N_("Overdue"), "circle-alert"),
    View.SOON: Words(N_("Due in 7 days"), "calendar-clock"),
    View.UNCLAIMED: Words(N_("Nobody’s yet"), "circle-dashed"),
}

OWN = (View.MINE, View.ANSWERED, View.WAITING)
OF_GROUP = (View.ALL, View.OVERDUE, View.SOON, View.UNCLAIMED)


@dataclass(frozen=True)
class Line:
    """One view with its count."""

    view: View
    group: str | None
    words: Words
    count: int


@dataclass(frozen=True)
class Block:
    """Views under one heading; without a group they are the person's own."""

    group: str | None
    name: str
    lines: tuple[Line, ...]

    def count(self, view: View) -> int:
        """How many tasks the view has; 0 for a view that is not in this block."""
        return next((line.count for line in self.lines if line.view == view), 0)


def blocks(session: TenantSession, actor: Actor) -> list[Block]:
    """The person's own views, then those of each of their groups (for a team lead, of every group)."""
    now = current.now
    totals = worklist.counts(session, actor, now=now)
    by_group = worklist.group_counts(session, actor, now=now)
    names = people.group_names(session)
    keys = sorted(actor.groups) + sorted(by_group.keys() - actor.groups)
    own = Block(None, "", tuple(Line(view, None, WORDS[view], totals[view]) for view in OWN))
    return [own, *(_of_group(key, names, by_group.get(key, {})) for key in keys)]


def title(session: TenantSession, view: View, group: str | None) -> str:
    """The name of a view, with its group where it has one."""
    words = gettext(WORDS[view].title)
    if group is None:
        return str(words)
    name = formats.text(people.group_names(session).get(group, group))
    return gettext("%(view)s: %(group)s", view=words, group=name)


def _of_group(key: str, names: Mapping[str, Mapping[str, str]], counts: Mapping[View, int]) -> Block:
    lines = tuple(Line(view, key, WORDS[view], counts.get(view, 0)) for view in OF_GROUP)
    return Block(key, formats.text(names.get(key, key)), lines)
