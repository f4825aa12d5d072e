"""Scopes and tokens as JSON, and back.

A scope is [id of the token that opened it, key of its spec, variables, tokens], a token [id, name of its
spec, state, what it keeps]. Variables and what is kept are plain data.
"""

from collections.abc import Collection, Iterable
from typing import Any

from app.engine.errors import SnapshotUnreadable
from app.engine.stored import Variables
from app.engine.tokens import Token
from app.engine.workflow import Process, Scope, Subprocess

_NOBODY: frozenset[str] = frozenset()


def scope(scope: Scope, away: Collection[str] = _NOBODY) -> list[object]:
    """A scope, without the tokens that are `away`; raises NotPlain."""
    opened_by = scope.token.id if isinstance(scope, Subprocess) else None
    tokens = [token(each) for each in scope.tasks.values() if each.id not in away]
    return [opened_by, scope.spec.name, scope.data.to_json(), tokens]


def token(token: Token) -> list[object]:
    """A token; raises NotPlain."""
    return [token.id, token.task_spec.name, token._state, token.to_json()]


def restore(process: Process, scopes: Iterable[Any]) -> None:
    """Bring back scopes with their tokens, each after the one around it; raises SnapshotUnreadable."""
    for opened_by, spec, data, tokens in scopes:
        scope = process if opened_by is None else _inner(process, opened_by, spec)
        scope.data = Variables({}, stored=data)
        restore_tokens(scope, tokens)


def restore_tokens(scope: Scope, tokens: Iterable[Any]) -> None:
    """Bring back tokens of a scope that is there."""
    for token_id, name, state, stored in tokens:
        scope.restore(scope.spec.task_specs[name], token_id, state, stored=stored)


def _inner(process: Process, opened_by: str, spec: str) -> Scope:
    token = process.all_tokens.get(opened_by)
    if token is None:
        raise SnapshotUnreadable("a sub-process without the element that opened it")
    return process.enter(token, spec)
