"""Texts and parameters of each live process, for those who change them without a diagram."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity.errors import NotPermitted
from app.levels import own_texts, parameters
from app.levels.files import PARAMETERS, TEXTS, of_kind
from app.processes import drafting, drafting_publishing, publishing
from app.processes.drafting_tables import DraftLevel, ProcessDraft
from app.processes.tables import ProcessVersion
from app.web.current import current
from app.web.guard import allow
from app.web.service_names import service_names
from app.web.studio.blueprint import blueprint
from app.web.studio.permitted import EDITORS, FIRST, level_of, may


@dataclass(frozen=True, slots=True)
class Line:
    """A live process: how much of it is the municipality's own, and the drafts of that."""

    live: ProcessVersion
    name: str
    texts: int
    values: int
    drafts: dict[str, ProcessDraft]  #: by level


@blueprint.get("/ours")
@allow(*EDITORS)
def ours() -> str:
    """Every live process, with what may be changed of it here."""
    with current.database.reading(current.tenant_id) as session:
        open_drafts = drafting.drafts(session)
        found = [live for _, live in publishing.definitions(session) if live is not None]
        names = service_names(session)
        lines = [_line(session, live, names, open_drafts) for live in found]
    return render_template(
        "studio/ours.html",
        lines=sorted(lines, key=lambda line: line.name.casefold()),
        may_texts=may(DraftLevel.TEXTS),
        may_parameters=may(DraftLevel.PARAMETERS),
    )


@blueprint.post("/processes/<key>/change/<level>")
@allow(*EDITORS)
def change_level(key: str, level: str) -> Response:
    """Open the draft of texts or of parameters; begin one from what is live where there is none."""
    wanted = DraftLevel(level) if level in set(DraftLevel) else abort(404)
    if not may(wanted):
        raise NotPermitted
    with current.database.transaction(current.tenant_id) as session:
        draft = drafting.change(session, key, by=current.actor, now=current.now, level=wanted)
    return redirect(url_for(FIRST[wanted], draft_id=draft.id), 303)


def _line(
    session: TenantSession, live: ProcessVersion, names: Mapping[str, str], drafts: list[ProcessDraft]
) -> Line:
    files = drafting_publishing.live_files(session, live.definition_key) or {}
    texts = own_texts.read(of_kind(files, TEXTS))
    return Line(
        live,
        names.get(live.definition_key) or live.name,
        sum(len(places) for places in texts.values()),
        len(parameters.read(of_kind(files, PARAMETERS))),
        {level_of(each): each for each in reversed(drafts) if each.process_key == live.definition_key},
    )
