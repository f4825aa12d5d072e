"""What is done in the shipped scenarios of relief from a library fee; see `recording`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tests.processes_seeded import test_library_fee_chief as chief
from tests.processes_seeded import test_library_fee_clerk as clerk

_PART: Mapping[str, object] = {
    "waiver": "part",
    "waived_amount": Decimal(5),
    "reasons": "Half of the delay has a reason.",
}

SCENARIOS: Mapping[str, Mapping[str, Sequence[tuple[object, ...]]]] = {
    "library-fee-waiver/clerk": {
        "The desk asks, and takes the fee away": [
            ("apply", clerk.REQUEST),
            ("ask", "When were you in hospital?"),
            ("days", 4),
            ("reply", "From the tenth to the twentieth."),
            ("do", "check_loans", clerk.CHECKED),
            ("do", "decide_waiver", clerk.ALL),
        ],
        "A part is left to pay": [
            ("apply", clerk.REQUEST),
            ("do", "check_loans", clerk.CHECKED),
            ("do", "decide_waiver", _PART),
            ("pay",),
        ],
        "There is no fee": [
            ("apply", clerk.REQUEST),
            ("days", 3),
            ("do", "check_loans", {"loan_state": "no-fee"}),
        ],
    },
    "library-fee-waiver/chief": {
        "A small fee is taken away by the desk": [
            ("apply", clerk.REQUEST),
            ("do", "check_loans", clerk.CHECKED),
            ("do", "decide_waiver", clerk.ALL),
        ],
        "The manager approves a large one": [
            ("apply", clerk.REQUEST),
            ("do", "check_loans", chief.LOST),
            ("do", "decide_waiver", clerk.ALL),
            ("days", 2),
            ("do", "approve_waiver", {"chief_decision": "approve"}),
        ],
        "The manager has it decided again": [
            ("apply", clerk.REQUEST),
            ("do", "check_loans", chief.LOST),
            ("do", "decide_waiver", clerk.ALL),
            ("days", 8),
            ("do", "approve_waiver", {"chief_decision": "back", "chief_note": "Half is enough."}),
            ("do", "decide_waiver", _PART),
            ("pay",),
        ],
    },
}
