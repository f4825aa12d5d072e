"""The state of an instance as bytes: variables and tokens, nothing of what is past.

The first byte is the version of this format. The rest is JSON: the key of the process and a list of scopes,
each after the one around it: [id of the token that opened it, key of its spec, variables, tokens], a token
being [id, name of its spec, state, what it keeps]. Variables and what is kept are plain data. Case data
stands nowhere else, so no key of a citizen's data can mean anything here.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson

from app import plain
from app.engine.definition import Definition
from app.engine.errors import SnapshotUnreadable, StepFailed
from app.engine.limits import MAX_SNAPSHOT
from app.engine.stored import Variables
from app.engine.workflow import Process, Scope, Subprocess

_VERSION = b"\x02"


def dump(process: Process) -> bytes:
    """The state of a process; raises StepFailed when it holds too much or anything but plain data."""
    try:
        content = [process.spec.name, [_scope(scope) for scope in process.scopes()]]
    except plain.NotPlain as error:
        cause = "A variable holds a value that cannot be kept."
        raise StepFailed(process.at_element, cause, str(error)) from error
    snapshot = _VERSION + orjson.dumps(content)
    if len(snapshot) > MAX_SNAPSHOT:
        cause = f"The variables of the process need more than {MAX_SNAPSHOT // 1_000_000} MB."
        raise StepFailed(process.at_element, cause, f"{len(snapshot)} bytes")
    return snapshot


def load(definition: Definition, snapshot: bytes, now: datetime) -> Process:
    """The process as it was; raises SnapshotUnreadable."""
    upgrade = _UPGRADES.get(snapshot[:1])
    if upgrade is None:
        raise SnapshotUnreadable("unknown format of the stored state")
    try:
        return _loaded(definition, upgrade(orjson.loads(snapshot[1:])), now)
    except (LookupError, TypeError, ValueError) as error:
        raise SnapshotUnreadable(f"{type(error).__name__}: {error}") from error


def _scope(scope: Scope) -> list[object]:
    opened_by = scope.token.id if isinstance(scope, Subprocess) else None
    tokens = [
        [token.id, token.task_spec.name, token._state, token.to_json()] for token in scope.tasks.values()
    ]
    return [opened_by, scope.spec.name, scope.data.to_json(), tokens]


def _loaded(definition: Definition, content: Any, now: datetime) -> Process:
    key, scopes = content
    if key != definition.key:
        raise SnapshotUnreadable(f"the state is one of process “{key}”, not of “{definition.key}”")
    process = definition.instance(now)
    for opened_by, spec, data, tokens in scopes:
        scope = process if opened_by is None else _inner(process, opened_by, spec)
        scope.data = Variables({}, stored=data)
        for token_id, name, state, stored in tokens:
            scope.restore(scope.spec.task_specs[name], token_id, state, stored=stored)
    process.completed = not process.all_tokens
    return process


def _inner(process: Process, opened_by: str, spec: str) -> Scope:
    token = process.all_tokens.get(opened_by)
    if token is None:
        raise SnapshotUnreadable("a sub-process without the element that opened it")
    return process.enter(token, spec)


def _from_first(content: Any) -> Any:
    """Version 1 counted the items of a repetition, and kept them all."""
    for internal in (token[3] for scope in content[1] for token in scope[3]):
        if internal and "items" in internal:
            internal["count"] = len(internal["items"])
    return content


#: First byte → how what it stands for becomes content of this version.
_UPGRADES: Mapping[bytes, Callable[[Any], Any]] = {b"\x01": _from_first, _VERSION: lambda content: content}
