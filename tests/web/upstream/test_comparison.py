"""Municipalities side by side in the browser: what each shares, and what goes with the differences."""

from datetime import timedelta

import pytest

from app.measures import sharing
from app.measures.figures import LEAST
from app.measures.metrics import Metric
from app.measures.tally import ERROR
from tests.measures.made import case, keep
from tests.processes.town import ADVICE, Town
from tests.web.staff.desk import Desk
from tests.web.upstream.conftest import Joint

PAGE = "library/advice/comparison"
THEIRS = ADVICE.replace(b'name="Review the question"', b'name="Review &lt;b&gt;twice&lt;/b&gt;"').replace(
    b"P5D", b"P15D"
)


@pytest.fixture
def measured(joint: Joint) -> Joint:
    """Cases of the town take two weeks, those of its neighbour six, and there the step has another name."""
    joint.follow(joint.neighbour)
    joint.neighbour.publish(THEIRS)
    _close(joint.town, LEAST, 14)
    _close(joint.neighbour, LEAST, 42)
    return joint


def test_a_figure_is_seen_once_it_is_shared_and_not_before(owner: Desk, measured: Joint) -> None:
    before = owner.open(PAGE)
    _share(measured.neighbour, Metric.LEAD)

    after = owner.open(PAGE)

    assert "1 of 2 municipalities show it" in before.text
    assert before.words("//li[not(@data-mine)]/p[@class='st-few']") == ["Does not share this figure"]
    assert "working days" not in before.words("//ul[@class='st-mults']/li")[1]
    assert "2 of 2 municipalities show it" in after.text
    here, there = (float(each.split()[0]) for each in after.words("//ul[@class='st-mults']/li//strong"))
    assert here == pytest.approx(10, rel=ERROR)
    assert there == pytest.approx(30, rel=ERROR)
    assert [each.get("data-mine") for each in after.root.xpath("//ul[@class='st-mults']/li")] == ["", None]
    assert "−" not in after.words("//section[@aria-labelledby='why']")[0]


def test_too_few_cases_are_no_figure_for_anybody(owner: Desk, joint: Joint) -> None:
    joint.follow(joint.neighbour)
    joint.neighbour.publish()
    for town in (joint.town, joint.neighbour):
        _close(town, LEAST - 1, 10)
        _share(town, *Metric)

    for measure in ("lead", "endings", "rework"):
        page = owner.open(PAGE, measure=measure)
        assert page.words("//p[@class='st-few']") == ["No figure"] * 2
        assert str(LEAST - 1) not in page.text


def test_a_longer_time_is_shown_beside_the_difference_that_it_goes_with(owner: Desk, measured: Joint) -> None:
    _share(measured.neighbour, *Metric)

    page = owner.open(PAGE)
    variant = owner.open(page.links()["View Testby’s variant"])
    draft = owner.send(variant, {}, of="try")

    [effect], [said] = page.words("//p[@class='st-effect']"), page.words("//ul[@class='st-whys']/li/div[1]")
    assert effect == "+20 working days"
    assert "“Review <b>twice</b>” is due in 15 days; it was 5 days." in said
    assert "is now called" not in said
    assert "/studio/drafts/" in draft.path
    assert measured.town.publish() == 1


def test_what_is_shared_is_chosen_figure_by_figure(owner: Desk, measured: Joint) -> None:
    page = owner.open(PAGE)

    saved = owner.send(page, {"metric": ["lead", "steps"]}, of="share")
    refused = owner.send(saved, {"metric": ["lead", "salaries"]}, of="share")

    assert "What you share is changed." in saved.text
    assert len(saved.root.xpath("//input[@name='metric'][@checked]")) == 2
    assert refused.status == 422
    with measured.town.database.reading(measured.town.id) as session:
        assert sharing.shared(session, "advice") == {Metric.LEAD, Metric.STEPS}


def test_the_consortium_sees_what_is_shared_and_shares_nothing(coordinator: Desk, measured: Joint) -> None:
    _share(measured.neighbour, Metric.LEAD)

    page = coordinator.open(PAGE)

    assert "1 of 2 municipalities show it" in page.text
    assert page.root.xpath("//main//form") == []


def test_what_does_not_exist_is_not_found(owner: Desk, measured: Joint) -> None:
    for query in ({"measure": "salaries"}, {"months": "5"}, {"measure": "steps"}):
        assert owner.open(PAGE, **query).status == 404
    for path in (
        "library/nothing/comparison",
        "library/advice/variants/nobody",
        "library/advice/variants/testby",
    ):
        assert owner.open(path).status == 404


def _close(town: Town, count: int, days: int) -> None:
    cases = (case(town.now - timedelta(hours=at), days=days) for at in range(count))
    keep(town.database, town.id, *cases)


def _share(town: Town, *metrics: Metric) -> None:
    with town.database.transaction(town.id) as session:
        sharing.share(session, "advice", metrics, by="Nelli", now=town.now)
