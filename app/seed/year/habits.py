"""How things usually go: answers that are more likely than others, and how the municipalities differ."""

from collections.abc import Mapping
from dataclasses import dataclass

#: By the key of a question: how likely each answer is. Questions that are not here are answered by the first
#: option mostly, as authors put the usual one on top.
USUAL: Mapping[str, Mapping[str, float]] = {
    "advice_outcome": {"no-permit": 0.62, "permit-needed": 0.33, "not-ours": 0.05},
    "applicant_kind": {"person": 0.4, "company": 0.6, "group": 0.4, "association": 0.2},
    "area_state": {"free": 0.9, "taken": 0.1},
    "bus_route": {"yes": 0.2, "no": 0.8},
    "certificate": {"accepted": 0.6, "not-accepted": 0.1, "missing": 0.3},
    "check_outcome": {"complete": 0.94, "not-needed": 0.02, "withdrawn": 0.04, "grant": 0.9, "refuse": 0.1},
    "danger": {"yes": 0.08, "no": 0.92},
    "decision": {"granted": 0.74, "granted-with-conditions": 0.18, "refused": 0.08},
    "defect_class": {"contractor": 0.78, "duplicate": 0.13, "not-ours": 0.09},
    "ground": {"distance": 0.7, "road": 0.15, "health": 0.15},
    "guardians": {"one": 0.35, "together": 0.5, "apart": 0.15},
    "inspection_needed": {"yes": 0.3, "no": 0.7},
    "interpreter": {"yes": 0.15, "no": 0.85},
    "lives_there": {"permanent": 0.85, "temporary": 0.07, "moving": 0.08},
    "loan_state": {"fee": 0.9, "no-fee": 0.1},
    "payment_state": {"paid": 0.95, "unpaid": 0.05},
    "place_decision": {"place": 0.84, "queue": 0.08, "closed": 0.03, "full": 0.1, "refused": 0.06},
    "room": {"yes": 0.75, "later": 0.17, "no": 0.08},
    "shift_care": {"yes": 0.1, "no": 0.9},
    "sibling_in_care": {"yes": 0.25, "no": 0.75},
    "site_suitable": {"yes": 0.8, "with-changes": 0.15, "no": 0.05},
    "sound": {"none": 0.45, "day": 0.4, "night": 0.15},
    "support_needed": {"yes": 0.08, "no": 0.92},
    "traffic": {"none": 0.6, "narrowed": 0.3, "closed": 0.1},
    "traffic_plan_state": {"yes": 0.5, "not-needed": 0.45, "missing": 0.05},
    "triage": {"simple": 0.6, "statements": 0.35, "not-ours": 0.05},
    "two_homes": {"yes": 0.15, "no": 0.85},
    "urgency": {"at-once": 0.1, "week": 0.65, "plan": 0.25},
    "vehicle_holder": {"own": 0.75, "household": 0.15, "employer": 0.1},
    "visit_outcome": {"done": 0.9, "again": 0.1},
    "wants_reply": {"yes": 0.7, "no": 0.3},
    "waiver": {"all": 0.45, "part": 0.35, "none": 0.2},
}

#: By the key of a number: between what it mostly is, within what the form allows.
NUMBERS: Mapping[str, tuple[int, int]] = {
    "amount": (5, 110),
    "amount_asked": (200, 1800),
    "amount_claimed": (5, 110),
    "applications_per_month": (2, 5),
    "area": (4, 320),
    "distance_km": (1, 11),
    "grade": (1, 9),
    "hours": (60, 170),
    "measured_km": (1, 11),
    "noise_limit": (50, 75),
    "participants": (5, 60),
    "participants_reached": (5, 80),
    "permits_before": (0, 1),
    "repair_cost": (40, 900),
    "score_budget": (2, 5),
    "score_idea": (2, 5),
    "score_reach": (1, 5),
    "total_cost": (400, 4000),
    "visitors": (30, 1500),
}

#: By the element that waits: how many citizens write who need not.
OPTIONAL: Mapping[str, float] = {"appeal_received": 0.35}


@dataclass(frozen=True, slots=True)
class Practice:
    """How a municipality works, as its people's habits."""

    share: float  #: of all cases, beside the others' shares
    pace: float  #: working days that half of the tasks wait before somebody takes them
    asks: float  #: how often a caseworker asks the citizen before going on
    usual: float  #: how likely the usual answer is where habits say nothing
    silent: float  #: how many citizens never answer
    swedish: float  #: how many citizens speak Swedish


PRACTICES: Mapping[str, Practice] = {
    "koivula": Practice(share=24, pace=1.6, asks=0.18, usual=0.82, silent=0.06, swedish=0.04),
    "sandvik": Practice(share=15, pace=0.9, asks=0.10, usual=0.88, silent=0.04, swedish=0.55),
    "lehtola": Practice(share=19, pace=2.4, asks=0.14, usual=0.84, silent=0.08, swedish=0.05),
    "harjula": Practice(share=12, pace=3.5, asks=0.26, usual=0.76, silent=0.12, swedish=0.02),
    "myllyranta": Practice(share=11, pace=2.0, asks=0.20, usual=0.80, silent=0.07, swedish=0.02),
    "tuulisalo": Practice(share=5, pace=1.3, asks=0.08, usual=0.86, silent=0.05, swedish=0.3),
    "norrholm": Practice(share=7, pace=1.1, asks=0.12, usual=0.90, silent=0.03, swedish=0.9),
    "yla-peltokankaanniemi": Practice(share=4, pace=4.5, asks=0.22, usual=0.80, silent=0.10, swedish=0.01),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """How many ask for a service, and when."""

    share: float  #: of a municipality's cases, beside the others' shares
    months: str  #: how busy each month is, January first, from 0 to 9


DEMANDS: Mapping[str, Demand] = {
    "building-advice": Demand(9, "234689865332"),
    "defect-report": Demand(22, "666655444567"),
    "early-education": Demand(16, "468964384333"),
    "employment-follow-up": Demand(8, "755444445556"),
    "library-fee-waiver": Demand(6, "554443334556"),
    "outdoor-event": Demand(7, "123578975222"),
    "resident-parking": Demand(12, "754444479555"),
    "school-transport": Demand(7, "112469993211"),
    "street-works": Demand(14, "113589999741"),
    "youth-hobby-grant": Demand(5, "379311158411"),
}
#: How busy each day of the week is, Monday first.
WEEKDAYS = (1.4, 1.2, 1.1, 1.0, 0.8, 0.35, 0.45)
