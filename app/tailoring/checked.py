"""What the check says about a merged version that it says about neither side."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.bpmn import Document, check, read
from app.bpmn.comparing import Version
from app.bpmn.comparing.values import WAY
from app.changes.change import Spot
from app.changes.wording import Sentence
from app.decisions import rulebooks
from app.forms import FormError, check_form
from app.levels.checking import undeclared
from app.tailoring.bundle import Bundle, Files
from app.translating import N_

_WRONG = N_("Each side's change is fine alone, but not the two together: %(problem)s")
_DECISIONS = "decisions:"  #: how the keys of their files begin
_Sign = tuple[str, str, str]  #: key of the file, code of the problem, id of the element or name of the table


class _Said(Protocol):
    """What a check says, whatever it is about."""

    @property
    def sentence(self) -> str: ...
    @property
    def values(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Wrong:
    """A problem that only the two sides together have."""

    file: str  #: key of the file
    element: str  #: id of the element as the merged file has it; "" for the file as a whole
    sentence: Sentence


def fresh_problems(files: Files, ours: Bundle, theirs: Bundle) -> list[Wrong]:
    """Problems of the merged files, by their keys, that neither side has. Cheap where there are none."""
    sides = (ours.sources, theirs.sources)
    tables = {
        key
        for key in files
        if key.startswith(_DECISIONS) and all(files[key] != side.get(key) for side in sides)
    }
    found = list(_problems(files, tables))
    known = {sign for side in sides for sign, _ in _problems(side, tables)} if found else set()
    fresh = {sign: problem for sign, problem in found if sign not in known}
    return [Wrong(file, element, _sentence(problem)) for (file, _, element), problem in fresh.items()]


def near(
    wrong: Wrong, spots: Sequence[Spot], ours: Bundle, theirs: Bundle, *, everything: bool
) -> list[Spot]:
    """The spots that a problem may come from: at its element, else at its neighbours, else in its file."""
    sides = [opened for side in (ours, theirs) if isinstance(opened := side.opened.get(wrong.file), Version)]
    around: set[str] = set()
    for side in sides if wrong.element and not everything else ():
        known = {own: plain for plain, own in side.own_ids.items()}
        around.add(side.key(known.get(wrong.element, wrong.element)))
    for _ in range(2):
        around |= {key for side in sides for key in _touching(side, around)}
        found = [spot for spot in spots if not spot.quiet and _is_at(spot, around, sides)]
        if found:
            return found
    in_file = [spot for spot in spots if not spot.quiet and spot.file == wrong.file]
    return in_file or [spot for spot in spots if not spot.quiet]


def _touching(side: Version, keys: set[str]) -> Iterator[str]:
    """Arrows at these elements, what they lead to, and the boundary events on them."""
    for key, part in side.tree.items():
        ends = part.refs.get(WAY, ())
        if keys.intersection(ends):
            yield key
            yield from ends
        if keys.intersection(part.refs.get("attachedToRef", ())):
            yield key


def _is_at(spot: Spot, around: set[str], sides: Sequence[Version]) -> bool:
    owners = {
        owner.key
        for delta in spot.deltas
        if not delta.quiet
        for side in sides
        if (owner := side.owner(delta.key)) is not None
    }
    return bool(around & (owners | {delta.key for delta in spot.deltas if not delta.quiet}))


def _problems(files: Files, tables: Collection[str]) -> Iterator[tuple[_Sign, _Said | None]]:
    """The problems of files by their keys; of decisions only those in `tables`, as their check is long."""
    diagrams = dict(_diagrams(files))
    forms = {key.removeprefix("form:") for key in files if key.startswith("form:")}
    books = rulebooks.readable({key: source for key, source in files.items() if key.startswith(_DECISIONS)})
    decided = rulebooks.names(books)
    for key, document in diagrams.items():
        others = [other for other in diagrams.values() if other is not document]
        for problem in check(document, called=others, forms=forms or None, decisions=decided or None):
            yield (key, problem.code, problem.element_id or ""), problem
    keys = {id(document): key for key, document in diagrams.items()}
    for document, problem in undeclared(list(diagrams.values())):
        yield (keys[id(document)], problem.code, problem.element_id or ""), problem
    for key, source in files.items():
        if key.startswith("form:"):
            yield from _form_problems(key, source)
    for key, wrong in rulebooks.problems(books) if tables else ():
        if key in tables:
            # By its table, not its rule: which of two rules comes second is no matter.
            yield (key, wrong.code, str(wrong.values.get("element", ""))), wrong


def _diagrams(files: Files) -> Iterator[tuple[str, Document]]:
    return ((key, read(source)) for key, source in files.items() if key.startswith("diagram:"))


def _form_problems(key: str, source: bytes) -> Iterator[tuple[_Sign, _Said | None]]:
    try:
        for problem in check_form(source):
            yield (key, problem.code, problem.element_id or ""), problem
    except FormError:
        yield (key, "form-unreadable", ""), None


def _sentence(problem: _Said | None) -> Sentence:
    values = problem.values if problem else {}
    said = problem.sentence if problem else N_("the form cannot be read.")
    plain = {
        name: str(value.say()) if hasattr(value, "say") else str(value) for name, value in values.items()
    }
    return Sentence(_WRONG, {"problem": Sentence(said, plain)})
