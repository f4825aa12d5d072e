"""Which variables the files of a bundle give and which they read, as far as their texts tell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app import levels
from app.bpmn import Document, Element, Flow, Problem, python
from app.bpmn.doing import RESULTS
from app.bpmn.findings import warning
from app.bpmn.rules.expressions import texts
from app.decisions.rulebooks import Rulebook
from app.feel import FeelError, compile_expression
from app.forms import Form
from app.forms.checking import expressions_of
from app.forms.components import every
from app.translating import N_

VARIABLE_UNKNOWN = warning(
    "variable-unknown",
    N_("“%(element)s” reads “%(variable)s”, which no form and no step gives."),
    N_("Add a field with this key to a form, or correct the name in the expression."),
)

FIELDS_UNREAD = (
    N_("No expression of the diagram, a decision or a letter reads %(fields)s"),
    N_("That is fine where people read the answer in the case; otherwise look for a slip in the key."),
)

#: More keys than these are no hint any more.
MOST_NAMED = 6

#: The case itself, its process's parameters, what a message without a form and a handler's question bring,
#: and what a repetition knows.
ALWAYS = frozenset(
    {
        "case",
        levels.NAME,
        "message",
        "question",
        "reply",
        "replied_at",
        "loopCounter",
        "numberOfInstances",
        "numberOfCompletedInstances",
        "numberOfActiveInstances",
    }
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A variable that a diagram reads and nothing gives."""

    document: Document
    reader: Element | Flow
    name: str

    def problem(self) -> Problem:
        """The warning of the check at the element that reads it."""
        return VARIABLE_UNKNOWN.at(self.reader, variable=self.name[:80])


def unknown(
    documents: Iterable[Document], forms: Mapping[str, Form], books: Iterable[Rulebook] = ()
) -> list[Unknown]:
    """Each such variable where it is first read; nothing where somebody may give any variable."""
    if any(_gives_anything(node) for document in documents for node in document.nodes):
        return []
    given = ALWAYS.union(*map(_given, documents), *map(keys, forms.values()))
    decided = {id_: book.model.reads(id_) for book in books for id_ in book.decisions()}
    found: dict[str, Unknown] = {}
    for document in documents:
        for reader, names in _readers(document, decided):
            for name in sorted(names - given):
                found.setdefault(name, Unknown(document, reader, name))
    return list(found.values())


def connected(document: Document, others: Iterable[Document]) -> list[Document]:
    """Those of the others that it calls or that call it, and theirs: they may give each other variables."""
    found, left = [document], list(others)
    for each in found:
        near = [other for other in left if _call(each, other) or _call(other, each)]
        found += near
        left = [other for other in left if other not in near]
    return found[1:]


def _call(caller: Document, called: Document) -> bool:
    ids = {node.called.process_id for node in caller.nodes if node.called}
    return called.process is not None and called.process.id in ids


def _readers(
    document: Document, decided: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Element | Flow, frozenset[str]]]:
    """What reads variables for certain: expressions, and decisions where they are asked."""
    for reader, source in _expressions(document):
        yield reader, _names(source, certain=True)
    for node in document.nodes:
        if node.asked:
            yield node, decided.get(node.asked.decision_id, frozenset())


def unread(
    form: Form, documents: Iterable[Document], forms: Iterable[Form], books: Iterable[Rulebook]
) -> list[Problem]:
    """One hint that names the keys of a form that no expression of a diagram, form or decision reads."""
    read = _all_read(documents, (form, *forms), books)
    alone = [key for key in dict.fromkeys(keys(form)) if key not in read]
    named = ", ".join([*alone[:MOST_NAMED], *(["…"] if len(alone) > MOST_NAMED else [])])
    hint = Problem("fields-unread", "warning", None, None, *FIELDS_UNREAD, {"fields": named})
    return [hint] if alone else []


def keys(form: Form) -> list[str]:
    """The variables that the answers to a form become."""
    return [component.path[0] for component in form.asked]


def _all_read(documents: Iterable[Document], forms: Iterable[Form], books: Iterable[Rulebook]) -> set[str]:
    read = set[str]().union(*map(_read, documents))
    for form in forms:
        for component in every(form.components):
            read.update(*map(_names, expressions_of(component)))
    for book in books:
        read.update(*map(book.model.reads, book.decisions()))
    return read


def _gives_anything(node: Element) -> bool:
    """Whether its results are not known: of a foreign signal, or of work that is not ours."""
    foreign = node.event_kind == "signal" and "Throw" not in node.kind and node.kind != "endEvent"
    worker = node.kind == "serviceTask" and node.job is not None and node.job.type not in RESULTS
    return (foreign or worker) and not node.outputs


def _given(document: Document) -> set[str]:
    return {name.split(".")[0] for node in document.nodes for name in _written(node)}


def _written(node: Element) -> Iterator[str]:
    yield from (line.target for line in (*node.inputs, *node.outputs))
    if node.job:
        yield from RESULTS.get(node.job.type, ())
    if node.asked:
        yield node.asked.result
    if node.loop:
        yield from filter(None, (node.loop.input_element, node.loop.output_collection))
    if node.script and node.script.result:
        yield node.script.result
    elif node.script and node.script.language == "python":
        yield from _python(python.assigned, node.script.text)


def _read(document: Document) -> set[str]:
    found = set[str]().union(*(_names(source) for _, source in _expressions(document)))
    for node in document.nodes:
        if node.script and node.script.language == "python":
            found |= _python(python.used, node.script.text)
    return found


def _expressions(document: Document) -> Iterator[tuple[Element | Flow, str]]:
    """The FEEL of a diagram with what it belongs to, without the "=" in front."""
    for flow in document.flows:
        if flow.condition and flow.condition.startswith("="):
            yield flow, flow.condition[1:]
    for node in document.nodes:
        yield from ((node, text[1:]) for text in texts(document, node) if text.startswith("="))


def _names(source: str, *, certain: bool = False) -> frozenset[str]:
    try:
        expression = compile_expression(source)
    except FeelError:
        return frozenset()  # said by the check of the diagram or of the form
    return expression.certain_names if certain else expression.names


def _python(names: Callable[[str], frozenset[str]], source: str) -> frozenset[str]:
    try:
        return names(source)
    except python.NotPython:
        return frozenset()
