"""Answers in words: for the citizen's check before sending, and for the caseworker who reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.forms.choices import key_of, options
from app.forms.components import INPUTS, ONE_OF, SEVERAL_OF
from app.forms.moments import subtype
from app.forms.scope import in_words
from app.forms.walk import Node
from app.translating import N_, Translate

YES, NO, NOTHING = N_("Yes"), N_("No"), N_("Not answered")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer."""

    page: int  #: index of the page where it is asked
    key: str  #: name of the field, such as children.0.name
    label: str
    value: str  #: in words
    kind: str  #: `text`, `number`, `date`, `time`, `datetime`, `boolean`, `choice`, `files` or `nothing`
    answer: object = None  #: the plain value
    change: bool = True  #: whether the person can change it


class Show(Protocol):
    """How the caller writes a value of a `kind`; for kind `boolean` and `nothing` it gets a message id."""

    def __call__(self, value: object, kind: str) -> str: ...


def plainly(value: object, kind: str) -> str:
    """Numbers and dates as Finns write them, the same in every language."""
    return value if isinstance(value, str) else in_words(value)


def summary_rows(nodes: Sequence[Node], show: Show, translate: Translate) -> Iterator[SummaryRow]:
    """A row for each question beneath; those of a list are numbered: “Child 2: Name”."""
    for node in nodes:
        yield from summary_rows(node.children, show, translate)
        if node.component.repeats:
            yield from _list_rows(node, show, translate)
        elif node.component.type in INPUTS:
            yield _row(node, show, translate)


def _list_rows(node: Node, show: Show, translate: Translate) -> Iterator[SummaryRow]:
    label = node.asked.label
    if not node.rows and label:
        yield SummaryRow(node.page, node.name, label, translate(NOTHING), "nothing", [])
    for number, row in enumerate(node.rows, 1):
        for each in summary_rows(row, show, translate):
            before = f"{label} {number}: " if label else f"{number}: "
            yield SummaryRow(
                each.page, each.key, before + each.label, each.value, each.kind, each.answer, each.change
            )


def _row(node: Node, show: Show, translate: Translate) -> SummaryRow:
    kind, text = _in_words(node, show, translate)
    return SummaryRow(node.page, node.name, node.asked.label, text, kind, node.value, not node.readonly)


def _in_words(  # noqa: PLR0911 - one line a kind reads best
    node: Node, show: Show, translate: Translate
) -> tuple[str, str]:
    value, component = node.value, node.component
    if isinstance(value, bool) or component.type == "checkbox":
        return "boolean", translate(YES if value is True else NO)
    if value is None or value in ("", []):
        return "nothing", translate(NOTHING)
    if component.type in ONE_OF | SEVERAL_OF:
        return "choice", _chosen(node)
    if component.type == "filepicker":
        return "files", ", ".join(_file_names(value))
    if component.type == "datetime":
        kind = subtype(component)
        return kind, show(value, kind)
    if component.type in {"number", "expression"}:
        return "number", show(value, "number") + _unit(node)
    return "text", show(value, "text")


def _unit(node: Node) -> str:
    unit = node.component.text(
        "suffixAdorner", node.asked.lang, node.component.part("appearance").get("suffixAdorner")
    )
    return f" {unit}" if unit else ""


def _chosen(node: Node) -> str:
    """The labels of what was chosen. An option that is offered no longer is named by its value."""
    labels = {option.key: option.label for option in options(node.asked)}
    chosen = node.value if isinstance(node.value, list) else [node.value]
    return "\n".join(labels.get(key_of(each), key_of(each)) for each in chosen)


def _file_names(value: object) -> list[str]:
    files = value if isinstance(value, list) else []
    return [str(each.get("name", "")) for each in files if isinstance(each, Mapping)]
