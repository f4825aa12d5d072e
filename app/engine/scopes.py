"""Sub-processes and called processes: activities with a process of their own inside."""

from collections.abc import Mapping

from SpiffWorkflow.util.task import TaskState

from app import plain
from app.bpmn import Element
from app.engine.nodes import Activity, Mappings
from app.engine.specs import ProcessSpec
from app.engine.stored import Variables
from app.engine.tokens import Token
from app.engine.variables import CASE, local, visible
from app.engine.workflow import Subprocess
from app.levels import NAME


class SubProcess(Activity):
    """An embedded sub-process: its inputs are its own variables, all others are those around it."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, inner: str, name: str | None = None
    ) -> None:
        super().__init__(process, element, mappings, name)
        self.inner = inner

    def work(self, token: Token) -> bool:
        token._set_state(TaskState.STARTED)
        inner = token.workflow.top.enter(token, self.inner)
        inner.data = Variables(self.given(token))
        inner.begin()
        return False

    def given(self, token: Token) -> dict[str, object]:
        """The variables the inner process begins with."""
        return dict(local(token))

    def came_back(self, token: Token, inner: Subprocess) -> None:
        self.done(token, self.brought(token, inner))

    def brought(self, token: Token, inner: Subprocess) -> Mapping[str, object]:
        """What the inner process hands back."""
        # Its own variables end with it, unless an output mapping or a list of results asks for them.
        repeater = self.repeater(token)
        asked = self.mappings.outputs or (repeater is not None and repeater.task_spec.collects)
        return inner.data if asked else {}


class CallActivity(SubProcess):
    """A call of another process, with variables of its own."""

    def __init__(
        self,
        process: ProcessSpec,
        element: Element,
        mappings: Mappings,
        inner: str,
        propagate: tuple[bool, bool],
        name: str | None = None,
    ) -> None:
        super().__init__(process, element, mappings, inner, name)
        self.gives_all, self.takes_all = propagate

    def given(self, token: Token) -> dict[str, object]:
        seen = visible(token)
        # The case is always known: messages are correlated by its number.
        names = [name for name in seen if name != NAME] if self.gives_all else [CASE] if CASE in seen else []
        given = {**{name: seen[name] for name in names}, **local(token)}
        copied = plain.copy(given)
        assert isinstance(copied, dict)
        return copied

    def brought(self, token: Token, inner: Subprocess) -> Mapping[str, object]:
        written = token.internal_data.get("written", ()) if self.takes_all else ()
        return super().brought(token, inner) or {name: inner.data[name] for name in written}
