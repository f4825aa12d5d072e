"""The texts of a draft side by side in three languages, to be translated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.bpmn import read
from app.changes.translatable import LANGUAGES, Wording
from app.db import TenantSession
from app.forms import read_form
from app.levels.declaring import PREFIX
from app.processes import drafting
from app.processes.drafting import Draft
from app.processes.drafting_errors import DraftChanged
from app.processes.drafting_tables import DraftLevel
from app.upstream import following
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.studio import text_fields
from app.web.studio.blueprint import blueprint
from app.web.studio.permitted import EDITORS, level_of
from app.web.studio.text_fields import Field, Typed
from app.web.studio.typed import lines, one_line
from app.web.texts import gettext, ngettext

Answer = Response | str | tuple[str, int]

#: Rows of one page: more fields than these make a slow page.
MOST_ROWS = 100
LONGEST_TEXT = 20_000
#: Kinds of text that have lines; the others are one line.
LONG = frozenset(
    {
        "help",
        "description",
        "text",
        "content",
        "summary",
        "needed",
        "letter.body",
        "letter.text",
        "letter.message",
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the list."""

    file: str
    title: str  #: what people call it; the name of the file where it has no title
    texts: int
    missing: int  #: texts that lack a language
    own: int  #: texts that the municipality says its own way


@blueprint.get("/drafts/<draft_id>/texts")
@allow(*EDITORS)
def texts(draft_id: str) -> str:
    """Every file with texts, and how much of it is not translated."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        own = _is_beside(session, found)
    listed = []
    for file in sorted(found.files, key=lambda name: (name != found.row.main, name)):
        fields = _fields(found, file, own=own)
        if fields:
            missing = sum(bool(each.missing) for each in fields)
            ours = sum(each.is_own for each in fields)
            listed.append(Line(file, _title(found, file), len(fields), missing, ours))
    return render_template("studio/texts.html", draft=found.row, lines=listed, own=own, section="texts")


@blueprint.get("/drafts/<draft_id>/texts/<name>")
@allow(*EDITORS)
def file_texts(draft_id: str, name: str) -> str:
    """The texts of one file, to be written in three languages."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        return _page(found, name, own=_is_beside(session, found))


@blueprint.post("/drafts/<draft_id>/texts/<name>")
@allow(*EDITORS)
def save_texts(draft_id: str, name: str) -> Answer:
    """Keep them; where somebody has saved the file since, the page comes again with what was typed."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        own = _is_beside(session, found)
    typed = _typed([each.wording for each in _fields(found, name, own=own)])
    expected = request.form.get("version", type=int) or abort(422)
    written = text_fields.written_beside if own else text_fields.written_in_file
    try:
        with current.database.transaction(current.tenant_id) as session:
            drafting.save(
                session,
                draft_id,
                written(found, name, typed) if typed else {},
                expected=expected,
                by=current.actor,
                now=current.now,
            )
    except DraftChanged as error:
        return _page(found, name, own=own, typed=typed, error=sentence_of(error)), status_of(error)
    changed = sum(map(len, typed.values()))
    flash(ngettext("%(num)d text is saved.", "%(num)d texts are saved.", changed), "success")
    return redirect(url_for(".file_texts", draft_id=draft_id, name=name, start=_start(), only=_only()), 303)


def _is_beside(session: TenantSession, found: Draft) -> bool:
    """Whether texts are written beside the files: in what is shared, they are the municipality's own."""
    if level_of(found.row) is DraftLevel.TEXTS:
        return True
    return following.follows(session, found.row.process_key)


def _fields(found: Draft, name: str, *, own: bool) -> Sequence[Field]:
    return text_fields.beside(found, name) if own else text_fields.in_file(found, name)


def _page(found: Draft, name: str, *, own: bool, typed: Typed | None = None, error: str = "") -> str:
    every = _fields(found, name, own=own) or abort(404)
    shown = [each for each in every if not _only() or (each.missing if _only() == "missing" else each.is_own)]
    start = _start()
    return render_template(
        "studio/file_texts.html",
        draft=found.row,
        name=name,
        title=_title(found, name),
        rows=shown[start : start + MOST_ROWS],
        typed=typed or {},
        missing=sum(bool(each.missing) for each in every),
        changed=sum(each.is_own for each in every),
        own=own,
        only=_only(),
        before=max(start - MOST_ROWS, 0) if start else None,
        after=start + MOST_ROWS if len(shown) > start + MOST_ROWS else None,
        start=start,
        kind_of=_kind,
        error=error,
        order=LANGUAGES,
        section="texts",
    )


def _title(found: Draft, name: str) -> str:
    """The title of the form or process, in the reader's language; the file's name where it has none."""
    content = found.files[name]
    if name.endswith(".form"):
        return read_form(content).title(current.language) or name
    process = read(content).process
    return (process and process.text("name", current.language)) or name


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
    only = request.values.get("only", "")
    return only if only in ("missing", "own") else ""


def _kind(kind: str) -> str:
    """What kind of text it is, for people."""
    if kind.startswith(PREFIX):
        name, _, what = kind.removeprefix(PREFIX).partition(".")
        if what == "label":
            return gettext("Name of the parameter %(name)s", name=name)
        if what == "help":
            return gettext("Explanation of the parameter %(name)s", name=name)
        return gettext("Option of the parameter %(name)s", name=name)
    return _kinds().get(kind, kind)


def _kinds() -> Mapping[str, str]:
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
        "alt": gettext("What the picture shows"),
        "option": gettext("Choice"),
        "column": gettext("Column"),
        "patternErrorMessage": gettext("What is said of a wrong answer"),
        "summary": gettext("Summary"),
        "time": gettext("How long it takes"),
        "cost": gettext("What it costs"),
        "needed": gettext("What is needed"),
        "keywords": gettext("Words for the search"),
        "letter.subject": gettext("Subject of the letter"),
        "letter.body": gettext("Letter"),
        "letter.title": gettext("Title"),
        "letter.text": gettext("Text"),
        "letter.message": gettext("Message"),
    }
