"""Remedies for what has no id or shares one, and for which process of a file runs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import Process, slug
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.repairing.editing import holder, set_aside_attribute
from app.bpmn.repairing.planning import whole
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

PROCESS_ID = exact(
    "process-id", N_("The process gets the id %(id)s, by which the municipality will know it.")
)
NODE_ID = exact(
    "element-id", N_("“%(element)s” gets the id %(id)s, so that it can be said where a case stands.")
)
FLOW_ID = exact(
    "flow-id",
    N_("The arrow from %(source)s to %(target)s gets the id %(id)s; without one no case passes it."),
)
OWN_ID = guess(
    "own-id",
    N_(
        "The id %(id)s stands in the file several times; this “%(element)s” gets the id %(new)s. Arrows "
        "beside it that name the old id are taken to mean this one; all others still mean the first."
    ),
)
EXECUTABLE = exact("executable", N_("The process “%(element)s” is marked as one that runs."))
CHOSEN = guess(
    "process-chosen",
    N_("Of %(count)s processes in the file, “%(element)s” has the most steps; it is taken to run."),
    N_("Repair the file again with another process if this is the wrong one."),
)
DRAWN = exact(
    "process-drawn",
    N_("The process “%(element)s” is marked as not running; it stays in the file as a drawing."),
    N_("What the two sides send each other does not arrive by itself: messages are drawn only."),
)


def process_ids(work: Workpiece, root: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A process without an id gets one from its name."""
    for xml in root.iterchildren(f"{{{BPMN}}}process"):
        if not xml.get("id"):
            new = work.new_id(slug(xml.get("name", "")) or "process")
            yield PROCESS_ID.at(xml, partial(xml.set, "id", new), named=new, id=new)


def missing_ids(work: Workpiece, _: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """Elements and arrows without an id get one."""
    for node in work.document.nodes:
        if not node.id:
            new = work.new_id(slug(node.name) or node.kind)
            yield NODE_ID.at(node.xml, partial(node.xml.set, "id", new), named=new, id=new)
    for flow in work.document.flows:
        if not flow.id:
            new = work.new_id(f"{flow.source}_to_{flow.target}")
            ends = {"source": flow.source or "–", "target": flow.target or "–"}
            yield FLOW_ID.at(flow.xml, partial(flow.xml.set, "id", new), named=new, id=new, **ends)


def shared_ids(work: Workpiece, root: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """The second holder of an id, and each after it, gets one of its own."""
    sharing: dict[str, list[etree._Element]] = defaultdict(list)
    for xml in root.iter("{*}*"):
        sharing[xml.get("id", "")].append(xml)
    for used, (_first, *others) in sharing.items():
        for xml in others if used else ():
            new = work.new_id(used)
            yield OWN_ID.at(xml, partial(_rename, xml, new), named=new, id=used, new=new)


def _rename(xml: etree._Element, new: str) -> None:
    old = xml.get("id", "")
    xml.set("id", new)
    scope = xml.getparent()
    if scope is None or holder(xml) is not xml:
        return
    if any(other.get("id") == old for other in scope.iterchildren(f"{{{BPMN}}}*")):
        return  # both stand side by side: nobody can tell which one an arrow means
    for beside in scope.iterchildren(f"{{{BPMN}}}*"):
        for key in ("sourceRef", "targetRef", "attachedToRef", "default"):
            if beside.get(key) == old:
                beside.set(key, new)


def one_process(work: Workpiece, root: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """One process runs; the others are drawings."""
    candidates = [process for process in work.document.processes if work.document.within(process.id)]
    chosen = _chosen(work, candidates)
    if chosen is None:
        return
    flagged = [process for process in work.document.processes if process.executable]
    if len(candidates) > 1 and flagged != [chosen] and work.surroundings.process_id is None:
        yield CHOSEN.at(chosen.xml, partial(_flag, chosen, "true"), count=str(len(candidates)))
    elif not chosen.executable:
        yield EXECUTABLE.at(chosen.xml, partial(_flag, chosen, "true"))
    for process in work.document.processes:
        if process is not chosen and process.executable is not False:
            yield DRAWN.at(process.xml, partial(_flag, process, "false"))


def _chosen(work: Workpiece, candidates: Sequence[Process]) -> Process | None:
    wanted = [process for process in candidates if process.id == work.surroundings.process_id]
    flagged = [process for process in candidates if process.executable]
    return max(wanted or flagged or candidates, key=lambda process: _steps(work, process), default=None)


def _steps(work: Workpiece, process: Process) -> int:
    return sum(1 for node in work.document.nodes if node.process_id == process.id)


def _flag(process: Process, value: str) -> None:
    if process.xml.get("isExecutable") is not None:
        set_aside_attribute(process.xml, "isExecutable")
    process.xml.set("isExecutable", value)


RULES = (
    whole(process_ids, "process-without-id"),
    whole(shared_ids, "id-twice"),
    whole(missing_ids, "element-without-id flow-without-id"),
    whole(one_process),
)
