"""The state of an instance as bytes: variables and tokens, nothing of what is past.

The first byte is the version of this format. The rest is plain data: the key of the process and a list of
scopes, each after the one around it: [id of the token that opened it, key of its spec, variables, tokens],
a token being [id, name of its spec, state, what it keeps]. Case data stands only in values, never in a place
that is read as structure, so no key of a citizen's data can mean anything here.
"""

from datetime import datetime
from typing import Any

from app import plain
from app.engine.definition import Definition
from app.engine.errors import SnapshotUnreadable, StepFailed
from app.engine.limits import MAX_SNAPSHOT
from app.engine.workflow import Process, Scope, Subprocess

_VERSION = b"\x01"


def dump(process: Process) -> bytes:
    """The state of a process; raises StepFailed when it holds too much or anything but plain data."""
    content = [process.spec.name, [_scope(scope) for scope in process.scopes()]]
    try:
        snapshot = _VERSION + plain.dumps(content)
    except plain.NotPlain as error:
        raise StepFailed(process.at, "A variable holds a value that cannot be kept.", str(error)) from error
    if len(snapshot) > MAX_SNAPSHOT:
        cause = f"The variables of the process need more than {MAX_SNAPSHOT // 1_000_000} MB."
        raise StepFailed(process.at, cause, f"{len(snapshot)} bytes")
    return snapshot


def load(definition: Definition, snapshot: bytes, now: datetime) -> Process:
    """The process as it was; raises SnapshotUnreadable."""
    if snapshot[:1] != _VERSION:
        raise SnapshotUnreadable("unknown format of the stored state")
    try:
        return _loaded(definition, plain.loads(snapshot[1:]), now)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotUnreadable(f"{type(error).__name__}: {error}") from error


def _scope(scope: Scope) -> list[object]:
    opened_by = scope.token.id if isinstance(scope, Subprocess) else None
    tokens = [
        [token.id, token.task_spec.name, token._state, _internal(token.internal_data)]
        for token in scope.tokens()
    ]
    return [opened_by, scope.spec.name, scope.data, tokens]


def _internal(internal: dict[str, Any]) -> dict[str, Any] | None:
    return {key: value for key, value in internal.items() if key != "local" or value} or None


def _loaded(definition: Definition, content: Any, now: datetime) -> Process:
    key, scopes = content
    if key != definition.key:
        raise SnapshotUnreadable(f"the state is one of process “{key}”, not of “{definition.key}”")
    process = definition.instance(now)
    for opened_by, spec, data, tokens in scopes:
        scope = process if opened_by is None else _inner(process, opened_by, spec)
        scope.data = data
        for token_id, name, state, internal in tokens:
            scope.restore(scope.spec.task_specs[name], token_id, state, internal or {})
    return process


def _inner(process: Process, opened_by: str, spec: str) -> Scope:
    token = process.find(opened_by)
    if token is None:
        raise SnapshotUnreadable("a sub-process without the element that opened it")
    return process.enter(token, spec)
