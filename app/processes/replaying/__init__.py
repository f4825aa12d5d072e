"""Replay closed cases on another version of their process: what each of them would have come to there.

`closed` reads cases from their rows, `again` plays one on a compiled process, `judge` says what came
differently, and `replay` does this for the cases of a period. Nothing is sent and nothing is written.
"""

from app.processes.replaying.judging import Fate, Verdict, judge
from app.processes.replaying.past import Act, Past, Unknown
from app.processes.replaying.playing import again
from app.processes.replaying.reading import Period, closed, count
from app.processes.replaying.replay import Line, Replay, replay

__all__ = [
    "Act",
    "Fate",
    "Line",
    "Past",
    "Period",
    "Replay",
    "Unknown",
    "Verdict",
    "again",
    "closed",
    "count",
    "judge",
    "replay",
]
