"""What two municipalities of the demonstration say and choose their own way, beside the shared diagrams."""

from collections.abc import Mapping
from decimal import Decimal

from app.levels import PARAMETERS, TEXTS, Texts, own_texts, parameters
from app.levels.declaring import Value

_VALUES: Mapping[tuple[str, str], dict[str, Value]] = {
    ("sandvik", "street-works"): {"checkWithin": Decimal(2), "shortWorksUnder": Decimal(4)},
    ("lehtola", "street-works"): {"checkWithin": Decimal(5)},
    ("sandvik", "early-education"): {"checkWithin": Decimal(5)},
    ("harjula", "early-education"): {"promiseWithin": Decimal(28)},
}
_TEXTS: Mapping[tuple[str, str], Texts] = {
    ("sandvik", "street-works"): {
        "diagram:street-works": {
            "check_application:name": {
                "sv": "Granska ansökan och kartan",
                "fi": "Tarkista hakemus ja kartta",
            },
            "send_permit:letter.subject": {"sv": "Du har fått tillstånd och kan börja"},
        }
    },
    ("lehtola", "street-works"): {
        "diagram:street-works": {"street-works:time": {"fi": "Lyhyet työt heti, muut viidessä päivässä"}}
    },
}


def files(municipality: str, service: str, **instead: Decimal) -> dict[str, bytes]:
    """The municipality's own files of a service, where it has any; values may be others for once."""
    both = {
        f"{service}{PARAMETERS}": parameters.write(_VALUES.get((municipality, service), {}) | instead),
        f"{service}{TEXTS}": own_texts.write(_TEXTS.get((municipality, service), {})),
    }
    return {name: content for name, content in both.items() if content}
