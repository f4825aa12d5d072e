"""Eight municipalities that do not exist, of different size, language and practice."""

from collections.abc import Mapping

from app.seed.story import Municipality, Texts
from app.seed.variants import VARIANTS

#: Groups that every municipality of the demonstration has; lanes and candidate groups name them.
GROUPS: Mapping[str, Texts] = {
    "permit-office": {"en": "Permit office", "fi": "Lupatoimisto", "sv": "Tillståndsbyrån"},
    "street-inspectors": {"en": "Street inspectors", "fi": "Katutarkastajat", "sv": "Gatuinspektörer"},
    "building-control": {
        "en": "Building control",
        "fi": "Rakennus\u00advalvonta",
        "sv": "Byggnads\u00adtillsynen",
    },
    "town-planning": {"en": "Town planning", "fi": "Kaavoitus", "sv": "Planläggningen"},
    "heritage": {"en": "Heritage", "fi": "Rakennus\u00adperintö", "sv": "Byggnads\u00adarvet"},
    "parking-services": {
        "en": "Parking services",
        "fi": "Pysäköinti\u00adpalvelut",
        "sv": "Parkerings\u00adtjänsterna",
    },
    "event-desk": {"en": "Event desk", "fi": "Tapahtuma\u00adpalvelut", "sv": "Evenemangs\u00adtjänsterna"},
    "parks": {"en": "Parks", "fi": "Puistot", "sv": "Parkerna"},
    "environment": {"en": "Environment", "fi": "Ympäristön\u00adsuojelu", "sv": "Miljövården"},
    "rescue-services": {"en": "Rescue services", "fi": "Pelastus\u00adlaitos", "sv": "Räddnings\u00adverket"},
    "school-office": {"en": "School office", "fi": "Koulu\u00adtoimisto", "sv": "Skolbyrån"},
    "headteachers": {"en": "Headteachers", "fi": "Rehtorit", "sv": "Rektorerna"},
    "pupil-welfare": {"en": "Pupil welfare", "fi": "Opiskelu\u00adhuolto", "sv": "Elevhälsan"},
    "early-education-office": {
        "en": "Early education office",
        "fi": "Varhais\u00adkasvatus\u00adtoimisto",
        "sv": "Småbarns\u00adpedagogiska byrån",
    },
    "daycare-managers": {
        "en": "Daycare managers",
        "fi": "Päiväkodin johtajat",
        "sv": "Daghems\u00adföreståndare",
    },
    "street-maintenance": {
        "en": "Street maintenance",
        "fi": "Kunnossa\u00adpito",
        "sv": "Gatu\u00adunderhållet",
    },
    "contractors": {"en": "Contractors", "fi": "Urakoitsijat", "sv": "Entreprenörer"},
    "library-desk": {"en": "Library desk", "fi": "Kirjaston palvelu", "sv": "Bibliotekets kundtjänst"},
    "library-managers": {
        "en": "Library managers",
        "fi": "Kirjaston johtajat",
        "sv": "Biblioteks\u00adcheferna",
    },
    "youth-services": {
        "en": "Youth services",
        "fi": "Nuoriso\u00adpalvelut",
        "sv": "Ungdoms\u00adtjänsterna",
    },
    "youth-council": {
        "en": "Youth council",
        "fi": "Nuoriso\u00advaltuusto",
        "sv": "Ungdoms\u00adfullmäktige",
    },
    "employment-services": {
        "en": "Employment services",
        "fi": "Työllisyys\u00adpalvelut",
        "sv": "Sysselsättnings\u00adtjänsterna",
    },
    "team-leads": {"en": "Team leads", "fi": "Esihenkilöt", "sv": "Teamledare"},
}

_PHONE_HOURS = {"en": "Weekdays 9–15", "fi": "Arkisin klo 9–15", "sv": "Vardagar kl. 9–15"}
_DESK_HOURS = {
    "en": "Weekdays 9–16, no appointment needed",
    "fi": "Arkisin klo 9–16, ajanvarausta ei tarvita",
    "sv": "Vardagar kl. 9–16, ingen tidsbokning behövs",
}


