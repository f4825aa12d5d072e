"""Write to the citizen, and write a note for colleagues."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.cases import timeline
from app.cases.tables import Case, EventKind
from app.cases.timeline import Happening
from app.db import TenantSession, new_id
from app.forms import Sentence
from app.messages.errors import EmptyMessage, MessageTooLong
from app.processes import letters
from app.tasks import access
from app.web.caseworker import matter
from app.web.caseworker.blueprint import WORKERS, blueprint
from app.web.citizen import uploads
from app.web.current import current
from app.web.guard import allow
from app.web.sign_in.addresses import safe_next
from app.web.texts import gettext

#: Characters of a note.
LONGEST_NOTE = 4000

Answer = Response | tuple[str, int]


@blueprint.post("/staff/cases/<number>/letters")
@allow(*WORKERS)
def send_letter(number: str) -> Answer:
    """Write to a party of the case. The key of the page makes a second press harmless."""
    text = request.form.get("text", "")
    received = uploads.receive(request.files.getlist("files"), "files")
    with current.database.transaction(current.tenant_id) as session:
        case = access.case_for(session, number, current.actor)
        if received.errors:
            return _again(session, case, text, received.errors)
        try:
            letters.write(
                session,
                number,
                text,
                by=current.actor,
                idempotency_key=request.form.get("key") or new_id(),
                now=current.now,
                to=_addressee(),
                attachments=received.uploads,
            )
        except (EmptyMessage, MessageTooLong) as error:
            return _again(session, case, text, [Sentence(type(error).__doc__ or "", {}, "letter")])
    flash(gettext("Your message is sent."), "success")
    return _back(number)


@blueprint.post("/staff/cases/<number>/notes")
@allow(*WORKERS)
def add_note(number: str) -> Response:
    """Keep a note with the case; only staff see it."""
    text = request.form.get("note", "").strip()[:LONGEST_NOTE]
    with current.database.transaction(current.tenant_id) as session:
        access.case_for(session, number, current.actor)
        if not text:
            raise EmptyMessage
        person = current.actor
        note = Happening(EventKind.NOTE, text=text, actor_id=person.id, actor_name=person.name)
        timeline.record(session, number, [note], now=current.now)
    return _back(number)


def _addressee() -> str:
    return request.form.get("to") or "applicant"


def _again(session: TenantSession, case: Case, text: str, found: list[Sentence]) -> Answer:
    """The case's page with what was typed and what is to be corrected."""
    html = render_template(
        "staff/case.html",
        matter=matter.of_case(session, case),
        key=request.form.get("key") or new_id(),
        letter=text,
        letter_errors=[gettext(each.template, **each.values) for each in found],
    )
    return html, 422


def _back(number: str) -> Response:
    back = safe_next(request.form.get("back"), current.tenant_id)
    return redirect(back or url_for(".case", number=number), 303)
