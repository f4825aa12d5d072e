"""Answer what a case asks with a form."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.cases import register
from app.cases.tables import Case
from app.db import TenantSession, new_id
from app.forms import Form, InvalidAnswers
from app.identity.roles import Role
from app.messages.errors import NobodyAsks
from app.processes import intake
from app.tenants import directory
from app.web.citizen import stand, waiting
from app.web.citizen.application import Application, Errors
from app.web.citizen.blueprint import blueprint
from app.web.citizen.waiting import Waiting
from app.web.current import current
from app.web.guard import allow


@blueprint.get("/<tenant>/cases/<number>/asked/<subscription_id>")
@allow(Role.CITIZEN)
def question(number: str, subscription_id: str) -> str:
    """The form that the case waits for; raises NobodyAsks when it no longer does."""
    with current.database.reading(current.tenant_id) as session:
        case, waits, form = _asked(session, number, subscription_id)
        return _page(session, case, waits, _empty(form), token=new_id())


@blueprint.post("/<tenant>/cases/<number>/asked/<subscription_id>")
@allow(Role.CITIZEN)
def answer(number: str, subscription_id: str) -> Response | tuple[str, int] | str:
    """Take the answers; the token of the page makes a second press harmless."""
    token = request.form.get("token") or new_id()
    with current.database.reading(current.tenant_id) as session:
        if _answered_before(session, token):
            return redirect(url_for(".case", number=number), 303)
        case, waits, form = _asked(session, number, subscription_id)
        raw = form.raw(request.form)
        filled = Application(form, raw, current.language, current.now, {})
        if form.newly_asked(request.form, current.language, now=current.now):
            return _page(session, case, waits, filled, token=token)
        try:
            answers = form.load(raw, current.language, now=current.now)
        except InvalidAnswers as wrong:
            return _page(session, case, waits, filled, token=token, errors=wrong.errors), 422
    receipt = intake.answer(
        current.database,
        current.tenant_id,
        number,
        subscription_id,
        answers=answers,
        by=current.actor,
        idempotency_key=token,
        now=current.now,
    )
    return redirect(url_for(".case", number=number, sent=receipt.message_id), 303)


def _asked(session: TenantSession, number: str, subscription_id: str) -> tuple[Case, Waiting, Form]:
    person = current.actor
    case = register.find_for_citizen(session, number, person.id)
    roles = register.roles_in(session, number, person.id)
    waits = waiting.of_case(session, case, roles, person.id)
    found = next((each for each in waits if each.subscription.id == subscription_id), None)
    version = stand.version_of(session, case)
    form = version.form(found.subscription.form_id) if version and found else None
    if found is None or form is None:
        raise NobodyAsks
    return case, found, form


def _empty(form: Form) -> Application:
    return Application(form, {}, current.language, current.now, {})


def _answered_before(session: TenantSession, token: str) -> bool:
    from app.messages import inbox

    return inbox.already_kept(session, token) is not None


def _page(
    session: TenantSession,
    case: Case,
    waits: Waiting,
    filled: Application,
    *,
    token: str,
    errors: Errors | None = None,
) -> str:
    fields = [field for page in filled.form.pages for field in filled.fields(page.index)]
    return render_template(
        "citizen/asked.html",
        case=case,
        service=directory.service(session, case.service_key),
        waits=waits,
        title=filled.form.title(current.language),
        fields=fields,
        errors=errors or {},
        token=token,
    )
