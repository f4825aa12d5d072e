"""A bundle: the files that somebody wants to publish together, looked at as one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.bpmn import Document, Unreadable, archives, check, read
from app.engine import Definition, Unpublishable, compile_definition
from app.forms import Form, FormError, check_form, read_form
from app.processes.service_tasks import WORKERS


def N_(text: str) -> str:  # noqa: N802 - gettext's name for "translate later"
    return text


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

    main: Document | None
    called: tuple[Document, ...]
    forms: Mapping[str, Form]
    form_sources: Mapping[str, bytes]
    definition: Definition | None  #: None: it cannot be published
    findings: tuple[Finding, ...]

    @property
    def publishable(self) -> bool:
        return self.definition is not None and not any(each.severity == "error" for each in self.findings)


def open_bundle(files: Mapping[str, bytes], *, groups: Collection[str] | None = None) -> Bundle:
    """Read and check files by name, those in an archive (zip) too; every problem becomes a finding."""
    findings: list[Finding] = []
    files = _unpacked(files, findings)
    documents = _documents(files, findings)
    forms, sources = _forms(files, findings)
    main, called = _main_and_called(documents)
    if main is None:
        findings.append(_finding("", N_("There is no diagram."), N_("Add a file that ends in .bpmn.")))
        return Bundle(None, (), forms, sources, None, tuple(findings))
    names = {id(document): filename for filename, document in documents.items()}
    for document in (main, *called):
        others = [other for other in (main, *called) if other is not document]
        problems = check(document, called=others, forms=set(forms), groups=groups, job_types=set(WORKERS))
        findings += [_of_problem(names[id(document)], problem) for problem in problems]
    definition = None
    if not any(each.severity == "error" for each in findings):
        definition = _compile(names[id(main)], main, called, findings)
    return Bundle(main, tuple(called), forms, sources, definition, tuple(findings))


def files_of(diagram: Path, forms: Path | None = None) -> dict[str, bytes]:
    """A diagram, those it calls from the same folder, and the forms it uses from `forms`.

    Without `forms`, they are looked for in the folder ``forms/<service>`` beside ``workflows``.
    """
    diagram = diagram.resolve()
    files = {diagram.name: diagram.read_bytes()}
    beside = {path: path.read_bytes() for path in sorted(diagram.parent.glob("*.bpmn")) if path != diagram}
    try:
        wanted = _calls(read(files[diagram.name]))
    except Unreadable:
        return files
    for path, content in beside.items():
        try:
            document = read(content)
        except Unreadable:
            continue
        if document.process is not None and document.process.id in wanted:
            files[path.name] = content
            wanted |= _calls(document)
    folder = forms or _forms_beside(diagram)
    return files | {path.name: path.read_bytes() for path in sorted(folder.glob("*.form"))}


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
        if filename.endswith((".form", ".dmn")):
            continue
        try:
            documents[filename] = read(content)
        except Unreadable as exc:
            findings.append(_finding(filename, exc.sentence, exc.remedy, exc.values))
    return documents


def _forms(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[dict[str, Form], dict[str, bytes]]:
    forms: dict[str, Form] = {}
    sources: dict[str, bytes] = {}
    remedy = N_("Open the form in the form editor and save it again.")
    for filename, content in files.items():
        if not filename.endswith(".form"):
            continue
        try:
            form = read_form(content)
        except FormError as exc:
            findings.append(_finding(filename, exc.sentence, remedy, exc.values))
            continue
        findings += [_of_problem(filename, problem) for problem in check_form(form)]
        forms[form.id], sources[form.id] = form, content
    return forms, sources


def _main_and_called(documents: Mapping[str, Document]) -> tuple[Document | None, list[Document]]:
    """The diagram that no other one calls is the main one; with two of them, the first by name."""
    called_ids = set[str]().union(*(_calls(document) for document in documents.values()))
    by_name = [documents[name] for name in sorted(documents)]
    roots = [each for each in by_name if each.process is None or each.process.id not in called_ids]
    main = next(iter(roots or by_name), None)
    return main, [each for each in by_name if each is not main]


def _calls(document: Document) -> set[str]:
    return {element.called.process_id for element in document.nodes if element.called}


def _compile(
    filename: str, main: Document, called: Sequence[Document], findings: list[Finding]
) -> Definition | None:
    try:
        return compile_definition(main, called)
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
