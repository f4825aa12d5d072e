"""A citizen's own cases: the list, the case page, and what they write there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.cases import register
from app.cases.tables import Case
from app.db import TenantSession, new_id
from app.documents import attachments
from app.documents.tables import Attachment
from app.forms import SummaryRow
from app.identity.actor import Actor
from app.identity.roles import Role
from app.messages import conversation, drafts
from app.messages.tables import Direction, Draft, Message
from app.processes import intake
from app.processes.library import Version
from app.tenants import directory
from app.tenants.tables import Service
from app.web.citizen import stand, uploads, waiting, words, writing
from app.web.citizen.application import Errors
from app.web.citizen.blueprint import blueprint
from app.web.current import current
from app.web.guard import allow


@dataclass(frozen=True)
class Line:
    """A case in the list."""

    case: Case
    service: Service
    status: words.Word
    waits: bool
    unread: int


@dataclass(frozen=True)
class Entry:
    """A message of the conversation as it is shown."""

    message: Message
    mine: bool
    ours: bool  #: from the municipality
    rows: Sequence[SummaryRow]  #: the answers of a form
    files: Sequence[Attachment]


@blueprint.get("/<tenant>/cases")
@allow(Role.CITIZEN)
def my_cases() -> str:
    """The cases and the drafts of the person, those that wait for them first."""
    person = current.actor
    with current.database.reading(current.tenant_id) as session:
        services = {each.key: each for each in directory.services(session)}
        begun = drafts.of_person(session, person.id)
        return render_template(
            "citizen/cases.html",
            lines=_lines(session, person, services),
            drafts=[(draft, services[draft.service_key]) for draft in begun if draft.service_key in services],
            saved=_saved(begun),
            kept=drafts.KEPT,
        )


@blueprint.get("/<tenant>/cases/<number>")
@allow(Role.CITIZEN)
def case(number: str) -> str:
    """Where a case stands, what was written, and what is asked."""
    return _case_page(number, token=new_id())


@blueprint.post("/<tenant>/cases/<number>")
@allow(Role.CITIZEN)
def reply(number: str) -> Response | tuple[str, int]:
    """Write in the case; the token of the page makes a second press harmless."""
    text, token = request.form.get("text", ""), request.form.get("token") or new_id()
    received = uploads.receive(request.files.getlist("files"), "files")
    errors = writing.problems(text, received)
    if errors:
        return _case_page(number, token=token, text=text, errors=errors), 422
    receipt = intake.reply(
        current.database,
        current.tenant_id,
        number,
        text=text,
        by=current.actor,
        idempotency_key=token,
        now=current.now,
        attachments=received.uploads,
    )
    return redirect(url_for(".case", number=number, sent=receipt.message_id), 303)


def _case_page(number: str, *, token: str, text: str = "", errors: Errors | None = None) -> str:
    with current.database.reading(current.tenant_id) as session:
        found = register.find_for_citizen(session, number, current.actor.id)
        shown = _shown(session, found, current.actor)
        page = render_template(
            "citizen/case.html", case=found, token=token, text_typed=text, errors=errors or {}, **shown
        )
        is_news = any(each.ours and each.message.read_at is None for each in shown["entries"])
    if is_news:
        with current.database.transaction(current.tenant_id) as session:
            conversation.mark_read(session, number, Direction.OUT, now=current.now)
    return page


def _shown(session: TenantSession, case: Case, person: Actor) -> dict[str, Any]:
    """What the case page shows of the case to this party."""
    roles = register.roles_in(session, case.number, person.id)
    version = stand.version_of(session, case)
    waits = waiting.of_case(session, case, roles, person.id)
    entries = _entries(session, case, roles, person, version)
    return {
        "service": directory.service(session, case.service_key),
        "status": words.status(case, waits_for_reader=bool(waits)),
        "waits": waits,
        "steps": stand.steps(session, case, version) if version else [],
        "doing": [*waiting.of_others(session, case, roles), *stand.doing(session, case)],
        "outcome": version.names(case.outcome) if version and case.outcome else {},
        "entries": entries,
        "files": [(file, entry) for entry in entries for file in entry.files],
        "sent": any(each.message.id == request.args.get("sent") for each in entries),
    }


def _lines(session: TenantSession, person: Actor, services: Mapping[str, Service]) -> list[Line]:
    cases = register.of_citizen(session, person.id)
    waits = {each.case.number for each in waiting.of_person(session, person)}
    unread = conversation.unread(session, [each.number for each in cases], Direction.OUT)
    lines = [
        Line(
            each,
            services[each.service_key],
            words.status(each, waits_for_reader=each.number in waits),
            each.number in waits,
            unread.get(each.number, 0),
        )
        for each in cases
    ]
    return sorted(lines, key=lambda line: not line.waits)


def _entries(
    session: TenantSession, case: Case, roles: frozenset[str], person: Actor, version: Version | None
) -> list[Entry]:
    files: dict[str, list[Attachment]] = {}
    for file in attachments.of_case(session, case.number):
        files.setdefault(file.message_id or "", []).append(file)
    return [
        Entry(
            message,
            message.author_id == person.id,
            message.direction == Direction.OUT,
            _rows(message, version),
            files.get(message.id, []),
        )
        for message in conversation.for_party(session, case.number, roles, person.id)
    ]


def _rows(message: Message, version: Version | None) -> list[SummaryRow]:
    form = version.form(message.form_id) if version and message.payload else None
    if form is None:
        return []
    return form.summary(
        message.payload,
        current.language,
        now=message.created_at,
        show=words.answer,
        translate=words.translate,
    )


def _saved(begun: Sequence[Draft]) -> Draft | None:
    return next((draft for draft in begun if draft.id == request.args.get("saved")), None)
