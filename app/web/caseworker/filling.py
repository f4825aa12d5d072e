"""The form of a task as it is being filled: what was typed, the files that came, what is to be corrected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask import request

from app.db import TenantSession
from app.documents import attachments
from app.documents.tables import Attachment
from app.forms import Field, InvalidAnswers, Sentence
from app.processes.standing import Asking, TaskInHand
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


@dataclass(frozen=True)
class Typed:
    """What the request's form holds, its files kept with the case and named by their ids."""

    values: Mapping[str, object]
    refused: Errors  #: of files that could not be kept


@dataclass
class Sent:
    """Judges what was sent for a task, and holds what came of it for the page."""

    typed: Typed | None = None  #: None: what the request's form holds
    filled: Filled = field(default_factory=lambda: Filled({}, {}, {}, asks_more=False))
    names: Mapping[str, str] = field(default_factory=dict)  #: of the task, by language

    def __call__(
        self, session: TenantSession, task: TaskInHand, asking: Asking
    ) -> Mapping[str, object] | None:
        """The answers; None when something is to be corrected, or is asked besides."""
        typed = self.typed or receive(session, asking)
        self.names, self.filled = task.names, judge(session, asking, typed)
        return None if self.filled.errors or self.filled.asks_more else self.filled.answers


def fields(
    asking: Asking, typed: Mapping[str, object] | None, files: Iterable[Attachment] = ()
) -> list[Field]:
    """The fields to show, with what was typed, or with what the case knows when nothing was (None)."""
    if asking.form is None:
        return []
    return asking.form.fields(
        asking.data, current.language, now=current.now, raw=typed, attachments=_names(files)
    )


def receive(session: TenantSession, asking: Asking) -> Typed:
    """What the request's form holds. Its files are kept with the case, whatever else is wrong."""
    if asking.form is None:
        return Typed({}, {})
    typed = asking.form.raw(request.form)
    refused = _keep_files(session, asking, typed) if takes_files(asking) else {}
    return Typed(typed, refused)


def judge(session: TenantSession, asking: Asking, typed: Typed) -> Filled:
    """What was typed as answers, or with what is to be corrected."""
    form, refused = asking.form, typed.refused
    if form is None:
        return Filled({}, {}, {}, asks_more=False)
    files = attachments.of_case(session, asking.case_number) if takes_files(asking) else []
    asks_more = form.newly_asked(request.form, current.language, now=current.now, base=asking.data)
    try:
        answers = form.load(
            typed.values, current.language, now=current.now, base=asking.data, attachments=_names(files)
        )
    except InvalidAnswers as wrong:
        return Filled(typed.values, {}, {**wrong.errors, **refused}, asks_more)
    return Filled(typed.values, answers, refused, asks_more)


def takes_files(asking: Asking) -> bool:
    """Whether the task's form asks for files somewhere."""
    components = asking.form.components if asking.form else ()
    return any(component.type == "filepicker" for component in components)


def _names(files: Iterable[Attachment]) -> dict[str, str]:
    return {file.id: file.filename for file in files}


def _keep_files(
    session: TenantSession, asking: Asking, typed: dict[str, object]
) -> dict[str, list[Sentence]]:
    refused: dict[str, list[Sentence]] = {}
    for asked in _asking_for_files(fields(asking, typed)):
        received = uploads.receive(request.files.getlist(asked.name), asked.id)
        new = [_keep(session, asking, asked.name, upload) for upload in received.uploads]
        before = typed.get(asked.name)
        kept = [str(each) for each in before] if isinstance(before, list) else []
        typed[asked.name] = [*kept, *new] if asked.multiple else (new or kept)[-1:]
        if received.errors:
            refused[asked.name] = received.errors
    return refused


def _keep(session: TenantSession, asking: Asking, name: str, upload: attachments.Upload) -> str:
    kept = attachments.keep(
        session, upload, now=current.now, by=current.actor.id, case_number=asking.case_number, field=name
    )
    session.flush()
    return kept.id


def _asking_for_files(shown: Sequence[Field]) -> Iterator[Field]:
    for each in shown:
        if each.kind == "filepicker":
            yield each
        yield from _asking_for_files(each.children)
        for row in each.rows:
            yield from _asking_for_files(row)
