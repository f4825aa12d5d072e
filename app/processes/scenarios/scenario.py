"""A scenario: a recorded play with what is expected of it, kept as a test of its process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.engine import Definition
from app.processes.scenarios import judging
from app.processes.scenarios.judging import Difference, Expectation
from app.processes.scenarios.playing import Play, Recording, play

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


def run_all(definition: Definition, scenarios: Iterable[Scenario]) -> list[Result]:
    """Play each of them."""
    return [run(definition, scenario) for scenario in scenarios]


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
