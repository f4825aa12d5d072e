"""Talk about a job search, variant B: the customer books; the team lead sorts out silence."""

from tests.processes_seeded.test_employment_phone import AGREED, MET, PLAN, REQUEST
from tests.processes_seeded.walking import Walk


def _walk() -> Walk:
    return Walk("employment-follow-up", "booking", REQUEST)


def _silent() -> Walk:
    walk = _walk()
    walk.advance(days=30)
    return walk


def test_who_books_a_time_gets_a_plan() -> None:
    walk = _walk()
    assert walk.open() == []

    walk.answer("booking", **AGREED)
    assert walk.task("hold_interview").groups == ("employment-services",)
    walk.do("hold_interview", **MET)
    walk.do("write_plan", **PLAN)

    assert walk.ended() == "plan_made"


def test_five_working_days_pass_before_a_reminder() -> None:
    walk = _walk()

    assert walk.advance(days=7) == []  # Monday to Monday
    assert walk.advance(days=1) == ["no_answer"]

    walk.answer("booking", **AGREED)
    assert walk.open() == ["hold_interview"]


def test_silence_after_two_reminders_goes_to_the_team_lead() -> None:
    walk = _silent()

    reminders = [each for each in walk.thrown if each.element_id == "remind_customer"]
    assert [("reminder number 2" in str(each.inputs["body_en"])) for each in reminders] == [False, True]
    assert walk.open() == ["sort_out_silence"]
    assert walk.task("sort_out_silence").groups == ("team-leads",)


def test_the_team_lead_agrees_on_a_time() -> None:
    walk = _silent()

    walk.do("sort_out_silence", silence_outcome="agreed", **{**AGREED, "interview_on": walk.now.date()})

    assert walk.open() == ["hold_interview"]


def test_the_team_lead_closes_the_case() -> None:
    walk = _silent()

    walk.do("sort_out_silence", silence_outcome="closed")

    assert walk.ended() == "not_reached"


def test_a_missed_talk_goes_to_the_team_lead() -> None:
    walk = _walk()
    walk.answer("booking", **AGREED)

    walk.do("hold_interview", interview_outcome="missed")

    assert walk.open() == ["sort_out_silence"]
