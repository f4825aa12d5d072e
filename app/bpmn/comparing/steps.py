"""Steps that are new or gone, in words: each kind of element has its own way to be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.bpmn.comparing.speaking import name_or, named_after, named_before, step
from app.bpmn.comparing.version import Version, name_of
from app.bpmn.comparing.who import who
from app.bpmn.durations import timer_phrase
from app.bpmn.elements import Element
from app.bpmn.names import GATEWAYS
from app.changes.change import Change, Group
from app.changes.wording import Sentence, Value
from app.translating import N_

_SOMETHING = N_("the next step")


@dataclass(frozen=True, slots=True)
class _Told:
    """How an element of one sort is told: when it is new after another step, new at all, and gone."""

    group: Group
    new: str
    gone: str
    new_after: str = ""
    bold: str = "step"


_TASK = _Told(
    "order",
    N_("%(step)s is new."),
    N_("%(step)s is no longer done."),
    N_("%(step)s is new and follows %(before)s."),
)
_DONE_BY = N_("%(step)s is new and follows %(before)s; it is done by %(who)s.")
_TOLD: Mapping[str, _Told] = {
    "letter": _Told(
        "citizen",
        N_("The citizen now gets a message: %(step)s."),
        N_("The citizen no longer gets a message: %(step)s."),
        N_("The citizen now gets a message after %(before)s: %(step)s."),
    ),
    "start": _Told(
        "citizen", N_("A case can now begin with %(step)s."), N_("A case can no longer begin with %(step)s.")
    ),
    "end": _Told(
        "order",
        N_("A case can now end with %(step)s."),
        N_("A case can no longer end with %(step)s."),
        N_("A case can now end with %(step)s, after %(before)s."),
    ),
    "unnamed end": _Told(
        "order",
        N_("There is a new end."),
        N_("A case can no longer end after %(before)s."),
        N_("A case can now end after %(before)s."),
        "before",
    ),
    "wait": _Told(
        "order",
        N_("The case now waits for %(step)s."),
        N_("The case no longer waits for %(step)s."),
        N_("After %(before)s, the case now waits for %(step)s."),
    ),
    "pause": _Told(
        "deadlines",
        N_("The case now waits for %(time)s at %(step)s."),
        N_("The case no longer waits for %(time)s at %(step)s."),
        N_("After %(before)s, the case now waits for %(time)s: %(step)s."),
        "time",
    ),
    "limit": _Told(
        "deadlines",
        N_("When %(task)s has been open for %(time)s, it ends, and %(next)s follows."),
        N_("%(task)s no longer ends after %(time)s."),
        bold="time",
    ),
    "reminder": _Told(
        "deadlines",
        N_("When %(task)s has been open for %(time)s, %(next)s follows beside it."),
        N_("When %(task)s has been open for %(time)s, %(next)s no longer follows."),
        bold="time",
    ),
    "event": _Told(
        "order",
        N_("While %(task)s is open, %(step)s can now happen, and %(next)s follows."),
        N_("While %(task)s is open, %(step)s can no longer happen."),
    ),
    "choice": _Told(
        "order",
        N_("The question %(step)s is new."),
        N_("The question %(step)s is no longer asked."),
        N_("The question %(step)s is new and follows %(before)s."),
    ),
    "milestone": _Told(
        "order",
        N_("%(step)s is a new point on the way."),
        N_("%(step)s is no longer a point on the way."),
        N_("%(step)s is a new point on the way, after %(before)s."),
    ),
    "part": _Told(
        "order",
        N_("%(step)s is a new part with steps of its own."),
        N_("%(step)s and all its steps are gone."),
        N_("%(step)s is a new part with steps of its own; it follows %(before)s."),
    ),
}
_SORT_OF_KIND = {
    "startEvent": "start",
    "endEvent": "end",
    "intermediateThrowEvent": "milestone",
    "receiveTask": "wait",
    "subProcess": "part",
    "transaction": "part",
    "adHocSubProcess": "part",
}
TOPIC = N_("The step %(step)s")


def told(version: Version, key: str, *, new: bool) -> Change | None:
    """A step that is new in this version, or that the other version no longer has.

    None for what nobody sees: an unnamed gateway, where it only lets ways meet or part.
    """
    element = version.element(key)
    if element is None or (element.kind in GATEWAYS and not name_of(element)):
        return None
    about = _TOLD.get(_sort(element), _TASK)
    values = _values(version, element)
    template = about.gone
    if new:
        template = about.new_after if about.new_after and "before" in values else about.new
        if about is _TASK and "who" in values and "before" in values:
            template = _DONE_BY
    ids = (element.id,)
    return Change(
        "added" if new else "removed",
        "diagram",
        "citizen" if name_of(element, "step") else about.group,
        Sentence(template, values, frozenset({about.bold})),
        Sentence(TOPIC, {"step": values["step"]}),
        () if new else ids,
        ids if new else (),
    )


def _sort(element: Element) -> str:
    """The sort of an element: by what it sends, by its event, else by its kind."""
    if element.kind in GATEWAYS:
        return "choice"
    if element.job and element.job.type == "polku.message":
        return "letter"
    if element.kind == "endEvent" and not name_of(element):
        return "unnamed end"
    timed = element.event_kind == "timer"
    if element.kind == "boundaryEvent":
        return ("limit" if element.interrupting else "reminder") if timed else "event"
    if element.kind == "intermediateCatchEvent":
        return "pause" if timed else "wait"
    return _SORT_OF_KIND.get(element.kind, "")


def _values(version: Version, element: Element) -> dict[str, Value]:
    values: dict[str, Value] = {
        "step": step(version, version.key(element.id)),
        "time": timer_phrase(element),
        "next": named_after(version, element) or Sentence(_SOMETHING),
        "task": name_or(version.document.element(element.attached_to or ""), _SOMETHING),
    }
    before = named_before(version, element)
    if before is not None or element.kind == "endEvent":
        values["before"] = before or Sentence(_SOMETHING)
    if element.kind == "userTask" and (done_by := who(version, element)):
        values["who"] = done_by
    return values


def shown(nodes: Sequence[str], version: Version) -> list[str]:
    """The keys of added or removed nodes that are told: not what is inside of another one of them."""
    inside = set(nodes)
    return [key for key in nodes if version.tree[key].parent not in inside]
