"""The texts of a draft side by side in three languages, to be translated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.bpmn import Unreadable, read
from app.bpmn import wording as of_diagrams
from app.changes.translatable import LANGUAGES, Wording
from app.forms import FormError, read_form
from app.forms import wording as of_forms
from app.identity.roles import Role
from app.processes import drafting
from app.processes.drafting import Draft
from app.processes.drafting_errors import DraftChanged
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.studio.blueprint import blueprint
from app.web.studio.typed import lines, one_line
from app.web.texts import gettext, ngettext

Answer = Response | str | tuple[str, int]
Typed = Mapping[str, Mapping[str, str]]  #: by key and language

#: Rows of one page: more fields than these make a slow page.
MOST_ROWS = 100
LONGEST_TEXT = 20_000
#: Kinds of text that have lines; the others are one line.
LONG = frozenset({"help", "description", "text", "content", "summary", "needed", "body", "message"})


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the list."""

    file: str
    title: str  #: what people call it; the name of the file where it has no title
    texts: int
    missing: int  #: texts that lack a language


@blueprint.get("/drafts/<draft_id>/texts")
@allow(Role.PROCESS_OWNER)
def texts(draft_id: str) -> str:
    """Every file with texts, and how much of it is not translated."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    listed = []
    for file in sorted(found.files, key=lambda name: (name != found.row.main, name)):
        read_texts = _wordings(found, file)
        if read_texts:
            missing = sum(bool(each.missing) for each in read_texts)
            listed.append(Line(file, _title(found, file), len(read_texts), missing))
    return render_template("studio/texts.html", draft=found.row, lines=listed, section="texts")


@blueprint.get("/drafts/<draft_id>/texts/<name>")
@allow(Role.PROCESS_OWNER)
def file_texts(draft_id: str, name: str) -> str:
    """The texts of one file, to be written in three languages."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    return _page(found, name)


@blueprint.post("/drafts/<draft_id>/texts/<name>")
@allow(Role.PROCESS_OWNER)
def save_texts(draft_id: str, name: str) -> Answer:
    """Keep them; where somebody has saved the file since, the page comes again with what was typed."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    typed = _typed(_wordings(found, name))
    expected = request.form.get("version", type=int) or abort(422)
    try:
        with current.database.transaction(current.tenant_id) as session:
            drafting.save(
                session,
                draft_id,
                {name: _reworded(found, name, typed)} if typed else {},
                expected=expected,
                by=current.actor,
                now=current.now,
            )
    except DraftChanged as error:
        return _page(found, name, typed=typed, error=sentence_of(error)), status_of(error)
    changed = sum(map(len, typed.values()))
    flash(ngettext("%(num)d text is saved.", "%(num)d texts are saved.", changed), "success")
    return redirect(url_for(".file_texts", draft_id=draft_id, name=name, start=_start(), only=_only()), 303)


def _page(found: Draft, name: str, *, typed: Typed | None = None, error: str = "") -> str:
    every = _wordings(found, name) or abort(404)
    shown = [each for each in every if each.missing] if _only() else every
    start = _start()
    return render_template(
        "studio/file_texts.html",
        draft=found.row,
        name=name,
        title=_title(found, name),
        rows=shown[start : start + MOST_ROWS],
        typed=typed or {},
        missing=sum(bool(each.missing) for each in every),
        only=_only(),
        before=max(start - MOST_ROWS, 0) if start else None,
        after=start + MOST_ROWS if len(shown) > start + MOST_ROWS else None,
        start=start,
        kinds=_kinds(),
        error=error,
        order=LANGUAGES,
        section="texts",
    )


def _wordings(found: Draft, name: str) -> Sequence[Wording]:
    """The texts of a file; none of one that has none or cannot be read."""
    content = found.files.get(name, b"")
    try:
        if name.endswith(".form"):
            return of_forms.wordings(content)
        return of_diagrams.wordings(read(content)) if name.endswith(".bpmn") else []
    except (FormError, Unreadable):
        return []


def _title(found: Draft, name: str) -> str:
    """The title of the form or process, in the reader's language; the file's name where it has none."""
    content = found.files[name]
    if name.endswith(".form"):
        return read_form(content).title(current.language) or name
    process = read(content).process
    return (process and process.text("name", current.language)) or name


def _reworded(found: Draft, name: str, typed: Typed) -> bytes:
    content = found.files[name]
    if name.endswith(".form"):
        return of_forms.reworded(content, typed)
    return of_diagrams.reworded(read(content), typed)


def _typed(wordings: Sequence[Wording]) -> Typed:
    """What was sent and is not what stands in the file."""
    found: dict[str, dict[str, str]] = {}
    for each in wordings:
        for language, kept in each.texts.items():
            sent = request.form.get(f"{language}:{each.key}")
            if sent is None or sent.split() == kept.split():
                continue
            clean = lines if each.kind in LONG else one_line
            found.setdefault(each.key, {})[language] = clean(sent, LONGEST_TEXT)
    return found


def _start() -> int:
    return max(request.values.get("start", 0, type=int), 0)


def _only() -> str:
    return "missing" if request.values.get("only") == "missing" else ""


def _kinds() -> Mapping[str, str]:
    """What kind of text it is, for people."""
    return {
        "title": gettext("Title"),
        "name": gettext("Name"),
        "label": gettext("Label"),
        "dateLabel": gettext("Label"),
        "timeLabel": gettext("Label"),
        "description": gettext("Help"),
        "help": gettext("Help"),
        "step": gettext("What the citizen reads"),
        "text": gettext("Text"),
        "content": gettext("Text"),
        "subject": gettext("Subject"),
        "body": gettext("Text"),
        "message": gettext("Message"),
        "alt": gettext("What the picture shows"),
        "option": gettext("Choice"),
        "column": gettext("Column"),
        "patternErrorMessage": gettext("What is said of a wrong answer"),
        "summary": gettext("Summary"),
        "time": gettext("How long it takes"),
        "cost": gettext("What it costs"),
        "needed": gettext("What is needed"),
        "keywords": gettext("Words for the search"),
    }
