"""What is done in the shipped scenarios of resident parking; see `recording`."""

from collections.abc import Mapping, Sequence

from tests.processes_seeded import test_resident_parking as parking

_COMPANY_CAR = {**parking.APPLICATION, **parking.COMPANY_CAR}
_REFUSED: Mapping[str, object] = {
    "registers_compared": True,
    "check_outcome": "refuse",
    "reasons": "Company cars get no permit in this zone.",
}

SCENARIOS: Mapping[str, Mapping[str, Sequence[tuple[object, ...]]]] = {
    "resident-parking/automatic": {
        "A clear case is granted at once": [("apply", parking.APPLICATION), ("pay",)],
        "A company car is refused by a person": [
            ("apply", _COMPANY_CAR),
            ("days", 1),
            ("do", "check_application", _REFUSED),
        ],
        "Somebody moves in, is asked and gets a permit": [
            ("apply", {**parking.APPLICATION, "lives_there": "moving"}),
            ("ask", "When do you move?"),
            ("days", 2),
            ("reply", "On the ninth."),
            ("do", "check_application", parking.RIGHT),
            ("pay",),
        ],
    },
    "resident-parking/by-hand": {
        "A company car gets a permit when it is paid": [
            ("apply", _COMPANY_CAR),
            ("do", "check_application", parking.RIGHT),
            ("pay",),
            ("days", 3),
            ("reply", "Paid today."),
            ("do", "check_payment", {"payment_state": "paid"}),
        ],
        "Nobody pays for two weeks": [
            ("apply", parking.APPLICATION),
            ("do", "check_application", parking.RIGHT),
            ("pay",),
            ("days", 14),
            ("do", "check_payment", {"payment_state": "unpaid"}),
        ],
    },
}
