"""Closed cases become figures: each once, in any order, and as they went."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import measures
from app.measures import figures
from app.measures.course import measure
from app.measures.digesting import Place, sums
from app.measures.metrics import Metric, StepMetric
from app.measures.tables import Figure
from app.measures.tally import Tally
from tests.measures.made import WAYS, case
from tests.processes.town import Town

HOUR = timedelta(hours=1)


def test_a_case_is_measured_as_it_went(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    town.days_pass(2)
    town.reply(number, "Four by four.")
    town.days_pass(1)
    town.clock.move(3 * HOUR)
    town.complete(number)

    assert measures.digest(town.database, town.now) == 1

    assert _values(town, "answered") == {
        Metric.LEAD: 3.12,
        Metric.TOUCH: 11,  # it came back to its holder on Thursday at nine; done on Friday at noon
        Metric.CITIZEN: 2,
        Metric.MESSAGES: 4,
        Metric.ENDINGS: 1,
        Metric.REWORK: 0,
        Metric.DEADLINES: 1,
    }
    step = _step(town, "review")
    assert (step.visits.count, step.waiting.count, step.working.count) == (1, 2, 2)
    assert _step(town, "replied").waiting.total == 2


def test_a_wait_ends_with_what_came_instead(town: Town) -> None:
    number = town.apply()
    town.ask(number)
    town.days_pass(14)
    assert town.case(number).outcome == "lapsed"

    measures.digest(town.database, town.now)

    assert _values(town, "lapsed")[Metric.CITIZEN] == 14
    assert _step(town, "two_weeks").waiting.total == 10
    assert _step(town, "replied").waiting.total == 10


def test_a_case_counts_once_and_only_when_it_is_closed(any_town: Town) -> None:
    town = any_town
    numbers = [town.apply() for _ in range(3)]
    for number in numbers[:2]:
        town.complete(number)
    soon = town.now

    found = [measures.digest(town.database, soon) for _ in range(2)]
    town.clock.move(HOUR)
    town.complete(numbers[2])

    assert found == [2, 0]
    assert measures.digest(town.database, soon) == 0
    assert measures.digest(town.database, town.now) == 1
    assert _values(town, "answered")[Metric.ENDINGS] == 3


def test_two_workers_count_each_case_once(any_town: Town) -> None:
    town = any_town
    for _ in range(4):
        town.complete(town.apply())

    with ThreadPoolExecutor(2) as workers:
        found = list(workers.map(lambda _: measures.digest(town.database, town.now), range(2)))

    assert sum(found) == 4
    assert _values(town, "answered")[Metric.ENDINGS] == 4


def test_what_was_done_again_is_not_what_is_repeated_by_design(town: Town) -> None:
    _told, course = case(town.now, days=4)
    again = course.works[0]._replace(opened_at=town.now, closed_at=town.now + HOUR)
    twice = type(course)(course.opened_at, town.now, course.moments, [*course.works, again], 2)

    values = {each.metric: each.value for each in measure(twice, WAYS) if not each.element_id}
    looped = type(WAYS)({}, {}, frozenset({"review"}))

    assert values[Metric.REWORK] == 1
    assert next(each for each in measure(twice, looped) if each.metric == Metric.REWORK).value == 0


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.floats(0, 90), st.floats(0, 300), st.integers(1, 2)), min_size=1, max_size=12),
    st.integers(1, 11),
)
def test_figures_do_not_depend_on_the_order(cases: list[tuple[float, float, int]], cut: int) -> None:
    start = datetime(2026, 1, 10, 9, tzinfo=UTC)
    told = [case(start + timedelta(days=at), days=days, number=number) for days, at, number in cases]
    values = [(closed, measure(course, WAYS)) for closed, course in told]

    whole, parts = sums(values), [sums(values[::-1][:cut]), sums(values[::-1][cut:])]

    assert whole == _merged(parts)


def _merged(parts: list[dict[Place, Tally]]) -> dict[Place, Tally]:
    found: dict[Place, Tally] = {}
    for part in parts:
        for place, tally in part.items():
            found.setdefault(place, Tally()).merge(tally)
    return found


def _values(town: Town, ending: str) -> Mapping[str, float]:
    """Sums of the cases that ended so."""
    query = select(Figure.metric, Figure.hundredths).where(
        Figure.tenant_id == town.id, Figure.ending == ending
    )
    with town.database.reading(town.id) as session:
        return {row.metric: row.hundredths / 100 for row in session.execute(query)}


def _step(town: Town, element_id: str) -> figures.Step:
    span = figures.months(town.now, 3)
    with town.database.reading(town.id) as session:
        assert figures.read(session, "advice", StepMetric.VISITS, span)
        return figures.steps(session, "advice", span)[element_id]
