"""The form of a task as it is being filled: what was typed, the files that came, what is to be corrected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from app.db import TenantSession
from app.documents import attachments
from app.documents.tables import Attachment
from app.forms import Field, InvalidAnswers, Sentence
from app.processes.task_form import TaskForm
from app.web.citizen import uploads
from app.web.current import current

Errors = Mapping[str, Sequence[Sentence]]


@dataclass(frozen=True)
class Filled:
    """What was sent: as typed, and as answers unless there are errors."""

    typed: Mapping[str, object]
    answers: Mapping[str, object]
    errors: Errors
    asks_more: bool  #: a row was added, or an answer brings up a question that was not on the page


def fields(
    shown: TaskForm, typed: Mapping[str, object] | None, files: Iterable[Attachment] = ()
) -> list[Field]:
    """The fields to show, with what was typed, or with what the case knows when nothing was (None)."""
    if shown.form is None:
        return []
    return shown.form.fields(
        shown.data, current.language, now=current.now, raw=typed, attachments=_names(files)
    )


def filled(session: TenantSession, shown: TaskForm) -> Filled:
    """What the request's form holds. Its files are kept with the case, whatever else is wrong."""
    if shown.form is None:
        return Filled({}, {}, {}, asks_more=False)
    typed = shown.form.raw(request.form)
    refused = _keep_files(session, shown, typed) if takes_files(shown) else {}
    files = attachments.of_case(session, shown.case.number) if takes_files(shown) else []
    asks_more = shown.form.newly_asked(request.form, current.language, now=current.now, base=shown.data)
    try:
        answers = shown.form.load(
            typed, current.language, now=current.now, base=shown.data, attachments=_names(files)
        )
    except InvalidAnswers as wrong:
        return Filled(typed, {}, {**wrong.errors, **refused}, asks_more)
    return Filled(typed, answers, refused, asks_more)


def takes_files(shown: TaskForm) -> bool:
    """Whether the task's form asks for files somewhere."""
    components = shown.form.components if shown.form else ()
    return any(component.type == "filepicker" for component in components)


def _names(files: Iterable[Attachment]) -> dict[str, str]:
    return {file.id: file.filename for file in files}


def _keep_files(
    session: TenantSession, shown: TaskForm, typed: dict[str, object]
) -> dict[str, list[Sentence]]:
    refused: dict[str, list[Sentence]] = {}
    for field in _asking_for_files(fields(shown, typed)):
        received = uploads.receive(request.files.getlist(field.name), field.id)
        new = [_keep(session, shown, field.name, upload) for upload in received.uploads]
        before = typed.get(field.name)
        kept = [str(each) for each in before] if isinstance(before, list) else []
        typed[field.name] = [*kept, *new] if field.multiple else (new or kept)[-1:]
        if received.errors:
            refused[field.name] = received.errors
    return refused


def _keep(session: TenantSession, shown: TaskForm, name: str, upload: attachments.Upload) -> str:
    kept = attachments.keep(
        session, upload, now=current.now, by=current.actor.id, case_number=shown.case.number, field=name
    )
    session.flush()
    return kept.id


def _asking_for_files(shown: Sequence[Field]) -> Iterator[Field]:
    for field in shown:
        if field.kind == "filepicker":
            yield field
        yield from _asking_for_files(field.children)
        for row in field.rows:
            yield from _asking_for_files(row)
