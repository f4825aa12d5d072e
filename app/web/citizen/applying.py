"""Apply: one page of the form at a time, check the answers, send, be told the case number.

The draft's id is the key that makes sending twice harmless. Nothing is stored before the first page is sent.
"""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.documents import attachments
from app.forms import Form, Sentence
from app.identity.actor import Actor
from app.messages import drafts
from app.messages.tables import Draft
from app.processes import intake, library
from app.tenants import directory
from app.tenants.errors import UnknownService
from app.tenants.tables import Service
from app.translating import N_
from app.web.citizen import keeping, sent, words
from app.web.citizen.application import Application, Errors
from app.web.citizen.blueprint import applicant, blueprint
from app.web.current import current
from app.web.guard import public
from app.web.texts import gettext

CONFIRM_FIRST = Sentence(N_("Confirm that the information is correct"), {}, "ok")

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Opened:
    """An application, the service it is for, who fills it; no draft before its first page was sent."""

    service: Service
    person: Actor | None
    draft: Draft | None
    application: Application


class DraftGone(LookupError):
    """This application is no longer here."""


@blueprint.get("/<tenant>/services/<key>/apply")
@public
def begin(key: str) -> Answer:
    """The first page of the form. Looking at it stores nothing."""
    with current.database.reading(current.tenant_id) as session:
        opened = _open_new(session, key)
        return _form_page(opened, opened.application.pages[0], {})


@blueprint.post("/<tenant>/services/<key>/apply")
@public
def begin_draft(key: str) -> Answer:
    """The first page is sent: there is a draft from now on."""
    with current.database.transaction(current.tenant_id) as session:
        opened = _open_new(session, key)
        person_id = opened.person.id if opened.person else None
        draft = drafts.begin(session, key, person_id, now=current.now)
        session.flush()
        return _take(session, Opened(opened.service, opened.person, draft, opened.application), 0)


@blueprint.get("/<tenant>/applications/<draft_id>/<int:number>")
@public
def page(draft_id: str, number: int) -> Answer:
    """A page of the form with what was typed; `?check` shows what is to be corrected."""
    with current.database.reading(current.tenant_id) as session:
        try:
            opened = _open(session, draft_id)
        except DraftGone:
            return _gone(session, draft_id)
        index = _index(opened, number)
        errors = opened.application.errors(index) if "check" in request.args else {}
        return _form_page(opened, index, errors)


@blueprint.post("/<tenant>/applications/<draft_id>/<int:number>")
@public
def take_page(draft_id: str, number: int) -> Answer:
    """A page is sent: keep what was typed, then go on or say what is to be corrected."""
    with current.database.transaction(current.tenant_id) as session:
        try:
            opened = _open(session, draft_id)
        except DraftGone:
            return _gone(session, draft_id)
        return _take(session, opened, _index(opened, number))


@blueprint.get("/<tenant>/applications/<draft_id>/check")
@public
def check(draft_id: str) -> Answer:
    """All answers, before they are sent."""
    with current.database.reading(current.tenant_id) as session:
        try:
            opened = _open(session, draft_id)
        except DraftGone:
            return _gone(session, draft_id)
        wrong = opened.application.first_wrong()
        if wrong is not None:
            return redirect(url_for(".page", draft_id=draft_id, number=wrong + 1, check=1), 303)
        return _check_page(opened)


@blueprint.post("/<tenant>/applications/<draft_id>/check")
@public
def send(draft_id: str) -> Answer:
    """Send the application. The same one sent again leads to the same confirmation."""
    with current.database.reading(current.tenant_id) as session:
        try:
            opened = _open(session, draft_id)
        except DraftGone:
            return _gone(session, draft_id)
        wrong = opened.application.first_wrong()
        if wrong is not None:
            return redirect(url_for(".page", draft_id=draft_id, number=wrong + 1, check=1), 303)
        if "ok" not in request.form:
            return _check_page(opened, {"ok": [CONFIRM_FIRST]}), 422
        answers = opened.application.answers
    intake.submit_application(
        current.database,
        current.tenant_id,
        opened.service.key,
        answers=answers,
        by=opened.person,
        language=current.language,
        idempotency_key=draft_id,
        now=current.now,
    )
    return redirect(url_for(".sent", key=draft_id), 303)


