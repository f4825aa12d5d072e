"""All rules of a repair, in an order in which they build on each other."""

from collections.abc import Sequence

from app.bpmn.repairing import (
    calls,
    conditions,
    deadlines,
    drawing,
    events,
    forms,
    identity,
    kinds,
    leftovers,
    loops,
    mappings,
    messages,
    people,
    platform,
    signals,
    timers,
    ways,
    work,
)
from app.bpmn.repairing.planning import Rule

RULES: Sequence[Rule] = (
    # Later rules find elements by their ids, and look at the process that runs.
    *identity.RULES,
    # What other products say, as long as the elements are what they were.
    *leftovers.FIRST,
    *forms.RULES,
    *people.RULES,
    *deadlines.RULES,
    *mappings.RULES,
    *calls.RULES,
    *kinds.RULES,
    *work.RULES,
    *loops.RULES,
    *conditions.TRANSLATIONS,
    *events.RULES,
    *messages.RULES,
    *signals.RULES,
    *timers.RULES,
    # What arrows there are, before arrows are added.
    *ways.RULES,
    *conditions.LAST,
    *kinds.LAST,
    *calls.LAST,
    *people.LAST,
    *leftovers.LAST,
    *drawing.RULES,
    *platform.RULES,
)
