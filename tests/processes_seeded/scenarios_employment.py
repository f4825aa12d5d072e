"""What is done in the shipped scenarios of the talk about a job search; see `recording`."""

from collections.abc import Mapping, Sequence

from tests.processes_seeded import test_employment_phone as phone

_REACHED = {"customer_reached": "yes", **phone.AGREED}
_NOT_REACHED = {"customer_reached": "no"}

SCENARIOS: Mapping[str, Mapping[str, Sequence[tuple[object, ...]]]] = {
    "employment-follow-up/phone": {
        "Reached at once, and a plan is made": [
            ("apply", phone.REQUEST),
            ("days", 1),
            ("do", "call_customer", _REACHED),
            ("days", 9),
            ("do", "hold_interview", phone.MET),
            ("do", "write_plan", phone.PLAN),
        ],
        "The customer answers the reminder": [
            ("apply", phone.REQUEST),
            ("do", "call_customer", _NOT_REACHED),
            ("days", 2),
            ("answer", "contact", {"phone": "040 555 0199", "best_time": "any"}),
            ("do", "call_customer", _REACHED),
        ],
        "The customer is never reached": [
            ("apply", phone.REQUEST),
            ("do", "call_customer", _NOT_REACHED),
            ("days", 8),
            ("do", "call_customer", _NOT_REACHED),
        ],
    },
    "employment-follow-up/booking": {
        "Booked at once, and a plan is made": [
            ("apply", phone.REQUEST),
            ("days", 1),
            ("answer", "booking", phone.AGREED),
            ("days", 9),
            ("do", "hold_interview", phone.MET),
            ("do", "write_plan", phone.PLAN),
        ],
        "Silent after two reminders": [
            ("apply", phone.REQUEST),
            ("days", 30),
            ("do", "sort_out_silence", {"silence_outcome": "closed"}),
        ],
    },
}
