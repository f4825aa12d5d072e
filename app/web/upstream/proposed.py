"""What the page of a proposal shows: the difference, the merge, scenarios, reviews and remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.bpmn import Unreadable, outline, read
from app.db import TenantSession
from app.processes import publishing
from app.processes.drafting_errors import NoDiagramInFiles
from app.processes.drafting_files import main_of
from app.processes.scenarios import run_all
from app.tailoring import Files, Merged, NotComparable, Question
from app.tenants.tables import TenantKind
from app.upstream import proposing, shared
from app.upstream.proposal_tables import Proposal, Remark, Review, Stance
from app.web.current import current
from app.web.diagrams import kind_name
from app.web.formats import text
from app.web.studio import asking, differences
from app.web.studio.asking import Asked, Names
from app.web.studio.differences import Told
from app.web.texts import gettext
from app.web.upstream import naming
from app.web.upstream.blueprint import tenants
from app.web.upstream.proposing import receiving_files


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a municipality thinks; None where it has not said."""

    name: str
    mine: bool
    review: Review | None


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario, and whether it comes as expected on the two versions; None where it cannot be played."""

    name: str
    now: bool | None
    then: bool | None


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything about a proposal at this moment."""

    name: str  #: of the process
    sender: str
    receiver: str
    to_all: bool
    told: Told
    refused: str  #: why it cannot be merged any more
    questions: list[Asked]
    asked: Asked | None
    places: list[tuple[str, Markup]]
    played: list[Played]
    opinions: list[Opinion]
    dissent: list[Opinion]
    remarks: list[tuple[Remark, str, str]]  #: with the names of the municipality and of the element
    elements: Mapping[str, str]  #: that can be spoken of, by id
    became: int | None  #: the shared version that it is part of


def stage(keeper: TenantSession, found: Proposal, wanted: str) -> Stage:
    """Look at a proposal; `wanted` is the question that is to be open."""
    base, change = shared.files(keeper, found.key, found.base_number), proposing.proposed(found)
    ours = receiving_files(keeper, found.key, found.to_tenant) or {}
    result, refused = _merged(found, base, ours)
    names = _names(found)
    question = _open_question(result, wanted) if result else None
    opinions = _opinions(keeper, found)
    known = _elements(change)
    return Stage(
        name=naming.versions(keeper, found.key)[0].name,
        sender=called(found.from_tenant),
        receiver=called(found.to_tenant),
        to_all=found.to_tenant == keeper.tenant,
        told=differences.of(base, change, (names.base, names.theirs), current.language),
        refused=refused,
        questions=[asking.of(each, names, current.language) for each in result.questions] if result else [],
        asked=asking.of(question, names, current.language) if question else None,
        places=asking.spots(question, ours, change, names, current.language) if question else [],
        played=_played(keeper, ours, result.files if result else change),
        opinions=opinions,
        dissent=[each for each in opinions if each.review and each.review.stance == Stance.OBJECT],
        remarks=[
            (each, called(each.municipality), known.get(each.element_id, each.element_id))
            for each in proposing.remarks(keeper, found.id)
        ],
        elements=known,
        became=proposing.became(keeper, [found]).get(found.id),
    )


def merged(keeper: TenantSession, found: Proposal) -> Merged:
    """The proposal merged into what its receiver has now; raises NotComparable."""
    base = shared.files(keeper, found.key, found.base_number)
    return proposing.merged(found, base, receiving_files(keeper, found.key, found.to_tenant) or {})


def called(tenant_id: str) -> str:
    """The name of a tenant."""
    return next((text(tenant.names) for tenant in tenants() if tenant.id == tenant_id), tenant_id)


def stances() -> Mapping[Stance, str]:
    """What can be thought of a proposal, in words."""
    return {
        Stance.SUPPORT: gettext("We support it"),
        Stance.OBJECT: gettext("We object"),
        Stance.ABSTAIN: gettext("We abstain"),
    }


def _merged(found: Proposal, base: Files, ours: Files) -> tuple[Merged | None, str]:
    try:
        return proposing.merged(found, base, ours), ""
    except NotComparable as refusal:
        return None, gettext(refusal.sentence, **refusal.values)


def _open_question(result: Merged, wanted: str) -> Question | None:
    chosen = next((each for each in result.questions if each.key == wanted), None)
    return chosen or next(iter(result.questions_open), None)


def _names(found: Proposal) -> Names:
    return Names(
        base=gettext("Shared, version %(number)d", number=found.base_number),
        theirs=gettext("As %(name)s proposes", name=called(found.from_tenant)),
        ours=called(found.to_tenant),
    )


def _opinions(keeper: TenantSession, found: Proposal) -> list[Opinion]:
    said = proposing.reviews(keeper, found.id)
    asked = [
        tenant
        for tenant in tenants()
        if tenant.kind == TenantKind.MUNICIPALITY and tenant.id not in (found.from_tenant, found.to_tenant)
    ]
    return [
        Opinion(text(tenant.names), tenant.id == current.tenant_id, said.get(tenant.id)) for tenant in asked
    ]


def _elements(files: Files) -> Mapping[str, str]:
    try:
        document = read(files[main_of(files)])
    except (NoDiagramInFiles, Unreadable):
        return {}
    return {
        step.element_id: step.name or kind_name(step.kind) for step in outline(document, current.language)
    }


def _played(keeper: TenantSession, now: Files, then: Files) -> list[Played]:
    """Every scenario of the two, played on both: as the receiver has it, and with the proposal."""
    old, new = publishing.inspect(keeper, now), publishing.inspect(keeper, then)
    scenarios = {each.name: each for each in (*old.scenarios, *new.scenarios)}
    results: list[Sequence[bool | None]] = [
        [each.passed for each in run_all(bundle.definition, scenarios.values())]
        if bundle.definition
        else [None] * len(scenarios)
        for bundle in (old, new)
    ]
    return [Played(name, *both) for name, *both in zip(scenarios, *results, strict=True)]
