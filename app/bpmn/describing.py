"""The allow-list as text: the tables of docs/dialect.md are made here, so that they are always true."""

from collections.abc import Iterator, Mapping

from app.bpmn.dialect import ALLOWED, DRAWING, EXTENSIONS, Allowed, Values
from app.bpmn.doing import EFFECTS, JOBS
from app.bpmn.refused import ELEMENTS

BEGIN, END = "<!-- made from the table: begin -->", "<!-- made from the table: end -->"
#: Said once above the table instead of in every line.
_ASSUMED = frozenset(
    {"isForCompensation", "startQuantity", "completionQuantity", "implementation", "gatewayDirection"}
)
_UNSAID = DRAWING | {"incoming", "outgoing"}


def tables() -> str:
    """Markdown: elements, extension elements, effects, and what is refused by name."""
    return "\n".join([*_elements(), "", *_extensions(), "", *_work(), "", *_refused(), ""])


def _elements() -> Iterator[str]:
    yield "| BPMN element | meaning | attributes | inside | extensions |"
    yield "|---|---|---|---|---|"
    for name, entry in ALLOWED.items():
        inside = "every element of a process" if name in {"process", "subProcess"} else _inside(entry)
        attributes = _attributes(entry.attributes)
        yield f"| `{name}` | {entry.meaning} | {attributes} | {inside} | {_names(entry.extensions)} |"


def _inside(entry: Allowed) -> str:
    return _names(entry.children - _UNSAID)


def _extensions() -> Iterator[str]:
    yield "| `zeebe:` element | meaning | attributes | inside |"
    yield "|---|---|---|---|"
    for name, entry in EXTENSIONS.items():
        yield f"| `{name}` | {entry.meaning} | {_attributes(entry.attributes)} | {_names(entry.children)} |"


def _work() -> Iterator[str]:
    yield "| type | where | inputs |"
    yield "|---|---|---|"
    for name, inputs in EFFECTS.items():
        yield f"| `{name}` | send task, thrown message | {_names(inputs)} |"
    for name, inputs in JOBS.items():
        yield f"| `{name}` | service task | {_names(inputs)} |"


def _refused() -> Iterator[str]:
    yield "| refused | instead |"
    yield "|---|---|"
    for name, finding in ELEMENTS.items():
        yield f"| `{name}` | {finding.remedy} |"


def _attributes(attributes: Mapping[str, Values]) -> str:
    said = (f"`{name}`{_values(values)}" for name, values in attributes.items() if name not in _ASSUMED)
    return ", ".join(said)


def _values(values: Values) -> str:
    return "" if values is None else f" = {' or '.join(sorted(values))}"


def _names(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
