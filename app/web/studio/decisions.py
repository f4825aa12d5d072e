"""The decisions of a draft: a list, an editor, and a test table that is tried on every change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from lxml import etree
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app.decisions import Model, Unreadable, link, read
from app.decisions.checks import check
from app.decisions.examples import MOST, Example, Tried, examples, try_out, with_examples
from app.identity.roles import Role
from app.processes import drafting, drafting_beginnings
from app.processes.drafting import Draft
from app.web.current import current
from app.web.guard import allow
from app.web.studio import beside, live
from app.web.studio.blueprint import blueprint
from app.web.studio.typed import one_line
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]

ENDING = ".dmn"


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the list."""

    file: str
    names: Sequence[str]  #: of its decisions
    broken: str  #: why it cannot be read; "" where it can


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the test table; the last one is empty."""

    example: Example
    tried: Tried | None


@dataclass(frozen=True, slots=True)
class TestTable:
    """The examples of one decision."""

    decision: str  #: id
    name: str
    inputs: Sequence[str]
    rows: Sequence[Row]

    @property
    def failed(self) -> int:
        """How many come out otherwise than expected."""
        return sum(row.tried is not None and not row.tried.fits for row in self.rows)


@blueprint.get("/drafts/<draft_id>/decisions")
@allow(Role.PROCESS_OWNER)
def decisions(draft_id: str) -> str:
    """Every file of decisions of the draft."""
    with current.database.reading(current.tenant_id) as session:
        return _list(drafting.find(session, draft_id), error=None)


@blueprint.post("/drafts/<draft_id>/decisions")
@allow(Role.PROCESS_OWNER)
def add_decision(draft_id: str) -> Answer:
    """Add a decision that is an empty table."""
    title = one_line(request.form.get("title", ""))
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        name = f"{drafting_beginnings.key_of(title)}{ENDING}"
        if not title or name in found.files:
            missing = gettext("Give the decision a name.")
            return _list(found, error=gettext("There is a decision of this name.") if title else missing), 422
        why = gettext("New decision: %(title)s", title=title)
        beside.write(session, found, name, drafting_beginnings.new_decision(title), why)
    return redirect(url_for(".decision", draft_id=draft_id, name=name), 303)


@blueprint.get("/drafts/<draft_id>/decisions/<name>")
@allow(Role.PROCESS_OWNER)
def decision(draft_id: str, name: str) -> str:
    """Edit the decisions of a file above what the server says of them."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    content = beside.content(found, name, ENDING)
    line = _line(name, content)
    return render_template(
        "studio/decision.html",
        draft=found.row,
        name=name,
        title=", ".join(line.names) or name,
        state=_state(found, name, content),
        section="decisions",
        **_said(content),
    )


@blueprint.post("/drafts/<draft_id>/decisions/<name>/save")
@allow(Role.PROCESS_OWNER)
def save_decision(draft_id: str, name: str) -> live.Answer:
    """Keep the file; 409 with who was faster where somebody has saved it since it was read."""
    beside.existing(draft_id, name, ENDING)
    return live.kept(draft_id, name, read)


@blueprint.post("/drafts/<draft_id>/decisions/<name>/copy")
@allow(Role.PROCESS_OWNER)
def copy_decision(draft_id: str, name: str) -> live.Answer:
    """Keep the file in a draft of its own, beside what somebody else has saved."""
    beside.existing(draft_id, name, ENDING)
    return live.copied(draft_id, name, read)


@blueprint.post("/drafts/<draft_id>/decisions/<name>/together")
@allow(Role.PROCESS_OWNER)
def put_decision_together(draft_id: str, name: str) -> live.Answer:
    """Begin to put the file together with what somebody else has saved."""
    beside.existing(draft_id, name, ENDING)
    return live.together(draft_id, name, read)


@blueprint.post("/drafts/<draft_id>/decisions/<name>/try")
@allow(Role.PROCESS_OWNER)
def try_decision(draft_id: str, name: str) -> live.Answer:
    """What the check says of decisions that are not saved, and what comes of their examples."""
    beside.existing(draft_id, name, ENDING)
    try:
        drawn = live.drawn()
    except ValidationError:
        return live.unreadable()
    return jsonify(examples=render_template("studio/examples.html", **_said(drawn)))


