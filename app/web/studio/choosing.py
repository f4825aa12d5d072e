"""What can be done next in a rehearsal, by whom, and the form it is done with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import request

from app.bpmn.doing import FILLED_IN
from app.forms import Field, Form, InvalidAnswers, Sentence
from app.processes import data_text, filling, rehearsing
from app.processes.data_text import NotData
from app.processes.library import Version
from app.processes.made_up import LETTERS, SENTENCES
from app.processes.rehearsing import Subject
from app.processes.scenarios import Deed, Play
from app.processes.scenarios.action import WAITS, place_of
from app.processes.service_tasks import DECISION_DOCUMENT
from app.web.current import current
from app.web.diagrams import kind_name
from app.web.formats import clock_time, date_short, day, reader, text
from app.web.studio.typed import lines
from app.web.texts import gettext

#: The most that one message may say, as with real ones.
LONGEST_LETTER = 10_000

#: Texts that fit the patterns of forms: nothing, a telephone, a place on the map, a postal code, an identity
#: code of nobody, a business id, an account, an address of a page.
_EXAMPLES = (
    "",
    "040 123 4567",
    "62.2415, 25.7482",
    "00100",
    "010190-900P",
    "1234567-1",
    "FI21 1234 5600 0007 85",
    "https://www.example.org",
)


@dataclass(frozen=True)
class Choice:
    """One thing that somebody can do."""

    deed: Deed
    element_id: str
    place: int
    who: str  #: "citizen", "staff" or "system"
    title: str
    data: Mapping[str, object] = field(default_factory=dict)  #: what its form may show
    form: Form | None = None
    message: str | None = None
    groups: tuple[str, ...] = ()
    due_at: datetime | None = None
    work: tuple[tuple[str, str], ...] = ()  #: what the system's work is given, name by value
    suggestion: Mapping[str, object] = field(default_factory=dict)
    makes_document: bool = False  #: which can be looked at

    @property
    def key(self) -> str:
        """What the address of its form says."""
        return f"{self.deed}.{self.place}.{self.element_id}"

    @property
    def letter(self) -> str | None:
        """What the text of a message in own words is called in the process; None for other things."""
        return LETTERS.get(self.message) if self.form is None else None

    @property
    def gives_results(self) -> bool:
        """Whether results are typed in as data."""
        return self.deed is Deed.FINISH

    @property
    def takes_files(self) -> bool:
        """Whether its form asks for files."""
        return any(each.type == "filepicker" for each in self.form.components) if self.form else False


@dataclass(frozen=True)
class Filled:
    """What was typed: as it was, as data, and what has to be corrected."""

    raw: Mapping[str, object] = field(default_factory=dict)
    words: str = ""  #: of a letter, or of results
    data: Mapping[str, object] = field(default_factory=dict)
    errors: Mapping[str, Sequence[Sentence]] = field(default_factory=dict)
    asks_more: bool = False
    wrong: str = ""  #: why the words cannot be taken

    @property
    def refused(self) -> bool:
        """Whether it has to be shown again."""
        return bool(self.errors or self.asks_more or self.wrong)


def named(subject: Subject, element_id: str) -> str:
    """What an element is called in the reader's language; its kind where it has no name."""
    return called(subject.version, element_id)


def called(version: Version, element_id: str) -> str:
    """The same for an element of this version."""
    element = version.definition.elements.get(element_id)
    if element is None or element.name:
        return text(version.names(element_id))
    return kind_name(element.type)


def choices(subject: Subject, played: Play) -> list[Choice]:
    """Everything that can be done now but to let time pass, in the order of who does it."""
    if played.last.failure is not None or played.last.finished:
        return []
    found = list(_waiting(subject, played) if played.scenes else _starts(subject))
    return sorted(found, key=lambda each: ("staff", "citizen", "system").index(each.who))


def _starts(subject: Subject) -> Iterator[Choice]:
    starts = subject.version.definition.starts
    for start in sorted(starts, key=lambda each: each.message != "application"):
        yield Choice(
            Deed.START,
            start.element_id,
            0,
            "citizen" if start.message else "system",
            named(subject, start.element_id),
            form=subject.version.form(start.form_id),
            message=start.message,
        )


def _waiting(subject: Subject, played: Play) -> Iterator[Choice]:
    deeds = {kind: deed for deed, kind in WAITS.items()}
    for wait in played.last.waits:
        deed = deeds.get(type(wait))
        if deed is None:
            continue
        task = getattr(wait, "task_id", None)
        form = subject.version.form(getattr(wait, "form_id", None))
        yield Choice(
            deed,
            wait.element_id,
            place_of(wait, played.last.waits),
            _who(deed, task or getattr(wait, "addressee", "") == "staff"),
            named(subject, wait.element_id),
            data=played.task_data(wait.id) if deed is Deed.COMPLETE else {},
            form=form,
            message=getattr(wait, "message", None),
            groups=getattr(wait, "groups", ()),
            due_at=getattr(wait, "due_at", None),
            work=_work(wait) if deed is Deed.FINISH else (),
            suggestion=rehearsing.result_of(wait) if deed is Deed.FINISH else {},  # type: ignore[arg-type]
            makes_document=getattr(wait, "type", "") == DECISION_DOCUMENT,
        )


