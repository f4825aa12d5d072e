"""The parameters of a draft: typed fields with what is permitted, the usual value and what others use."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.changes.wording import Name, Sentence
from app.db import TenantSession
from app.identity import people
from app.levels import PARAMETERS, Declared, Kind, Parameter, Values, declared, parameters
from app.levels.declaring import Value
from app.levels.reading import steps
from app.levels.telling import allowed, number, said
from app.processes import drafting
from app.processes.bundles import open_bundle
from app.processes.drafting import Draft
from app.processes.drafting_errors import DraftChanged
from app.tenants.tables import TenantKind
from app.upstream import following, lineage
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.formats import text
from app.web.guard import allow
from app.web.studio.blueprint import blueprint
from app.web.studio.permitted import EDITORS
from app.web.studio.typed import one_line
from app.web.texts import gettext, ngettext

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Other:
    """What other municipalities use."""

    value: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as the page asks for it."""

    name: str
    is_number: bool
    unit: str  #: of a number
    label: str
    help: str
    usual: str
    allowed: str
    options: tuple[tuple[str, str], ...]  #: of a choice, a group or a switch: value and words
    typed: str  #: "" for the usual value
    is_own: bool
    steps: tuple[str, ...]  #: where it counts
    others: tuple[Other, ...]
    error: str = ""


@blueprint.get("/drafts/<draft_id>/parameters")
@allow(*EDITORS)
def parameters_of_draft(draft_id: str) -> str:
    """Every parameter that the process declares, with its value."""
    with current.database.reading(current.tenant_id) as session:
        return _page(session, drafting.find(session, draft_id))


@blueprint.post("/drafts/<draft_id>/parameters")
@allow(*EDITORS)
def save_parameters(draft_id: str) -> Answer:
    """Keep the values; what is wrong with one is said at its field, and nothing is saved."""
    expected = request.form.get("version", type=int) or abort(422)
    with current.database.transaction(current.tenant_id) as session:
        found = drafting.find(session, draft_id)
        declaring = _declared(found)
        typed = {name: one_line(request.form.get(f"value:{name}", "")) for name in declaring.parameters}
        values = {name: _value(each, typed[name]) for name, each in declaring.parameters.items()}
        wrong = {name for name, value in values.items() if value is None and typed[name]}
        if wrong:
            return _page(session, found, typed=typed, wrong=wrong), 422
        own = parameters.own_values(declaring, {k: v for k, v in values.items() if v is not None})
        try:
            drafting.save(
                session, draft_id, _written(found, own), expected=expected, by=current.actor, now=current.now
            )
        except DraftChanged as error:
            return _page(session, found, typed=typed, error=sentence_of(error)), status_of(error)
    flash(
        ngettext("Saved. %(num)d value is your own.", "Saved. %(num)d values are your own.", len(own)),
        "success",
    )
    return redirect(url_for(".parameters_of_draft", draft_id=draft_id), 303)


def _page(
    session: TenantSession,
    found: Draft,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: set[str] | frozenset[str] = frozenset(),
    error: str = "",
) -> str:
    bundle = open_bundle(found.files)
    declaring = declared(bundle.main.process) if bundle.main and bundle.main.process else Declared({}, {})
    values = bundle.own.values
    groups = {key: text(names) for key, names in people.group_names(session).items()}
    documents = [each for each in (bundle.main, *bundle.called) if each is not None]
    elsewhere = _elsewhere(found.row.process_key) if following.follows(session, found.row.process_key) else {}
    fields = [
        Field(
            name=each.name,
            is_number=each.kind.is_number,
            unit=_unit(each),
            label=_words(each.label),
            help=_words(each.help),
            usual=_said(each, each.default, groups),
            allowed=allowed(each).fill(gettext, current.language, bold=False),
            options=tuple(_options(each, groups)),
            typed=typed[each.name] if typed is not None else _typed(each, values),
            is_own=each.name in values,
            steps=tuple(_words(step) for document in documents for step in steps(document, each.name)),
            others=tuple(_others(each, elsewhere, groups)),
            error=_wrong(each) if each.name in wrong else "",
        )
        for each in declaring.parameters.values()
    ]
    return render_template(
        "studio/parameters.html", draft=found.row, fields=fields, error=error, section="parameters"
    )


def _declared(found: Draft) -> Declared:
    main = open_bundle(found.files).main
    return declared(main.process) if main and main.process else Declared({}, {})


def _written(found: Draft, values: Values) -> dict[str, bytes | None]:
    name = next((each for each in sorted(found.files) if each.endswith(PARAMETERS)), "")
    return {name or f"{found.row.process_key or 'process'}{PARAMETERS}": parameters.write(values) or None}


def _value(parameter: Parameter, typed: str) -> Value | None:
    """What was typed, if it is permitted; a number with a comma or a point."""
    value: Value | None = typed or None
    if typed and parameter.kind.is_number:
        try:
            value = Decimal(typed.replace(",", ".").replace(" ", "").replace("\N{NO-BREAK SPACE}", ""))
        except InvalidOperation:
            return None
    elif typed and parameter.kind is Kind.SWITCH:
        value = {"on": True, "off": False}.get(typed)
    return value if parameter.takes(value) else None


def _typed(parameter: Parameter, values: Values) -> str:
    value = values.get(parameter.name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    return number(value) if isinstance(value, Decimal) else value


def _options(parameter: Parameter, groups: Mapping[str, str]) -> list[tuple[str, str]]:
    if parameter.kind is Kind.SWITCH:
        return [("on", gettext("On")), ("off", gettext("Off"))]
    if parameter.kind is Kind.GROUP:
        return list(groups.items())
    return [(value, _words(name)) for value, name in parameter.options.items()]


def _elsewhere(key: str) -> dict[str, Values]:
    """Name of another municipality that follows the definition → the values that count there."""
    found = {}
    for tenant in current.polku.municipalities.all(current.database, current.now):
        if tenant.kind == TenantKind.MUNICIPALITY and tenant.id != current.tenant_id:
            with current.database.reading(tenant.id) as session:
                values = lineage.values(session, key)
            if values is not None:
                found[text(tenant.names)] = values
    return found


def _others(parameter: Parameter, elsewhere: Mapping[str, Values], groups: Mapping[str, str]) -> list[Other]:
    used: dict[str, list[str]] = {}
    for name, values in elsewhere.items():
        if parameter.takes(values.get(parameter.name)):
            used.setdefault(_said(parameter, values[parameter.name], groups), []).append(name)
    return [Other(value, tuple(names)) for value, names in used.items()]


def _said(parameter: Parameter, value: Value, groups: Mapping[str, str]) -> str:
    if parameter.kind is Kind.GROUP and str(value) in groups:
        return groups[str(value)]
    return _sentence(said(parameter, value))


def _sentence(sentence: Sentence) -> str:
    return sentence.say(gettext, current.language)


def _words(name: Name) -> str:
    return name.others.get(current.language) or name.text


def _unit(parameter: Parameter) -> str:
    units = {Kind.DAYS: gettext("days"), Kind.WORKING_DAYS: gettext("working days")}
    return units.get(parameter.kind, "")


def _wrong(parameter: Parameter) -> str:
    return gettext(
        "Choose what the process permits: %(allowed)s.",
        allowed=allowed(parameter).fill(gettext, current.language, False),
    )
