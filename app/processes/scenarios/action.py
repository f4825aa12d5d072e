"""What somebody does in a rehearsal, told by element: tokens have other ids in every play."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.engine import OpenedTask, ServiceJob, SignalWait, Subscription
from app.engine.outcome import Wait


class Deed(StrEnum):
    """What kind of thing is done."""

    START = "start"  #: the case begins at a start event
    COMPLETE = "complete"  #: a person completes a task
    DELIVER = "deliver"  #: a message comes
    FINISH = "finish"  #: the system has done its work
    SIGNAL = "signal"  #: a signal comes
    WAIT = "wait"  #: time passes, and what falls due happens


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that is done."""

    deed: Deed
    element_id: str = ""  #: "" when time passes
    place: int = 0  #: among what waits at the element for the same, from 0, in the order it came
    data: Mapping[str, object] = field(default_factory=dict)  #: plain: answers, or results
    until: datetime | None = None  #: until when time passes; None with every other deed


#: What is waited for, by what ends it.
WAITS: Mapping[Deed, type[Wait]] = {
    Deed.COMPLETE: OpenedTask,
    Deed.DELIVER: Subscription,
    Deed.FINISH: ServiceJob,
    Deed.SIGNAL: SignalWait,
}


def waited_for(action: Action, waits: Sequence[Wait]) -> Wait | None:
    """What the action ends; None when nobody waits for it."""
    kind = WAITS[action.deed]
    there = [each for each in waits if isinstance(each, kind) and each.element_id == action.element_id]
    return there[action.place] if 0 <= action.place < len(there) else None


def place_of(wait: Wait, waits: Sequence[Wait]) -> int:
    """Where something stands among what waits at its element for the same."""
    there = [each for each in waits if type(each) is type(wait) and each.element_id == wait.element_id]
    return [each.id for each in there].index(wait.id)


def to_plain(action: Action) -> dict[str, object]:
    """The action as plain data, without what says nothing."""
    found: dict[str, object] = {"do": action.deed.value}
    if action.element_id:
        found["at"] = action.element_id
    if action.place:
        found["place"] = action.place
    if action.data:
        found["data"] = dict(action.data)
    if action.until:
        found["until"] = action.until
    return found


def from_plain(value: object) -> Action:
    """The action that `to_plain` gave; raises ValueError for anything else."""
    if not isinstance(value, Mapping):
        raise ValueError("an action must be an object")
    deed = Deed(str(value.get("do")))
    element, place = value.get("at", ""), value.get("place", 0)
    data, until = value.get("data", {}), value.get("until")
    if not isinstance(element, str) or not isinstance(data, Mapping) or type(place) is not int:
        raise ValueError("an action has an element, a place and data")
    is_moment = isinstance(until, datetime) and until.tzinfo is not None
    if is_moment is not (deed is Deed.WAIT) or bool(element) is (deed is Deed.WAIT):
        raise ValueError("time passes until a moment, and everything else is done at an element")
    return Action(deed, element, place, dict(data), until)
