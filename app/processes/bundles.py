"""A bundle: the files that somebody wants to publish together, looked at as one."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app import decisions, knowing, levels
from app.bpmn import Document, Problem, Unreadable, archives, check, read
from app.decisions import rulebooks
from app.decisions.rulebooks import Rulebook
from app.engine import Definition, Unpublishable, compile_definition
from app.feel.budget import Calendar
from app.forms import Form, FormError, check_form, read_form
from app.levels import checking
from app.processes import answering, asked, scenarios
from app.processes.own_level import Own, open_own
from app.processes.scenarios import Scenario
from app.processes.service_tasks import WORKERS
from app.remote import Address
from app.translating import N_


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one of the files, in the words of the check."""

    filename: str
    severity: str  #: "error" keeps the bundle from being published, "warning" does not
    element_id: str | None
    line: int | None
    sentence: str  #: an English template
    remedy: str  #: an English template
    values: Mapping[str, Any]
    code: str = ""  #: of the check; "" for what is wrong with a file as a whole

    def say(self, template: str, translate: Callable[[str], str] = str) -> str:
        """`sentence` or `remedy`, or a translation of either, with the values filled in."""
        values = {
            name: value.say(translate) if hasattr(value, "say") else value
            for name, value in self.values.items()
        }
        return template % values if values else template


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files of one version, as far as they could be read, with what was found."""

    main: Document | None  #: with the municipality's own texts, as everything that is shown here
    called: tuple[Document, ...]
    forms: Mapping[str, Form]
    form_sources: Mapping[str, bytes]
    definition: Definition | None  #: None: it cannot be published
    findings: tuple[Finding, ...]
    decisions: Mapping[str, Rulebook] = field(default_factory=dict)  #: the files of decisions, by their ids
    scenarios: tuple[Scenario, ...] = ()  #: by name
    own: Own = field(default_factory=lambda: open_own({}))

    @property
    def drawn(self) -> Document | None:
        """The main diagram as it stands in its file, without own texts."""
        if self.main is None or self.main.source not in self.own.shared:
            return self.main
        return read(self.own.without(self.main.source))

    @property
    def publishable(self) -> bool:
        return self.definition is not None and not any(each.severity == "error" for each in self.findings)


def open_bundle(
    files: Mapping[str, bytes],
    *,
    groups: Collection[str] | None = None,
    calendar: Calendar | None = None,
    addresses: Sequence[Address] | None = None,
) -> Bundle:
    """Read and check files by name, those in an archive (zip) too; every problem becomes a finding.

    `calendar` is what the definition counts working days by. `addresses` are those that processes of the
    municipality may ask over HTTP; None means that nobody knows, and nothing is said about them.
    """
    findings: list[Finding] = []
    files = _unpacked(files, findings)
    own = open_own(files)
    findings += [_of_problem(filename, problem) for filename, problem in own.problems]
    files = own.files
    documents = _documents(files, findings)
    forms, sources = _forms(files, findings, calendar)
    books = _rulebooks(files, findings)
    kept = _scenarios(files, findings)
    main, called = _main_and_called(documents)
    by_id = {book.id: book for book in books}
    if main is None:
        findings.append(_finding("", N_("There is no diagram."), N_("Add a file that ends in .bpmn.")))
        return Bundle(None, (), forms, sources, None, tuple(findings), by_id, kept, own)
    file_names = {id(document): name for name, document in documents.items()}
    parts = _Parts(main, tuple(called), file_names, forms, books, own)
    findings += [_of_problem(filename, problem) for filename, problem in _problems(parts, groups, addresses)]
    definition = None
    if not any(each.severity == "error" for each in findings):
        compiled = partial(
            compile_definition,
            main,
            called,
            decisions=answering.deciding(books),
            calendar=calendar,
            values=own.values,
        )
        definition = _compile(parts.names[id(main)], compiled, findings)
    return Bundle(main, tuple(called), forms, sources, definition, tuple(findings), by_id, kept, own)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the files hold, as far as it can be read."""

    main: Document
    called: tuple[Document, ...]
    names: Mapping[int, str]  #: of the files, by the identity of the document
    forms: Mapping[str, Form]
    books: Sequence[Rulebook]
    own: Own


def _problems(
    parts: _Parts, groups: Collection[str] | None, addresses: Sequence[Address] | None
) -> Iterator[tuple[str, Problem]]:
    """What the check says of the diagrams, of parameters and own texts, variables and addresses; by file."""
    diagrams = (parts.main, *parts.called)
    found: list[tuple[Document, Problem]] = []
    for document in diagrams:
        problems = check(
            document,
            called=[other for other in diagrams if other is not document],
            forms=set(parts.forms),
            groups=groups,
            job_types=set(WORKERS),
            decisions=rulebooks.names(parts.books),
        )
        found += [(document, problem) for problem in problems]
    found += checking.of_process(diagrams)
    if parts.main.process is not None:
        values = checking.of_values(parts.main.process, parts.own.values, groups)
        found += [(parts.main, problem) for problem in values]
    unknown = knowing.unknown(diagrams, parts.forms, parts.books)
    found += [(each.document, each.problem()) for each in unknown]
    if addresses is not None:
        found += asked.refused(diagrams, addresses)
    yield from ((parts.names[id(document)], problem) for document, problem in found)


