"""What an event waits for and what it makes happen, from its event definition."""

from collections.abc import Callable, Mapping

from app.bpmn import Element
from app.engine import problems
from app.engine.reading import NOTHING, Reader
from app.engine.reading_tasks import work
from app.engine.throwing import Effect, Escalate, Fail, Signal, Tell, Terminate
from app.engine.waiting import (
    ConditionRule,
    ErrorRule,
    EscalationRule,
    MessageRule,
    Rule,
    SignalRule,
    TimerRule,
)

_CASE_NUMBER = "=case.number"
#: Where an event stands → what it can wait for; an error needs something around it that it ends.
CATCHES: Mapping[str, frozenset[str]] = {
    "intermediateCatchEvent": frozenset({"message", "timer", "signal", "conditional"}),
    "boundaryEvent": frozenset({"message", "timer", "signal", "conditional", "error", "escalation"}),
    "startEvent": frozenset({"message", "timer", "signal", "conditional", "error", "escalation"}),
    "receiveTask": frozenset({"message"}),
}
THROWS: Mapping[str, frozenset[str]] = {
    "intermediateThrowEvent": frozenset({"", "message", "signal", "escalation", "link"}),
    "endEvent": frozenset({"", "message", "signal", "escalation", "error", "terminate"}),
}


def rule(reader: Reader, element: Element, repeats: bool = False) -> Rule:
    """What a catching event or receive task waits for; `repeats`: it may happen more than once."""
    kind = "message" if element.kind == "receiveTask" else only_kind(element)
    if kind not in CATCHES[element.kind]:
        reader.problems.add(problems.EVENT, element, {"kind": kinds(element)})
        return Rule()
    return _RULES[kind](reader, element, repeats)


def effect(reader: Reader, element: Element) -> Effect | None:
    """What a throwing event does; None where it only marks a point that is reached."""
    kind = only_kind(element)
    if kind is None or kind not in THROWS[element.kind]:
        reader.problems.add(problems.EVENT, element, {"kind": kinds(element)})
        return None
    if kind == "message" or (kind == "" and element.job):
        return Tell(work(reader, element))
    make = _EFFECTS.get(kind)
    return make(reader, element) if make else None


def only_kind(element: Element) -> str | None:
    """The kind of the one event definition; "" for none, None for several."""
    return element.event_kind if len(element.events) <= 1 else None


def kinds(element: Element) -> str:
    """The kinds of all its event definitions, for a sentence."""
    return ", ".join(event.kind for event in element.events) or "none"


def _message(reader: Reader, element: Element, repeats: bool) -> Rule:
    message = reader.document.message(element)
    key = message.correlation_key if message else None
    return MessageRule(
        name=reader.fixed(element, message.name if message else None, "message"),
        key=reader.needed(element, key or _CASE_NUMBER, "correlation key"),
        form_id=element.form_id,
        addressee=element.properties.get("addressee", "applicant"),
    )


def _timer(reader: Reader, element: Element, repeats: bool) -> Rule:
    timer = element.event.timer if element.event else None
    if timer is None:
        reader.problems.add(problems.MISSING, element, {"what": "time"})
        return TimerRule("timeDate", NOTHING)
    if timer.kind == "timeCycle" and not repeats:
        reader.problems.add(problems.CYCLE, element)
    found = reader.needed(element, timer.value, "time")
    reader.time(element, timer.kind, found)
    return TimerRule(timer.kind, found)


def _condition(reader: Reader, element: Element, repeats: bool) -> Rule:
    text = element.event.condition if element.event else None
    return ConditionRule(reader.expression(element, text, "condition"))


def _signal_name(reader: Reader, element: Element) -> str:
    signal = reader.document.named(element.event)
    return reader.fixed(element, signal.name if signal else None, "signal")


def _code_caught(reader: Reader, element: Element) -> str:
    """The code, or "" where the event catches all."""
    if element.event and element.event.ref is None:
        return ""
    return _code_thrown(reader, element)


def _code_thrown(reader: Reader, element: Element) -> str:
    named = reader.document.named(element.event)
    return reader.fixed(element, named.code if named else None, "code")


def _error(reader: Reader, element: Element, repeats: bool) -> Rule:
    if repeats:
        reader.problems.add(problems.ERROR_GOES_ON, element)
    return ErrorRule(_code_caught(reader, element))


_RULES: Mapping[str | None, Callable[[Reader, Element, bool], Rule]] = {
    "message": _message,
    "timer": _timer,
    "conditional": _condition,
    "signal": lambda reader, element, repeats: SignalRule(_signal_name(reader, element)),
    "error": _error,
    "escalation": lambda reader, element, repeats: EscalationRule(_code_caught(reader, element)),
}
_EFFECTS: Mapping[str, Callable[[Reader, Element], Effect]] = {
    "signal": lambda reader, element: Signal(_signal_name(reader, element)),
    "escalation": lambda reader, element: Escalate(_code_thrown(reader, element)),
    "error": lambda reader, element: Fail(_code_thrown(reader, element)),
    "terminate": lambda reader, element: Terminate(),
}
