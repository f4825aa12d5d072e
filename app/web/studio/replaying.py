"""Replay closed cases on a draft or a version, and say what would become of those that run."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import request, stream_template
from werkzeug.wrappers import Response

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

Answer = Response | str | tuple[str, int]

#: How far back and how many cases a reader can choose.
MONTHS = (1, 3, 6, 12)
MOST = (50, 200, 1000)
#: How the fields are called that name what takes a task's place.
MAPPED = "map."
#: How a step of the progress ends in the page.
_STEP = "</progress></li>"
_MONTH = timedelta(days=30.4375)


@dataclass(frozen=True)
class Told:
    """One line of the result, in words."""

    line: Line
    sentence: str


@dataclass(frozen=True)
class Place:
    """A task that is gone, what could take its place, and what does."""

    element_id: str
    choices: tuple[str, ...]
    chosen: str


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
def replay_closed(**where: Any) -> Answer:
    """What the closed cases of a period would have come to; the page grows while they are played."""
    months, most = _chosen("months", MONTHS, 3), _chosen("most", MOST, 200)
    with current.database.reading(current.tenant_id) as session:
        try:
            subject = _subject(session, where)
        except NotRehearsable as problems:
            return not_yet(session, where["draft_id"], problems, section="replay")
        live = _live(session, subject)
        words = Words(subject.version, live, people.group_names(session))
        places = _places(subject.version, live)
        mapping = {each.element_id: each.chosen for each in places if each.chosen}
        plan = migration_plan.plan_for(session, subject.version, mapping)
    period = Period(current.now - months * _MONTH, current.now)
    steps = replay(
        current.database,
        current.tenant_id,
        subject.version.definition,
        period,
        limit=most,
        mapping=mapping,
    )
    parts = stream_template(
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
        places=places,
    )
    return Response(_in_lumps(parts), mimetype="text/html")


def _in_lumps(parts: Iterable[str]) -> Iterator[str]:
    """The page up to each step of its progress at once: a part is a few letters."""
    lump: list[str] = []
    for part in parts:
        lump.append(part)
        if part.endswith(_STEP):
            yield "".join(lump)
            lump = []
    yield "".join(lump)


def _subject(session: TenantSession, where: Mapping[str, Any]) -> Subject:
    if "draft_id" in where:
        return rehearsing.of_draft(session, where["draft_id"])
    return rehearsing.of_version(session, where["key"], where["number"])


def _live(session: TenantSession, subject: Subject) -> Version | None:
    try:
        return library.live(session, subject.version.definition.key)
    except NotPublished:
        return None


def _places(version: Version, live: Version | None) -> list[Place]:
    """Tasks that the live version has and this one has not, where a new one can take their place."""
    here, before = _tasks(version), _tasks(live) if live else frozenset()
    new = sorted(here - before)
    return [Place(each, tuple(new), _mapped(each, new)) for each in sorted(before - here)] if new else []


def _tasks(version: Version) -> frozenset[str]:
    return frozenset(each.id for each in version.definition.elements.values() if each.type == "userTask")


def _mapped(element_id: str, choices: Collection[str]) -> str:
    given = request.args.get(f"{MAPPED}{element_id}", "")
    return given if given in choices else ""


def _chosen(name: str, choices: tuple[int, ...], usual: int) -> int:
    given = request.args.get(name, type=int)
    return given if given in choices else usual
