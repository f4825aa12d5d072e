"""Scenarios: what was done in a rehearsal, played again on a process and judged. Pure; time is handed in.

`play` does recorded actions on a compiled process; `run` plays a scenario and tells what came differently.
"""

from app.processes.scenarios.action import Action, Deed
from app.processes.scenarios.files import ENDING, Unreadable, read, write
from app.processes.scenarios.judging import Difference, Expectation, differences
from app.processes.scenarios.playing import Play, Recording, Scene, play, play_by
from app.processes.scenarios.scenario import Result, Scenario, elements_of, expectation, run, run_all, run_on

__all__ = [
    "ENDING",
    "Action",
    "Deed",
    "Difference",
    "Expectation",
    "Play",
    "Recording",
    "Result",
    "Scenario",
    "Scene",
    "Unreadable",
    "differences",
    "elements_of",
    "expectation",
    "play",
    "play_by",
    "read",
    "run",
    "run_all",
    "run_on",
    "write",
]
