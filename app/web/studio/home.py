"""Where a process owner begins: drafts, what is live, and the ways to begin something new."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.bpmn import picture
from app.db import TenantSession
from app.identity.roles import Role
from app.processes import (
    drafting,
    drafting_beginnings,
    drafting_files,
    drafting_presence,
    drafting_repairs,
    publishing,
)
from app.processes.drafting_beginnings import Example
from app.processes.drafting_errors import DraftTooLarge, NoDiagramInFiles
from app.processes.drafting_tables import DraftLevel, ProcessDraft
from app.processes.tables import ProcessVersion
from app.web.current import current
from app.web.errors import sentence_of
from app.web.guard import allow
from app.web.service_names import service_names
from app.web.studio.blueprint import blueprint
from app.web.studio.permitted import EDITORS
from app.web.studio.typed import one_line
from app.web.texts import gettext

#: What a process begins as that is no example.
EMPTY = "empty"

Answer = Response | str | tuple[str, int]


@dataclass
class Line:
    """One process of the list: what is live, and who is changing it."""

    key: str
    name: str
    live: ProcessVersion | None = None
    running: int = 0
    drafts: list[ProcessDraft] = field(default_factory=list)

    @property
    def drawn(self) -> ProcessDraft | None:
        """The draft of the diagram that was saved last."""
        return next((each for each in self.drafts if each.level == DraftLevel.DIAGRAM), None)


@blueprint.get("/")
@allow(*EDITORS)
def home() -> Answer:
    """Every process with its live version and its drafts."""
    if not current.actor.has(Role.PROCESS_OWNER):
        return redirect(url_for(".ours"))
    with current.database.reading(current.tenant_id) as session:
        lines = _lines(session)
        here = drafting_presence.everywhere(session, current.actor, now=current.now)
    return render_template(
        "studio/home.html",
        lines=lines,
        here=here,
        examples=drafting_beginnings.examples(),
        thumbnail=thumbnail,
    )


@blueprint.post("/processes/<key>/change")
@allow(Role.PROCESS_OWNER)
def change(key: str) -> Response:
    """Open the draft of a process; begin one from what is live where there is none."""
    with current.database.transaction(current.tenant_id) as session:
        draft = drafting.change(session, key, by=current.actor, now=current.now)
    return _to(draft)


@blueprint.get("/new")
@allow(Role.PROCESS_OWNER)
def new() -> Answer:
    """Name the process, and choose what it begins as."""
    return _new(chosen=request.args.get("example", EMPTY))


@blueprint.post("/new")
@allow(Role.PROCESS_OWNER)
def begin() -> Answer:
    """Begin a draft: empty, or as an example."""
    name, chosen = one_line(request.form.get("name", "")), request.form.get("example", EMPTY)
    if not name:
        return _new(chosen=chosen, error=gettext("Give the process a name.")), 422
    if chosen == EMPTY:
        return _begun(drafting_beginnings.empty(name), gettext("Begun empty"))
    return _begun(drafting_beginnings.example(chosen, name), gettext("Begun from an example"))


@blueprint.get("/import")
@allow(Role.PROCESS_OWNER)
def bring() -> str:
    """Choose files from the own machine."""
    return render_template("studio/import.html", error=None)


@blueprint.post("/import")
@allow(Role.PROCESS_OWNER)
def take() -> Answer:
    """Begin a draft of the files."""
    sent = {file.filename: file.read() for file in request.files.getlist("files") if file.filename}
    try:
        return _brought(drafting_files.brought(sent))
    except (NoDiagramInFiles, DraftTooLarge) as error:
        return render_template("studio/import.html", error=sentence_of(error)), 422


def thumbnail(example: Example) -> Markup:
    """A small drawing of an example; its facts stand beside it as text."""
    return _drawn(example, current.language)


@cache
def _drawn(example: Example, language: str) -> Markup:
    """Examples never change while the server runs, and twenty of them take 40 ms to draw."""
    # Our own drawing of our own file; every text in it is escaped.
    return Markup(picture(example.document, lang=language, thumbnail=True))  # noqa: S704


def _new(*, chosen: str, error: str | None = None) -> str:
    return render_template(
        "studio/new.html",
        examples=drafting_beginnings.examples(),
        thumbnail=thumbnail,
        chosen=chosen,
        empty=EMPTY,
        error=error,
        name=request.form.get("name", ""),
    )


def _begun(files: drafting_files.Files, why: str) -> Response:
    with current.database.transaction(current.tenant_id) as session:
        draft = drafting.begin(session, files, by=current.actor, now=current.now, why=why)
    flash(gettext("The draft is yours to change. Nothing is live before you publish it."), "info")
    return _to(draft)


def _brought(files: drafting_files.Files) -> Response:
    """The draft as the files are; the next page offers what would make them run here."""
    with current.database.transaction(current.tenant_id) as session:
        why = gettext("Brought in from files")
        draft = drafting.begin(session, files, by=current.actor, now=current.now, why=why)
        offered = [remedy for each in drafting_repairs.offered(session, files) for remedy in each.remedies]
    # That the file is marked as ours makes no difference here, only in other modelers.
    is_needed = any(remedy.code != "platform" for remedy in offered)
    flash(gettext("The draft is yours to change. Nothing is live before you publish it."), "info")
    return redirect(url_for("studio.repairs", draft_id=draft.id), 303) if is_needed else _to(draft)


def _to(draft: ProcessDraft) -> Response:
    return redirect(url_for("studio.draft", draft_id=draft.id), 303)


def _lines(session: TenantSession) -> Sequence[Line]:
    found: dict[str, Line] = {}
    names = service_names(session)
    for definition, live in publishing.definitions(session):
        running = sum(count for _version, count in publishing.versions(session, definition.key))
        name = names.get(definition.key) or (live.name if live else definition.key)
        found[definition.key] = Line(definition.key, name, live, running)
    for draft in drafting.drafts(session):
        line = found.setdefault(draft.process_key, Line(draft.process_key, draft.name))
        line.drafts.append(draft)
    return sorted(found.values(), key=lambda line: (not line.drafts, line.name.casefold()))
