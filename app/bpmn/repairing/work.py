"""Remedies for work that programs did: constants become scripts, the rest is done by a person for now.

Nothing here runs the programs of another product, and a case must not pass such a step as if it had been
done. A task for a person is honest: it says what is to be done, can be rehearsed, and is replaced when the
work has been set up.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.extensions import bpmn_child, extension, text_of
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.foreign import Foreign
from app.bpmn.repairing.languages import juel, python
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.planning import FOREIGN, rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

CONSTANT = exact(
    "work-value", N_("“%(element)s” only computes %(result)s; it becomes a script task: %(script)s.")
)
NOTHING = exact("work-nothing", N_("“%(element)s” does nothing (%(what)s); it is passed by."))
PERSON = guess(
    "work-person",
    N_("What “%(element)s” did (%(what)s) is not set up here; until it is, a person does it and says so."),
    N_(
        "Choose a kind of work in the panel and make it a service task again; forms must ask for its results."
    ),
)
DECISION = guess(
    "decision-person",
    N_("“%(element)s” asked a decision table (%(what)s); until one is set up, a person decides."),
    N_("Draw a form that asks for the result, or decide with an exclusive gateway."),
)
ASKED = guess(
    "decision-asked",
    N_("“%(element)s” asks the decision “%(decision)s”; the answer goes into “%(result)s”."),
    N_("Look at what reads the answer: it is one value, or one for each output of the table."),
)
SCRIPT = guess(
    "script-python", N_("The script of “%(element)s” is taken to be Python, and runs in the sandbox.")
)
SCRIPT_FEEL = exact("script-feel", N_("The script of “%(element)s” becomes FEEL: %(result)s = %(script)s."))
SCRIPT_MARKED = exact(
    "script-marked", N_("The script of “%(element)s” is marked as an expression: =%(script)s.")
)
SCRIPT_PERSON = guess(
    "script-person",
    N_(
        "The script of “%(element)s” is %(what)s, which does not run here; a person does it until somebody "
        "writes it anew."
    ),
    N_("Write it as FEEL in a script task; forms must ask for its results."),
)
RETRIES = guess(
    "retries-dropped",
    N_("How often “%(element)s” is tried (%(value)s) is no number; it is tried three times."),
)
EMPTY_SCRIPT = exact(
    "script-nothing", N_("“%(element)s” has no script, so it does nothing; it is passed by.")
)

#: Attributes and elements of other products that say what work is done, by any of them.
NAMES = frozenset(
    [
        "class",
        "delegateExpression",
        "expression",
        "topic",
        "type",
        "connector",
        "field",
        "resultVariable",
        "resultVariableName",
        "serviceTaskOperator",
        "operationName",
        "taskDefinition",
        "taskHeaders",
        "taskPriority",
        "decisionRef",
        "decisionRefBinding",
        "decisionRefVersion",
        "decisionRefVersionTag",
        "decisionRefTenantId",
        "mapDecisionResult",
        "calledDecision",
        "calledDecisionId",
        "ruleFlowGroup",
        "errorEventDefinition",
        "resource",
        "skipExpression",
        "triggerable",
        "storeResultVariableAsTransient",
        "decisionTaskThrowErrorOnNoHits",
        "linkedResources",
        "agentDefinition",
        "useLocalScopeForResultVariable",
    ]
)
_TO_CONFIGURE = "to-configure"
_RUNS_WORK = ("serviceTask", "sendTask", "businessRuleTask")


def work(piece: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """A service task, send task or decision whose work nothing here does."""
    found = foreign.named(xml, NAMES)
    if editing.kind_of(xml) not in _RUNS_WORK:
        return
    says = {each.name: each.text for each in found if each.key}
    what = _what(xml, found)
    try:
        constant = _constant(says)
    except Untranslatable:
        constant = None
    if constant and editing.kind_of(xml) == "serviceTask":
        result, script = constant
        if result:
            apply = partial(_compute, xml, result, script, found)
            yield CONSTANT.at(xml, apply, result=result, script=script)
        else:
            yield NOTHING.at(xml, partial(_pass, xml, found), what=what)
    elif says.get("decisionRef") in (piece.surroundings.decisions or ()):
        asked = {"decision": says["decisionRef"], "result": says.get("resultVariable") or "decisionResult"}
        yield ASKED.at(xml, partial(_ask, xml, found, **asked), **asked)
    elif any(problem.code != FOREIGN for problem in problems):
        kind = DECISION if editing.kind_of(xml) == "businessRuleTask" else PERSON
        yield kind.at(xml, partial(_give_to_a_person, xml, found, what), what=what)


def _what(xml: etree._Element, found: Sequence[Foreign]) -> str:
    says = [each.text for each in found if each.key and each.name not in ("resultVariable", "type")]
    elements = [each.name for each in found if not each.key]
    own = extension(xml, "taskDefinition")
    types = [own.get("type", "")] if own is not None else []
    return next(filter(None, [*says, *types, *elements, xml.get("implementation", "").strip("#")]), "–")


def _constant(says: dict[str, str]) -> tuple[str, str] | None:
    """The variable and the FEEL of a service task that only computes; raises Untranslatable."""
    written = says.get("expression", "").strip()
    if not written:
        return None
    result = says.get("resultVariable") or says.get("resultVariableName") or ""
    if assigned := juel.assignment(written):
        return assigned
    return result, juel.value(written)


def _compute(xml: etree._Element, result: str, script: str, found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    editing.become(xml, "scriptTask")
    editing.extend(xml, "script", expression=f"={script}", resultVariable=result)


def _ask(xml: etree._Element, found: Sequence[Foreign], decision: str, result: str) -> None:
    foreign.set_aside(found)
    editing.extend(xml, "calledDecision", decisionId=decision, resultVariable=result)


def _pass(xml: etree._Element, found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    editing.become(xml, "manualTask")


def _give_to_a_person(xml: etree._Element, found: Sequence[Foreign], what: str) -> None:
    foreign.set_aside(found)
    editing.become(xml, "userTask")
    if what != "–":
        editing.add_property(xml, _TO_CONFIGURE, " ".join(what.split())[:500])


def scripts(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """A script in a language that does not run here, or in none that is named."""
    code = bpmn_child(xml, "script")
    source = code.text or "" if code is not None else ""
    language = xml.get("scriptFormat", "").strip()
    assigned = _assignment(source) if language.lower() in _PYTHON else None
    if assigned:
        result, script = assigned
        yield SCRIPT_FEEL.at(xml, partial(_write_feel, xml, result, script), result=result, script=script)
    elif language.lower() in _PYTHON and python.is_python(source):
        yield SCRIPT.at(xml, partial(_name_language, xml))
    else:
        what = language or "–"
        yield SCRIPT_PERSON.at(xml, partial(_give_to_a_person, xml, (), f"{what}: {source}"), what=what)


#: What SpiffWorkflow writes, which runs Python without saying so.
_PYTHON = ("", "python", "text/x-python", "application/x-python", "python3")


def _assignment(source: str) -> tuple[str, str] | None:
    try:
        return python.assignment(source)
    except Untranslatable:
        return None


def _write_feel(xml: etree._Element, result: str, script: str) -> None:
    for part in [child for child in xml if editing.kind_of(child) == "script"]:
        editing.set_aside(part)
    if xml.get("scriptFormat") is not None:
        editing.set_aside_attribute(xml, "scriptFormat")
    editing.extend(xml, "script", expression=f"={script}", resultVariable=result)


def _name_language(xml: etree._Element) -> None:
    if xml.get("scriptFormat") is not None:
        editing.set_aside_attribute(xml, "scriptFormat")
    xml.set("scriptFormat", "python")


def empty_scripts(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A script task without a script."""
    yield EMPTY_SCRIPT.at(xml, partial(editing.become, xml, "manualTask"))


