"""Structured processes: blocks inside blocks. There is one variable, x."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """What is waited for: kind is message, timer, signal, condition, error or escalation.

    `what` is the name of a signal, the code of an error or escalation ("" for all), the x of a condition.
    """

    kind: str
    what: str = ""


@dataclass(frozen=True)
class Boundary:
    id: str
    event: Event
    interrupting: bool
    body: Block


@dataclass(frozen=True)
class Listener:
    """An event sub-process."""

    id: str
    event: Event
    interrupting: bool
    body: Block


@dataclass(frozen=True)
class Rounds:
    """ "many": `count` instances, one after the other or all at once; "while": again while x is `count`."""

    kind: str
    count: int
    sequential: bool = False


@dataclass(frozen=True)
class Auto:
    """Something that passes by itself."""

    id: str


@dataclass(frozen=True)
class Link:
    id: str


@dataclass(frozen=True)
class Task:
    """A task for a person (kind "task") or for a worker ("job")."""

    id: str
    kind: str = "task"
    boundaries: tuple[Boundary, ...] = ()
    rounds: Rounds | None = None


@dataclass(frozen=True)
class Sub:
    id: str
    body: Block
    boundaries: tuple[Boundary, ...] = ()
    listeners: tuple[Listener, ...] = ()
    rounds: Rounds | None = None


@dataclass(frozen=True)
class Catch:
    id: str
    event: Event


@dataclass(frozen=True)
class Throw:
    """A signal or an escalation."""

    id: str
    event: Event


@dataclass(frozen=True)
class Stop:
    """Where x is `x`, the way ends: with an error, or for everything in the scope (kind "terminate")."""

    id: str
    x: int
    event: Event


@dataclass(frozen=True)
class Seq:
    parts: tuple[Block, ...]


@dataclass(frozen=True)
class Choice:
    """The way whose number is x, else the last."""

    id: str
    ways: tuple[tuple[int, Block], ...]
    otherwise: Block


@dataclass(frozen=True)
class Several:
    """Every way whose number is at most x, else the last."""

    id: str
    ways: tuple[tuple[int, Block], ...]
    otherwise: Block


@dataclass(frozen=True)
class Parallel:
    """All ways. Where it does not say so with a gateway, all arrows of what is before it are taken."""

    id: str
    ways: tuple[Block, ...]
    gateway: bool = True


@dataclass(frozen=True)
class Race:
    """The way of whatever happens first."""

    id: str
    ways: tuple[tuple[Catch, Block], ...]


@dataclass(frozen=True)
class Loop:
    """Once, and again while x is `again`."""

    id: str
    body: Block
    again: int


Block = Auto | Link | Task | Sub | Catch | Throw | Stop | Seq | Choice | Several | Parallel | Race | Loop
