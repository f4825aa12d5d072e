"""What staff do with an application for early education, in both variants of the service."""

from app.seed.filled import day
from app.seed.story import Complete


def checked_by_manager(at: float, who: str, room: str) -> Complete:
    """Variant of the daycare managers; `room` is yes, later or no."""
    return Complete(at, who, "check_need", {"guardians_checked": "yes", "room": room})


def managed(at: float, who: str, decision: str, reasons: str, **others: object) -> Complete:
    """A daycare manager decides: place (then `place` and `first_day`), full or refused."""
    return Complete(at, who, "decide_place", {"place_decision": decision, "reasons": reasons, **others})


def checked_by_office(at: float, who: str) -> Complete:
    """Variant of the central office: the child has the right to a place."""
    return Complete(at, who, "check_need", {"need_outcome": "right", "guardians_checked": "yes"})


def offered(at: float, who: str, place: str, first_day: int, reasons: str) -> Complete:
    """The office offers a place; `first_day` in days after today."""
    answers = {
        "place_found": "yes",
        "place": place,
        "first_day": day(first_day),
        "offer_reasons": reasons,
        "tell_kitchen": False,
    }
    return Complete(at, who, "choose_place", answers)
