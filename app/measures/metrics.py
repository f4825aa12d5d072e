"""What is measured of a closed case, and of each step in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from app.translating import N_

Unit = Literal["working-days", "days", "hours", "number", "share", "ways"]


class Metric(StrEnum):
    """What municipalities compare; each is shared, or not, by itself."""

    LEAD = "lead"  #: from the first message to the end, in working days
    TOUCH = "touch"  #: in somebody's hands: from taking a task to completing it, in office hours
    CITIZEN = "citizen"  #: waiting for an answer from outside, in days of the calendar
    MESSAGES = "messages"  #: written in the case, both ways
    ENDINGS = "endings"  #: how the case ended; the ending of the row says it
    REWORK = "rework"  #: tasks that were opened again after they had been done: how many
    DEADLINES = "deadlines"  #: 1 where every task was done in time, else 0; only of cases with a deadline
    STEPS = "steps"  #: how long cases stand at each step: the rows of `StepMetric`


class StepMetric(StrEnum):
    """What is measured of one element of the diagram. Rows of these have an element."""

    VISITS = "visits"  #: how often a case came through, of cases that did
    WAITING = "waiting"  #: until somebody took the task, or what was awaited came, in working days
    WORKING = "working"  #: from taking the task to completing it, in office hours


@dataclass(frozen=True, slots=True)
class Described:
    """A metric in words."""

    title: str
    sentence: str  #: what exactly is counted
    unit: Unit


DESCRIBED: Mapping[Metric, Described] = {
    Metric.LEAD: Described(
        N_("Lead time"), N_("Working days from the first message to the end of the case."), "working-days"
    ),
    Metric.TOUCH: Described(
        N_("Time in hand"),
        N_("Office hours from taking a task to completing it, all tasks of a case together."),
        "hours",
    ),
    Metric.CITIZEN: Described(
        N_("Waiting for the citizen"),
        N_("Days in which the case waited for an answer from the citizen or another party."),
        "days",
    ),
    Metric.MESSAGES: Described(
        N_("Messages"), N_("Messages in a case, from the citizen and to the citizen."), "number"
    ),
    Metric.ENDINGS: Described(N_("How cases end"), N_("Share of the cases that ended in each way."), "ways"),
    Metric.REWORK: Described(
        N_("Done again"),
        N_("Share of the cases in which a task was opened again after it had been done."),
        "share",
    ),
    Metric.DEADLINES: Described(
        N_("Deadlines kept"),
        N_("Share of the cases in which every task with a deadline was done in time."),
        "share",
    ),
    Metric.STEPS: Described(
        N_("Time in each step"),
        N_("Working days that cases stand at each step. Shows what goes with a longer or shorter time."),
        "working-days",
    ),
}
