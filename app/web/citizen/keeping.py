"""Keep what was typed on a page of an application, right or wrong, and the files that came with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Request

from app.db import TenantSession
from app.documents import attachments
from app.documents.attachments import Upload
from app.documents.errors import TooManyAttachments
from app.forms import Field, Sentence
from app.messages import drafts
from app.messages.tables import Draft
from app.web.citizen import uploads
from app.web.citizen.application import Application, Errors
from app.web.current import current


def keep(
    session: TenantSession, draft: Draft, application: Application, page: int, request: Request
) -> Errors:
    """Save the page that was sent; gives what is wrong with its files, by field name."""
    typed = application.retyped(page, request.form)
    refused: dict[str, Sequence[Sentence]] = {}
    for field in list(replace(application, typed=typed).files_asked(page)):
        kept = [each for each in _texts(typed.get(field.name)) if each in application.attachments]
        received = uploads.receive(request.files.getlist(field.name), field.id)
        new = _keep_files(session, draft, field, received)
        typed[field.name] = [*kept, *new] if field.multiple else (new or kept)[-1:]
        if received.errors:
            refused[field.name] = received.errors
    _drop_unused_files(session, draft, typed)
    drafts.save(session, draft, typed, now=current.now)
    return refused


def _keep_files(session: TenantSession, draft: Draft, field: Field, received: uploads.Received) -> list[str]:
    """Store what may be kept, up to as many files as a draft may have; gives their ids."""
    new: list[str] = []
    try:
        for upload in received.uploads:
            new.append(_keep_file(session, draft, field.name, upload))  # noqa: PERF401 - those before an error stay
    except TooManyAttachments:
        received.errors.append(Sentence(TooManyAttachments.__doc__ or "", {}, field.id))
    return new


def _keep_file(session: TenantSession, draft: Draft, field: str, upload: Upload) -> str:
    kept = attachments.keep(
        session, upload, now=current.now, by=draft.person_id, draft_id=draft.id, field=field
    )
    session.flush()
    return kept.id


def _drop_unused_files(session: TenantSession, draft: Draft, typed: Mapping[str, object]) -> None:
    """A file that no field names any more would otherwise go along with the application."""
    named = {each for value in typed.values() for each in _texts(value)}
    for file in attachments.of_draft(session, draft.id):
        if file.id not in named:
            attachments.remove_from_draft(session, draft.id, file.id)


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
