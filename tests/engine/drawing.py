"""Structured processes as diagrams."""

from app.bpmn import Document
from tests.engine import diagrams as draw
from tests.engine.blocks import (
    Auto,
    Block,
    Catch,
    Choice,
    Event,
    Link,
    Listener,
    Loop,
    Parallel,
    Race,
    Rounds,
    Seq,
    Several,
    Stop,
    Sub,
    Task,
    Throw,
)

Exit = tuple[str, str]  #: the last element of a block, and what its arrow out of it says


def as_diagram(body: Block, listeners: tuple[Listener, ...]) -> Document:
    """The process as a file."""
    drawing = _Drawing()
    return draw.diagram(*drawing.scope("", body, listeners), flows="\n".join(drawing.flows))


class _Drawing:
    """The elements and arrows of one scope."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.flows: list[str] = []

    def scope(
        self, prefix: str, body: Block, listeners: tuple[Listener, ...], started: str = ""
    ) -> list[str]:
        self.parts.append(started or draw.start(f"{prefix}start"))
        self._join(self._follow([(f"{prefix}start", "")], body), self._end(f"{prefix}end"))
        for listener in listeners:
            self._listener(listener)
        return self.parts

    def _end(self, element_id: str, *inner: str) -> str:
        return self._add(draw.end(element_id, *inner), element_id)

    def _add(self, part: str, element_id: str) -> str:
        self.parts.append(part)
        return element_id

    def _join(self, exits: list[Exit], target: str) -> list[Exit]:
        for source, says in exits:
            self.flows.append(f"{source} -> {target}{says}")
        return [(target, "")]

    def _follow(self, exits: list[Exit], block: Block) -> list[Exit]:
        return getattr(self, f"_draw_{type(block).__name__.lower()}")(exits, block)

    def _draw_seq(self, exits: list[Exit], block: Seq) -> list[Exit]:
        for part in block.parts:
            exits = self._follow(exits, part)
        return exits

    def _draw_auto(self, exits: list[Exit], block: Auto) -> list[Exit]:
        return self._join(exits, self._add(draw.element("manualTask", block.id), block.id))

    def _draw_link(self, exits: list[Exit], block: Link) -> list[Exit]:
        target = f"{block.id}.target"
        self._join(exits, self._add(draw.throw(block.id, draw.link(block.id)), block.id))
        return [(self._add(draw.catch(target, draw.link(block.id)), target), "")]

    def _draw_throw(self, exits: list[Exit], block: Throw) -> list[Exit]:
        return self._join(exits, self._add(draw.throw(block.id, _definition(block.event)), block.id))

    def _draw_stop(self, exits: list[Exit], block: Stop) -> list[Exit]:
        gate = self._add(draw.element("exclusiveGateway", block.id), block.id)
        end = self._end(f"{gate}.end", _definition(block.event))
        self._join(exits, gate)
        self._join([(gate, f" : =x = {block.x}")], end)
        return [(gate, " : default")]

    def _draw_catch(self, exits: list[Exit], block: Catch) -> list[Exit]:
        return self._join(exits, self._add(draw.catch(block.id, _definition(block.event)), block.id))

    def _draw_task(self, exits: list[Exit], block: Task) -> list[Exit]:
        marker = _marker(block.rounds)
        if block.kind == "task":
            part = draw.task(block.id, marker)
        else:
            job = draw.zeebe("taskDefinition", type="polku.payment-reference")
            part = draw.element("serviceTask", block.id, marker, extra=job)
        return self._host(exits, block, part)

    def _draw_sub(self, exits: list[Exit], block: Sub) -> list[Exit]:
        inner = _Drawing()
        parts = inner.scope(f"{block.id}.", block.body, block.listeners)
        part = draw.inner(block.id, _marker(block.rounds), *parts, flows="\n".join(inner.flows))
        return self._host(exits, block, part)

    def _host(self, exits: list[Exit], block: "Task | Sub", part: str) -> list[Exit]:
        leaving = self._join(exits, self._add(part, block.id))
        for boundary in block.boundaries:
            definition = _definition(boundary.event)
            drawn = draw.boundary(boundary.id, block.id, definition, interrupting=boundary.interrupting)
            after = self._follow([(self._add(drawn, boundary.id), "")], boundary.body)
            if boundary.interrupting:
                leaving += after
            else:
                self._join(after, self._end(f"{boundary.id}.end"))
        if not any(boundary.interrupting for boundary in block.boundaries):
            return leaving
        merge = f"{block.id}.merge"
        return self._join(leaving, self._add(draw.element("exclusiveGateway", merge), merge))

    def _listener(self, listener: Listener) -> None:
        start = draw.start(
            f"{listener.id}.start",
            _definition(listener.event),
            isInterrupting="true" if listener.interrupting else "false",
        )
        inner = _Drawing()
        parts = inner.scope(f"{listener.id}.", listener.body, (), started=start)
        self.parts.append(draw.listener(listener.id, *parts, flows="\n".join(inner.flows)))

    def _gateway(self, kind: str, exits: list[Exit], element_id: str) -> list[Exit]:
        return self._join(exits, self._add(draw.element(kind, element_id), element_id))

    def _ways(self, block: "Choice | Several", kind: str, exits: list[Exit], sign: str) -> list[Exit]:
        self._gateway(kind, exits, block.id)
        conditions = [(f" : =x {sign} {number}", way) for number, way in block.ways]
        ways = [*conditions, (" : default", block.otherwise)]
        leaving = [leave for says, way in ways for leave in self._follow([(block.id, says)], way)]
        return self._gateway(kind, leaving, f"{block.id}.join")

    def _draw_choice(self, exits: list[Exit], block: Choice) -> list[Exit]:
        return self._ways(block, "exclusiveGateway", exits, "=")

    def _draw_several(self, exits: list[Exit], block: Several) -> list[Exit]:
        return self._ways(block, "inclusiveGateway", exits, ">=")

    def _draw_parallel(self, exits: list[Exit], block: Parallel) -> list[Exit]:
        if block.gateway:
            exits = self._gateway("parallelGateway", exits, block.id)
        leaving = [leave for way in block.ways for leave in self._follow(exits, way)]
        return self._gateway("parallelGateway", leaving, f"{block.id}.join")

    def _draw_race(self, exits: list[Exit], block: Race) -> list[Exit]:
        self._gateway("eventBasedGateway", exits, block.id)
        leaving: list[Exit] = []
        for catch, way in block.ways:
            leaving += self._follow(self._follow([(block.id, "")], catch), way)
        return self._gateway("exclusiveGateway", leaving, f"{block.id}.join")

    def _draw_loop(self, exits: list[Exit], block: Loop) -> list[Exit]:
        gate = f"{block.id}.gate"
        body = self._follow(self._gateway("exclusiveGateway", exits, block.id), block.body)
        self._gateway("exclusiveGateway", body, gate)
        self._join([(gate, f" : =x = {block.again}")], block.id)
        return [(gate, " : default")]


def _marker(rounds: Rounds | None) -> str:
    if rounds is None:
        return ""
    if rounds.kind == "while":
        return draw.loop(f"=x = {rounds.count}")
    return draw.many(f"=for i in 1..{rounds.count} return i", sequential=rounds.sequential)


def _definition(event: Event) -> str:
    return {
        "message": lambda: draw.message("m"),
        "timer": lambda: draw.timer("P1D"),
        "signal": lambda: draw.signal(event.what),
        "condition": lambda: draw.condition(f"=x = {event.what}"),
        "error": lambda: draw.error(event.what or None),
        "escalation": lambda: draw.escalation(event.what or None),
        "terminate": lambda: draw.TERMINATE,
    }[event.kind]()
