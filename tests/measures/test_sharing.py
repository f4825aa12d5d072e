"""A municipality shows what it has said it shows, of enough cases, and nothing else."""

import pytest

from app.measures import figures, sharing
from app.measures.figures import LEAST
from app.measures.metrics import Metric
from tests.measures.made import case, keep
from tests.processes.town import Town


@pytest.fixture
def measured(town: Town) -> Town:
    """A town with just enough closed cases."""
    _keep(town)
    return town


def test_nothing_is_shown_that_nobody_shared(measured: Town) -> None:
    span = figures.months(measured.now, 12)
    _share(measured, Metric.LEAD)

    with measured.database.reading(measured.id) as session:
        seen = {metric: sharing.shown(session, "advice", metric, span) for metric in Metric}
        stays = sharing.stays(session, "advice", span)

    assert {metric for metric, shown in seen.items() if shown} == {Metric.LEAD}
    assert stays is None
    assert seen[Metric.LEAD].tally.count == LEAST  # type: ignore[union-attr]


def test_what_is_of_too_few_cases_is_not_told(measured: Town) -> None:
    _share(measured, *Metric)
    span = figures.months(measured.now, 12)

    with measured.database.reading(measured.id) as session:
        few = sharing.shown(session, "advice", Metric.LEAD, span[:-1])
        stays = sharing.stays(session, "advice", span)
        none = sharing.stays(session, "advice", span[:-1])

    assert few is not None
    assert (few.tally, list(few.line), few.endings) == (None, [], {})
    assert stays is not None
    assert set(stays) == {"review"}
    assert none == {}


def test_sharing_is_taken_back_and_repeating_is_harmless(measured: Town) -> None:
    _share(measured, Metric.LEAD, Metric.STEPS)
    _share(measured, Metric.LEAD, Metric.STEPS)
    _share(measured, Metric.STEPS)

    with measured.database.reading(measured.id) as session:
        assert sharing.shared(session, "advice") == {Metric.STEPS}


def test_a_session_of_ones_own_reads_no_figures_of_others(any_town: Town) -> None:
    _keep(any_town)
    _share(any_town, *Metric)
    span = figures.months(any_town.now, 12)

    with any_town.database.reading(any_town.id) as session:
        assert sharing.stays(session, "advice", span) is not None
    with any_town.database.reading("naapuri") as session:
        assert sharing.shared(session, "advice") == frozenset()
        assert figures.read(session, "advice", Metric.LEAD, span) == []


def _keep(town: Town) -> None:
    keep(town.database, town.id, *(case(town.now, days=day / 4) for day in range(LEAST)))


def _share(town: Town, *metrics: Metric) -> None:
    with town.database.transaction(town.id) as session:
        sharing.share(session, "advice", metrics, by="Outi", now=town.now)
