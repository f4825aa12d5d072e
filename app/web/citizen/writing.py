"""Write to a service in free words: starts a case, as the form does."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession, new_id
from app.documents.attachments import MOST
from app.documents.errors import TooManyAttachments
from app.forms import Sentence
from app.messages.inbox import LONGEST
from app.processes import intake
from app.tenants import directory
from app.tenants.errors import UnknownService
from app.tenants.tables import Service
from app.translating import N_
from app.web.citizen import uploads
from app.web.citizen.application import Errors
from app.web.citizen.blueprint import applicant, blueprint, citizen
from app.web.current import current
from app.web.guard import public

EMPTY = N_("Write your message")
TOO_LONG = N_("The message is too long. Shorten it, or send it in two parts.")


@blueprint.get("/<tenant>/services/<key>/message")
@public
def message(key: str) -> str:
    """The page to write on."""
    return _page(key, text="", token=new_id())


@blueprint.post("/<tenant>/services/<key>/message")
@public
def send_message(key: str) -> Response | tuple[str, int]:
    """Send the message; the token of the page makes a second press harmless."""
    text, token = request.form.get("text", ""), request.form.get("token") or new_id()
    received = uploads.receive(request.files.getlist("files"), "files")
    errors = problems(text, received)
    if errors:
        return _page(key, text=text, token=token, errors=errors), 422
    intake.write_message(
        current.database,
        current.tenant_id,
        key,
        text=text,
        by=citizen(),
        language=current.language,
        idempotency_key=token,
        now=current.now,
        attachments=received.uploads,
    )
    return redirect(url_for(".sent", key=token), 303)


def problems(text: str, received: uploads.Received) -> Errors:
    """What is to be corrected before a message can be sent, by field name."""
    too_many = (
        [Sentence(TooManyAttachments.__doc__ or "", {}, "files")] if len(received.uploads) > MOST else []
    )
    found = {"text": _text_problems(text.strip()), "files": [*too_many, *received.errors]}
    return {name: sentences for name, sentences in found.items() if sentences}


def _text_problems(text: str) -> list[Sentence]:
    if not text:
        return [Sentence(EMPTY, {}, "text")]
    return [Sentence(TOO_LONG, {}, "text")] if len(text) > LONGEST else []


def _service(session: TenantSession, key: str) -> Service:
    """The service, if it takes free messages; raises UnknownService or ServiceClosed."""
    service = directory.open_service(session, key)
    if "message" not in service.texts.get("starts", ()):
        raise UnknownService(key)
    return service


def _page(key: str, *, text: str, token: str, errors: Errors | None = None) -> str:
    with current.database.reading(current.tenant_id) as session:
        service = _service(session, key)
        return render_template(
            "citizen/message.html",
            service=service,
            person=applicant(service),
            text_typed=text,
            token=token,
            errors=errors or {},
            longest=LONGEST,
        )
