"""What came differently from what a scenario expects, in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.engine import Definition
from app.processes.scenarios.action import Action, Deed
from app.processes.scenarios.playing import Play
from app.translating import N_

#: Elements that only lead from one to the next: one more of them is no other path.
BETWEEN = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"})
#: What listens beside the work: events on a task, and starts of event sub-processes.
_BESIDE = frozenset({"boundaryEvent", "startEvent"})
MESSAGE = "polku.message"

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What has to come of a play; what is None is not looked at. Elements are told by their ids."""

    path: tuple[str, ...] | None = None  #: what is passed, in order, without gateways
    ends: tuple[str, ...] | None = None  #: the end events reached, in any order; () where the case goes on
    waits: tuple[str, ...] | None = None  #: where the case waits then, in any order
    messages: tuple[str, ...] | None = None  #: elements that write to a party of the case, in order
    days: int | None = None  #: whole days from the beginning to the last thing that happened


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came differently."""

    sentence: str  #: an English template
    elements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: ids by the names it uses
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, name: Name, translate: Callable[[str], str] = str) -> str:
        """The sentence; `name` gives what an element is called."""
        named = {key: ", ".join(f"“{name(each)}”" for each in ids) for key, ids in self.elements.items()}
        said = {
            key: translate(value) if isinstance(value, str) else value for key, value in self.values.items()
        }
        return translate(self.sentence) % {**named, **said}


def differences(played: Play, expects: Expectation) -> tuple[Difference, ...]:
    """What came differently. What stopped the play is told alone: all that follows comes of it."""
    stopped = _stopped(played)
    if stopped is not None:
        return (stopped,)
    return tuple(
        each for judge in (_of_ends, _of_path, _of_messages, _of_days) for each in judge(played, expects)
    )


def path_of(played: Play) -> tuple[str, ...]:
    """What was passed, without gateways."""
    return tuple(each for each in played.passed if _kind(played.definition, each) not in BETWEEN)


def ends_of(played: Play) -> tuple[str, ...]:
    """The end events of the process that were reached; () while the case goes on."""
    if not played.last.finished:
        return ()
    return tuple(sorted({end for scene in played.scenes for end in scene.ended}))


def waits_of(played: Play) -> tuple[str, ...]:
    """Where the case waits; a deadline or a question beside something else is no place of its own."""
    waits = [wait for wait in played.last.waits if not getattr(wait, "task_id", None)]
    places = {wait.element_id for wait in waits}
    beside = {each for each in places if _kind(played.definition, each) in _BESIDE}
    return tuple(sorted(places - beside or places))


def messages_of(played: Play) -> tuple[str, ...]:
    """The elements that wrote to a party of the case."""
    return tuple(each.element_id for each in played.said if each.type == MESSAGE)


def _kind(definition: Definition, element_id: str) -> str:
    element = definition.elements.get(element_id)
    return element.type if element else ""


_NOT_DONE: Mapping[Deed, str] = {
    Deed.START: N_("The case can no longer begin at %(step)s."),
    Deed.COMPLETE: N_("%(step)s was to be done on day %(day)d, but nobody has this task then."),
    Deed.DELIVER: N_("A message was to come for %(step)s on day %(day)d, but nobody waits for it then."),
    Deed.FINISH: N_("The system was to do %(step)s on day %(day)d, but nobody waits for it then."),
    Deed.SIGNAL: N_("A signal was to come for %(step)s on day %(day)d, but nobody waits for it then."),
    Deed.WAIT: N_("Time was to pass on day %(day)d, but it cannot run backwards."),
}


def _stopped(played: Play) -> Difference | None:
    failure = played.last.failure
    if failure is not None and failure.element_id:
        sentence = N_("The process stops at %(step)s: %(cause)s")
        return Difference(sentence, {"step": (failure.element_id,)}, {"cause": failure.cause})
    if failure is not None:
        return Difference(N_("The process stops: %(cause)s"), {}, {"cause": failure.cause})
    return _not_done(played, played.stuck) if played.stuck else None


def _not_done(played: Play, action: Action) -> Difference:
    day = (played.last.now - played.recording.began).days
    step: dict[str, tuple[str, ...]] = {"step": (action.element_id,)} if action.element_id else {}
    if played.last.finished:
        sentence = N_("%(step)s was to come on day %(day)d, but the case had ended at %(ends)s.")
        return Difference(sentence, {**step, "ends": ends_of(played)}, {"day": day})
    waits = waits_of(played)
    sentence = _NOT_DONE[action.deed]
    if waits and action.deed is not Deed.START:
        sentence = _AND_WAITS[action.deed]
        step = {**step, "waits": waits}
    return Difference(sentence, step, {"day": day})


_AND_WAITS: Mapping[Deed, str] = {
    Deed.COMPLETE: N_("%(step)s was to be done on day %(day)d, but the case then waits at %(waits)s."),
    Deed.DELIVER: N_(
        "A message was to come for %(step)s on day %(day)d, but the case then waits at %(waits)s."
    ),
    Deed.FINISH: N_("The system was to do %(step)s on day %(day)d, but the case then waits at %(waits)s."),
    Deed.SIGNAL: N_(
        "A signal was to come for %(step)s on day %(day)d, but the case then waits at %(waits)s."
    ),
    Deed.WAIT: N_("Time was to pass on day %(day)d, but the case then waits at %(waits)s."),
}


def _of_ends(played: Play, expects: Expectation) -> Iterator[Difference]:
    ends, waits = ends_of(played), waits_of(played)
    if expects.ends and ends != expects.ends:
        if ends:
            sentence = N_("The case now ends at %(now)s, expected the end %(expected)s.")
            yield Difference(sentence, {"now": ends, "expected": expects.ends})
        else:
            sentence = N_("The case now waits at %(now)s, expected the end %(expected)s.")
            yield Difference(sentence, {"now": waits, "expected": expects.ends})
    elif expects.ends == () and ends:
        sentence = N_("The case now ends at %(now)s, expected it to wait at %(expected)s.")
        yield Difference(sentence, {"now": ends, "expected": expects.waits or ()})
    elif expects.waits and not ends and waits != expects.waits:
        sentence = N_("The case now waits at %(now)s, expected it to wait at %(expected)s.")
        yield Difference(sentence, {"now": waits, "expected": expects.waits})


def _of_path(played: Play, expects: Expectation) -> Iterator[Difference]:
    if expects.path is None:
        return
    now, expected = path_of(played), expects.path
    at = _first_difference(now, expected)
    if at is None:
        return
    elements = {key: path[at : at + 1] for key, path in (("now", now), ("expected", expected))}
    after = {"after": now[at - 1 : at]} if at else {}
    if not elements["now"]:
        yield Difference(N_("%(expected)s is no longer reached."), {"expected": elements["expected"]})
    elif not elements["expected"]:
        yield Difference(N_("After %(after)s comes %(now)s as well."), {**after, "now": elements["now"]})
    elif at:
        yield Difference(N_("After %(after)s comes %(now)s, expected %(expected)s."), {**after, **elements})
    else:
        yield Difference(N_("The case begins with %(now)s, expected %(expected)s."), elements)


def _first_difference(now: Sequence[str], expected: Sequence[str]) -> int | None:
    same = next((at for at, pair in enumerate(zip(now, expected, strict=False)) if pair[0] != pair[1]), None)
    if same is not None:
        return same
    return min(len(now), len(expected)) if len(now) != len(expected) else None


def _of_messages(played: Play, expects: Expectation) -> Iterator[Difference]:
    if expects.messages is None:
        return
    now, expected = messages_of(played), expects.messages
    for missing in dict.fromkeys(each for each in expected if now.count(each) < expected.count(each)):
        yield Difference(N_("The message %(message)s is not sent."), {"message": (missing,)})
    for added in dict.fromkeys(each for each in now if now.count(each) > expected.count(each)):
        yield Difference(N_("The message %(message)s is sent as well."), {"message": (added,)})


def _of_days(played: Play, expects: Expectation) -> Iterator[Difference]:
    if expects.days is not None and played.days != expects.days:
        sentence = N_("It takes %(now)d days, expected %(expected)d.")
        yield Difference(sentence, {}, {"now": played.days, "expected": expects.days})
