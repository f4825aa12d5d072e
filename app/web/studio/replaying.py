"""Replay closed cases on a draft or a version, and say what would become of those that run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import request, stream_template

from app.db import TenantSession
from app.identity import people
from app.identity.roles import Role
from app.processes import library, migration_plan, rehearsing
from app.processes.errors import NotPublished, NotRehearsable
from app.processes.library import Version
from app.processes.rehearsing import Subject
from app.processes.replaying import Line, Period, Replay, replay
from app.web.current import current
from app.web.guard import allow
from app.web.studio.blueprint import blueprint
from app.web.studio.not_yet import not_yet
from app.web.studio.replayed import Words

#: How far back and how many cases a reader can choose.
MONTHS = (1, 3, 6, 12)
MOST = (50, 200, 1000)
_MONTH = timedelta(days=30.4375)


@dataclass(frozen=True)
class Told:
    """One line of the result, in words."""

    line: Line
    sentence: str


@dataclass
class Progress:
    """A replay while the page is being sent: the page asks for the steps, and then for what came of it."""

    steps: Iterator[Replay]
    words: Words
    found: Replay | None = None

    def __iter__(self) -> Iterator[Replay]:
        for found in self.steps:
            self.found = found
            yield found

    @property
    def told(self) -> list[Told]:
        """What came of it, in words."""
        return [Told(line, self.words.of(line)) for line in self.found.lines] if self.found else []


@blueprint.get("/drafts/<draft_id>/replay")
@blueprint.get("/processes/<key>/versions/<int:number>/replay")
@allow(Role.PROCESS_OWNER)
def replay_closed(**where: Any) -> Any:
    """What the closed cases of a period would have come to; the page grows while they are played."""
    months, most = _chosen("months", MONTHS, 3), _chosen("most", MOST, 200)
    with current.database.reading(current.tenant_id) as session:
        try:
            subject = _subject(session, where)
        except NotRehearsable as problems:
            return not_yet(session, where["draft_id"], problems, section="replay")
        words = Words(subject.version, _live(session, subject), people.group_names(session))
        plan = migration_plan.plan_for(session, subject.version, {})
    period = Period(current.now - months * _MONTH, current.now)
    steps = replay(current.database, current.tenant_id, subject.version.definition, period, limit=most)
    return stream_template(
        "studio/replay.html",
        subject=subject,
        draft=subject.draft,
        where=where,
        section="replay",
        months=months,
        most=most,
        choices={"months": MONTHS, "most": MOST},
        progress=Progress(steps, words),
        plan=plan,
    )


def _subject(session: TenantSession, where: Mapping[str, Any]) -> Subject:
    if "draft_id" in where:
        return rehearsing.of_draft(session, where["draft_id"])
    return rehearsing.of_version(session, where["key"], where["number"])


def _live(session: TenantSession, subject: Subject) -> Version | None:
    try:
        return library.live(session, subject.version.definition.key)
    except NotPublished:
        return None


def _chosen(name: str, choices: tuple[int, ...], usual: int) -> int:
    given = request.args.get(name, type=int)
    return given if given in choices else usual
