"""One incident, and what can be done about it: retry, correct the data, go on elsewhere, end the process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.cases import register as cases
from app.cases.tables import Case
from app.forms import Sentence
from app.forms.sentences import AS_WRITTEN
from app.identity.roles import Role
from app.incidents import register
from app.incidents.register import IncidentNotFound, IncidentResolved, ReasonMissing
from app.incidents.tables import Incident
from app.processes import data_text, mending, stopped
from app.processes.data_text import NotData
from app.processes.errors import CannotMend, NothingCorrected, StoppedByIncident
from app.processes.mending import Correction
from app.processes.stopped import Stopped
from app.tenants.tables import Tenant
from app.translating import N_
from app.web.admin.blueprint import blueprint
from app.web.admin.incidents import looked_after
from app.web.current import current
from app.web.errors import sentence_of
from app.web.guard import allow
from app.web.texts import gettext

#: Who may do it again, who may change what the process knows or where it is, and who may end it.
RETRYING = (Role.OPERATOR, Role.ADMINISTRATOR)
CHANGING = (Role.OPERATOR, Role.ADMINISTRATOR)
ENDING = (Role.OPERATOR, Role.ADMINISTRATOR)

LONGEST_REASON = 2000

GOES_ON = N_("The case %(number)s goes on.")
CLOSED = N_("The process is ended, and the case %(number)s is closed.")

Answer = Response | str | tuple[str, int]
Errors = Mapping[str, list[Sentence]]


@dataclass(frozen=True)
class Target:
    """An element at which the process could go on."""

    id: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """An incident with everything its pages show."""

    incident: Incident
    tenant: Tenant
    case: Case
    found: Stopped | None  #: None once it is resolved
    targets: list[Target]
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> str:
        """The variables as text; "" where there are none to be had."""
        return _text(self.found.data if self.found else None)

    @property
    def sent(self) -> str:
        """What would be used again, as text."""
        return _text(self.found.sent if self.found else None)

    @property
    def row_version(self) -> int:
        standing = self.found.standing if self.found else None
        return standing.row_version if standing else 0


@blueprint.get("/admin/incidents/<owner>/<incident_id>")
@allow(*RETRYING)
def incident(owner: str, incident_id: str) -> str:
    """One incident: its cause, its element, and what can be done."""
    return _page("admin/incident.html", owner, incident_id)


@blueprint.post("/admin/incidents/<owner>/<incident_id>/retry")
@allow(*RETRYING)
def retry_it(owner: str, incident_id: str) -> Answer:
    """Do again what was stopped."""

    def act(tenant: str, reason: str) -> None:
        mending.retry(current.database, tenant, incident_id, by=current.actor, reason=reason, now=current.now)

    return _done("admin/incident.html", owner, incident_id, act)


@blueprint.get("/admin/incidents/<owner>/<incident_id>/correct")
@allow(*CHANGING)
def correct(owner: str, incident_id: str) -> Answer:
    """The data of the process and what was sent, to be corrected."""
    return _deed("admin/correct.html", owner, incident_id)


@blueprint.post("/admin/incidents/<owner>/<incident_id>/correct")
@allow(*CHANGING)
def correct_it(owner: str, incident_id: str) -> Answer:
    """Take the corrected data and do again what was stopped."""

    def act(tenant: str, reason: str) -> None:
        correction = Correction(_read("data"), _read("sent"), request.form.get("row_version", type=int))
        mending.correct(
            current.database,
            tenant,
            incident_id,
            correction,
            by=current.actor,
            reason=reason,
            now=current.now,
        )

    return _done("admin/correct.html", owner, incident_id, act)


@blueprint.get("/admin/incidents/<owner>/<incident_id>/skip")
@allow(*CHANGING)
def skip(owner: str, incident_id: str) -> Answer:
    """Choose the element at which the process goes on."""
    return _deed("admin/skip.html", owner, incident_id)


@blueprint.post("/admin/incidents/<owner>/<incident_id>/skip")
@allow(*CHANGING)
def skip_it(owner: str, incident_id: str) -> Answer:
    """Let the process go on at the chosen element."""

    def act(tenant: str, reason: str) -> None:
        mending.skip(
            current.database, tenant, incident_id, _target(), by=current.actor, reason=reason, now=current.now
        )

    return _done("admin/skip.html", owner, incident_id, act)


@blueprint.get("/admin/incidents/<owner>/<incident_id>/cancel")
@allow(*ENDING)
def cancel(owner: str, incident_id: str) -> Answer:
    """What ending the process means."""
    return _deed("admin/cancel.html", owner, incident_id)


@blueprint.post("/admin/incidents/<owner>/<incident_id>/cancel")
@allow(*ENDING)
def cancel_it(owner: str, incident_id: str) -> Answer:
    """End the process, and the case with it."""

    def act(tenant: str, reason: str) -> None:
        mending.cancel(
            current.database, tenant, incident_id, by=current.actor, reason=reason, now=current.now
        )

    return _done("admin/cancel.html", owner, incident_id, act, CLOSED)


class _Wrong(Exception):
    """A field cannot be read."""

    def __init__(self, name: str, sentence: Sentence) -> None:
        super().__init__(name)
        self.name, self.sentence = name, sentence


def _done(
    template: str, owner: str, incident_id: str, act: Callable[[str, str], None], said: str = GOES_ON
) -> Answer:
    """Do it, and say what came of it; what is wrong is said on the page it was sent from."""
    shown = _find(owner, incident_id)
    if shown.incident.resolved_at is not None:
        raise IncidentResolved
    try:
        act(shown.tenant.id, request.form.get("reason", "")[:LONGEST_REASON])
    except StoppedByIncident as stop:
        flash(gettext("It stopped again, for the reason below."), "danger")
        return redirect(url_for(".incident", owner=owner, incident_id=stop.incident_id), 303)
    except (ReasonMissing, NothingCorrected, CannotMend, _Wrong) as wrong:
        return _page(template, owner, incident_id, _errors(wrong)), 422
    flash(gettext(said, number=shown.case.number), "success")
    return redirect(url_for(".incidents"), 303)


def _errors(wrong: Exception) -> Errors:
    if isinstance(wrong, _Wrong):
        return {wrong.name: [wrong.sentence]}
    if isinstance(wrong, ReasonMissing):
        return {"reason": [_sentence(sentence_of(wrong), "reason")]}
    if isinstance(wrong, NothingCorrected):
        return {"data": [_sentence(sentence_of(wrong), "data")]}
    cause = gettext(wrong.cause) if isinstance(wrong, CannotMend) and wrong.cause else sentence_of(wrong)
    return {"deed": [_sentence(cause, "deed")]}


def _sentence(text: str, anchor: str) -> Sentence:
    return Sentence(AS_WRITTEN, {"text": text}, anchor)


def _deed(template: str, owner: str, incident_id: str) -> Answer:
    shown = _find(owner, incident_id)
    if shown.incident.resolved_at is not None:
        return redirect(url_for(".incident", owner=owner, incident_id=incident_id))
    return render_template(template, shown=shown, errors={})


def _page(template: str, owner: str, incident_id: str, errors: Errors | None = None) -> str:
    return render_template(template, shown=_find(owner, incident_id), errors=errors or {})


def _find(owner: str, incident_id: str) -> Shown:
    tenant = next((each for each in looked_after() if each.id == owner), None)
    if tenant is None:
        raise IncidentNotFound
    with current.database.reading(tenant.id) as session:
        found = register.find(session, incident_id)
        case = cases.find(session, found.case_number)
        looked = stopped.look(session, found) if found.resolved_at is None else None
    return Shown(found, tenant, case, looked, _targets(looked), request.form)


def _targets(looked: Stopped | None) -> list[Target]:
    if looked is None or looked.standing is None:
        return []
    names = looked.standing.version.names
    return [Target(each, names(each)) for each in stopped.targets(looked)]


def _target() -> str:
    target = request.form.get("target", "")
    if not target:
        sentence = gettext("Choose the step at which the process goes on.")
        raise _Wrong("target", _sentence(sentence, "target"))
    return target


def _read(name: str) -> dict[str, object] | None:
    """The data that was typed; None where the page had no such field."""
    if name not in request.form:
        return None
    try:
        return data_text.from_text(request.form[name])
    except NotData as wrong:
        place = {"line": str(wrong.line), "column": str(wrong.column)}
        sentence = gettext("This cannot be read as data: look at line %(line)s, column %(column)s.", **place)
        raise _Wrong(name, _sentence(sentence, name)) from None


def _text(data: Mapping[str, object] | None) -> str:
    return "" if data is None else data_text.to_text(data)
