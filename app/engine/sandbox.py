"""Python of a diagram, run by Monty: a small Python in a process of its own, never by this interpreter.

What a script may use is bounded: time, memory, recursion, output and size of its results. It has no imports
that reach anything, no files, no network; `sleep` takes no time.
"""

import atexit
import math
import os
import threading
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from pydantic_monty import (
    CollectString,
    Monty,
    MontyCrashedError,
    MontyError,
    MontyRuntimeError,
    MontySession,
    MontySyntaxError,
    OSPolicy,
    ResourceLimits,
)

from app.bpmn import python
from app.engine.errors import EngineError
from app.engine.times import ZONE

MAX_NODES = 20_000  #: values in the results; a value that is shared counts each time
MAX_DEPTH = 40
_INT64 = 2**63
_LIMITS: ResourceLimits = {
    "max_feed_duration_secs": 0.5,
    "max_memory": 16 << 20,
    "max_recursion_depth": 100,
    "max_suspensions": 100,
    "max_total_sleep_secs": 0.0,
}
_MAX_OUTPUT = 64 << 10


class ScriptFailed(EngineError):
    """The script could not be run."""

    def __init__(self, cause: str, detail: str = "") -> None:
        self.cause = cause
        self.detail = detail
        super().__init__(cause)


def check(source: str) -> frozenset[str]:
    """The names a script assigns; raises ScriptFailed when it is no script."""
    return _names(source)[1]


def run(source: str, variables: Mapping[str, object], *, now: datetime) -> dict[str, object]:
    """The plain values of the names a script assigns or changes, at the moment `now`; raises ScriptFailed."""
    used, assigned = _names(source)
    inputs = {name: _given(variables[name]) for name in sorted(used) if name in variables}
    found = _fed(source, inputs, sorted(assigned | inputs.keys()), now)
    budget = Budget()
    return {
        name: budget.copy(value)
        for name, value in found.items()
        if _is_data(value) and (name in assigned or value != inputs[name])
    }


def _names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    try:
        return python.names(source)
    except python.NotPython as error:
        raise ScriptFailed(error.cause, error.detail) from None


def _fed(source: str, inputs: dict[str, object], names: list[str], now: datetime) -> dict[str, object]:
    output = CollectString(_MAX_OUTPUT)  # otherwise print writes to the server's own output
    try:
        with _session(now) as session:
            session.feed_run(source, inputs=inputs, print_callback=output)
            found = session.feed_run(_probe(names), print_callback=output)
    except MontySyntaxError as error:
        raise ScriptFailed(python.NO_PYTHON, str(error)) from None
    except MontyCrashedError:
        raise ScriptFailed("The script used more time or memory than it may and was stopped.") from None
    except MontyRuntimeError as error:
        raise ScriptFailed("The script failed.", _described(error)) from None
    except TimeoutError:
        raise ScriptFailed("The script had to wait too long for its turn.") from None
    except (MontyError, RuntimeError, TypeError, ValueError) as error:
        raise ScriptFailed("The script could not be run.", str(error)[:500]) from None
    return dict(found)


def _session(now: datetime) -> MontySession:
    policy: OSPolicy = {"sleep": "zero", "datetime": now, "timezone": ZONE.key}
    return _pool().checkout(limits=_LIMITS, script_name="script", os_policy=policy)


def _probe(names: list[str]) -> str:
    """Python that collects those of the names that have a value."""
    lines = [f"try: _found[{name!r}] = {name}\nexcept NameError: pass\n" for name in names]
    return "_found = {}\n" + "".join(lines) + "_found"


def _described(error: MontyRuntimeError) -> str:
    frames = error.traceback()
    line = f"line {frames[-1].line}: " if frames else ""
    return line + error.display(format="type-msg")[:500]


def _is_data(value: object) -> bool:
    return value is None or isinstance(
        value, bool | int | float | str | Decimal | date | time | timedelta | list | tuple | dict
    )


def _given(value: object) -> object:
    """A value of the case as a script can use it: whole numbers as int, other numbers as float."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < _INT64 else float(value)
    if isinstance(value, list):
        return [_given(item) for item in value]
    if isinstance(value, dict):
        return {key: _given(item) for key, item in value.items()}
    return value


class Budget:
    """Copies results as plain data up to a limit: shared references can expand to 10^10 values."""

    def __init__(self) -> None:
        self.left = MAX_NODES

    def copy(self, value: object, depth: int = 0) -> object:
        """A plain copy; raises ScriptFailed."""
        self.left -= 1
        if isinstance(value, str):
            self.left -= len(value) // 100
        if depth > MAX_DEPTH or self.left < 0:
            raise ScriptFailed("The result of the script is too large or nested too deeply.")
        if isinstance(value, list | tuple):
            return [self.copy(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {_key(key): self.copy(item, depth + 1) for key, item in value.items()}
        return _scalar(value)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise ScriptFailed("The result of the script has a key that is no text.")
    return key


def _scalar(value: object) -> object:
    if value is None or isinstance(value, bool | str | date | datetime | time | timedelta):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(value)
    raise ScriptFailed("The result of the script is no plain data.", type(value).__name__)


def _number(value: int | float | Decimal) -> Decimal:
    """Exact, as all numbers of a case: 0.1 + 0.2 of a script is 0.3, for a float is good for 15 digits."""
    if isinstance(value, int) and not -_INT64 <= value < _INT64:
        raise ScriptFailed("The result of the script has a number that is too large.")
    if not math.isfinite(value):
        raise ScriptFailed("The result of the script has a number that is not finite.")
    try:
        return Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        raise ScriptFailed("The result of the script has no valid number.") from None


_started: tuple[int, Monty] | None = None
_lock = threading.Lock()


def _pool() -> Monty:
    """The workers of this process: a server that forks must not share them between its children."""
    global _started  # noqa: PLW0603 - one pool for each process is the point
    with _lock:
        if _started is None or _started[0] != os.getpid():
            pool = Monty(
                min_processes=1,
                max_processes=2,
                request_timeout=3,
                checkout_timeout=10,
                max_checkouts_per_worker=1000,
            )
            _started = (os.getpid(), pool.__enter__())
            atexit.register(pool.__exit__, None, None, None)
        return _started[1]
