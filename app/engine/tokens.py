"""Where an instance is: SpiffWorkflow's task as a token at one element."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task

from app import plain
from app.engine.specs import Node

if TYPE_CHECKING:
    from app.engine.workflow import Scope

#: What a token may hang on: its activity (a boundary event), its repetition (an instance), its event-based
#: gateway (one of the events). None of them has two.
_LINKS = ("on", "of", "race")
_NOTHING: Mapping[str, Any] = {}

#: So many characters of a token's id say in which part of the instance it is, see app.engine.parts.
PART = 32


class Token(Task):
    """SpiffWorkflow's task as a token at one element."""

    workflow: "Scope"
    task_spec: Node
    id: str
    _children: Sequence[Task] = ()

    def __init__(
        self,
        scope: "Scope",
        node: Node,
        token_id: str,
        state: int,
        internal: dict[str, Any] | None,
        stored: Mapping[str, Any] | None = None,
    ) -> None:
        # SpiffWorkflow's own would add a parent, a copy of the data and the wall clock.
        self.workflow = scope
        self.task_spec = node
        self.id = token_id
        self._internal = internal
        self._stored: Mapping[str, Any] = stored or _NOTHING
        self._state = state

    def _set_state(self, value: int) -> None:
        # Without SpiffWorkflow's log record: it costs more than the change and reads the wall clock.
        self._state = value

    @property
    def internal_data(self) -> dict[str, Any]:
        """What the element keeps with the token, as plain data; read from what was stored when needed."""
        if self._internal is None:
            read = plain.from_json(self._stored)
            assert isinstance(read, dict)
            self._internal = read
        return self._internal

    @internal_data.setter
    def internal_data(self, internal: dict[str, Any]) -> None:
        self._internal = internal

    def to_json(self) -> object:
        """What the element keeps, for storing; raises NotPlain."""
        kept = self._stored if self._internal is None else plain.to_json(self._internal)
        return kept or None

    @property
    def link(self) -> str | None:
        """What the token hangs on: id of a token, or of the event-based gateway that is past."""
        internal = self._stored if self._internal is None else self._internal
        return internal.get("on") or internal.get("of") or internal.get("race")

    def unlink(self) -> None:
        """Hang on nothing any more."""
        for key in _LINKS:
            self.internal_data.pop(key, None)
