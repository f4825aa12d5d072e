"""Remedies for who does a task: assignments of other products, and tasks for nobody."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import slug
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.foreign import Foreign
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.planning import FOREIGN, rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.values import translated
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

PEOPLE = exact(
    "people",
    N_("“%(element)s” is for %(who)s, as %(product)s has it."),
    N_("The municipality needs a group or person of this name, or choose one in the panel “Assignment”."),
)
PEOPLE_COMPUTED = guess(
    "people-computed",
    N_("Who does “%(element)s” is computed by a program (%(what)s), which does not run here."),
    N_("Choose the group or person in the panel “Assignment”."),
)
OWNERS = exact(
    "owners",
    N_("“%(element)s” is for %(who)s: so the file names its owner."),
    N_("The municipality needs a group or person of this name, or choose one in the panel “Assignment”."),
)
NOBODY = guess(
    "nobody",
    N_("The file does not say who does “%(element)s”; it is given to the group %(group)s."),
    N_("Choose the group that does it in the panel “Assignment”."),
)

NAMES = frozenset({"assignee", "candidateGroups", "candidateUsers"})
_OWNERS = ("potentialOwner", "humanPerformer", "performer", "resourceRole")
_MEMBER = re.compile(r"(user|group)\(([^()]*)\)")


def people(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Assignee and candidates of another product."""
    found = foreign.found(xml, problems)
    says = {each.name: each.text for each in found if each.text.strip()}
    product = str(problems[0].values["product"]) or "–"
    try:
        who = {name: translated(text) for name, text in says.items()}
    except Untranslatable as refused:
        yield PEOPLE_COMPUTED.at(xml, partial(_assign, xml, {}, found), what=refused.what)
    else:
        apply = partial(_assign, xml, who, found)
        yield PEOPLE.at(xml, apply, who=", ".join(who.values()) or "–", product=product)


def _assign(xml: etree._Element, who: Mapping[str, str], found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    if who and editing.kind_of(xml) == "userTask":
        editing.extend(xml, "assignmentDefinition", **who)


def owners(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """The owner or performer of BPMN itself (BPMN 2.0, 10.2.1): a resource, or an expression."""
    roles = [child for child in xml if editing.kind_of(child) in _OWNERS]
    who: dict[str, list[str]] = {}
    for role in roles:
        for key, name in _names(work, role):
            who.setdefault(key, []).append(name)
    says = {key: ",".join(dict.fromkeys(names)) for key, names in who.items()}
    shown = ", ".join(says.values()) or "–"
    yield OWNERS.at(xml, partial(_own, xml, says, roles), who=shown)


def _names(work: Workpiece, role: etree._Element) -> Iterator[tuple[str, str]]:
    written = " ".join(
        (part.text or "").strip() for part in role.iter(f"{{{BPMN}}}formalExpression") if part.text
    ).strip()
    members = _MEMBER.findall(written)
    for kind, names in members:
        yield ("candidateUsers" if kind == "user" else "candidateGroups"), names.strip()
    if not members and re.fullmatch(r"[\w .,@-]+", written):
        own = editing.kind_of(role) in ("humanPerformer", "performer")
        yield ("assignee" if own else "candidateGroups"), written
    for reference in role.iterchildren(f"{{{BPMN}}}resourceRef"):
        if name := _resource(work, (reference.text or "").strip()):
            yield "candidateGroups", slug(name)


def _resource(work: Workpiece, reference: str) -> str:
    found = work.find_any("resource", reference.rpartition(":")[2])
    return found.get("name", "") if found is not None else ""


def _own(xml: etree._Element, says: Mapping[str, str], roles: Sequence[etree._Element]) -> None:
    for role in roles:
        editing.set_aside(role)
    has_own = xml.find(".//{*}assignmentDefinition") is not None
    if says and not has_own and editing.kind_of(xml) == "userTask":
        editing.extend(xml, "assignmentDefinition", **says)


def nobody(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A task for nobody goes to the group that was named for such tasks."""
    group = work.surroundings.group
    apply = partial(editing.extend, xml, "assignmentDefinition", candidateGroups=group)
    yield NOBODY.at(xml, apply, group=group)


RULES = (
    rule(people, FOREIGN, NAMES),
    rule(owners, "potential-owner performer"),
)
LAST = (rule(nobody, "task-for-nobody"),)
