"""Forms as citizens of the demonstration fill them: what a story does not tell has the usual answer."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.seed.people import identity_code

_FINLAND = ZoneInfo("Europe/Helsinki")

Answers = Mapping[str, object]


def day(offset: int) -> date:
    """The day so many days after today, by the clocks of Finland."""
    return datetime.now(_FINLAND).date() + timedelta(days=offset)


def works(
    address: str,
    area: int,
    work_type: str,
    work_description: str,
    days: tuple[int, int],  #: first and last day of the works, in days after today
    contractor: str,
    **others: object,
) -> Answers:
    """A filled application for a street-works permit; `contractor` is "company, person in charge"."""
    company, manager = contractor.split(", ")
    return {
        "address": address,
        "area": area,
        "street_parts": ["pavement"],
        "work_type": work_type,
        "work_description": work_description,
        "starts": day(days[0]),
        "ends": day(days[1]),
        "traffic": "none",
        "applicant_kind": "person",
        "contractor_name": company,
        "site_manager": manager,
        "site_phone": "040 555 0142",
        "road_safety_card": True,
        "invoice_name": company,
        "conditions_accepted": True,
        **others,
    }


def place(
    child: str, born: str, address: str, wish: str, starts: int, hours: int, **others: object
) -> Answers:
    """A filled application for early education.

    `born` begins the child's identity code, `starts` is in days after today, `hours` are those of a month.
    """
    return {
        "child_name": child,
        "child_identity_code": identity_code(born),
        "home_address": address,
        "home_language": "suomi",
        "sibling_in_care": "no",
        "guardians": "one",
        "phone": "040 555 0177",
        "starts": day(starts),
        "reason_for_hurry": "work",
        "hours": hours,
        "shift_care": "no",
        "care_form": "daycare",
        "first_wish": wish,
        "care_language": "fi",
        "support_needed": "no",
        **others,
    }


def defect(kind: str, description: str, address: str, **others: object) -> Answers:
    """A filled report of a defect."""
    return {
        "defect_kind": kind,
        "description": description,
        "danger": "no",
        "address": address,
        "wants_reply": "yes",
        **others,
    }