@blueprint.post("/<tenant>/applications/<draft_id>/discard")
@public
def discard(draft_id: str) -> Answer:
    """Delete a draft and its files; it may be gone already."""
    with current.database.transaction(current.tenant_id) as session:
        try:
            opened = _open(session, draft_id)
        except DraftGone:
            return _gone(session, draft_id)
        for file in attachments.of_draft(session, draft_id):
            attachments.remove_from_draft(session, draft_id, file.id)
        drafts.discard(session, draft_id)
        return redirect(url_for(".service", key=opened.service.key), 303)


def _open_new(session: TenantSession, key: str) -> Opened:
    service = directory.open_service(session, key)
    person = applicant(service)
    return Opened(service, person, None, _application(_form(session, service), {}, {}))


def _open(session: TenantSession, draft_id: str) -> Opened:
    """The application of a draft; raises DraftGone, UnknownService, ServiceClosed or SignInNeeded."""
    found = session.get(Draft, (session.tenant, draft_id))
    if found is None:
        raise DraftGone
    service = directory.open_service(session, found.service_key)
    person = applicant(service)
    draft = drafts.find(session, draft_id, person.id if person else None)
    if draft is None:
        raise DraftGone
    files = {each.id: each.filename for each in attachments.of_draft(session, draft_id)}
    return Opened(service, person, draft, _application(_form(session, service), draft.typed, files))


def _form(session: TenantSession, service: Service) -> Form:
    """The form that citizens fill; raises UnknownService where the service has none."""
    version = library.live(session, service.key)
    start = next((each for each in version.definition.starts if each.message == "application"), None)
    form = version.form(start.form_id if start else None)
    if form is None:
        raise UnknownService(service.key)
    return form


def _application(form: Form, typed: dict[str, object], files: dict[str, str]) -> Application:
    return Application(form, typed, current.language, current.now, files)


def _index(opened: Opened, number: int) -> int:
    """The page with this number; the first one when there is none such, or it has nothing to ask."""
    pages = opened.application.pages
    return number - 1 if number - 1 in pages else pages[0]


def _take(session: TenantSession, opened: Opened, index: int) -> Answer:
    assert opened.draft is not None
    refused = keeping.keep(session, opened.draft, opened.application, index, request)
    session.flush()
    now_typed = _open(session, opened.draft.id)
    if "save" in request.form:
        return redirect(url_for(".my_cases", saved=opened.draft.id), 303)
    if not refused and now_typed.application.asks_more(index, request.form):
        return redirect(url_for(".page", draft_id=opened.draft.id, number=index + 1), 303)
    errors = {**now_typed.application.errors(index), **refused}
    if errors:
        return _form_page(now_typed, index, errors), 422
    return redirect(_next_address(now_typed, index), 303)


def _next_address(opened: Opened, index: int) -> str:
    assert opened.draft is not None
    after = opened.application.page_after(index)
    if after is None or request.args.get("back") == "check":
        return url_for(".check", draft_id=opened.draft.id)
    return url_for(".page", draft_id=opened.draft.id, number=after + 1)


def _form_page(opened: Opened, index: int, errors: Errors) -> str:
    application = opened.application
    shown = application.form.pages[index]
    pages = application.pages
    before = application.page_before(index)
    return render_template(
        "citizen/apply.html",
        service=opened.service,
        draft=opened.draft,
        person=opened.person,
        title=shown.title(current.language) or application.form.title(current.language),
        description=shown.description(current.language),
        fields=application.fields(index),
        errors=errors,
        step=pages.index(index) + 1,
        steps=len(pages) + 1,
        before=application.form.pages[before].title(current.language) if before is not None else None,
        before_number=None if before is None else before + 1,
        kept=drafts.KEPT,
    )


def _check_page(opened: Opened, errors: Errors | None = None) -> str:
    application = opened.application
    pages = application.pages
    rows = application.form.summary(
        application.answers, current.language, now=current.now, show=words.answer, translate=words.translate
    )
    return render_template(
        "citizen/check.html",
        service=opened.service,
        draft=opened.draft,
        person=opened.person,
        sections=[
            (application.form.pages[index], [row for row in rows if row.page == index]) for index in pages
        ],
        errors=errors or {},
        steps=len(pages) + 1,
        last=pages[-1] + 1,
    )


def _gone(session: TenantSession, draft_id: str) -> Answer:
    """A draft that was sent leads to its confirmation; one that was deleted to a page that says so."""
    if sent.message(session, draft_id) is not None:
        return redirect(url_for(".sent", key=draft_id), 303)
    return render_template("citizen/gone.html", title=gettext("This application is no longer here")), 404
