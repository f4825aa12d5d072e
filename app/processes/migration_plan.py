"""What would become of each running case if it were moved to another version.

It can be moved, it needs a mapping, or it stays. Nothing is changed: the engine only looks whether every
place where an instance is has a counterpart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import select

from app import engine
from app.db import TenantSession
from app.engine import Blocked
from app.processes import library, parts
from app.processes.errors import UnknownVersion
from app.processes.library import Version
from app.processes.tables import InstanceStatus, ProcessInstance, ProcessVersion

#: Numbers of cases that a line of the plan names.
NAMED = 5

#: Instances read at a time.
_AT_ONCE = 500


class Way(StrEnum):
    SAFE = "safe"  #: it can be moved
    MAPPING = "mapping"  #: it can be moved once somebody says what takes the place of an element
    STAYS = "stays"  #: it cannot be moved


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an instance cannot be moved as it is."""

    element_id: str
    names: Mapping[str, str]  #: of the element, by language
    sentence: str  #: English, a gettext message id


@dataclass
class Line:
    """Cases of one version that share their way and its reasons."""

    way: Way
    version: int  #: number of the version they run on
    reasons: tuple[Reason, ...]
    count: int = 0
    cases: list[str] = field(default_factory=list)  #: numbers of the first of them


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An element that is gone or that the mapping names: what takes its place, and what could."""

    element_id: str
    names: Mapping[str, str]
    choices: tuple[str, ...]  #: elements of the same kind in the new version, by id
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan for all running cases that are on other versions."""

    version: Version
    mapping: Mapping[str, str]
    lines: tuple[Line, ...]  #: what can be moved first, then what needs a mapping, then what stays
    counterparts: tuple[Counterpart, ...]

    def count(self, way: Way) -> int:
        """How many cases go this way."""
        return sum(line.count for line in self.lines if line.way == way)

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)


def plan(session: TenantSession, key: str, number: int, mapping: Mapping[str, str]) -> Plan:
    """What would become of the running cases; raises UnknownVersion.

    `mapping` is {id in the old version: id in the new one} of elements and flows.
    """
    return plan_for(session, library.version(session, version_id(session, key, number)), mapping)


def plan_for(session: TenantSession, version: Version, mapping: Mapping[str, str]) -> Plan:
    """The same for a version that is at hand, which may be a draft's."""
    lines: dict[tuple[object, ...], Line] = {}
    counterparts: dict[str, Counterpart] = {}
    for case_number, old, state in _running(session, version.definition.key, version.id):
        blocked = obstacles(old, version, state, mapping)
        way, reasons = _way(blocked, version, mapping), tuple(reason(old, each) for each in blocked)
        line = lines.setdefault((way, old.id, blocked), Line(way, old.number, reasons))
        line.count += 1
        if len(line.cases) < NAMED:
            line.cases.append(case_number)
        gone = [each.element_id for each in blocked if _is_missing(each, version, mapping)]
        named = [each for each in mapping if each in old.definition.elements]
        for element_id in (*gone, *named):
            counterparts.setdefault(element_id, _counterpart(old, version, element_id, mapping))
    order = list(Way)
    found = sorted(lines.values(), key=lambda line: (order.index(line.way), -line.version, -line.count))
    return Plan(version, dict(mapping), tuple(found), tuple(counterparts.values()))


def version_id(session: TenantSession, key: str, number: int) -> str:
    """The id of the version of a process with this number; raises UnknownVersion."""
    query = select(ProcessVersion.id).where(
        ProcessVersion.tenant_id == session.tenant,
        ProcessVersion.definition_key == key,
        ProcessVersion.number == number,
    )
    found = session.scalar(query)
    if found is None:
        raise UnknownVersion(number)
    return found


def obstacles(
    old: Version, new: Version, state: engine.State, mapping: Mapping[str, str]
) -> tuple[Blocked, ...]:
    """Why the instance cannot be moved; nothing where it can."""
    try:
        return engine.plan_migration(old.definition, new.definition, state, mapping)
    except engine.SnapshotUnreadable as failure:
        return (Blocked("", type(failure).__doc__ or ""),)


def reason(old: Version, blocked: Blocked) -> Reason:
    """The obstacle with the name of its element."""
    names = old.names(blocked.element_id) if blocked.element_id else {}
    return Reason(blocked.element_id, names, blocked.sentence)


def _running(session: TenantSession, key: str, to: str) -> Iterator[tuple[str, Version, engine.State]]:
    """Case, version and state of each running instance that is on another version."""
    of_definition = (
        ProcessVersion.tenant_id == ProcessInstance.tenant_id,
        ProcessVersion.id == ProcessInstance.version_id,
        ProcessVersion.definition_key == key,
    )
    query = (
        select(
            ProcessInstance.id,
            ProcessInstance.case_number,
            ProcessInstance.version_id,
            ProcessInstance.snapshot,
        )
        .join(ProcessVersion, of_definition[0] & of_definition[1] & of_definition[2])
        .where(
            ProcessInstance.tenant_id == session.tenant,
            ProcessInstance.status == InstanceStatus.RUNNING,
            ProcessInstance.version_id != to,
        )
        .order_by(ProcessInstance.case_number)
        .execution_options(yield_per=_AT_ONCE)
    )
    versions: dict[str, Version] = {}
    for instance_id, case_number, old_id, snapshot in session.execute(query):
        if old_id not in versions:
            versions[old_id] = library.version(session, old_id)
        yield case_number, versions[old_id], parts.state(session, instance_id, snapshot)


def _way(blocked: tuple[Blocked, ...], new: Version, mapping: Mapping[str, str]) -> Way:
    if not blocked:
        return Way.SAFE
    return Way.MAPPING if all(_is_missing(each, new, mapping) for each in blocked) else Way.STAYS


def _is_missing(blocked: Blocked, new: Version, mapping: Mapping[str, str]) -> bool:
    """Whether the new version has nothing under this id, so that a mapping can help."""
    to = mapping.get(blocked.element_id, blocked.element_id)
    return bool(blocked.element_id) and to not in new.definition.elements


def _counterpart(old: Version, new: Version, element_id: str, mapping: Mapping[str, str]) -> Counterpart:
    kind = old.definition.elements[element_id].type if element_id in old.definition.elements else None
    choices = tuple(each.id for each in new.definition.elements.values() if kind in {None, each.type})
    return Counterpart(element_id, old.names(element_id), choices, mapping.get(element_id))