def files_of(diagram: Path, forms: Path | None = None) -> dict[str, bytes]:
    """A diagram with its scenarios, those it calls from the same folder, its decisions and its forms.

    Without `forms`, they are looked for in the folder ``forms/<service>`` beside ``workflows``. Decisions
    are looked for beside the diagram, then in ``workflows/dmn/<service>``.
    """
    diagram = diagram.resolve()
    files = {diagram.name: diagram.read_bytes()}
    beside = {path: path.read_bytes() for path in sorted(diagram.parent.glob("*.bpmn")) if path != diagram}
    try:
        documents = [read(files[diagram.name])]
    except Unreadable:
        return files
    wanted = _calls(documents[0])
    for path, content in beside.items():
        try:
            document = read(content)
        except Unreadable:
            continue
        if document.process is not None and document.process.id in wanted:
            files[path.name] = content
            documents.append(document)
            wanted |= _calls(document)
    for ending in (scenarios.ENDING, *levels.ENDINGS):
        kept = diagram.with_name(f"{diagram.stem}{ending}")
        if kept.is_file():
            files[kept.name] = kept.read_bytes()
    folder = forms or _forms_beside(diagram)
    files |= {path.name: path.read_bytes() for path in sorted(folder.glob("*.form"))}
    asked = set[str]().union(*(document.decision_ids for document in documents))
    return files | rulebooks.beside(diagram, asked)


def _forms_beside(diagram: Path) -> Path:
    """``workflows/bpmn/<service>/x.bpmn`` has its forms in ``forms/<service>``."""
    above = diagram.parents[3] if len(diagram.parents) > 3 else diagram.parent
    return above / "forms" / diagram.parent.name


def _unpacked(files: Mapping[str, bytes], findings: list[Finding]) -> Mapping[str, bytes]:
    """The files, and in place of an archive what is in it."""
    found: dict[str, bytes] = {}
    for filename, content in files.items():
        if not filename.lower().endswith(".zip"):
            found[filename] = content
            continue
        try:
            found |= archives.unpack(content)
        except Unreadable as exc:
            findings.append(_finding(filename, exc.sentence, exc.remedy, exc.values))
    return found


def _documents(files: Mapping[str, bytes], findings: list[Finding]) -> dict[str, Document]:
    documents = {}
    for filename, content in files.items():
        if filename.endswith((".form", rulebooks.ENDING, scenarios.ENDING, *levels.ENDINGS)):
            continue
        try:
            documents[filename] = read(content)
        except Unreadable as exc:
            findings.append(_finding(filename, exc.sentence, exc.remedy, exc.values))
    return documents


def _forms(
    files: Mapping[str, bytes], findings: list[Finding], calendar: Calendar | None
) -> tuple[dict[str, Form], dict[str, bytes]]:
    forms: dict[str, Form] = {}
    sources: dict[str, bytes] = {}
    remedy = N_("Open the form in the form editor and save it again.")
    for filename, content in files.items():
        if not filename.endswith(".form"):
            continue
        try:
            form = read_form(content, calendar=calendar)
        except FormError as exc:
            findings.append(_finding(filename, exc.sentence, remedy, exc.values))
            continue
        findings += [_of_problem(filename, problem) for problem in check_form(form)]
        forms[form.id], sources[form.id] = form, content
    return forms, sources


def _rulebooks(files: Mapping[str, bytes], findings: list[Finding]) -> list[Rulebook]:
    roots = {}
    for filename, content in files.items():
        if not filename.endswith(rulebooks.ENDING):
            continue
        try:
            roots[filename] = decisions.read(content)
        except Unreadable as exc:
            findings.append(_finding(filename, exc.sentence, exc.remedy, exc.values))
    books = rulebooks.linked(files, roots)
    found = [*rulebooks.confused(books), *rulebooks.problems(books)]
    findings += [_of_problem(filename, problem) for filename, problem in found]
    return books


def _scenarios(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Scenario, ...]:
    found: dict[str, Scenario] = {}
    remedy = N_("Take the file away and record the scenarios again in a rehearsal.")
    for filename, content in files.items():
        if filename.endswith(scenarios.ENDING):
            try:
                found |= {each.name: each for each in scenarios.read(content)}
            except scenarios.Unreadable as exc:
                findings.append(_finding(filename, exc.sentence, remedy, exc.values))
    return tuple(found[name] for name in sorted(found))


def _main_and_called(documents: Mapping[str, Document]) -> tuple[Document | None, list[Document]]:
    """The diagram that no other one calls is the main one; with two of them, the first by name."""
    called_ids = set[str]().union(*(_calls(document) for document in documents.values()))
    by_name = [documents[name] for name in sorted(documents)]
    roots = [each for each in by_name if each.process is None or each.process.id not in called_ids]
    main = next(iter(roots or by_name), None)
    return main, [each for each in by_name if each is not main]


def _calls(document: Document) -> set[str]:
    return {element.called.process_id for element in document.nodes if element.called}


def _compile(filename: str, compiled: Callable[[], Definition], findings: list[Finding]) -> Definition | None:
    try:
        return compiled()
    except Unpublishable as exc:
        findings += [_of_problem(filename, problem) for problem in exc.problems]
        return None


def _of_problem(filename: str, problem: Any) -> Finding:
    return Finding(
        filename,
        problem.severity,
        problem.element_id,
        problem.line,
        problem.sentence,
        problem.remedy,
        problem.values,
        problem.code,
    )


def _finding(filename: str, sentence: str, remedy: str, values: Mapping[str, str] | None = None) -> Finding:
    return Finding(filename, "error", None, None, sentence, remedy, values or {})
