"""What has come of a rehearsal so far: where the case stands, what would have been sent, what it knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.bpmn import picture
from app.processes import outgoing, rehearsing
from app.processes.rehearsing import Subject
from app.processes.scenarios import Deed, Play, Result, Scenario, Scene
from app.processes.scenarios.judging import ends_of, messages_of, waits_of
from app.web.current import current
from app.web.diagrams import numbered
from app.web.formats import text
from app.web.studio.choosing import in_words, named
from app.web.texts import gettext, ngettext

if TYPE_CHECKING:
    from app.engine import Thrown

#: Names of variables that a step of the history tells.
MOST_NAMES = 6


@dataclass(frozen=True)
class Letter:
    """Something that would have been sent."""

    kind: str  #: "message", "notice" or "party"
    to: str
    subject: str
    body: str
    at: datetime
    is_translated: bool  #: it is in the citizen's language


@dataclass(frozen=True)
class Variable:
    """A variable of the case."""

    name: str
    value: str
    mark: str  #: "new" or "changed" by the last step, or ""


@dataclass(frozen=True)
class Step:
    """One thing that was done, and what it led to."""

    number: int  #: from 1
    title: str
    at: datetime
    passed: tuple[str, ...]  #: names
    changed: tuple[str, ...]  #: names of variables
    signals: tuple[str, ...]


@dataclass(frozen=True)
class Deadline:
    """A moment that the case waits for."""

    name: str
    due_at: datetime
    days: int  #: calendar days from the present of the rehearsal


@dataclass(frozen=True)
class Drawing:
    """A diagram with where the case stands in it."""

    name: str
    svg: str


def place(subject: Subject, played: Play) -> list[str]:
    """Names of where the case stands, or of the ends it has reached."""
    ids = ends_of(played) if played.last.finished else waits_of(played)
    return [named(subject, each) for each in ids]


def path(subject: Subject, played: Play) -> list[str]:
    """Names of everything that was passed, in order."""
    return [named(subject, each) for each in played.passed]


def drawings(subject: Subject, played: Play) -> list[Drawing]:
    """The diagram, and each called one in which something has happened."""
    done, on = set(played.passed), {wait.element_id for wait in played.last.waits}
    found: list[Drawing] = []
    for document in subject.version.documents:
        touched = (done | on) & document.elements.keys()
        if not (touched or not found):
            continue
        name = document.process.label if document.process else ""
        label = gettext(
            "Diagram of “%(name)s” with the path of the case. The same is told in words.", name=name
        )
        numbers = {
            step.element_id: number
            for number, step in numbered(document, current.language, reached=done | on)
        }
        svg = picture(document, lang=current.language, done=done - on, now=on, numbers=numbers, label=label)
        found.append(Drawing(name, svg))
    return found


def letters(subject: Subject, played: Play) -> list[Letter]:
    """Messages and notices, the newest first."""
    said = [_letter(each, scene, played) for scene in played.scenes for each in scene.said]
    return said[::-1]


def _letter(thrown: "Thrown", scene: Scene, played: Play) -> Letter:
    language = played.recording.language
    inputs = thrown.inputs
    kinds = {"polku.notify": "notice", "polku.party": "party"}
    kind = kinds.get(thrown.type, "message")
    to = inputs.get({"notice": "group", "party": "role"}.get(kind, "to"))
    subject = (
        str(inputs.get("name") or "") if kind == "party" else outgoing.text_of(thrown, "subject", language)
    )
    return Letter(
        kind,
        str(to or ("applicant" if kind == "message" else "")),
        subject,
        outgoing.text_of(thrown, "body", language),
        scene.moved_at,
        is_translated=kind != "message" or bool(inputs.get(f"body_{language}") or inputs.get("body")),
    )


def variables(played: Play) -> list[Variable]:
    """What the process knows, but for the case itself; changes of the last step are marked."""
    before = played.scenes[-2].data if len(played.scenes) > 1 else {}
    now = played.last.data or {}
    return [
        Variable(name, in_words(value), _mark(name, before or {}, now))
        for name, value in now.items()
        if name != "case"
    ]


def _mark(name: str, before: Mapping[str, object], now: Mapping[str, object]) -> str:
    if name not in before:
        return "new"
    return "changed" if before[name] != now[name] else ""


def steps(subject: Subject, played: Play) -> list[Step]:
    """What was done, in order."""
    befores = [Scene(None, played.recording.began, played.recording.began), *played.scenes]
    return [
        _step(subject, number, before, scene)
        for number, (before, scene) in enumerate(zip(befores, played.scenes, strict=False), 1)
    ]


def _step(subject: Subject, number: int, before: Scene, scene: Scene) -> Step:
    known, now = before.data or {}, scene.data or {}
    return Step(
        number,
        _done(subject, scene, before.now),
        scene.now,
        tuple(named(subject, each) for each in scene.passed),
        _some([name for name in now if name != "case" and _mark(name, known, now)]),
        tuple(each.signal for each in scene.signalled),
    )


def _some(names: list[str]) -> tuple[str, ...]:
    """The first of them: all stand in the table of variables."""
    return (*names[:MOST_NAMES], "…") if len(names) > MOST_NAMES else tuple(names)


def _done(subject: Subject, scene: Scene, before: datetime) -> str:
    action = scene.action
    if action is None or action.deed is Deed.WAIT:
        return _time_passed(scene.now - before)
    name = named(subject, action.element_id)
    said = {
        Deed.START: gettext("The case begins: %(name)s", name=name),
        Deed.COMPLETE: gettext("Done: %(name)s", name=name),
        Deed.DELIVER: gettext("A message: %(name)s", name=name),
        Deed.FINISH: gettext("Done by the system: %(name)s", name=name),
        Deed.SIGNAL: gettext("A signal: %(name)s", name=name),
    }
    return said[action.deed]


def _time_passed(passed: timedelta) -> str:
    if passed.days:
        return ngettext("%(num)d day passes", "%(num)d days pass", passed.days)
    return ngettext("%(num)d minute passes", "%(num)d minutes pass", round(passed.total_seconds() / 60))


def deadlines(subject: Subject, played: Play) -> list[Deadline]:
    """What falls due by itself, the nearest first."""
    now = played.last.now
    return [
        Deadline(named(subject, timer.element_id), max(timer.due_at, now), max((timer.due_at - now).days, 0))
        for timer in played.last.timers
    ]


def differences(subject: Subject, result: Result) -> list[str]:
    """What came differently, in words."""

    def name(element_id: str) -> str:
        if element_id in subject.version.definition.elements:
            return named(subject, element_id)
        return text(rehearsing.name_in(subject.version, result.scenario, element_id))

    return [each.say(name, gettext) for each in result.differences]


def expected(subject: Subject, scenario: Scenario) -> str:
    """What a scenario leads to, in a few words."""
    expects = scenario.expects
    ids = expects.ends or expects.waits or ()
    names = ", ".join(text(rehearsing.name_in(subject.version, scenario, each)) for each in ids)
    if expects.ends:
        return gettext("Ends at %(names)s", names=names)
    return gettext("Waits at %(names)s", names=names) if names else ""


def sent(subject: Subject, played: Play) -> list[str]:
    """Names of the elements that wrote to somebody."""
    return [named(subject, each) for each in messages_of(played)]