@blueprint.post("/drafts/<draft_id>/decisions/<name>/examples")
@allow(Role.PROCESS_OWNER)
def keep_examples(draft_id: str, name: str) -> Answer:
    """Keep the test table of a decision as it was typed; without JavaScript."""
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        try:
            root = read(beside.content(found, name, ENDING))
            with_examples(root, request.form.get("decision", ""), _typed())
        except (KeyError, Unreadable):
            abort(404)
        content = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
        beside.write(session, found, name, content, gettext("Examples of a decision"))
    return redirect(url_for(".decision", draft_id=draft_id, name=name), 303)


@blueprint.post("/drafts/<draft_id>/decisions/<name>/remove")
@allow(Role.PROCESS_OWNER)
def remove_decision(draft_id: str, name: str) -> Response:
    """Take a file of decisions away; the history keeps it."""
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        beside.content(found, name, ENDING)
        beside.write(session, found, name, None, gettext("Decision taken away: %(name)s", name=name))
    flash(gettext("The decision is taken away. The history of the draft keeps it."), "success")
    return redirect(url_for(".decisions", draft_id=draft_id), 303)


def _typed() -> list[Example]:
    names, form = request.form.getlist("input"), request.form
    found = []
    for place in range(MOST):
        given = {name: form.get(f"given-{place}-{name}", "").strip() for name in names}
        expected = form.get(f"expected-{place}", "").strip()
        if expected or any(given.values()):
            found.append(Example({name: value for name, value in given.items() if value}, expected))
    return found


def _said(content: bytes) -> dict[str, Any]:
    """What a page shows below the editor."""
    try:
        root = read(content)
    except Unreadable as broken:
        return {"broken": gettext(broken.sentence, **broken.values), "problems": [], "tables": []}
    model = link([root])
    problems = [
        (
            each.severity == "error",
            each.say(gettext(each.sentence), gettext),
            each.say(gettext(each.remedy), gettext),
        )
        for each in check(model)
    ]
    kept = examples(root)
    tables = [_table(model, id_, kept[id_]) for id_ in kept if model.find(id_)]
    return {"broken": "", "problems": problems, "tables": tables}


def _table(model: Model, id_: str, kept: Sequence[Example]) -> TestTable:
    node = model.find(id_)
    assert node is not None
    named = (name for example in kept for name in example.given)
    inputs = list(dict.fromkeys([*_inputs(model, id_), *named]))
    rows = [Row(each, try_out(model, id_, each, now=current.now)) for each in kept]
    return TestTable(id_, node.name, inputs, [*rows, Row(Example({}, ""), None)])


def _inputs(model: Model, id_: str) -> list[str]:
    """What the decision reads, the columns of its tables first."""
    node = model.find(id_)
    columns = [each.expression for table in (node.tables if node else ()) for each in table.table.inputs]
    reads = model.reads(id_)
    return [*(each for each in columns if each in reads), *sorted(reads - set(columns))]


def _list(found: Draft, *, error: str | None) -> str:
    lines = [_line(name, content) for name, content in sorted(found.files.items()) if name.endswith(ENDING)]
    return render_template(
        "studio/decisions.html", draft=found.row, lines=lines, error=error, section="decisions"
    )


def _line(name: str, content: bytes) -> Line:
    try:
        return Line(name, link([read(content)]).names(), "")
    except Unreadable as broken:
        return Line(name, [], gettext(broken.sentence, **broken.values))


def _state(found: Draft, name: str, content: bytes) -> dict[str, Any]:
    draft_id = found.row.id
    addresses = {
        "save": url_for(".save_decision", draft_id=draft_id, name=name),
        "copy": url_for(".copy_decision", draft_id=draft_id, name=name),
        "together": url_for(".put_decision_together", draft_id=draft_id, name=name),
        "try": url_for(".try_decision", draft_id=draft_id, name=name),
    }
    return beside.state(found, name, content, editor="decision-editor.js", addresses=addresses)
