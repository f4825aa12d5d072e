"""An experiment from beginning to end, with real cases and the clock moved."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import new_id
from app.experiments import counting, looking, register, taking_part
from app.experiments.errors import (
    AlreadyTakingPart,
    ExperimentFrozen,
    ExperimentNotOpen,
    ExperimentUnfinished,
    VersionsUnlike,
)
from app.experiments.register import Written
from app.experiments.tables import Better, Experiment, Metric
from app.processes import publishing, trials
from app.processes.errors import TrialRuns
from app.processes.tables import ProcessInstance, ProcessVersion
from app.processes.trials import Arm
from app.tenants.tables import Tenant, TenantKind
from tests.counting import watched
from tests.processes.conftest import town
from tests.processes.town import ADVICE, FORMS, Town

__all__ = ["town"]

TOGETHER = "together"
TRIED = ADVICE.replace(b'name="Review the question"', b'name="Review it together"')


@pytest.fixture
def experiment(town: Town) -> Experiment:
    """The consortium's experiment, open; the town has published what is tried."""
    with town.database.transaction(TOGETHER) as session:
        names = {"en": "Together"}
        session.add(Tenant(id=TOGETHER, kind=TenantKind.CONSORTIUM, prefix="CON", names=names, settings={}))
        session.flush()
        made = register.write(session, written(town), by="Kaisa", now=town.now)
        register.open_(session, made.id, now=town.now)
    town.publish(TRIED)
    return made


def written(town: Town, **other: object) -> Written:
    fields: dict[str, object] = {
        "key": "advice",
        "title": "Two see more",
        "hypothesis": "Two are faster than one.",
        "before": "One reviews.",
        "tried": "Two review.",
        "metric": Metric.LEAD_TIME,
        "ending": "",
        "better": Better.LESS,
        "smallest": 1.0,
        "share": 50,
        "starts_at": town.now,
        "ends_at": town.now + timedelta(days=30),
    }
    return Written(**(fields | other))  # type: ignore[arg-type]


def join(town: Town, experiment: Experiment, before: int = 1, tried: int = 2) -> None:
    with town.database.transaction(town.id) as session:
        taking_part.join(session, experiment, before=before, tried=tried, by="Outi", now=town.now)


def versions(town: Town) -> Counter[int]:
    """How many cases began on each version."""
    query = select(ProcessVersion.number).join(
        ProcessInstance, ProcessInstance.version_id == ProcessVersion.id
    )
    with town.database.reading(town.id) as session:
        return Counter(session.scalars(query.where(ProcessVersion.tenant_id == town.id)))


def test_new_cases_are_shared_out_as_they_were_drawn_until_it_ends(
    town: Town, experiment: Experiment
) -> None:
    join(town, experiment)
    numbers = [town.apply() for _ in range(12)]
    drawn = Counter(trials.arm(experiment.id, town.id, number, 50) for number in numbers)
    during = versions(town)
    town.complete(numbers[0])

    town.clock.move(timedelta(days=31))
    ended = looking.look(town.database, now=town.now), looking.look(town.database, now=town.now)
    town.apply()

    assert during == Counter({1: drawn[Arm.BEFORE], 2: drawn[Arm.TRIED]})
    assert ended == (1, 0)
    assert versions(town)[2] == during[2] + 1
    found = looking.tally(town.database, experiment, [town.id])
    assert {arm: tally.opened for arm, tally in found.items()} == {arm: drawn[arm] for arm in Arm}
    assert sum(tally.closed for tally in found.values()) == 1


def test_nothing_else_goes_live_meanwhile_and_leaving_is_possible_at_once(
    town: Town, experiment: Experiment
) -> None:
    join(town, experiment)

    with pytest.raises(TrialRuns):
        town.publish(ADVICE.replace(b'name="Review the question"', b'name="Third way"'))
    with town.database.transaction(town.id) as session:
        taking_part.leave(session, experiment.id, "Too much at once.", now=town.now)
        taking_part.leave(session, experiment.id, "Twice", now=town.now)
    town.apply()

    assert versions(town) == Counter({2: 1})
    assert town.publish(ADVICE.replace(b'name="Review the question"', b'name="Third way"')) == 3


