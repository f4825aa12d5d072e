"""What is done in the shipped scenarios of school transport; see `recording`."""

from collections.abc import Mapping, Sequence

from tests.processes_seeded import test_school_transport as transport

SCENARIOS: Mapping[str, Mapping[str, Sequence[tuple[object, ...]]]] = {
    "school-transport/distance": {
        "A long way gives the right": [
            ("apply", transport.APPLICATION),
            ("days", 1),
            ("do", "check_distance", transport.LONG),
            ("do", "order_transport", transport.ARRANGED),
        ],
        "Refused, and nobody asks for a review": [
            ("apply", transport.APPLICATION),
            ("do", "check_distance", transport.SHORT),
            ("days", 14),
        ],
        "A review changes the decision": [
            ("apply", transport.APPLICATION),
            ("do", "check_distance", transport.SHORT),
            ("days", 6),
            ("reply", "The bridge is closed, the way is longer."),
            (
                "do",
                "review_decision",
                {"review_outcome": "changed", "review_reasons": "The bridge is closed."},
            ),
            ("do", "order_transport", transport.ARRANGED),
        ],
    },
    "school-transport/school-statement": {
        "The school supports it, an officer grants": [
            ("apply", transport.APPLICATION),
            ("do", "check_distance", transport.SHORT),
            ("days", 4),
            ("do", "school_statement", transport.SCHOOL),
            ("do", "decide_transport", transport.GRANTED),
            ("do", "order_transport", transport.ARRANGED),
        ],
        "Health is assessed by pupil welfare": [
            ("apply", {**transport.APPLICATION, **transport.HEALTH}),
            ("ask", "Please send the certificate."),
            ("days", 5),
            ("reply", "Here it is."),
            ("do", "check_distance", {**transport.SHORT, "certificate": "accepted"}),
            ("do", "school_statement", transport.SCHOOL),
            ("do", "assess_health", {"health_need": "whole", "health_reasons": "Cannot walk far."}),
            ("do", "decide_transport", transport.GRANTED),
            ("do", "order_transport", transport.ARRANGED),
        ],
        "Refused, and the refusal stands": [
            ("apply", transport.APPLICATION),
            ("do", "check_distance", transport.SHORT),
            ("do", "school_statement", {**transport.SCHOOL, "school_view": "neutral"}),
            ("do", "decide_transport", transport.REFUSED),
            ("days", 3),
            ("reply", "I do not agree."),
            (
                "do",
                "review_decision",
                {"review_outcome": "upheld", "review_reasons": "The way was measured twice."},
            ),
        ],
    },
}
