"""The one walk through a form: in its order, what is shown, and which value each place holds.

A condition, a limit or an expression sees the answers that stand *before* it, and the data the form was
opened with. So every answer is known when it is referred to, nothing swings back and forth, and answers
that were accepted once are accepted again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from marshmallow import ValidationError

from app.forms.answers import field_for, raw_of
from app.forms.asking import Asked
from app.forms.components import INPUTS, Component, exact
from app.forms.rows import MOST_ROWS
from app.forms.scope import Path, Scope, get
from app.forms.sentences import Sentence

#: Rows of all lists of a form together.
MOST_ROWS_IN_ALL = 1_000

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Node:
    """A component that is shown, at its place in the answers."""

    page: int
    asked: Asked  #: the component, and the values known before it
    path: Path  #: where its value stands, counted from the whole form
    value: object = None  #: None too where what was typed cannot be accepted
    wrong: Sequence[Sentence] = ()  #: what is to be corrected in it
    source: str = ""  #: where the value comes from: `typed`, `stored`, `computed`, or "" for none
    readonly: bool = False
    conditional: bool = False  #: whether it, or something around it, is shown only under a condition
    children: tuple["Node", ...] = ()
    rows: tuple[tuple["Node", ...], ...] = ()

    @property
    def component(self) -> Component:
        """What the author wrote."""
        return self.asked.component

    @property
    def name(self) -> str:
        """The name of the HTML field."""
        return self.asked.name


@dataclass
class Walker:
    """How one walk is done. `raw` is what was typed on the pages of `typed`, the rest is in `base`."""

    lang: str
    now: datetime
    base: Mapping[str, object]
    raw: Mapping[str, object] = field(default_factory=dict)
    typed: Sequence[int] = ()
    attachments: Mapping[str, str] = field(default_factory=dict)
    with_defaults: bool = False  #: fill in the author's default values: for a page nobody has answered yet
    rows_left: int = MOST_ROWS_IN_ALL
    conditions: int = 0  #: how many conditions are around the place the walk is at

    def pages(self, pages: Sequence[Sequence[Component]], scope: Scope) -> tuple[tuple[Node, ...], ...]:
        """What is shown on each page; a page whose group is hidden shows nothing."""
        shown = []
        for index, components in enumerate(pages):
            nodes, scope = self.walk(components, scope, index)
            shown.append(nodes)
        return tuple(shown)

    def walk(
        self, components: Sequence[Component], scope: Scope, page: int
    ) -> tuple[tuple[Node, ...], Scope]:
        """The shown among the components, and the scope after them."""
        nodes = []
        for component in components:
            if hidden(component, scope):
                continue
            conditional = bool(component.condition())
            self.conditions += conditional
            node, scope = self._visit(component, scope, page)
            nodes.append(replace(node, conditional=True) if self.conditions else node)
            self.conditions -= conditional
        return tuple(nodes), scope

    def _visit(self, component: Component, scope: Scope, page: int) -> tuple[Node, Scope]:
        path = (*scope.prefix, *component.path)
        name = ".".join(str(step) for step in path)
        asked = Asked(component, name, self.lang, scope, self.attachments)
        if component.type == "group":
            children, after = self.walk(component.children, scope, page)
            return Node(page, asked, path, children=children), after
        if component.repeats:
            return self._list(asked, path, page)
        if component.type in INPUTS:
            node = self._input(asked, path, page)
            return node, scope.with_value(component.path, node.value)
        return Node(page, asked, path), scope

    def _list(self, asked: Asked, path: Path, page: int) -> tuple[Node, Scope]:
        component, scope = asked.component, asked.scope
        rows: list[tuple[Node, ...]] = []
        values: list[object] = []
        count, source = self._row_count(asked, path, page)
        for index in range(min(count, MOST_ROWS, self.rows_left)):
            nodes, after = self.walk(component.children, scope.row(component.path, index), page)
            rows.append(nodes)
            values.append(dict(after.data))
        self.rows_left -= len(rows)
        wrong = judged(asked, self.raw.get(asked.name))[1] if source == "typed" else ()
        node = Node(page, asked, path, values, wrong, source, rows=tuple(rows))
        return node, scope.with_value(component.path, values)

    def _row_count(self, asked: Asked, path: Path, page: int) -> tuple[int, str]:
        free = asked.component.flag("allowAddRemove", True)
        if page in self.typed and free:
            found = self.raw.get(asked.name)
            return (len(found) if isinstance(found, list) else 0), "typed"
        stored = get(self.base, path, _ABSENT)
        if isinstance(stored, list):
            return len(stored), "stored"
        if page in self.typed or self.with_defaults:
            repetitions = exact(asked.component.source.get("defaultRepetitions"))
            return max(0, int(repetitions if repetitions is not None else 1)), "typed"
        return 0, ""

    def _input(self, asked: Asked, path: Path, page: int) -> Node:
        component = asked.component
        if component.type == "expression":
            source = component.source.get("expression")
            found = asked.scope.plain(source.strip().removeprefix("=")) if isinstance(source, str) else None
            return Node(page, asked, path, found, source="computed", readonly=True)
        if component.flag("disabled"):
            return Node(page, asked, path, self._stored(asked, path, True), readonly=True)
        if asked.scope.is_true(component.source.get("readonly")):
            return Node(page, asked, path, self._stored(asked, path, True), source="stored", readonly=True)
        if page in self.typed:
            return Node(page, asked, path, *judged(asked, self.raw.get(asked.name)), source="typed")
        known = get(self.base, path, _ABSENT) is not _ABSENT
        value = self._stored(asked, path, self.with_defaults)
        return Node(page, asked, path, value, source="stored" if known else "")

    def _stored(self, asked: Asked, path: Path, with_default: bool) -> object:
        found = get(self.base, path, _ABSENT)
        if found is not _ABSENT:
            return found
        return default(asked) if with_default else None


def hidden(component: Component, scope: Scope) -> bool:
    """Whether the condition hides the component. One that cannot be decided shows it."""
    condition = component.condition()
    return bool(condition) and scope.evaluate(condition) is True


def judged(asked: Asked, raw: object) -> tuple[object, Sequence[Sentence]]:
    """The value of what was typed; or None, and what is to be corrected."""
    try:
        return field_for(asked).deserialize("" if raw is None else raw), ()
    except ValidationError as wrong:
        return None, cast(list[Sentence], wrong.messages)


def default(asked: Asked) -> object:
    """The author's default value, checked like any other answer."""
    found = asked.component.source.get("defaultValue")
    return None if found is None else judged(asked, raw_of(asked.component, found))[0]


def flat(nodes: Sequence[Node]) -> Iterator[Node]:
    """All nodes beneath, containers included, in the order of the form."""
    for node in nodes:
        yield node
        yield from flat(node.children)
        for row in node.rows:
            yield from flat(row)


def says_anything(nodes: Sequence[Node]) -> bool:
    """Whether there is more than empty groups."""
    return any(node.component.type != "group" or says_anything(node.children) for node in nodes)
