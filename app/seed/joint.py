"""What the consortium of the demonstration shares: a street-works permit in two versions, the others in one.

The second version fits those who use the first as it is without a question. Those who always inspect have set
deadlines of their own, so that the two meet there.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.changes import Spot
from app.db import Database, TenantSession
from app.processes import bundles, publishing
from app.seed.drawers import ROOT
from app.seed.municipalities import MUNICIPALITIES
from app.upstream import following, lineage, shared

SERVICE, DIAGRAM, FORM = "street-works", "automatic.bpmn", "application.form"
#: The variant of every other service that the consortium shares.
OTHERS: Mapping[str, str] = {
    "building-advice": "generalist",
    "defect-report": "contractor",
    "early-education": "central",
    "employment-follow-up": "phone",
    "library-fee-waiver": "clerk",
    "outdoor-event": "single-desk",
    "resident-parking": "automatic",
    "school-transport": "distance",
    "youth-hobby-grant": "rolling",
}
KEEPER = "Kaisa Lumme"

#: What the second version says instead.
_CHANGES: Sequence[tuple[str, str]] = (
    ('id="late" name="5 days"', 'id="late" name="7 days"'),
    ('name="name.fi" value="5 päivää"', 'name="name.fi" value="7 päivää"'),
    ('name="name.sv" value="5 dagar"', 'name="name.sv" value="7 dagar"'),
    (">P5D<", ">P7D<"),
    ("=add working days(today(), 5)", "=add working days(today(), 7)"),
    ('name="Check the application"', 'name="Check the application and the plan"'),
    ('value="Tarkista hakemus"', 'value="Tarkista hakemus ja suunnitelma"'),
    ('value="Kontrollera ansökan"', 'value="Kontrollera ansökan och planen"'),
)
_BUS_STOP: Mapping[str, object] = {
    "type": "checkbox",
    "id": "Field_bus_stop",
    "key": "bus_stop",
    "label": "A bus stop is in the way of the works",
    "properties": {
        "label.fi": "Työn tiellä on bussipysäkki",
        "label.sv": "En busshållplats är i vägen för arbetet",
    },
}
_NOTE = "Decisions that wait for a plan need more time: 7 days. Ask about bus stops, too."
#: Who follows the shared process, and why those who inspect do so.
_FOLLOWERS = ("sandvik", "lehtola", "koivula", "harjula")
#: Who follows the others: the smallest has not joined yet.
_JOINED = frozenset(each.id for each in MUNICIPALITIES) - {"yla-peltokankaanniemi"}
_WHY = ("Our street order asks for an inspection of every work.", "Katja Mäenpää, city engineer")


def plant(database: Database, consortium: str, *, at: datetime, newer: datetime) -> None:
    """Publish what is shared at the consortium, the second version at the moment `newer`.

    Four municipalities follow the first version of the street works, and all but one what else they offer.
    """
    first = _drawn(SERVICE, DIAGRAM)
    with database.transaction(consortium) as session:
        for service, variant in OTHERS.items():
            _publish(session, _drawn(service, f"{variant}.bpmn"), "", at)
        _publish(session, first, "", at)
        _publish(session, _second(first), _NOTE, newer)
    for municipality in MUNICIPALITIES:
        with database.transaction(municipality.id) as session:
            for service in municipality.variants:
                if municipality.id in (_FOLLOWERS if service == SERVICE else _JOINED):
                    following.follow(session, service, 1, by=KEEPER, now=at)
    _explain(database, consortium, "koivula", newer)


def _drawn(service: str, diagram: str) -> dict[str, bytes]:
    return bundles.files_of(ROOT / "workflows" / "bpmn" / service / diagram)


def _publish(session: TenantSession, files: Mapping[str, bytes], note: str, at: datetime) -> None:
    publishing.publish(session, publishing.inspect(session, files), by=KEEPER, note=note, now=at)


def _second(first: Mapping[str, bytes]) -> dict[str, bytes]:
    diagram = first[DIAGRAM].decode()
    for old, new in _CHANGES:
        assert old in diagram, f"{DIAGRAM} does not say {old}"
        diagram = diagram.replace(old, new, 1)
    form = json.loads(first[FORM])
    page = next(each for each in form["components"] if each["id"] == "Page_traffic")
    page["components"].append(_BUS_STOP)
    return {**first, DIAGRAM: diagram.encode(), FORM: json.dumps(form, ensure_ascii=False).encode()}


def _explain(database: Database, consortium: str, municipality: str, at: datetime) -> None:
    """One of the municipality's own steps carries its reason and who decided it."""
    with database.reading(consortium) as session:
        base = shared.files(session, SERVICE, 1)
    with database.transaction(municipality) as session:
        standing = lineage.standing(session, SERVICE)
        spots = lineage.own_changes(base, standing.files) if standing else None
        reason, by = _WHY
        for spot in [each for each in spots or () if _adds_inspection(each)][:1]:
            lineage.explain(session, SERVICE, 1, spot, reason=reason, by=by, now=at)


def _adds_inspection(spot: Spot) -> bool:
    return any("Inspect the finished works" in change.sentence.say() for change in spot.changes)
