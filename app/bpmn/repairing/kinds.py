"""Remedies for kinds of elements that do not run: the nearest kind that does, and the difference."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.planning import FOREIGN, rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

ADDRESSED = guess(
    "altinn-task",
    N_("“%(element)s” is a step of the applicant in Altinn (%(what)s); it becomes a task for a person."),
    N_("Let the application or an answer of the applicant ask this, if the applicant is to do it."),
)
ALTINN_KEPT = guess(
    "altinn-kept",
    N_("What “%(element)s” says for Altinn (%(what)s) is kept without effect."),
)
TASK = guess(
    "task-person",
    N_("“%(element)s” is a task without a kind; it is taken to be one that a person does."),
    N_("Choose another kind if the system does it."),
)
AD_HOC = guess(
    "ad-hoc",
    N_("“%(element)s” leaves the order of its steps open; in the sub-process it becomes, all begin at once."),
    N_("Draw arrows where one step must wait for another."),
)
TRANSACTION = guess(
    "transaction",
    N_("“%(element)s” is a transaction; it becomes an ordinary sub-process, and nothing of it is undone."),
    N_("Draw the way back as tasks."),
)
COMPLEX = guess(
    "complex-gateway",
    N_("“%(element)s” is a complex gateway; it becomes an inclusive one, which takes every way that holds."),
    N_("Look at the conditions of its ways, and at what it waits for."),
)
UNDOING = guess(
    "undoing-kept",
    N_("“%(element)s” undoes finished steps; that does not run here, and it is kept without effect."),
    N_("Draw the steps that put things right as tasks on a way of their own."),
)
RACE_OF_ONE = exact(
    "race-of-one",
    N_("Only one event follows “%(element)s”: nothing is chosen, and it becomes an exclusive gateway."),
)

ALTINN = frozenset({"taskExtension", "gatewayExtension"})


def altinn(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Steps of Altinn."""
    found = foreign.found(xml, problems)
    types = [(part.text or "").strip() for each in found for part in each.part.iter("{*}taskType")]
    what = ", ".join(filter(None, types)) or "–"
    becomes = editing.kind_of(xml) == "task" and any(each.name == "taskExtension" for each in found)
    kind = ADDRESSED if becomes else ALTINN_KEPT

    def apply() -> None:
        foreign.set_aside(found)
        if becomes:
            editing.become(xml, "userTask")

    yield kind.at(xml, apply, what=what)


def tasks(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A task without a kind."""
    if editing.kind_of(xml) == "task":
        yield TASK.at(xml, partial(editing.become, xml, "userTask"))


def ad_hoc(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A sub-process without an order."""
    yield AD_HOC.at(xml, partial(editing.become, xml, "subProcess"))


def transactions(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A transaction."""
    if editing.kind_of(xml) == "transaction":
        yield TRANSACTION.at(xml, partial(editing.become, xml, "subProcess"))


def complex_gateways(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A complex gateway."""
    yield COMPLEX.at(xml, partial(editing.become, xml, "inclusiveGateway"))


def undoing(work: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """An activity that compensates."""
    if xml.get("isForCompensation") == "true":
        yield UNDOING.at(xml, partial(work.drop_node, xml))


def races(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """An event-based gateway with one way."""
    yield RACE_OF_ONE.at(xml, partial(editing.become, xml, "exclusiveGateway"))


RULES = (
    rule(altinn, FOREIGN, ALTINN),
    rule(ad_hoc, "ad-hoc"),
    rule(transactions, "transaction"),
    rule(complex_gateways, "complex-gateway"),
    rule(undoing, "compensation"),
)
LAST = (rule(races, "race-alone"), rule(tasks, "task-passes"))
