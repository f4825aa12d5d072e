"""Grant for a young people's hobby, variant B: twice a year, and the youth council votes."""

from datetime import UTC, date, datetime

import pytest

from tests.processes_seeded.test_youth_grant_rolling import APPLICATION, GRANTED, PAID, REPORT, SCORES
from tests.processes_seeded.walking import Walk


def _walk() -> Walk:
    return Walk("youth-hobby-grant", "council", APPLICATION)


def _scored() -> Walk:
    walk = _walk()
    walk.do("check_application", eligibility="yes")
    walk.advance(days=14)
    walk.do("score_application", **SCORES)
    return walk


def _voted(*votes: str) -> Walk:
    walk = _scored()
    for vote in votes:
        walk.do("council_vote", vote=vote)
    return walk


def test_applications_wait_for_the_last_day_of_the_round() -> None:
    walk = _walk()

    walk.do("check_application", eligibility="yes")

    assert walk.open() == []
    assert "15.3.2026" in str(walk.sent("send_round").inputs["body_fi"])
    assert walk.advance(days=13) == []
    assert walk.advance(days=1) == ["round_closed"]
    assert walk.open() == ["score_application"]


@pytest.mark.parametrize(
    ("opened", "closes"),
    [
        (datetime(2026, 3, 15, 9, tzinfo=UTC), date(2026, 3, 15)),
        (datetime(2026, 3, 16, 9, tzinfo=UTC), date(2026, 9, 15)),
        (datetime(2026, 9, 16, 9, tzinfo=UTC), date(2027, 3, 15)),
    ],
)
def test_the_round_is_that_of_the_day_of_the_application(opened: datetime, closes: date) -> None:
    later = {"project_starts": date(2027, 1, 2), "project_ends": date(2027, 1, 3)}
    walk = Walk("youth-hobby-grant", "council", {**APPLICATION, **later}, opened=opened)

    walk.do("check_application", eligibility="yes")

    assert walk.data["round_closes"] == closes


def test_three_members_of_the_council_vote() -> None:
    walk = _scored()
    assert walk.open() == ["council_vote"] * 3
    assert walk.task("council_vote").groups == ("youth-council",)

    for vote in ("for", "against", "for"):
        walk.do("council_vote", vote=vote)

    assert walk.data["votes_for"] == 2
    assert walk.open() == ["decide_grant"]
    assert walk.task("decide_grant").groups == ("youth-services",)


def test_without_two_votes_for_it_there_is_no_grant() -> None:
    walk = _voted("against", "for", "against")

    assert walk.ended() == "not_supported"
    assert "voted for it" in str(walk.sent("send_not_supported").inputs["body_en"])


def test_a_supported_grant_is_paid_and_reported() -> None:
    walk = _voted("for", "for", "for")

    walk.do("decide_grant", **GRANTED)
    walk.do("pay_grant", **PAID)
    walk.answer("grant-report", **REPORT)
    walk.do("check_report", report_outcome="accepted")

    assert walk.ended() == "grant_closed"


def test_the_council_is_reminded_after_two_weeks() -> None:
    walk = _scored()

    assert set(walk.advance(days=14)) == {"council_late"}

    assert set(walk.ended_at) == {"council_reminded"}
    assert walk.sent("remind_council").inputs["group"] == "youth-council"
