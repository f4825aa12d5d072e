"""Remedies for tasks that are done several times."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.extensions import bpmn_child, text_of
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.repairing import conditions, editing, foreign
from app.bpmn.repairing.foreign import Foreign
from app.bpmn.repairing.languages import fragments, juel
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.planning import FOREIGN, rule, whole
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

LIST = exact("list", N_("“%(element)s” is done once for each item of %(list)s, as %(product)s has it."))
LIST_MARKED = exact("list-marked", N_("The list of “%(element)s” is marked as an expression: =%(list)s."))
COUNTED = exact("counted", N_("“%(element)s” is done as often as %(times)s says, in FEEL: =%(number)s."))
ROUNDS = exact(
    "rounds", N_("“%(element)s” is done again as long as the condition %(old)s holds, in FEEL: =%(new)s.")
)
ONCE = guess(
    "done-once",
    N_("“%(element)s” is to be done several times in a way that does not run here; it is done once."),
    N_("Give the list in the panel “Multi-instance” of a task for a person, or draw the way back."),
)
ONE_MARKER = guess(
    "one-marker",
    N_("“%(element)s” is to be repeated in two ways at once; it is done once for each item."),
    N_("Put the task into a sub-process that has the other marker."),
)
ENOUGH = exact("enough", N_("When enough of “%(element)s” is done is said in FEEL: =%(condition)s."))
ALL = guess(
    "all-done",
    N_("When enough of “%(element)s” is done is said by a program (%(what)s); here all of it must be done."),
    N_("Write the completion condition as FEEL in the panel."),
)

NAMES = frozenset({"collection", "elementVariable", "elementIndexVariable"})
#: Variables of Camunda 7 and Flowable that count.
_NUMBER = {
    "nrOfInstances": "numberOfInstances",
    "nrOfCompletedInstances": "numberOfCompletedInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
}
_NUMBERS = re.compile(rf"\b({'|'.join(_NUMBER)})\b")
_MARKER = "multiInstanceLoopCharacteristics"
_MARKERS = (_MARKER, "standardLoopCharacteristics")


def lists(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """`collection` and `elementVariable` of Camunda 7 and Flowable."""
    found = foreign.found(xml, problems)
    says = {each.name: each.text.strip() for each in found}
    marker = bpmn_child(xml, _MARKER)
    if marker is None or not says.get("collection"):
        return
    product = str(problems[0].values["product"]) or "–"
    try:
        items = _items(says["collection"])
    except Untranslatable:
        yield ONCE.at(xml, partial(_once, xml))
    else:
        apply = partial(_list, marker, items, says.get("elementVariable", ""), found)
        yield LIST.at(xml, apply, list=items, product=product)


def _items(written: str) -> str:
    return juel.value(written) if juel.is_juel(written) else fragments.name(written).text


def _list(marker: etree._Element, items: str, item: str, found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    editing.extend(
        marker, "loopCharacteristics", inputCollection=f"={items}", **({"inputElement": item} if item else {})
    )


def counted(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A number of times that is computed in another language."""
    marker = bpmn_child(xml, _MARKER)
    times = text_of(bpmn_child(marker, "loopCardinality")) if marker is not None else ""
    try:
        number = juel.value(times) if juel.is_juel(times) else ""
    except Untranslatable:
        number = ""
    if marker is not None and number:
        apply = partial(editing.set_text, marker, "loopCardinality", f"={number}")
        yield COUNTED.at(xml, apply, times=times, number=number)
    else:
        yield ONCE.at(xml, partial(_once, xml))


def rounds(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """The condition of a loop in another language."""
    marker = bpmn_child(xml, "standardLoopCharacteristics")
    old = text_of(bpmn_child(marker, "loopCondition")) if marker is not None else ""
    try:
        new = conditions.in_feel(old)
    except Untranslatable:
        yield ONCE.at(xml, partial(_once, xml))
    else:
        if marker is not None:
            yield ROUNDS.at(
                xml, partial(editing.set_text, marker, "loopCondition", f"={new}"), old=old, new=new
            )


def second_markers(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A loop marker beside a multi-instance marker."""
    marker = bpmn_child(xml, "standardLoopCharacteristics")
    if marker is not None:
        yield ONE_MARKER.at(xml, partial(editing.set_aside, marker))


def unmarked(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """The name of a list without "="."""
    marker = bpmn_child(xml, _MARKER)
    loop = None if marker is None else marker.find(".//{*}loopCharacteristics")
    if loop is None:
        return
    try:
        items = fragments.proved(fragments.Fragment(loop.get("inputCollection", "").strip()))
    except Untranslatable:
        yield ONCE.at(xml, partial(_once, xml))
    else:
        yield LIST_MARKED.at(xml, partial(loop.set, "inputCollection", f"={items}"), list=items)


def completions(work: Workpiece, root: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """Completion conditions in JUEL; their own variables have other names here."""
    for written in root.iter(f"{{{BPMN}}}completionCondition"):
        task = editing.holder(written)
        if not juel.is_juel(text_of(written)) or editing.is_set_aside(written):
            continue
        try:
            condition = _NUMBERS.sub(lambda found: _NUMBER[found[0]], juel.condition(text_of(written)))
        except Untranslatable as refused:
            yield ALL.at(task, partial(editing.set_aside, written), what=refused.what)
        else:
            apply = partial(_complete, written, f"={condition}")
            yield ENOUGH.at(task, apply, condition=condition)


def _complete(written: etree._Element, condition: str) -> None:
    marker = written.getparent()
    assert marker is not None
    editing.set_text(marker, "completionCondition", condition)


def once(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A marker without a list, or where none runs."""
    yield ONCE.at(xml, partial(_once, xml))


def _once(xml: etree._Element) -> None:
    for marker in [child for child in xml if editing.kind_of(child) in _MARKERS]:
        editing.set_aside(marker)


RULES = (
    rule(lists, FOREIGN, NAMES),
    rule(second_markers, "markers-two"),
    rule(counted, "times-wrong"),
    rule(rounds, "loop-not-feel"),
    rule(unmarked, "list-not-feel"),
    rule(once, "list-missing loop-data loop-endless loop-misplaced multi-instance-misplaced"),
    whole(completions),
)
