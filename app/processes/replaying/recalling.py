"""Tell from the rows of a closed case who did what when."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import plain
from app.cases.tables import Case, EventKind
from app.cases.timeline import STEP
from app.engine import Definition
from app.messages.tables import Message, MessageKind, MessageStatus
from app.processes import correlation
from app.processes.replaying.past import Act, Past, Unknown
from app.processes.scenarios import Deed
from app.processes.scenarios.judging import BETWEEN
from app.tasks.tables import TaskStatus
from app.translating import N_

MENDED = N_("Somebody mended it by hand, or moved it to another version.")
FORGOTTEN = N_("What was answered in its tasks was not kept at that time.")

#: Somebody stepped in: what happened then is no answer of anybody.
_BY_HAND = frozenset(
    {
        EventKind.INCIDENT,
        EventKind.CORRECTED,
        EventKind.SKIPPED,
        EventKind.CANCELLED,
        EventKind.MIGRATED,
        EventKind.MOVED_BACK,
    }
)
#: An element was passed: the kind says what came of it.
_PASSED = frozenset(
    {
        EventKind.PASSED,
        EventKind.TASK_COMPLETED,
        EventKind.MESSAGE_OUT,
        EventKind.NOTICE,
        EventKind.DECIDED,
    }
)
#: What a caseworker asks by, as `runtime.ask_citizen` does.
_ASK = "ask"


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that is kept of a closed case, in the order in which it came."""

    case: Case
    version_id: str
    definition: Definition
    context: Mapping[str, object]
    events: Sequence[Any]
    messages: Mapping[str, Message]  #: by id
    tasks: Sequence[Any]


def recall(rows: Rows) -> Past | Unknown:
    """The case as it was lived, or why that cannot be told any more."""
    number = rows.case.number
    if any(event.kind in _BY_HAND for event in rows.events):
        return Unknown(number, MENDED)
    if any(task.closed_by and task.answers is None for task in rows.tasks):
        return Unknown(number, FORGOTTEN)
    acts = sorted([*_told(rows), *_done(rows)], key=lambda act: act.at)
    if not acts or acts[0].deed is not Deed.START or rows.case.closed_at is None:
        return Unknown(number, FORGOTTEN)
    return Past(
        number=number,
        version_id=rows.version_id,
        began=acts[0].at,
        ended=rows.case.closed_at,
        language=rows.case.language,
        case=rows.context,
        acts=tuple(acts),
        outcome=rows.case.outcome or "",
        passed=Counter(_passed(rows)),
        groups={task.element_id: task.group_key for task in rows.tasks if task.group_key},
        results=_results(rows),
        left=frozenset(task.element_id for task in rows.tasks if not task.closed_by),
    )


def _passed(rows: Rows) -> Iterator[str]:
    """What was passed, without gateways."""
    between = {each.id for each in rows.definition.elements.values() if each.type in BETWEEN}
    # A letter that the system's work encloses is told beside that the work is done.
    done = {(_step(each), each.element_id) for each in rows.events if each.kind == EventKind.PASSED}
    for event in rows.events:
        told = event.kind == EventKind.MESSAGE_OUT and (_step(event), event.element_id) in done
        if event.kind in _PASSED and event.element_id and event.element_id not in between and not told:
            yield event.element_id


def _step(event: Any) -> str:
    """What events of one step share."""
    return str(event.id)[:STEP]


def _results(rows: Rows) -> Mapping[str, tuple[Mapping[str, object], ...]]:
    found: dict[str, tuple[Mapping[str, object], ...]] = {}
    for event in rows.events:
        if event.kind == EventKind.PASSED and '"result"' in event.details:
            result = _details(event).get("result")
            if isinstance(result, Mapping):
                found[event.element_id] = (*found.get(event.element_id, ()), result)
    return found


def _told(rows: Rows) -> Iterator[Act]:
    """What the timeline tells of messages, signals and the clock."""
    for event in rows.events:
        if event.kind == EventKind.STARTED:
            yield Act(event.at, Deed.START, event.element_id)
        elif event.kind == EventKind.SIGNAL:
            given = _details(event).get("payload")
            yield Act(event.at, Deed.SIGNAL, event.text, given if isinstance(given, Mapping) else {})
        elif event.kind in {EventKind.OPENED, EventKind.MESSAGE_IN}:
            message = rows.messages.get(str(_details(event).get("message_id")))
            if message is not None:
                yield _came(event, message)


def _came(event: Any, message: Message) -> Act:
    given = correlation.payload(message)
    if event.kind == EventKind.OPENED:
        return Act(event.at, Deed.START, message.name, given)
    return Act(
        event.at,
        Deed.DELIVER,
        message.name,
        given,
        key=message.case_number if message.kind != MessageKind.ANSWER else None,
        is_kept=message.status == MessageStatus.DELIVERED,
    )


def _done(rows: Rows) -> Iterator[Act]:
    """What people did with their tasks: one was completed, or went when its holder asked something."""
    opened = [_details(each).get("task_id") for each in rows.events if each.kind == EventKind.TASK_OPENED]
    place = {task_id: number for number, task_id in enumerate(opened)}
    left = sorted(rows.tasks, key=lambda task: task.closed_at)
    while left:
        task, *left = left
        at, answers = task.closed_at, task.answers or {}
        if task.closed_by and task.status == TaskStatus.COMPLETED:
            beside = (each for each in left if each.element_id == task.element_id and each.opened_at <= at)
            before = sum(place.get(each.id, 0) < place.get(task.id, 0) for each in beside)
            yield Act(at, Deed.COMPLETE, task.element_id, answers, before, is_kept=True)
        elif task.closed_by:
            yield Act(at, Deed.DELIVER, _ASK, answers, at_task=task.element_id)


def _details(event: Any) -> Mapping[str, object]:
    found = plain.loads(event.details)
    return found if isinstance(found, Mapping) else {}
