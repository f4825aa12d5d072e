"""Declare what each municipality may choose: a parameter as a form, without writing any property."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.bpmn import Unreadable, read
from app.identity.roles import Role
from app.levels import Kind, Parameter, declared, redeclaring
from app.levels.declaring import PREFIX
from app.levels.redeclaring import LANGUAGES, STEMS
from app.levels.telling import is_bounded, number
from app.processes import drafting
from app.processes.drafting import Draft
from app.processes.drafting_errors import DraftChanged
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.studio.blueprint import blueprint
from app.web.studio.typed import LONGEST_REASON, one_line
from app.web.texts import gettext

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds."""

    name: str = ""
    kind: str = Kind.DAYS
    least: str = ""
    most: str = ""
    options: str = ""  #: separated by commas
    usual: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)  #: by stem and language

    @property
    def written(self) -> str:
        """The declaration, whether or not it makes sense."""
        kind = Kind(self.kind)
        allowed = ""
        if kind.is_number and (self.least or self.most):
            allowed = f"{self.least}..{self.most}"
        elif kind is Kind.CHOICE:
            allowed = "|".join(each.strip() for each in self.options.split(",") if each.strip())
        return redeclaring.spelled(kind, allowed, self.usual)


@blueprint.get("/drafts/<draft_id>/parameters/declare")
@allow(Role.PROCESS_OWNER)
def declare(draft_id: str) -> str:
    """The form: empty, or as a parameter is declared."""
    with current.database.reading(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
    known = _known(found).get(request.args.get("name", ""))
    return _page(found, _as_declared(found, known) if known else Typed())


@blueprint.post("/drafts/<draft_id>/parameters/declare")
@allow(Role.PROCESS_OWNER)
def keep_declaration(draft_id: str) -> Answer:
    """Write the declaration into the diagram; what cannot be read is refused, and what was typed stays."""
    expected = request.form.get("version", type=int) or abort(422)
    typed = _typed()
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        try:
            diagram = redeclaring.declare(found.diagram, typed.name, typed.written, typed.texts)
        except Unreadable:
            abort(409)
        process = read(diagram).process
        if process is None or typed.name not in declared(process).parameters:
            sentence = gettext(
                "This is no parameter yet: look at the name, what is permitted and the usual value."
            )
            return _page(found, typed, error=sentence), 422
        try:
            drafting.save(
                session,
                draft_id,
                {found.row.main: diagram},
                expected=expected,
                by=current.actor,
                now=current.now,
                why=gettext("Parameter declared: %(name)s", name=typed.name),
            )
        except DraftChanged as error:
            return _page(found, typed, error=sentence_of(error)), status_of(error)
    flash(gettext("Declared. Expressions read it as parameters.%(name)s", name=typed.name), "success")
    return redirect(url_for(".parameters_of_draft", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/parameters/withdraw")
@allow(Role.PROCESS_OWNER)
def withdraw(draft_id: str) -> Response:
    """Take a declaration away; the check says what still reads it."""
    name = request.form.get("name", "")
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        if name not in _known(found):
            abort(404)
        drafting.save(
            session,
            draft_id,
            {found.row.main: redeclaring.withdraw(found.diagram, name)},
            expected=found.row.version,
            by=current.actor,
            now=current.now,
            why=gettext("Parameter taken away: %(name)s", name=name),
        )
    return redirect(url_for(".parameters_of_draft", draft_id=draft_id), 303)


def kinds() -> Mapping[str, str]:
    """The kinds of parameters in words."""
    return {
        Kind.DAYS: gettext("Days"),
        Kind.WORKING_DAYS: gettext("Working days"),
        Kind.NUMBER: gettext("Number"),
        Kind.CHOICE: gettext("One of several options"),
        Kind.GROUP: gettext("Group"),
        Kind.SWITCH: gettext("On or off"),
    }


def _page(found: Draft, typed: Typed, *, error: str = "") -> str:
    return render_template(
        "studio/declare.html",
        draft=found.row,
        typed=typed,
        kinds=kinds(),
        error=error,
        section="parameters",
    )


def _known(found: Draft) -> Mapping[str, Parameter]:
    try:
        process = read(found.diagram).process
    except Unreadable:
        return {}
    return declared(process).parameters if process else {}


def _as_declared(found: Draft, parameter: Parameter) -> Typed:
    process = read(found.diagram).process
    properties = process.properties if process else {}
    stem = f"{PREFIX}{parameter.name}"
    bounded = is_bounded(parameter)
    return Typed(
        parameter.name,
        parameter.kind,
        number(parameter.least) if bounded else "",
        number(parameter.most) if bounded else "",
        ", ".join(parameter.options),
        properties[stem].rpartition("=")[2].strip(),
        {each: properties.get(f"{stem}.{each}", "") for each in _text_keys()},
    )


def _typed() -> Typed:
    sent = {
        each: one_line(request.form.get(each, "")) for each in ("name", "least", "most", "options", "usual")
    }
    kind = request.form.get("kind", "")
    texts = {each: one_line(request.form.get(each, ""), LONGEST_REASON) for each in _text_keys()}
    return Typed(kind=kind if kind in set(Kind) else Kind.DAYS, texts=texts, **sent)


def _text_keys() -> list[str]:
    return [f"{stem}{ending}" for stem in STEMS for ending in LANGUAGES]