def unmarked_scripts(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """FEEL that lacks its "="."""
    script = extension(xml, "script")
    if script is not None:
        written = script.get("expression", "").strip()
        yield SCRIPT_MARKED.at(xml, partial(script.set, "expression", f"={written}"), script=written)


def broken_scripts(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A script that cannot be read at all."""
    code = bpmn_child(xml, "script")
    apply = partial(_give_to_a_person, xml, (), text_of(code))
    yield SCRIPT_PERSON.at(xml, apply, what=xml.get("scriptFormat", "–"))


def retries(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """A number of attempts that is none."""
    job = extension(xml, "taskDefinition")
    if job is not None:
        value = str(problems[0].values["value"])
        yield RETRIES.at(xml, partial(editing.set_aside_attribute, job, "retries"), value=value)


_UNDONE = (
    "job-missing job-unknown job-sends effect-missing effect-unknown "
    "decision-missing decision-dynamic decision-unknown decision-result-missing"
)
RULES = (
    rule(retries, "retries-wrong"),
    rule(work, f"{_UNDONE} {FOREIGN}", NAMES),
    rule(scripts, "script-language"),
    rule(empty_scripts, "script-missing"),
    rule(unmarked_scripts, "script-not-feel"),
    rule(broken_scripts, "script-broken script-long result-missing"),
)
