"""Work counted instead of timed: the same on a busy machine as on a quiet one."""

import sys
from collections.abc import Callable
from types import FrameType


def calls(action: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called while `action` runs."""
    count = 0

    def tally(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count
