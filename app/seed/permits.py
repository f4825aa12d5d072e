"""What staff do with a street-works permit, as the inspected variant of the service has it."""

from app.seed.filled import Answers, day
from app.seed.story import Complete

_CHECKED: Answers = {"check_outcome": "complete"}


def checked(at: float, who: str) -> Complete:
    return Complete(at, who, "check_application", _CHECKED)


def stated(at: float, who: str, reasons: str) -> Complete:
    answers = {"traffic_statement": "favourable", "traffic_informed": ["rescue"], "traffic_reasons": reasons}
    return Complete(at, who, "traffic_statement", answers)


def inspected(at: float, who: str, notes: str, outcome: str = "done") -> Complete:
    answers = {
        "visited_on": day(int(at)),
        "site_suitable": "yes",
        "surface_before": ["asphalt"],
        "site_notes": notes,
        "visit_outcome": outcome,
    }
    return Complete(at, who, "inspect_the_site", answers)


def decided(at: float, who: str, decision: str, reasons: str, **others: object) -> Complete:
    return Complete(at, who, "decide_permit", {"decision": decision, "reasons": reasons, **others})
