"""The page on which a process is drawn: canvas, outline, panel and check, and the files of the draft."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_wtf.csrf import generate_csrf
from lxml import etree
from werkzeug.wrappers import Response

from app.bpmn import ALLOWED, read
from app.db import TenantSession
from app.identity import people
from app.processes import drafting, drafting_presence, publishing
from app.processes.drafting import Draft
from app.processes.drafting_tables import DraftLevel
from app.web.assets import asset
from app.web.current import current
from app.web.formats import text
from app.web.guard import allow
from app.web.studio import report
from app.web.studio.blueprint import blueprint
from app.web.studio.comments import open_comments
from app.web.studio.effects import templates
from app.web.studio.permitted import EDITORS, FIRST, level_of
from app.web.studio.report import Report
from app.web.studio.words import messages, words
from app.web.texts import gettext


@blueprint.get("/drafts/<draft_id>")
@allow(*EDITORS)
def draft(draft_id: str) -> Response | str:
    """Draw the process; without a wide window or JavaScript, read its outline and what the check says."""
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        if found.row.became is not None:
            return redirect(url_for(".history", draft_id=draft_id))
        if level_of(found.row) is not DraftLevel.DIAGRAM:
            return redirect(url_for(FIRST[level_of(found.row)], draft_id=draft_id))
        said = report.of(session, found.files, found.row.main, current.language)
        drafting_presence.come(session, draft_id, current.actor, now=current.now)
        others = drafting_presence.others(session, draft_id, current.actor, now=current.now)
        live = _live(session, found)
        state = _state(session, found, said)
    return render_template(
        "studio/draft.html",
        draft=found.row,
        report=said,
        others=others,
        live=live,
        state=state,
        section="diagram",
    )


@blueprint.get("/drafts/<draft_id>/discard")
@allow(*EDITORS)
def discarding(draft_id: str) -> str:
    """Ask before the draft is taken away."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    return render_template("studio/discard.html", draft=found.row)


@blueprint.post("/drafts/<draft_id>/discard")
@allow(*EDITORS)
def discard(draft_id: str) -> Response:
    """Take the draft away."""
    with current.database.transaction(current.tenant_id) as session:
        drafting.discard(session, draft_id)
    flash(gettext("The draft is discarded. What is live has not changed."), "success")
    return redirect(url_for(".home"), 303)


def _state(session: TenantSession, found: Draft, said: Report) -> dict[str, Any]:
    """What the canvas needs to begin, as JSON in the page."""
    draft_id = found.row.id
    return {
        "draft": draft_id,
        "version": found.row.version,
        "content": _text(found.diagram),
        "marks": dict(said.marks),
        "language": current.language,
        "forms": report.forms_of(said.bundle, current.language),
        "parameters": report.parameters_of(said.bundle, current.language),
        "groups": [{"id": key, "name": text(names)} for key, names in people.group_names(session).items()],
        "processes": report.processes_of(said.bundle, current.language),
        "decisions": report.decisions_of(found.files),
        "allowed": _allowed(),
        "templates": templates(_addresses()),
        "comments": open_comments(session, draft_id),
        "messages": messages(),
        "words": words(),
        "csrf": generate_csrf(),
        "addresses": {
            "editor": asset("modeler.js"),
            "simulation": asset("simulation.js"),
            "simulationStyles": asset("simulation.css"),
            "check": url_for(".check", draft_id=draft_id),
            "remedies": url_for(".remedies", draft_id=draft_id),
            "mend": url_for(".mend", draft_id=draft_id),
            "say": url_for(".say", draft_id=draft_id),
            "save": url_for(".save", draft_id=draft_id),
            "presence": url_for(".presence", draft_id=draft_id),
            "leave": url_for(".leave", draft_id=draft_id),
            "copy": url_for(".copy", draft_id=draft_id),
            "together": url_for(".put_together", draft_id=draft_id),
        },
    }


def _addresses() -> list[str]:
    """What processes of the municipality may ask over HTTP."""
    return [each.begins.written for each in current.polku.addresses.get(current.tenant_id, ())]


def _text(diagram: bytes) -> str:
    """The XML as text; a file in another encoding than UTF-8 says so itself."""
    try:
        return diagram.decode("utf-8-sig")
    except UnicodeDecodeError:
        root = read(diagram).root
        return etree.tostring(root.getroottree(), encoding="unicode")


def _allowed() -> dict[str, list[str]]:
    """What the panel and the menus may offer, by kind of element."""
    found = {name: sorted(each.extensions | each.children) for name, each in ALLOWED.items()}
    by_event = ALLOWED["subProcess"].attributes.get("triggeredByEvent")
    return found | {"eventSubProcess": ["startEvent"] if by_event is None or "true" in by_event else []}


def _live(session: TenantSession, found: Draft) -> tuple[int, int] | None:
    """Number of the newest version and how many cases run on any; None before the first."""
    versions = publishing.versions(session, found.row.process_key)
    return (versions[0][0].number, sum(count for _version, count in versions)) if versions else None
