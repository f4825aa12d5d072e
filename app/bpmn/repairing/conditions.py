"""Remedies for conditions: translated, or asked of a person; and for ways without one."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import Flow
from app.bpmn.extensions import bpmn_child, text_of
from app.bpmn.names import GATEWAYS
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.languages import altinn, fragments, juel, python
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.planning import rule, whole
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece, variable
from app.feel import compile_expression
from app.translating import N_

TRANSLATED = exact("condition-translated", N_("The condition %(old)s becomes FEEL: =%(new)s."))
MARKED = guess("condition-marked", N_("The condition %(old)s is taken to be FEEL, and gets its “=”."))
ASKED = guess(
    "condition-asked",
    N_(
        "The condition %(old)s cannot be said in FEEL (%(what)s); the way to “%(target)s” is taken when "
        "%(name)s is true."
    ),
    N_("Ask “%(question)s” in a form before: a checkbox with the key %(name)s."),
)
DECIDED = guess(
    "condition-decided",
    N_("Nothing says when the way to “%(target)s” is taken; it is taken when %(name)s is true."),
    N_("Ask “%(question)s” in a form before: a checkbox with the key %(name)s."),
)
DEFAULT = guess(
    "default-chosen",
    N_("The way from “%(element)s” to “%(target)s” has no condition; it is taken for all other cases."),
    N_("Make another arrow the default if this is the wrong one."),
)
DEFAULT_DROPPED = exact(
    "default-dropped", N_("The default of “%(element)s” is no arrow that leaves it; it has none now.")
)
AWAITED = guess(
    "condition-awaited",
    N_(
        "The condition %(old)s cannot be said in FEEL (%(what)s); “%(element)s” waits until %(name)s is true."
    ),
    N_("Ask for %(name)s in a form: a checkbox with that key."),
)
NEVER_ASKED = exact(
    "condition-dropped",
    N_(
        "The only way from “%(source)s” to “%(target)s” has a condition that nobody asks; it is always taken."
    ),
)


def foreign_conditions(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A condition in another language, or in FEEL that cannot be read."""
    flow = Flow(xml, "")
    written = flow.condition or ""
    if editing.kind_of(xml) != "sequenceFlow":
        return
    try:
        feel = in_feel(written)
    except Untranslatable as refused:
        name, question = _question(work, xml)
        apply = partial(editing.set_text, xml, "conditionExpression", f"={name} = true")
        said = {"old": written, "what": refused.what, "target": _target(work, flow)}
        yield ASKED.at(xml, apply, name=name, question=question, **said)
    else:
        kind = MARKED if feel == written else TRANSLATED
        yield kind.at(
            xml, partial(editing.set_text, xml, "conditionExpression", f"={feel}"), old=written, new=feel
        )


def in_feel(written: str) -> str:
    """A condition in one of the languages that are read, in FEEL; raises Untranslatable."""
    if altinn.is_altinn(written):
        return altinn.condition(written)
    if juel.is_juel(written):
        return juel.condition(written)
    if written.startswith("="):
        raise Untranslatable(written)
    return _bare(written)


def _bare(written: str) -> str:
    """Text without any marker: FEEL if it compares something, else what SpiffWorkflow or JUEL would read."""
    if not any(sign in written for sign in "=<>"):
        raise Untranslatable(written)
    for language in (_feel_itself, juel.condition, python.condition):
        try:
            return language(written)
        except Untranslatable:
            continue
    raise Untranslatable(written)


def _feel_itself(written: str) -> str:
    """Text that is FEEL already, about variables with plain names."""
    feel = fragments.proved(fragments.Fragment(written))
    strange = [name for name in compile_expression(feel).names if not name.isidentifier()]
    if strange:
        raise Untranslatable(strange[0])
    return feel


def _question(work: Workpiece, xml: etree._Element) -> tuple[str, str]:
    """A variable for a way, and what to ask: the name of the arrow, else of where it leads."""
    target = work.document.element(xml.get("targetRef", ""))
    asked = Flow(xml, "").name or (target.label if target else "") or xml.get("id", "")
    return variable(asked), asked


def ways(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """Ways out of a gateway without a condition: the last becomes the default, others are asked for."""
    gateway = work.document.element(xml.get("id", ""))
    if gateway is None:
        return
    open_ways = [flow for flow in gateway.outgoing if not flow.condition and flow.id != gateway.default]
    if open_ways and not gateway.default:
        last = open_ways.pop()
        yield DEFAULT.at(xml, partial(xml.set, "default", last.id), target=_target(work, last))
    for flow in open_ways:
        name, question = _question(work, flow.xml)
        apply = partial(editing.set_text, flow.xml, "conditionExpression", f"={name} = true")
        yield DECIDED.at(flow.xml, apply, name=name, question=question, target=_target(work, flow))


def _target(work: Workpiece, flow: Flow) -> str:
    target = work.document.element(flow.target)
    return target.label if target else flow.target or "–"


def open_ways(work: Workpiece, root: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """`ways` for each gateway that one of the arrows leaves."""
    named = {problem.element_id for problem in problems}
    sources = dict.fromkeys(flow.source for flow in work.document.flows if flow.id in named)
    for source in sources:
        gateway = work.find(source)
        if gateway is not None:
            yield from ways(work, gateway, problems)


def awaited(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """The condition of an event that waits for it, in another language."""
    definition = next(
        (child for child in xml if editing.kind_of(child) == "conditionalEventDefinition"), None
    )
    if definition is None:
        return
    old = text_of(bpmn_child(definition, "condition"))
    try:
        new = in_feel(old)
    except Untranslatable as refused:
        name = variable(Flow(xml, "").label)
        apply = partial(editing.set_text, definition, "condition", f"={name} = true")
        yield AWAITED.at(xml, apply, old=old, what=refused.what, name=name)
    else:
        yield TRANSLATED.at(
            xml, partial(editing.set_text, definition, "condition", f"={new}"), old=old, new=new
        )


def lost_defaults(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A default that is an arrow of something else."""
    yield DEFAULT_DROPPED.at(xml, partial(editing.set_aside_attribute, xml, "default"))


def never_asked(work: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """A condition that nothing asks for."""
    source = work.find(xml.get("sourceRef"))
    if source is not None and editing.kind_of(source) not in GATEWAYS and len(_outgoing(work, source)) > 1:
        return  # see `ways.splits`
    ends = {key: str(problems[0].values.get(key, "–")) for key in ("source", "target")}
    yield NEVER_ASKED.at(xml, partial(_drop, xml), **ends)


def _outgoing(work: Workpiece, xml: etree._Element) -> Sequence[Flow]:
    node = work.document.element(xml.get("id", ""))
    return node.outgoing if node else ()


def _drop(xml: etree._Element) -> None:
    for condition in [child for child in xml if editing.kind_of(child) == "conditionExpression"]:
        editing.set_aside(condition)


TRANSLATIONS = (
    rule(foreign_conditions, "condition-not-feel expression-broken"),
    rule(awaited, "condition-event-not-feel"),
)
LAST = (
    rule(lost_defaults, "default-unknown"),
    rule(never_asked, "condition-ignored"),
    whole(open_ways, "condition-missing"),
)
