"""Work counted instead of timed: the same on a busy machine as on a quiet one."""

import gc
import sys
from collections.abc import Callable
from types import FrameType


def calls(action: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called while `action` runs.

    The collector of garbage rests meanwhile: it comes when it likes, and calls those who listen to it
    (hypothesis does).
    """
    count = 0

    def tally(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    collects = gc.isenabled()
    gc.disable()
    sys.setprofile(tally)
    try:
        action()
    finally:
        sys.setprofile(None)
        if collects:
            gc.enable()
    return count
