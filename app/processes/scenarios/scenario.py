"""A scenario: a recorded play with what is expected of it, kept as a test of its process."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.bpmn import Document
from app.decisions.rulebooks import Rulebook
from app.engine import Definition, Unpublishable, compile_definition
from app.processes.answering import deciding
from app.processes.errors import NotRehearsable
from app.processes.scenarios import judging
from app.processes.scenarios.judging import Difference, Expectation
from app.processes.scenarios.playing import Play, Recording, play
from app.tenants.calendar import FINLAND
from app.translating import N_

#: Of the processor's time for all scenarios of a process; the last one to begin may take its own beside it.
MAX_SECONDS = 10
NOT_RUN = N_("It was not played: the scenarios before it took too long.")

#: What can be expected of a play: the names of Expectation's parts that people choose from.
PARTS = ("path", "ends", "messages", "days")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is played, and what has to come of it."""

    name: str
    recording: Recording
    expects: Expectation
    #: Names by language of the elements it speaks of: a later version may not have them any more.
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a scenario."""

    scenario: Scenario
    play: Play
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return not self.differences

    @property
    def sentences(self) -> list[str]:
        """What came differently, in English; elements are called as the diagrams call them."""
        return [each.say(self._called) for each in self.differences]

    def _called(self, element_id: str) -> str:
        element = self.play.definition.elements.get(element_id)
        if element is not None:
            return element.name or element_id
        return self.scenario.names.get(element_id, {}).get("en", element_id)


def run_on(
    main: Document,
    called: Sequence[Document],
    books: Iterable[Rulebook],
    scenarios: Iterable[Scenario],
) -> list[Result]:
    """Play each of them on bare diagrams; raises NotRehearsable where these cannot be run."""
    try:
        definition = compile_definition(main, called, decisions=deciding(books), calendar=FINLAND)
        return run_all(definition, scenarios)
    except Unpublishable as problems:
        raise NotRehearsable(str(problems)) from problems


def run_all(
    definition: Definition, scenarios: Iterable[Scenario], *, seconds: float = MAX_SECONDS
) -> list[Result]:
    """Play each of them; those that are left when the processor's time is used up differ for that reason."""
    stop_at = time.thread_time() + seconds
    return [
        run(definition, each) if time.thread_time() < stop_at else _not_run(definition, each)
        for each in scenarios
    ]


def _not_run(definition: Definition, scenario: Scenario) -> Result:
    return Result(scenario, Play(definition, scenario.recording, ()), (Difference(NOT_RUN),))


def run(definition: Definition, scenario: Scenario) -> Result:
    """Play the scenario on a process and tell what came differently."""
    played = play(definition, scenario.recording)
    return Result(scenario, played, judging.differences(played, scenario.expects))


def expectation(played: Play, parts: Iterable[str] = PARTS) -> Expectation:
    """That it comes again as it came in this play, in the parts that are named."""
    wanted = set(parts)
    return Expectation(
        path=judging.path_of(played) if "path" in wanted else None,
        ends=judging.ends_of(played) if "ends" in wanted else None,
        waits=judging.waits_of(played) if "ends" in wanted else None,
        messages=judging.messages_of(played) if "messages" in wanted else None,
        days=played.days if "days" in wanted else None,
    )


def elements_of(scenario: Scenario) -> set[str]:
    """The ids of the elements that a scenario speaks of."""
    expects = scenario.expects
    told = (expects.path, expects.ends, expects.waits, expects.messages)
    found = {element for part in told for element in part or ()}
    return found | {action.element_id for action in scenario.recording.actions if action.element_id}
