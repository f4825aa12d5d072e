"""What a browser sent, sorted by the fields of the form."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from app.forms.answers import raw_of
from app.forms.components import INPUTS, SEVERAL_OF, Component
from app.forms.moments import PARTS, subtype
from app.forms.rows import ADD, MOST_ROWS, REMOVE
from app.forms.scope import get
from app.forms.walk import Node, flat

#: Names of HTML fields beside the answers: which conditional questions the page had, and "show it again".
SHOWN, UPDATE = "_shown", "_update"

#: Depth of lists in lists is bounded by the form, rows by this: one more than is taken, so it is noticed.
_ROWS_SEEN = MOST_ROWS + 1


class FormData(Protocol):
    """A posted form, such as werkzeug's MultiDict."""

    def getlist(self, key: str, /) -> list[str]: ...

    def keys(self) -> Iterable[str]: ...


def submitted(components: Sequence[Component], formdata: FormData) -> dict[str, object]:
    """What was typed, flat, by field name; rows are numbered anew from 0."""
    sent = {name: list(formdata.getlist(name)) for name in formdata.keys()}  # noqa: SIM118 - not a dict
    return _level(components, sent, "", "")


def _level(
    components: Sequence[Component], sent: Mapping[str, list[str]], here: str, before: str
) -> dict[str, object]:
    """`before` begins the names as they were sent, `here` the names as they are from now on."""
    raw: dict[str, object] = {}
    for component in components:
        path = ".".join(component.path)
        if component.type == "group":
            raw |= _level(component.children, sent, here, before)
        elif component.repeats:
            raw |= _rows(component, sent, here + path, before + path)
        elif component.type in INPUTS - {"expression"}:
            raw[here + path] = _typed(component, sent, before + path)
    return raw


def _rows(component: Component, sent: Mapping[str, list[str]], here: str, before: str) -> dict[str, object]:
    kept = [each for each in _indexes(sent, before) if f"{before}.{each}" not in sent.get(REMOVE, [])]
    if before in sent.get(ADD, []):
        kept.append(_unused(kept))
    raw: dict[str, object] = {here: [str(index) for index in range(len(kept))]}
    for index, each in enumerate(kept):
        raw |= _level(component.children, sent, f"{here}.{index}.", f"{before}.{each}.")
    return raw


def _indexes(sent: Mapping[str, list[str]], name: str) -> list[str]:
    """The numbers of the rows that were sent: named by the hidden markers or by a field within."""
    begin = name + "."
    found = [
        *sent.get(name, []),
        *(each[len(begin) :].split(".")[0] for each in sent if each.startswith(begin)),
    ]
    numbers = dict.fromkeys(each for each in found if each.isascii() and each.isdigit() and len(each) < 6)
    return sorted(numbers, key=int)[:_ROWS_SEEN]


def _unused(taken: Sequence[str]) -> str:
    return str(max((int(each) for each in taken), default=-1) + 1)


def _typed(component: Component, sent: Mapping[str, list[str]], name: str) -> object:
    if component.type in SEVERAL_OF or component.type == "filepicker":
        return sent.get(name, [])
    kind = subtype(component) if component.type == "datetime" else "time"
    if kind == "time":
        return _first(sent, name)
    parts = (*PARTS, "time") if kind == "datetime" else PARTS
    return {part: _first(sent, f"{name}-{part}") for part in parts}


def _first(sent: Mapping[str, list[str]], name: str) -> str:
    found = sent.get(name)
    return found[0] if found else ""


def newly_asked(nodes: Sequence[Node], formdata: FormData) -> bool:
    """Whether the page has to be shown again before it is judged."""
    if any(formdata.getlist(name) for name in (ADD, REMOVE, UPDATE)):
        return True
    seen = set(formdata.getlist(SHOWN))
    return any(node.conditional and node.source == "typed" and node.name not in seen for node in flat(nodes))


def typed_anew(
    components: Sequence[Component], answers: Mapping[str, object], before: str = ""
) -> dict[str, object]:
    """Stored answers as they would have been typed, flat, by field name."""
    raw: dict[str, object] = {}
    for component in components:
        name = before + ".".join(component.path)
        value = get(answers, component.path)
        if component.type == "group":
            raw |= typed_anew(component.children, answers, before)
        elif component.repeats:
            rows = value if isinstance(value, list) else []
            raw[name] = [str(index) for index in range(len(rows))]
            for index, row in enumerate(rows):
                raw |= typed_anew(
                    component.children, row if isinstance(row, Mapping) else {}, f"{name}.{index}."
                )
        elif component.type in INPUTS - {"expression"}:
            raw[name] = raw_of(component, value)
    return raw
