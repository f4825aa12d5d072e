"""Remedies for the diagrams of a draft: those of `polku repair`, offered and chosen one by one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.bpmn import (
    Document,
    Remedy,
    Repaired,
    Surroundings,
    Unreadable,
    open_for_repair,
    repair,
    repair_together,
)
from app.bpmn.repairing import everything, refuse_too_large
from app.db import TenantSession
from app.identity import people
from app.processes.bundles import Bundle, open_bundle
from app.processes.drafting_files import Files
from app.processes.service_tasks import WORKERS

Choose = Callable[[Remedy], bool]


@dataclass(frozen=True, slots=True)
class Mended:
    """A diagram of a draft before and after the remedies."""

    name: str  #: of the file
    before: Document
    after: Document
    source: bytes  #: the file after the remedies
    remedies: Sequence[Remedy]


def offered(session: TenantSession, files: Files) -> list[Mended]:
    """Every diagram that remedies are offered for, with all of them, by file name."""
    return [each for each in _mended(session, files, dict.fromkeys(files, everything)) if each.remedies]


def chosen(session: TenantSession, files: Files, keys: Mapping[str, Collection[str]]) -> dict[str, bytes]:
    """The diagrams that change, by file name, when remedies are applied: their keys by file name."""
    choices = {name: _among(keys.get(name, ())) for name in files}
    found = _mended(session, files, choices)
    return {each.name: each.source for each in found if each.source != files[each.name]}


def for_diagram(session: TenantSession, bundle: Bundle) -> Sequence[Remedy]:
    """What is offered for the main diagram of a draft; nothing for one that is too large to be repaired."""
    if (drawn := bundle.drawn) is None:
        return ()
    try:
        return repair(drawn, surroundings=_around(session, bundle)).applied
    except Unreadable:
        return ()


def mend(session: TenantSession, bundle: Bundle, key: str) -> Repaired | None:
    """The main diagram after one remedy, and after those that it builds on; None where it is not offered.

    Raises Unreadable for a diagram that is too large to be repaired.
    """
    if (drawn := bundle.drawn) is None:
        return None
    around = _around(session, bundle)
    alone = repair(drawn, _among({key}), around)
    if alone.applied:
        return alone
    order = [remedy.key for remedy in repair(drawn, surroundings=around).applied]
    if key not in order:
        return None
    return repair(drawn, _among(order[: order.index(key) + 1]), around)


def _among(keys: Collection[str]) -> Choose:
    return lambda remedy: remedy.key in keys


def _mended(session: TenantSession, files: Files, choices: Mapping[str, Choose]) -> list[Mended]:
    opened: dict[str, tuple[Document, tuple[Remedy, ...]]] = {}
    for name in sorted(name for name in files if name.endswith(".bpmn")):
        try:
            opened[name] = open_for_repair(files[name], choices[name])
            refuse_too_large(opened[name][0])
        except Unreadable:
            opened.pop(name, None)  # nothing can be offered; the check says why
    around = replace(_around(session, open_bundle(files)), called=())
    documents = {name: document for name, (document, _) in opened.items()}
    repaired = repair_together(documents, choices, around)
    return [_of(name, *opened[name], each) for name, each in repaired.items()]


def _of(name: str, opened: Document, first: Sequence[Remedy], repaired: Repaired) -> Mended:
    return Mended(name, opened, repaired.document, repaired.source, (*first, *repaired.applied))


def _around(session: TenantSession, bundle: Bundle) -> Surroundings:
    """What the municipality has: its groups, the forms and other diagrams of the draft, and its workers."""
    groups = list(people.group_names(session))
    around = Surroundings(bundle.called, set(bundle.forms), set(groups), set(WORKERS))
    return around.given_to(groups[0]) if groups else around