def test_a_stop_of_the_consortium_reaches_the_town(town: Town, experiment: Experiment) -> None:
    join(town, experiment)
    with town.database.transaction(TOGETHER) as session:
        register.stop(session, experiment.id, "The law has changed.", now=town.now)

    assert looking.look(town.database, now=town.now) == 1

    with town.database.reading(town.id) as session:
        assert trials.running(session, "advice", now=town.now) is None
        assert taking_part.participation(session, experiment.id).ended_why == "The law has changed."


def test_what_is_agreed_to_does_not_change(town: Town, experiment: Experiment) -> None:
    with town.database.transaction(TOGETHER) as session:
        with pytest.raises(ExperimentFrozen):
            register.write(session, written(town), experiment_id=experiment.id, by="Kaisa", now=town.now)
        for wrong in (
            {"share": 0},
            {"share": 100},
            {"smallest": 0.0},
            {"title": ""},
            {"metric": Metric.ENDED},
        ):
            with pytest.raises(ExperimentUnfinished):
                register.write(session, written(town, **wrong), by="Kaisa", now=town.now)
        closed = register.write(session, written(town), by="Kaisa", now=town.now)
    with pytest.raises(ExperimentNotOpen):
        join(town, closed)
    join(town, experiment)
    with pytest.raises(AlreadyTakingPart):
        join(town, experiment)


def test_versions_have_to_ask_citizens_the_same(town: Town, experiment: Experiment) -> None:
    asks_more = {**FORMS, "application.form": FORMS["application.form"].replace(b"Your question", b"Ask")}
    with town.database.transaction(town.id) as session:
        bundle = publishing.inspect(session, {"advice.bpmn": TRIED, **asks_more})
        publishing.publish(session, bundle, by="test", note="", now=town.now)

    for before, tried in ((2, 3), (1, 2), (3, 3)):
        with pytest.raises(VersionsUnlike):
            join(town, experiment, before, tried)


def test_another_town_is_neither_counted_nor_touched(town: Town, experiment: Experiment) -> None:
    neighbour = Town(town.database, town.clock, id="naapuri")
    neighbour.publish()
    neighbour.apply()
    join(town, experiment)
    number = town.apply()

    found = looking.tally(town.database, experiment, [town.id, neighbour.id])

    drawn = trials.arm(experiment.id, town.id, number, 50)
    assert [found[arm].opened for arm in Arm] == [int(arm == drawn) for arm in Arm]
    with neighbour.database.reading(neighbour.id) as session:
        assert all(not tally.opened for tally in counting.tallies(session, experiment).values())
    assert versions(neighbour) == Counter({1: 1})


def test_cases_in_which_the_citizen_wrote_again_are_counted(town: Town, experiment: Experiment) -> None:
    join(town, experiment)
    asked, quiet = town.apply(), town.apply()
    town.ask(asked)
    town.reply(asked, "Two metres.")
    for number in (asked, quiet):
        town.complete(number)
    experiment.metric = Metric.ASKED

    found = looking.tally(town.database, experiment, [town.id])

    assert sum(tally.hits for tally in found.values()) == 1
    assert found[trials.arm(experiment.id, town.id, asked, 50)].hits == 1
    assert sum(tally.closed for tally in found.values()) == 2


def test_an_experiment_costs_no_statement(town: Town, experiment: Experiment) -> None:
    _statements(town)
    without = _statements(town)
    join(town, experiment)
    for _ in range(6):  # until both versions are compiled
        town.apply()

    assert _statements(town) == without


def _statements(town: Town) -> int:
    seen: list[str] = []
    with watched(town.database.engine, seen.append):
        town.apply(new_id())
    return len(seen)