def _who(deed: Deed, is_staff: object) -> str:
    if deed is Deed.DELIVER:
        return "staff" if is_staff else "citizen"
    return "staff" if deed is Deed.COMPLETE else "system"


def _work(wait: object) -> tuple[tuple[str, str], ...]:
    inputs: Mapping[str, object] = getattr(wait, "inputs", {})
    kind = str(getattr(wait, "type", ""))
    texts = FILLED_IN.get(kind, frozenset())
    given = [
        (name, filling.filled(value) if name in texts else in_words(value)) for name, value in inputs.items()
    ]
    return ((gettext("Kind of work"), kind), *given)


def chosen(found: Sequence[Choice], key: str) -> Choice | None:
    """The choice that the address names, else the first."""
    return next((each for each in found if each.key == key), next(iter(found), None))


def empty(choice: Choice) -> Filled:
    """Nothing is typed yet."""
    return Filled(words=data_text.to_text(choice.suggestion) if choice.gives_results else "")


def example(subject: Subject, choice: Choice, now: datetime) -> Filled:
    """Typed by the machine."""
    if choice.letter:
        return Filled(words=SENTENCES[choice.message])
    if choice.form is None:
        return empty(choice)
    answers = rehearsing.example(subject.version, choice.form.id, choice.data, now=now)
    raw = choice.form.to_raw(answers)
    for name in _wrong(choice.form, choice, raw, now):
        raw[name] = next(
            (each for each in _EXAMPLES if name not in _wrong(choice.form, choice, {**raw, name: each}, now)),
            "",
        )
    return Filled(raw=raw)


def _wrong(form: Form, choice: Choice, raw: Mapping[str, object], now: datetime) -> list[str]:
    """The text fields whose answers the form refuses."""
    try:
        form.load(raw, current.language, now=now, base=choice.data)
    except InvalidAnswers as wrong:
        return [name for name in wrong.errors if isinstance(raw.get(name), str)]
    return []


def filled(choice: Choice, now: datetime) -> Filled:
    """What the request's form holds."""
    if choice.letter:
        words = lines(request.form.get("words", ""), LONGEST_LETTER)
        wrong = "" if words else gettext("Write what is said.")
        data: dict[str, object] = {choice.letter: words}
        return Filled(
            words=words, data=data | ({"replied_at": now} if choice.message == "reply" else {}), wrong=wrong
        )
    if choice.gives_results:
        return _results(request.form.get("words", ""))
    return _answers(choice.form, choice, now) if choice.form else Filled()


def _results(words: str) -> Filled:
    try:
        return Filled(words=words, data=data_text.from_text(words or "{}"))
    except NotData as wrong:
        place = {"line": str(wrong.line), "column": str(wrong.column)}
        sentence = gettext("This cannot be read as data: look at line %(line)s, column %(column)s.", **place)
        return Filled(words=words, wrong=sentence)


def _answers(form: Form, choice: Choice, now: datetime) -> Filled:
    raw = form.raw(request.form)
    files = _files(form, choice, raw, now)
    asks_more = form.newly_asked(request.form, current.language, now=now, base=choice.data)
    try:
        data = form.load(raw, current.language, now=now, base=choice.data, attachments=files)
    except InvalidAnswers as wrong:
        return Filled(raw=raw, errors={} if asks_more else wrong.errors, asks_more=asks_more)
    return Filled(raw=raw, data=data, asks_more=asks_more)


def _files(form: Form, choice: Choice, raw: dict[str, object], now: datetime) -> dict[str, str]:
    """Files are only named in a rehearsal: what is in them is neither read nor kept."""
    found: dict[str, str] = {}
    for each in form.fields(choice.data, current.language, now=now, raw=raw):
        if each.kind == "filepicker":
            before = raw.get(each.name)
            names = [str(name) for name in before] if isinstance(before, list) else []
            names += [file.filename or "" for file in request.files.getlist(each.name) if file.filename]
            raw[each.name] = names if each.multiple else names[-1:]
            found |= {name: name for name in names}
    return found


def fields(choice: Choice, typed: Filled, now: datetime) -> list[Field]:
    """What is asked, all pages one after the other, as citizens and caseworkers see it."""
    if choice.form is None:
        return []
    files = {
        name: name for value in typed.raw.values() if isinstance(value, list) for name in map(str, value)
    }
    return choice.form.fields(
        choice.data, current.language, now=now, raw=typed.raw or None, attachments=files
    )


def in_words(value: object) -> str:
    """A variable as people read it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {in_words(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(in_words(each) for each in value)
    if isinstance(value, datetime):
        return f"{date_short(value, reader())} {clock_time(value, reader())}"
    return day(value, reader()) if isinstance(value, date) else str(value)
