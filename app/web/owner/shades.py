"""Diagrams in shades by what closed cases went through, and the same in lines of a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.bpmn import Document, Heat, heated, outline
from app.measures.figures import Step
from app.measures.metrics import Unit
from app.measures.tally import Tally
from app.translating import N_
from app.web import measured
from app.web.current import current
from app.web.diagrams import kind_name, title
from app.web.texts import gettext

#: Of fewer stays than this, a median says nothing.
LEAST = 5
#: Waits that are told in words: so many, of at least so many working days.
LONGEST, WORTH_TELLING = 3, 0.1

Steps = Mapping[str, Step]


@dataclass(frozen=True, slots=True)
class View:
    """What the shades of the diagram are about."""

    title: str
    sentence: str
    unit: Unit
    value: Callable[[Step], float | None]  #: None: too little is known, or it does not apply

    def said(self, value: float) -> str:
        """A value with its unit."""
        return measured.with_unit(self.unit, value)


@dataclass(frozen=True, slots=True)
class Line:
    """An element of the table; "" where something does not apply."""

    name: str
    lane: str | None
    cases: int
    again: str
    waiting: str  #: median
    waiting_most: str  #: what three of four stay under
    working: str  #: median


@dataclass(frozen=True, slots=True)
class Drawing:
    """One diagram of a version: the process itself, or one that it calls."""

    name: str
    picture: Markup  #: "" where nothing is drawn
    lines: list[Line]


VIEWS: Mapping[str, View] = {
    "waiting": View(
        N_("Waiting"),
        N_("Median of the working days until somebody took the task, or what was awaited came."),
        "working-days",
        lambda step: _median(step.waiting),
    ),
    "working": View(
        N_("In hand"),
        N_("Median of the office hours from taking the task to completing it."),
        "hours",
        lambda step: _median(step.working),
    ),
    "often": View(
        N_("How often"),
        N_("How many cases came through; those that came again count once."),
        "number",
        lambda step: float(step.visits.count) or None,
    ),
}


def most(view: View, *found: Steps) -> float:
    """The largest value of all: the darkest shade; 0 where there is none."""
    return max((value for steps in found for value in _values(view, steps).values()), default=0.0)


def drawings(
    documents: Iterable[Document], steps: Steps, view: View, darkest: float, *, whole: bool = False
) -> list[Drawing]:
    """Every diagram that cases came through; `whole`: to be shrunk until all of it is seen."""
    found = (
        Drawing(
            title(document, current.language),
            drawn(document, steps, view, darkest, whole=whole),
            _lines(document, steps),
        )
        for document in documents
    )
    return [each for each in found if each.lines]


def drawn(document: Document, steps: Steps, view: View, darkest: float, *, whole: bool = False) -> Markup:
    """The diagram with shades, and the figures in pills."""
    values = _values(view, steps)
    marks = {each: Heat(value / darkest, measured.number(value)) for each, value in values.items()}
    label = gettext("Diagram in shades, the same figures are in the table below")
    # Our own drawing of a file; every text in it is escaped.
    return Markup(heated(document, marks, lang=current.language, label=label, large=whole))  # noqa: S704


def longest(documents: Sequence[Document], steps: Steps) -> list[tuple[str, str]]:
    """The steps that cases wait at longest, and how long, in words."""
    view = VIEWS["waiting"]
    top = sorted(_values(view, steps).items(), key=lambda pair: -pair[1])[:LONGEST]
    named = {
        each: document.name(each, current.language)
        for document in documents
        for each, _value in top
        if document.element(each)
    }
    return [
        (named[each] or each, view.said(value))
        for each, value in top
        if each in named and value >= WORTH_TELLING
    ]


def _values(view: View, steps: Steps) -> dict[str, float]:
    values = {each: view.value(step) for each, step in steps.items()}
    return {each: value for each, value in values.items() if value}


def _median(tally: Tally) -> float | None:
    return tally.median if tally.count >= LEAST else None


def _lines(document: Document, steps: Steps) -> list[Line]:
    """Elements that cases came through, in the order of the diagram; unnamed ones only where cases wait."""
    return [
        Line(
            each.name or kind_name(each.kind),
            each.lane,
            step.visits.count,
            measured.percent(step.again) if step.again else "",
            _told(step.waiting, step.waiting.median),
            _told(step.waiting, step.waiting.quantile(0.75)),
            _told(step.working, step.working.median),
        )
        for each in outline(document, current.language)
        if (step := steps.get(each.element_id)) and (each.name or step.waiting.count)
    ]


def _told(tally: Tally, value: float) -> str:
    if not tally.count:
        return ""
    return measured.number(value) if tally.count >= LEAST else gettext("Too few cases")
