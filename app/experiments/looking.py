"""Look at the experiments that run: those that are over, or have to stop, end in each municipality.

It is done every quarter of an hour by whichever process comes to it; doing it twice does it once.
"""

from collections.abc import Sequence
from datetime import datetime

from app.db import EVERYWHERE, Database
from app.experiments import counting, judging, register, taking_part
from app.experiments.judging import Tallies
from app.experiments.tables import Experiment
from app.tenants import directory


def look(database: Database, *, now: datetime) -> int:
    """End what has to end; gives how many municipalities took part in that."""
    with database.reading(EVERYWHERE) as session:
        keeper = directory.consortium(session)
        towns = [tenant.id for tenant in directory.municipalities(session)]
    parts = [(town, each) for town in towns for each in _running(database, town)] if keeper else []
    done = 0
    for experiment_id in {each for _town, each in parts}:
        assert keeper is not None
        if (why := _why(database, keeper.id, experiment_id, towns, now)) is not None:
            for town in [town for town, each in parts if each == experiment_id]:
                with database.transaction(town) as session:
                    taking_part.leave(session, experiment_id, why, now=now)
                done += 1
    return done


def tally(database: Database, experiment: Experiment, towns: Sequence[str]) -> Tallies:
    """The cases of all who take part, counted in a session of each and put together."""
    each = []
    for town in towns:
        with database.reading(town) as session:
            each.append(counting.tallies(session, experiment))
    return judging.pooled(each)


def _running(database: Database, town: str) -> list[str]:
    with database.reading(town) as session:
        return [part.experiment_id for part in taking_part.running(session)]


def _why(
    database: Database, keeper: str, experiment_id: str, towns: Sequence[str], now: datetime
) -> str | None:
    """Why it ends now; "" at its end, None where it goes on. A stop rule that holds is written down."""
    with database.reading(keeper) as session:
        experiment = register.find(session, experiment_id)
    if register.ended(experiment, now):
        return experiment.stopped_why
    why = judging.why_stop(experiment, tally(database, experiment, towns))
    if why is not None:
        with database.transaction(keeper) as session:
            register.stop(session, experiment_id, why, now=now)
    return why