def _settings(area_code: str, address: str, tenant: str, slogan: Texts) -> dict[str, object]:
    return {
        "phone": f"{area_code} 555 0100",
        "hours": _PHONE_HOURS,
        "desk_hours": _DESK_HOURS,
        "address": {"en": address},
        "email": f"palvelut@{tenant}.example",
        "slogan": slogan,
    }


def _town(  # one line a town reads as a table
    tenant: str, prefix: str, name: str, area_code: str, address: str, slogan: Texts
) -> Municipality:
    return Municipality(
        id=tenant,
        prefix=prefix,
        names={"en": name, "fi": name, "sv": name},
        settings=_settings(area_code, address, tenant, slogan),
        variants=VARIANTS[tenant],
        closed=_CLOSED.get(tenant, {}),
        mistakes=_MISTAKES.get(tenant, {}),
    )


_CLOSED: Mapping[str, Mapping[str, Texts]] = {
    "tuulisalo": {
        "street-works": {
            "en": "We are moving to a new permit system. Applications open again on 7 January.",
            "fi": "Siirrymme uuteen lupajärjestelmään. Haku avautuu jälleen 7. tammikuuta.",
            "sv": "Vi byter tillståndssystem. Ansökan öppnar igen den 7 januari.",
        }
    }
}

#: A condition without its comparison: nobody noticed until a case came that way.
_MISTAKES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "koivula": {"street-works": ('=message_kind = "question"', "=message_kind")},
}

MUNICIPALITIES: tuple[Municipality, ...] = (
    _town(
        "koivula",
        "KOI",
        "Koivula",
        "014",
        "Koivukatu 4",
        {
            "en": "A town of birches and 24,000 people",
            "fi": "Koivujen kaupunki, 24 000 asukasta",
            "sv": "Björkarnas stad, 24 000 invånare",
        },
    ),
    _town(
        "sandvik",
        "SAN",
        "Sandvik",
        "019",
        "Strandvägen 2",
        {
            "en": "A bilingual town by the sea",
            "fi": "Kaksikielinen kaupunki meren rannalla",
            "sv": "En tvåspråkig stad vid havet",
        },
    ),
    _town(
        "lehtola",
        "LEH",
        "Lehtola",
        "03",
        "Lehtotie 10",
        {
            "en": "Growing, with many young families",
            "fi": "Kasvava lapsiperheiden kunta",
            "sv": "En växande kommun för barnfamiljer",
        },
    ),
    _town(
        "harjula",
        "HAR",
        "Harjula",
        "05",
        "Harjunkatu 21",
        {"en": "A market town on a ridge", "fi": "Kauppala harjulla", "sv": "En köping på åsen"},
    ),
    _town(
        "myllyranta",
        "MYL",
        "Myllyranta",
        "08",
        "Myllytie 3",
        {"en": "By the old mill", "fi": "Vanhan myllyn äärellä", "sv": "Vid den gamla kvarnen"},
    ),
    _town(
        "tuulisalo",
        "TUU",
        "Tuulisalo",
        "02",
        "Tuulitie 7",
        {"en": "An archipelago municipality", "fi": "Saaristokunta", "sv": "En skärgårdskommun"},
    ),
    _town(
        "norrholm",
        "NOR",
        "Norrholm",
        "06",
        "Norra gatan 15",
        {
            "en": "Swedish-speaking and small",
            "fi": "Pieni ja ruotsinkielinen",
            "sv": "Liten och svenskspråkig",
        },
    ),
    _town(
        "yla-peltokankaanniemi",
        "YLA",
        "Ylä-Pelto\u00adkankaan\u00adniemi",
        "016",
        "Peltokankaantie 1",
        {"en": "The longest name in the north", "fi": "Pohjoisen pisin nimi", "sv": "Nordens längsta namn"},
    ),
)
