"""Where a case stands, in a caseworker's words: every step of the diagram with who did it and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.bpmn import Document, picture
from app.cases.tables import Event, EventKind
from app.messages.tables import Subscription
from app.processes.library import Version
from app.tasks.tables import Task, TaskStatus
from app.web.current import current
from app.web.diagrams import numbered
from app.web.texts import gettext

#: Events that say that an element has been left behind.
PASSING = frozenset(
    {
        EventKind.PASSED,
        EventKind.DECIDED,
        EventKind.TASK_COMPLETED,
        EventKind.MESSAGE_OUT,
        EventKind.TIMER,
    }
)


@dataclass(frozen=True)
class Step:
    """A numbered step of the diagram; `number` is also drawn in its picture."""

    number: int
    element_id: str
    name: str
    state: str  #: done, now or todo
    who: str | None
    at: datetime | None


@dataclass(frozen=True)
class Standing:
    """The whole of it: steps in words, and the diagram with the same numbers."""

    steps: tuple[Step, ...]
    document: Document
    done: frozenset[str]  #: ids of elements
    now: frozenset[str]

    @property
    def label(self) -> str:
        """What the diagram shows, for people who do not see it."""
        on = [step.number for step in self.steps if step.state == "now"]
        if not on:
            return gettext("Diagram of the process. The steps are listed below.")
        return gettext(
            "Diagram of the process, step %(number)s of %(total)s is on. The steps are listed below.",
            number=on[0],
            total=len(self.steps),
        )

    def picture(self, *, thumbnail: bool) -> str:
        """The diagram as SVG; a thumbnail shows only shapes and numbers."""
        return picture(
            self.document,
            lang=current.language,
            done=self.done,
            now=self.now,
            numbers={step.element_id: step.number for step in self.steps},
            label=self.label,
            thumbnail=thumbnail,
        )


def of_case(
    version: Version, events: Sequence[Event], tasks: Sequence[Task], waits: Sequence[Subscription]
) -> Standing:
    """Where the case stands, from what is recorded of it; nothing of the engine is asked."""
    left = {event.element_id: event for event in events if event.element_id and event.kind in PASSING}
    on = {task.element_id for task in tasks if task.status == TaskStatus.OPEN}
    on |= {wait.element_id for wait in waits if wait.task_id is None}
    main = version.documents[0]
    steps = tuple(
        _step(number, each.element_id, each.name, left.get(each.element_id), each.element_id in on)
        for number, each in numbered(main, current.language, reached=left.keys() | on)
    )
    return Standing(steps, main, frozenset(left) - on, frozenset(on))


def _step(number: int, element_id: str, name: str, event: Event | None, is_on: bool) -> Step:
    state = "now" if is_on else "done" if event else "todo"
    if event is None or is_on:
        return Step(number, element_id, name, state, None, None)
    return Step(number, element_id, name, state, event.actor_name, event.at)
