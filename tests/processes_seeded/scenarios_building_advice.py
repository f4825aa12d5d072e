"""What is done in the shipped scenarios of building advice; see `recording`."""

from collections.abc import Mapping, Sequence

from tests.processes_seeded import test_building_advice as advice

SCENARIOS: Mapping[str, Mapping[str, Sequence[tuple[object, ...]]]] = {
    "building-advice/generalist": {
        "The adviser asks, the citizen answers, no permit is needed": [
            ("apply", advice.QUESTION),
            ("ask", "Which side of the house?"),
            ("days", 3),
            ("reply", "The side of the street."),
            ("do", "write_advice", advice.NO_PERMIT),
        ],
        "A permit is needed": [
            ("apply", advice.QUESTION),
            ("days", 4),
            ("do", "write_advice", advice.PERMIT),
        ],
        "The citizen does not answer for two weeks": [
            ("apply", advice.QUESTION),
            ("ask", "Which side of the house?"),
            ("days", 14),
        ],
    },
    "building-advice/statements": {
        "Planning and heritage state, a permit is needed": [
            ("apply", advice.QUESTION),
            ("do", "triage_question", {"triage": "statements"}),
            ("days", 3),
            ("do", "heritage_statement", advice.STATED["heritage_statement"]),
            ("days", 2),
            ("do", "planning_statement", advice.STATED["planning_statement"]),
            ("do", "write_advice", advice.PERMIT),
        ],
        "A simple question is answered at once": [
            ("apply", advice.QUESTION),
            ("do", "triage_question", {"triage": "simple"}),
            ("do", "write_advice", advice.NO_PERMIT),
        ],
        "The advice is late": [
            ("apply", advice.QUESTION),
            ("do", "triage_question", {"triage": "simple"}),
            ("days", 9),
            ("do", "sort_out_delay", {"escalation_measure": "reassigned", "escalation_note": "An illness."}),
            ("do", "write_advice", advice.NO_PERMIT),
        ],
    },
}
