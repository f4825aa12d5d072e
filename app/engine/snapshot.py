"""The state of an instance as bytes: variables and tokens, nothing of what is past.

The first byte is the version of this format. The rest is JSON: the key of the process and a list of scopes,
each after the one around it, as app.engine.writing says. Case data stands in variables and in what tokens
keep, and nowhere else, so no key of a citizen's data can mean anything here.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson

from app import plain
from app.engine import writing
from app.engine.definition import Definition
from app.engine.errors import SnapshotUnreadable, StepFailed
from app.engine.limits import MAX_SNAPSHOT
from app.engine.parts import Apart, Parts, State
from app.engine.workflow import Process

#: How an instance is stored: all of it as its snapshot, or in parts.
Stored = bytes | State

_VERSION = b"\x02"
_NOTHING = Apart()


def dump(process: Process) -> tuple[bytes, Apart]:
    """The snapshot of a process, and what is kept apart from it.

    After this the process is only good for being forgotten. Raises StepFailed when it holds too much or
    anything but plain data.
    """
    try:
        apart = process.parts.set_apart() if process.parts else _NOTHING
        here = [scope for scope in process.subprocesses.values() if scope.token.id not in apart.tokens]
        content = [process.spec.name, [writing.scope(scope, apart.tokens) for scope in (process, *here)]]
    except plain.NotPlain as error:
        cause = "A variable holds a value that cannot be kept."
        raise StepFailed(process.at_element, cause, str(error)) from error
    snapshot = _VERSION + orjson.dumps(content)
    size = len(snapshot) + apart.size
    if size > MAX_SNAPSHOT:
        cause = f"The variables of the process need more than {MAX_SNAPSHOT // 1_000_000} MB."
        raise StepFailed(process.at_element, cause, f"{size} bytes")
    return snapshot, apart


def load(definition: Definition, stored: Stored, now: datetime) -> Process:
    """The process as it was, without what is kept apart; raises SnapshotUnreadable."""
    if isinstance(stored, State):
        process = load(definition, stored.snapshot, now)
        process.parts = Parts(process, stored.shelf)
        return process
    upgrade = _UPGRADES.get(stored[:1])
    if upgrade is None:
        raise SnapshotUnreadable("unknown format of the stored state")
    try:
        return _loaded(definition, upgrade(orjson.loads(stored[1:])), now)
    except (LookupError, TypeError, ValueError) as error:
        raise SnapshotUnreadable(f"{type(error).__name__}: {error}") from error


def _loaded(definition: Definition, content: Any, now: datetime) -> Process:
    key, scopes = content
    if key != definition.key:
        raise SnapshotUnreadable(f"the state is one of process “{key}”, not of “{definition.key}”")
    process = definition.instance(now)
    writing.restore(process, scopes)
    process.completed = not process.all_tokens
    return process


def _from_first(content: Any) -> Any:
    """Version 1 counted the items of a repetition, and kept them all."""
    for internal in (token[3] for scope in content[1] for token in scope[3]):
        if internal and "items" in internal:
            internal["count"] = len(internal["items"])
    return content


#: First byte → how what it stands for becomes content of this version.
_UPGRADES: Mapping[bytes, Callable[[Any], Any]] = {b"\x01": _from_first, _VERSION: lambda content: content}
