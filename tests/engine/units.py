"""What is open in a structured process: a tree of which each part can be ended with everything in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.engine.blocks import Event, Listener

After = Callable[[], None]


@dataclass(eq=False)
class Unit:
    """Something that is open and can be ended as a whole."""

    around: Unit | None
    alive: bool = True
    inside: list[Unit] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.around:
            self.around.inside.append(self)

    def end(self) -> None:
        self.alive = False
        for unit in self.inside:
            unit.end()
        self.inside.clear()


@dataclass(eq=False)
class Scope(Unit):
    """A process, a sub-process or an event sub-process that is open, with so many ways under way."""

    host: Unit | None = None  #: whose boundary events are around it
    outer: Scope | None = None
    finish: After = lambda: None
    ways: int = 0
    listens: list[Wait] = field(default_factory=list)
    own: Listener | None = None  #: which event sub-process it is


@dataclass(eq=False)
class Wait(Unit):
    """What is waited for, at an element."""

    element: str = ""
    kind: str = ""
    event: Event | None = None
    happen: After = lambda: None
    owner: object = None
    met: bool = False
    listening: bool = False
