"""Which variables a token sees and where its results go.

A process has one set of variables, shared by its branches. A sub-process adds its own inputs in front; a
called process has a set apart. An element's inputs are seen by the element only. Parameters of the process
are seen everywhere and come from its version, not from the case.
"""

from collections import ChainMap
from collections.abc import Mapping

from app.engine.errors import StepFailed
from app.engine.tokens import Token
from app.engine.workflow import Scope

#: The case itself: set when the process starts, and by nobody else.
CASE = "case"
_NOTHING: Mapping[str, object] = {}


def visible(token: Token, extra: Mapping[str, object] | None = None) -> ChainMap[str, object]:
    """All variables an expression at this token may read, the nearest first. Read only."""
    maps: list[Mapping[str, object]] = [extra] if extra else []
    if parameters := token.workflow.top.parameters:
        maps.append(parameters)
    maps.append(local(token))
    if host := token.workflow.tasks.get(token.internal_data.get("on", "")):
        maps.append(local(host))
    scope: Scope | None = token.workflow
    while scope is not None:
        maps.append(scope.data)
        scope = scope.outer
    return ChainMap(*maps)  # type: ignore[arg-type]  # nobody writes through it


def local(token: Token) -> Mapping[str, object]:
    """What only this token's element sees: its inputs, and the item of a repetition. Read only."""
    found: Mapping[str, object] = token.internal_data.get("local", _NOTHING)
    return found


def merge(token: Token, results: Mapping[str, object]) -> None:
    """Keep all results as variables."""
    for name, value in results.items():
        set_variable(token.workflow, name, value)


def assign(token: Token, target: str, value: object) -> None:
    """Keep one value; a target such as "applicant.name" changes that part of the variable only."""
    name, *path = target.split(".")
    set_variable(token.workflow, name, _changed(_holder(token.workflow, name).data.get(name), path, value))


def set_variable(scope: Scope, name: str, value: object) -> None:
    """Set a variable where it is already known, else in the process around the scope; never `case`."""
    if name == CASE:
        raise StepFailed(scope.top.at_element, "The variable “case” is the case itself and cannot be set.")
    _holder(scope, name).write(name, value)


def _holder(scope: Scope, name: str) -> Scope:
    while name not in scope.data and scope.outer is not None:
        scope = scope.outer
    return scope


def _changed(old: object, path: list[str], value: object) -> object:
    if not path:
        return value
    kept = dict(old) if isinstance(old, dict) else {}
    kept[path[0]] = _changed(kept.get(path[0]), path[1:], value)
    return kept
