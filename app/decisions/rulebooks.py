"""Files of decisions that belong together: linked to each other, checked, told apart by their ids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from app.decisions.checks import check
from app.decisions.elements import definitions
from app.decisions.linking import link
from app.decisions.model import Model
from app.decisions.problems import Finding, Place, Problem
from app.decisions.reading import read
from app.markup import Unreadable
from app.translating import N_

#: How files of decisions end.
ENDING = ".dmn"
#: Files of a bundle that import others: each is compiled with all that it imports.
MAX_IMPORTING = 10

FILE_TWICE = Finding(
    "decisions-twice",
    "error",
    N_("Another file of decisions has the same id, “%(element)s”."),
    N_("Give the file an id of its own, or leave one of the two out."),
)
MANY_IMPORTS = Finding(
    "decisions-import-much",
    "error",
    N_("More than %(limit)s of the files of decisions import others."),
    N_("Put decisions that belong together into one file."),
)
DECISION_TWICE = Finding(
    "decision-twice",
    "error",
    N_("Another file holds a decision with the same id, “%(element)s”."),
    N_("Give each decision an id of its own, so that it is known which one is asked."),
)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One file of decisions, linked to those that it imports."""

    id: str  #: of its definitions
    filename: str
    source: bytes
    root: etree._Element
    model: Model

    def decisions(self) -> dict[str, str]:
        """The names of the decisions and decision services that may be asked, by their ids."""
        return {
            id_: node.name
            for (namespace, id_), node in self.model.nodes.items()
            if namespace == self.model.main and node.element.kind in ("decision", "decisionService")
        }


def linked(sources: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> list[Rulebook]:
    """The files, each linked to all that it imports; `roots` are what `app.decisions.read` gave of them.

    Where more than MAX_IMPORTING files import others, the rest is not linked: `confused` says so.
    """
    importing = [name for name, root in roots.items() if definitions(root).imports][:MAX_IMPORTING]
    return [
        Rulebook(
            (root.get("id") or name.removesuffix(ENDING))[:120],
            name,
            sources[name],
            root,
            link([root, *(other for other in roots.values() if other is not root and name in importing)]),
        )
        for name, root in roots.items()
    ]


def opened(sources: Iterable[bytes]) -> list[Rulebook]:
    """Files that were published, and so can be read."""
    named = {f"{place}{ENDING}": source for place, source in enumerate(sources)}
    return linked(named, {name: read(source) for name, source in named.items()})


def readable(sources: Mapping[str, bytes]) -> list[Rulebook]:
    """Those of the files that can be read."""
    roots = {}
    for name, source in sources.items():
        try:
            roots[name] = read(source)
        except Unreadable:
            continue
    return linked(sources, roots)


def needed(sources: Mapping[str, bytes], asked: Iterable[str]) -> dict[str, bytes]:
    """The files with these decisions, the first of each, and those that they import."""
    books, missing, found = readable(sources), set(asked), dict[str, bytes]()
    for book in books:
        if here := missing & book.decisions().keys():
            missing -= here
            used = {namespace for namespace, _ in book.model.nodes}
            found |= {
                each.filename: each.source for each in books if each.model.main in used - {book.model.main}
            }
            found[book.filename] = book.source
    return found


def beside(diagram: Path, asked: Iterable[str]) -> dict[str, bytes]:
    """The files with the decisions that are asked, by name, from the folders that belong to a diagram.

    These are the folder of the diagram, and ``workflows/dmn/<service>`` for ``workflows/bpmn/<service>``.
    Where several hold a decision of the same id, as those of several municipalities may, the one that is
    called as the diagram comes first.
    """
    folders = [diagram.parent, *(each.parent / "dmn" / diagram.parent.name for each in diagram.parents[1:3])]
    found = [path for folder in folders for path in sorted(folder.glob(f"*{ENDING}"))]
    found.sort(key=lambda path: path.stem != diagram.stem)
    return needed({path.name: path.read_bytes() for path in found}, asked)


def names(books: Iterable[Rulebook]) -> dict[str, str]:
    """What business rule tasks may ask: the names of decisions by their ids."""
    return {id_: name for book in books for id_, name in book.decisions().items()}


def problems(books: Sequence[Rulebook]) -> Iterator[tuple[str, Problem]]:
    """What the check says of the files, with the name of the file in which it is.

    A file's model holds what it imports, too; imported files have fewer elements, and come first.
    """
    told = set[tuple[object, ...]]()
    for book in sorted(books, key=lambda each: len(each.model.nodes)):
        for problem in check(book.model):
            known = (
                problem.code,
                problem.element_id,
                problem.line,
                problem.rule,
                problem.say(problem.sentence),
            )
            if known not in told:
                told.add(known)
                yield book.filename, problem


def confused(books: Sequence[Rulebook]) -> Iterator[tuple[str, Problem]]:
    """Files and decisions that cannot be told apart by their ids, as they must be in one version."""
    importing = [book for book in books if definitions(book.root).imports]
    for book in importing[MAX_IMPORTING:]:
        yield book.filename, MANY_IMPORTS.at(Place(book.id), limit=str(MAX_IMPORTING))
    files, decisions = set[str](), set[str]()
    for book in books:
        if book.id in files:
            yield book.filename, FILE_TWICE.at(Place(book.id))
        for id_ in book.decisions().keys() & decisions:
            yield book.filename, DECISION_TWICE.at(Place(id_, id_))
        files.add(book.id)
        decisions |= book.decisions().keys()
