"""A question of a merge as pages ask it: what each side did, what follows from each answer, where it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from app.bpmn import Mark
from app.changes.wording import Value
from app.processes.drafting_files import Files, main_of
from app.tailoring import Answer, Given, Question
from app.web.studio import differences
from app.web.studio.differences import Line
from app.web.studio.typed import one_line
from app.web.texts import gettext

#: Of a value that is written as an answer.
LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Names:
    """What the three versions are called on the page."""

    base: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer, and what will be."""

    choice: str
    label: str
    follows: list[str]
    writes: bool  #: another value is written with it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the reader's language."""

    key: str
    topic: str
    why: str
    theirs: list[Line]
    ours: list[Line]
    versions: list[tuple[str, str]]  #: what a version is called, and what it has there
    options: list[Option]
    given: str  #: the choice that was made; "" while it is open
    answer: str  #: the same as its label


def of(question: Question, names: Names, language: str) -> Asked:
    """A question for a page."""
    options = [_option(answer, question, language) for answer in question.answers]
    given = question.given.choice if question.given else ""
    return Asked(
        question.key,
        question.topic.say(gettext, language),
        question.why.say(gettext, language),
        differences.lines(question.theirs, language),
        differences.lines(question.ours, language),
        _versions(question, names, language),
        options,
        given,
        next((option.label for option in options if option.choice == given), ""),
    )


def given_in(form: MultiDict[str, str], question: Question, suffix: str = "") -> Given | None:
    """The answer that was sent; None for none, an empty one, or one that the question does not offer.

    `suffix` ends the names of its fields where several questions are answered together.
    """
    choice = next((each for each in question.choices if each == form.get(f"choice{suffix}")), None)
    if choice is None:
        return None
    if choice != "edit" or not question.writable:
        return Given(choice)
    value = one_line(form.get(f"value{suffix}", ""), LONGEST_VALUE)
    return Given(choice, value) if value else None


def spots(
    question: Question, ours: Files, theirs: Files, names: Names, language: str
) -> list[tuple[str, Markup]]:
    """Where the question is, on their diagram and on ours."""
    old = {each for change in (*question.theirs, *question.ours) for each in change.old_elements}
    there = {each for change in question.theirs for each in change.new_elements}
    here = {each for change in question.ours for each in change.new_elements}
    return [
        (names.ours, _drawn(f"mine-{question.key}", ours, old | here, names.ours, language)),
        (names.theirs, _drawn(f"theirs-{question.key}", theirs, old | there, names.theirs, language)),
    ]


def _option(answer: Answer, question: Question, language: str) -> Option:
    follows = [sentence.say(gettext, language) for sentence in answer.follows]
    writes = answer.choice == "edit" and question.writable
    return Option(answer.choice, gettext(answer.label), follows, writes)


def _versions(question: Question, names: Names, language: str) -> list[tuple[str, str]]:
    three = question.versions
    found = ((names.base, three.base), (names.theirs, three.theirs), (names.ours, three.ours))
    return [(name, _short(value, language)) for name, value in found if value is not None]


def _short(value: Value, language: str) -> str:
    return value if isinstance(value, str) else value.fill(gettext, language, bold=False)


def _drawn(name: str, files: Files, elements: set[str], called: str, language: str) -> Markup:
    marks: Mapping[str, Mark] = dict.fromkeys(elements, "asked")
    label = gettext("%(version)s, with the place of the question marked", version=called)
    return differences.drawn(name, files[main_of(files)], marks, label, language, close=True)
