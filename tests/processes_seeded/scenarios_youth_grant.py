"""What is done in the shipped scenarios of the grant for a young people's hobby; see `recording`."""

from collections.abc import Mapping, Sequence

from tests.processes_seeded import test_youth_grant_rolling as rolling

_ELIGIBLE = {"eligibility": "yes"}

SCENARIOS: Mapping[str, Mapping[str, Sequence[tuple[object, ...]]]] = {
    "youth-hobby-grant/rolling": {
        "Granted, paid and reported": [
            ("apply", rolling.APPLICATION),
            ("do", "check_application", _ELIGIBLE),
            ("days", 2),
            ("do", "score_application", rolling.SCORES),
            ("do", "decide_grant", rolling.GRANTED),
            ("do", "pay_grant", rolling.PAID),
            ("days", 25),
            ("answer", "grant-report", rolling.REPORT),
            ("do", "check_report", {"report_outcome": "accepted"}),
        ],
        "Nobody reports, and the grant is asked back": [
            ("apply", rolling.APPLICATION),
            ("do", "check_application", _ELIGIBLE),
            ("do", "score_application", rolling.SCORES),
            ("do", "decide_grant", rolling.GRANTED),
            ("do", "pay_grant", rolling.PAID),
            ("days", 70),
        ],
        "Not what the grant is for": [
            ("apply", rolling.APPLICATION),
            ("do", "check_application", {"eligibility": "no", "reasons": "It is a business."}),
        ],
    },
    "youth-hobby-grant/council": {
        "The council is for it": [
            ("apply", rolling.APPLICATION),
            ("do", "check_application", _ELIGIBLE),
            ("days", 14),
            ("do", "score_application", rolling.SCORES),
            *(("do", "council_vote", {"vote": vote}) for vote in ("for", "for", "against")),
            ("do", "decide_grant", rolling.GRANTED),
            ("do", "pay_grant", rolling.PAID),
            ("answer", "grant-report", rolling.REPORT),
            ("do", "check_report", {"report_outcome": "accepted"}),
        ],
        "The council is against it": [
            ("apply", rolling.APPLICATION),
            ("ask", "Who comes along?"),
            ("days", 1),
            ("reply", "The five of us."),
            ("do", "check_application", _ELIGIBLE),
            ("days", 14),
            ("do", "score_application", rolling.SCORES),
            *(("do", "council_vote", {"vote": vote}) for vote in ("against", "for", "against")),
        ],
    },
}
