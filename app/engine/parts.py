"""What of an instance is kept apart, so that a step need not read and write it.

A parallel repetition may have a thousand instances at work, and a step is about one of them. In a wide one
(`limits.WIDE`) each instance that only waits for somebody outside is a part by itself, and so is each result.
The repetition stays in the snapshot. A step brings in the part that its token is in, and all of them when the
repetition ends. Signals and conditions reach everybody at once: what waits for one is never apart.

A part is bytes, the version of its format and JSON. Its id is that of the instance's token, and the ids of
all tokens in it begin so: nobody has to be told in which part a task is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import orjson

from app import plain
from app.engine import writing
from app.engine.errors import SnapshotUnreadable
from app.engine.outcome import SignalWait
from app.engine.tokens import PART, Token
from app.engine.workflow import Process, Subprocess

_VERSION = b"\x02"
_INSTANCE, _RESULT = "instance", "result"


class Shelf(Protocol):
    """Where the parts of an instance are kept."""

    def one(self, part_id: str) -> bytes | None:
        """One part, or None."""

    def all(self) -> Mapping[str, bytes]:
        """All parts by id."""


class _Empty:
    def one(self, _part_id: str) -> None:
        return None

    def all(self) -> Mapping[str, bytes]:
        return {}


@dataclass(frozen=True, slots=True)
class State:
    """An instance as it is stored in parts: its snapshot, and where the parts are."""

    snapshot: bytes
    shelf: Shelf = field(default_factory=_Empty)


@dataclass(frozen=True, slots=True)
class Apart:
    """What a step leaves apart. A part that has changed is gone, and there is a new one of that id."""

    tokens: frozenset[str] = frozenset()  #: ids of all that are not in the snapshot
    new: Mapping[str, bytes] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    size: int = 0  #: bytes of all parts that there are now, of the repetitions that the step has to do with


@dataclass(slots=True)
class Parts:
    """The parts of a process that takes a step."""

    process: Process
    shelf: Shelf = field(default_factory=_Empty)
    repetitions: dict[str, Token] = field(default_factory=dict)  #: the wide ones that the step has to do with
    brought: dict[str, bytes] = field(default_factory=dict)  #: parts as they were when they were brought in
    is_whole: bool = False  #: all were
    _sizes: Counter[str] = field(default_factory=Counter)  #: bytes that were brought in, by repetition

    def bring(self, token_id: str) -> None:
        """Bring in the part that this token is in, if there is one."""
        part_id = token_id[:PART]
        if part_id not in self.brought and (content := self.shelf.one(part_id)) is not None:
            self._restore(part_id, content)

    def bring_all(self) -> None:
        """Bring in everything that is apart."""
        if self.is_whole:
            return
        self.is_whole = True
        for part_id, content in self.shelf.all().items():
            if part_id not in self.brought:
                self._restore(part_id, content)

    def _restore(self, part_id: str, content: bytes) -> None:
        if content[:1] != _VERSION:
            raise SnapshotUnreadable("unknown format of a part of the stored state")
        self.brought[part_id] = content
        try:
            self._read(content)
        except (LookupError, TypeError, ValueError) as error:
            raise SnapshotUnreadable(f"a part of it: {type(error).__name__}: {error}") from error

    def _read(self, content: bytes) -> None:
        kind, repetition_id, *rest = orjson.loads(content[1:])
        repetition = self.repetitions[repetition_id] = self.process.all_tokens[repetition_id]
        self._sizes[repetition_id] += len(content)
        if kind == _RESULT:
            position, value = rest
            repetition.internal_data["results"][position] = plain.from_json(value)
        else:
            tokens, scopes = rest
            writing.restore_tokens(repetition.workflow, tokens)
            writing.restore(self.process, scopes)

    def handed_to(self, process: Process) -> "Parts":
        """The same parts for the same instance on another version: all of them are brought in."""
        return Parts(process, self.shelf, brought=self.brought, is_whole=True, _sizes=self._sizes)

    def set_apart(self) -> "Apart":
        """What the snapshot need not hold. After this the process is only good for being written.

        Raises NotPlain.
        """
        away: set[str] = set()
        now: dict[str, bytes] = {}
        size = 0
        for repetition in self.repetitions.values():
            if repetition.id in self.process.all_tokens:
                own = dict(_results(repetition))
                for instance in _instances(repetition):
                    own[instance.id] = instance.content()
                    away.update(token.id for token in instance.members)
                size += self._weigh(repetition, own)
                now |= own
        same = {part_id for part_id, content in self.brought.items() if now.get(part_id) == content}
        new = {part_id: content for part_id, content in now.items() if part_id not in same}
        gone = tuple(part_id for part_id in self.brought if part_id not in same)
        return Apart(frozenset(away), new, gone, size)

    def _weigh(self, repetition: Token, now: Mapping[str, bytes]) -> int:
        """The bytes of all its parts, kept with the repetition: most of them were not brought in."""
        internal = repetition.internal_data
        internal["apart"] += sum(map(len, now.values())) - self._sizes[repetition.id]
        return int(internal["apart"])


def _results(repetition: Token) -> Iterator[tuple[str, bytes]]:
    results = repetition.internal_data.get("results", {})
    repetition.internal_data.setdefault("apart", 0)
    for position, value in results.items():
        content = [_RESULT, repetition.id, position, plain.to_json(value)]
        yield f"{repetition.id}.{position}", _VERSION + orjson.dumps(content)
    results.clear()


def _instances(repetition: Token) -> Iterator["_Instance"]:
    """Those that can be kept apart."""
    for token in repetition.workflow.hanging(repetition.id):
        if token.internal_data.get("of") == repetition.id and (found := _Instance(token)).rests():
            yield found


class _Instance:
    """An instance of a repetition, with its boundary events and all that is in it."""

    def __init__(self, token: Token) -> None:
        self.id = token.id
        self._repetition = token.internal_data["of"]
        self._tokens = [token, *token.workflow.hanging(token.id)]
        self._scopes = list(_inside(token))
        self.members = [*self._tokens, *(each for scope in self._scopes for each in scope.tasks.values())]

    def rests(self) -> bool:
        """Whether it waits for nothing but somebody outside who says the id of one of its tokens."""
        waits = [(token, token.task_spec.waits_for(token)) for token in self.members]
        return (
            all(token.id.startswith(self.id) and not token.task_spec.stirs for token in self.members)
            and all(wait is not SignalWait for _token, wait in waits)
            and any(wait is not None and token.task_spec.keeps_open(token) for token, wait in waits)
        )

    def content(self) -> bytes:
        tokens = [writing.token(token) for token in self._tokens]
        scopes = [writing.scope(scope) for scope in self._scopes]
        return _VERSION + orjson.dumps([_INSTANCE, self._repetition, tokens, scopes])


def _inside(token: Token) -> Iterator[Subprocess]:
    """The sub-process that the token has opened, and those in it."""
    inner = token.workflow.top.subprocesses.get(token.id)
    if inner is not None:
        yield inner
        for each in inner.tasks.values():
            yield from _inside(each)
