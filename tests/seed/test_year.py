"""A year of cases is lived through the real runtime, and comes out the same every time."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.cases.register import FINLAND
from app.cases.tables import Case, CaseStatus
from app.cli.db import upgrade
from app.db import EVERYWHERE, Database
from app.forms import read_form
from app.incidents.tables import Incident
from app.jobs.tables import Job, JobStatus
from app.processes import library
from app.processes.replaying import Fate, Past, Period, again, closed, judge
from app.seed import planting
from app.seed.drawers import ROOT
from app.seed.municipalities import MUNICIPALITIES
from app.seed.year import hours
from app.seed.year.filling import Filler
from app.tenants.calendar import FINLAND as WORKING

TODAY = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
YEAR = Period(TODAY - timedelta(days=365), TODAY)
_NEW_YEAR = datetime.fromisoformat("2026-01-01")
APPLICATIONS = sorted((ROOT / "forms").glob("*/application.form"))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Database]:
    """A planted database without stories in which some cases were lived, by the seed of the year."""
    folder = tmp_path_factory.mktemp("year")
    url = f"sqlite:///{folder / 'planted'}"
    upgrade(url)
    database = Database(url, is_careful=False)
    planting.plant(database, today=TODAY, stories=())
    database.close()
    copies = iter(range(9))

    def live(seed: int) -> Database:
        copy = shutil.copy(folder / "planted", folder / f"copy-{next(copies)}")
        found = Database(f"sqlite:///{copy}", is_careful=False)
        planting.live_on(found, today=TODAY, cases=24, seed=seed)
        return found

    return live


def _told(database: Database) -> list[tuple[object, ...]]:
    """What can be said of all cases without ids, which are new every time."""
    columns = (Case.number, Case.service_key, Case.status, Case.subject, Case.opened_at, Case.closed_at)
    with database.reading(EVERYWHERE) as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(Case.number))]


def test_the_same_seed_gives_the_same_year_and_nothing_goes_wrong(lived: Callable[[int], Database]) -> None:
    first, again = lived(5), lived(5)

    assert _told(first) == _told(again)
    assert len(_told(first)) == 24
    assert sum(row[2] == CaseStatus.CLOSED for row in _told(first)) > 15
    with first.reading(EVERYWHERE) as session:
        assert not session.scalar(select(func.count()).select_from(Incident))
        assert not session.scalar(select(func.count()).where(Job.status == JobStatus.FAILED))


def test_every_closed_case_ends_the_same_when_it_is_replayed(lived: Callable[[int], Database]) -> None:
    database, fates = lived(11), []
    for tenant in MUNICIPALITIES:
        with database.reading(tenant.id) as session:
            for service in tenant.variants:
                for past in closed(session, service, YEAR, limit=100):
                    assert isinstance(past, Past)
                    definition = library.version(session, past.version_id).definition
                    fates.append(judge(past, again(definition, past)).fate)

    assert set(fates) == {Fate.SAME}
    assert len(fates) > 15


@pytest.mark.parametrize("path", APPLICATIONS, ids=[each.parent.name for each in APPLICATIONS])
def test_people_fill_every_application(path: Path) -> None:
    form = read_form(path.read_bytes(), calendar=WORKING)

    filled = [Filler(Random(seed), "fi", 0.8).fill(form, {}, now=TODAY) for seed in range(6)]

    assert all(filled)
    assert filled[0] != filled[1]


@settings(max_examples=60)
@given(
    now=st.datetimes(_NEW_YEAR, _NEW_YEAR.replace(year=2027), timezones=st.just(UTC)),
    days=st.floats(0, 30),
    seed=st.integers(0, 999),
)
def test_offices_work_in_their_hours(now: datetime, days: float, seed: int) -> None:
    at = hours.in_office(Random(seed), now, days)
    local = at.astimezone(FINLAND)

    assert at > now
    assert WORKING.is_working_day(local.date())
    assert time(8) <= local.time() <= time(16, 30)
