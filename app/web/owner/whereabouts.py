"""Where is my process: how many cases stand at which element of the diagram that is live, and which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, render_template

from app.bpmn import outline, picture
from app.db import TenantSession
from app.processes import library, publishing
from app.processes.library import Version
from app.processes.whereabouts import Whereabouts, whereabouts
from app.web.current import current
from app.web.guard import allow
from app.web.owner.blueprint import READERS, blueprint

#: Twice the usual time is slow, and no less than a day.
SLOW, LEAST = 2, timedelta(days=1)
#: Cases of one element on its page.
MOST = 200
#: What waits beside a task while the task is open: the case stands at the task.
BESIDE = frozenset({"boundaryEvent", "startEvent"})


@dataclass(frozen=True, slots=True)
class Line:
    """An element of the table."""

    element_id: str
    name: str
    lane: str | None
    found: Whereabouts
    is_slow: bool  #: the oldest has stood there twice as long as usual


@blueprint.get("/processes/<key>/where")
@allow(*READERS)
def where(key: str) -> str:
    """The live diagram with the numbers of cases, and the same as a table."""
    with current.database.reading(current.tenant_id) as session:
        live, found = _found(session, key)
    lines = _lines(live, found)
    standing = [line for line in lines if line.found.stays]
    drawn = picture(
        live.documents[0],
        lang=current.language,
        now={line.element_id for line in standing},
        numbers={line.element_id: len(line.found.stays) for line in standing},
    )
    known = {line.element_id for line in lines}
    elsewhere = sum(len(each.stays) for each in found.values() if each.element_id not in known)
    return render_template(
        "owner/where.html", key=key, live=live, lines=lines, drawn=drawn, elsewhere=elsewhere
    )


@blueprint.get("/processes/<key>/where/<element_id>")
@allow(*READERS)
def stays(key: str, element_id: str) -> str:
    """The cases that stand at one element, those that stand longest first."""
    with current.database.reading(current.tenant_id) as session:
        live, found = _found(session, key)
    here = next((line for line in _lines(live, found) if line.element_id == element_id), None) or abort(404)
    return render_template("owner/stays.html", key=key, live=live, line=here, most=MOST)


def _found(session: TenantSession, key: str) -> tuple[Version, Mapping[str, Whereabouts]]:
    if not publishing.versions(session, key):
        abort(404)
    return library.live(session, key), whereabouts(session, key, now=current.now)


def _lines(live: Version, found: Mapping[str, Whereabouts]) -> list[Line]:
    """Elements of the main diagram at which cases stand or were lately done, in the order of the diagram."""
    return [
        Line(step.element_id, step.name or step.element_id, step.lane, here, _is_slow(here))
        for step in outline(live.documents[0], current.language)
        if step.kind not in BESIDE and (here := found.get(step.element_id))
    ]


def _is_slow(found: Whereabouts) -> bool:
    if found.usual is None or found.since is None:
        return False
    return current.now - found.since > max(found.usual * SLOW, LEAST)
