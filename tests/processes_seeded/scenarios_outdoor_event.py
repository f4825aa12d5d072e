"""What is done in the shipped scenarios of outdoor events; see `recording`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tests.processes_seeded import test_outdoor_event as event

SCENARIOS: Mapping[str, Mapping[str, Sequence[tuple[object, ...]]]] = {
    "outdoor-event/single-desk": {
        "The desk asks for the plan and allows the event": [
            ("apply", event.NOTICE),
            ("ask", "Where is the stage?"),
            ("days", 2),
            ("reply", "By the pier."),
            ("do", "book_area", event.FREE),
            ("days", 5),
            ("do", "decide_event", event.ALLOWED),
        ],
        "The place is taken": [
            ("apply", event.NOTICE),
            ("do", "book_area", {"area_state": "taken", "area_answer": "The park is free."}),
        ],
    },
    "outdoor-event/statements": {
        "Three experts state, the event is allowed": [
            ("apply", event.NOTICE),
            ("do", "book_area", event.FREE),
            ("days", 4),
            *(("do", task, answers) for task, answers in event.STATED.items()),
            ("do", "decide_event", event.ALLOWED),
        ],
        "A large event is refused for its safety": [
            ("apply", {**event.NOTICE, "visitors": Decimal(3000)}),
            ("do", "book_area", event.FREE),
            ("do", "parks_statement", event.STATED["parks_statement"]),
            ("do", "noise_statement", event.STATED["noise_statement"]),
            ("days", 14),
            (
                "do",
                "rescue_statement",
                {
                    "rescue_plan_state": "missing",
                    "rescue_opinion": "adverse",
                    "rescue_reasons": "Nobody counts the people.",
                },
            ),
            ("do", "decide_event", {"decision": "refused", "reasons": "There is no rescue plan."}),
        ],
        "The decision is late": [
            ("apply", event.NOTICE),
            ("do", "book_area", event.FREE),
            *(("do", task, answers) for task, answers in event.STATED.items()),
            ("days", 10),
        ],
    },
}
