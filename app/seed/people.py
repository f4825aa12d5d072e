"""Invented people. Identity codes have individual numbers of 900 to 999, which nobody is ever given."""

from collections.abc import Mapping

from app.seed.municipalities import MUNICIPALITIES
from app.seed.story import Citizen, Colleague

#: Check characters of the Finnish identity code, by the remainder of its nine digits divided by 31.
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def identity_code(beginning: str) -> str:
    """The code that begins with ``ddmmyy``, the sign of the century and the number: its last character."""
    return beginning + _CHECK[int(beginning[:6] + beginning[7:]) % 31]


def _login(name: str) -> str:
    return name.split(maxsplit=1)[0].lower().replace("ä", "a").replace("ö", "o").replace("å", "a")


def _citizen(name: str, birthday: str, number: int, language: str = "fi") -> Citizen:
    key = _login(name)
    return Citizen(key, name, identity_code(f"{birthday}-{number}"), f"{key}@asukas.example", language)


CITIZENS: Mapping[str, tuple[Citizen, ...]] = {
    "koivula": (
        _citizen("Aino Mäkelä", "140689", 902),
        _citizen("Ilkka Lehtonen", "030387", 915),
        _citizen("Vilho Rautio", "221275", 921),
        _citizen("Sylvi Anttila-Hämäläinen", "080592", 938),
        _citizen("Emily Carter", "190184", 946, "en"),
    ),
    "sandvik": (
        _citizen("Maja Lindström", "270991", 904, "sv"),
        _citizen("Oskar Nyberg", "110680", 917, "sv"),
        _citizen("Helmi Kurki", "050495", 926),
        _citizen("Robin Ek", "300788", 933, "sv"),
    ),
    "lehtola": (_citizen("Onni Saarela", "170290", 907), _citizen("Elsa Wickström", "090986", 914, "sv")),
    "harjula": (_citizen("Toivo Leppänen", "231183", 909), _citizen("Hilla Ojala", "120694", 916)),
    "myllyranta": (_citizen("Kerttu Paananen", "010278", 901), _citizen("Aarni Lund", "190799", 923)),
    "tuulisalo": (_citizen("Niilo Ahonen", "260391", 911), _citizen("Ida Sund", "151085", 928, "sv")),
    "norrholm": (_citizen("Axel Holm", "070188", 905, "sv"), _citizen("Linnea Back", "281196", 912, "sv")),
    "yla-peltokankaanniemi": (_citizen("Iida-Maria Kuusisto-Vähäkangas", "040593", 908),),
}


def _staff(tenant: str, names: str, language: str) -> tuple[Colleague, ...]:
    """Twelve colleagues in the order of `_POSTS`."""
    people = []
    for name, (roles, groups) in zip(names.split(", "), _POSTS, strict=True):
        login = _login(name)
        people.append(Colleague(login, name, roles, groups, f"{login}@{tenant}.example", language))
    return tuple(people)


_WORKER = ("caseworker",)
_POSTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (_WORKER, ("permit-office",)),
    (_WORKER, ("permit-office", "street-maintenance")),
    (_WORKER, ("street-inspectors",)),
    (_WORKER, ("street-inspectors",)),
    (_WORKER, ("early-education-office",)),
    (_WORKER, ("early-education-office",)),
    (_WORKER, ("daycare-managers",)),
    (_WORKER, ("street-maintenance",)),
    (_WORKER, ("contractors",)),
    (
        ("caseworker", "team_lead"),
        ("team-leads", "permit-office", "early-education-office", "street-maintenance"),
    ),
    (("process_owner",), ()),
    (("administrator",), ()),
)

_NAMES = {
    "koivula": "Petteri Holm, Tuula Nieminen, Jari Salo, Anneli Virta, Sanni Korhonen, Kaarina Nyman, "
    "Marja Heikkilä, Timo Laakso, Reijo Kallio, Outi Rinne, Mikael Lindroos, Päivi Aalto",
    "sandvik": "Stina Berg, Kenneth Holmberg, Tomas Wik, Camilla Fors, Lotta Sjöblom, Marko Hiltunen, "
    "Ulla Grönroos, Daniel Strand, Benny Karlsson, Annika Söderlund, Fredrik Åberg, Riitta Norrgård",
    "lehtola": "Jukka Peltola, Sari Hakala, Ville Koski, Noora Laine, Henna Ranta, Pasi Vuori, "
    "Tiina Metsälä, Arto Suomela, Kalle Raitio, Leena Halonen, Eero Manninen, Katja Suutari",
    "harjula": "Matti Harju, Johanna Kivelä, Esa Lampi, Tanja Niemelä, Merja Saari, Antti Kulmala, "
    "Soile Pitkänen, Juha Torppa, Rauno Mäki, Helena Vainio, Janne Kettunen, Minna Parviainen",
    "myllyranta": "Hannu Mylly, Kirsi Jokela, Teemu Kangas, Mervi Haapala, Anu Rajala, Sami Tikka, "
    "Eija Lahti, Pekka Oinonen, Veikko Halme, Tarja Siltanen, Olli Karppinen, Niina Forsman",
    "tuulisalo": "Lauri Saarinen, Maria Öhman, Jonas Skog, Heli Luoto, Susanna Merta, Ari Ulkuniemi, "
    "Gunilla Ström, Kimmo Aava, Rolf Sandell, Anita Luotola, Mika Salokannel, Pia Blomqvist",
    "norrholm": "Göran Nord, Monica Häggblom, Stefan Kvist, Eva Backman, Carina Snickars, Jan Lillhannus, "
    "Barbro Nygård, Mats Höglund, Ronny Finne, Kristina Storm, Magnus Rönn, Solveig Enlund",
    "yla-peltokankaanniemi": "Tapani Kenttä, Seija Alakangas, Urho Jänkälä, Raili Yliniemi, "
    "Kaisa Peltovuoma, Ismo Lantto, Maarit Kumpula, Aulis Vaara, Heimo Kero, Irja Niva, Arvo Salmela, "
    "Elina Palokangas",
}

#: What colleagues do besides, in the order of `_NEWER`; a small municipality has few people for many things.
_DESKS: Mapping[int, str] = {
    6: (
        "building-control town-planning heritage, parking-services event-desk parks, "
        "environment rescue-services, school-office headteachers pupil-welfare, "
        "library-desk library-managers, youth-services youth-council employment-services"
    ),
    2: (
        "building-control town-planning heritage parking-services event-desk parks environment "
        "rescue-services, school-office headteachers pupil-welfare library-desk library-managers "
        "youth-services youth-council employment-services"
    ),
}
_NEWER = {
    "koivula": "Aulikki Taipale, Jesse Honkala, Marketta Kangas, Oskari Lahdenperä, Vuokko Salmela, "
    "Niko Ylönen",
    "sandvik": "Bengt Öhrnberg, Sofia Lindfors, Håkan Sundqvist, Pirjo Kallas, Ellen Vikström, Jimmy Nordman",
    "lehtola": "Reeta Kivimäki, Tommi Aro, Marjut Pihlaja, Veera Lintula, Osmo Hietala, Saana Rautiainen",
    "harjula": "Jorma Vesterinen, Kirsti Alanko, Petri Haukka, Elli Tuomi, Raija Sipilä, Joonas Metso",
    "myllyranta": "Heidi Karvonen, Tuomo Sirola",
    "tuulisalo": "Camilla Holmström, Eino Kari",
    "norrholm": "Pernilla Dahl, Tage Wikman",
    "yla-peltokankaanniemi": "Aino Kurkela, Pauli Ruokanen",
}


def _newer(tenant: str, language: str) -> tuple[Colleague, ...]:
    """Colleagues of the services that came later."""
    names = _NEWER[tenant].split(", ")
    return tuple(
        Colleague(
            _login(name), name, _WORKER, tuple(groups.split()), f"{_login(name)}@{tenant}.example", language
        )
        for name, groups in zip(names, _DESKS[len(names)].split(", "), strict=True)
    )


_SWEDISH = {"sandvik", "norrholm"}
#: Who changes texts or parameters of processes, and never a diagram.
_EDITORS: Mapping[str, tuple[Colleague, ...]] = {
    "koivula": (
        Colleague("ritva", "Ritva Sorsa", ("text_editor",), (), "ritva@koivula.example"),
        Colleague("tapio", "Tapio Haavisto", ("parameter_editor",), (), "tapio@koivula.example"),
    ),
    "sandvik": (
        Colleague("maj", "Maj Österman", ("text_editor",), (), "maj@sandvik.example", "sv"),
        Colleague("bo", "Bo Westerlund", ("parameter_editor",), (), "bo@sandvik.example", "sv"),
    ),
}

STAFF: Mapping[str, tuple[Colleague, ...]] = {
    **{
        town.id: _staff(town.id, _NAMES[town.id], "sv" if town.id in _SWEDISH else "fi")
        + _newer(town.id, "sv" if town.id in _SWEDISH else "fi")
        + _EDITORS.get(town.id, ())
        for town in MUNICIPALITIES
    },
    "consortium": (
        Colleague("kaisa", "Kaisa Lumme", ("coordinator", "process_owner"), (), "kaisa@consortium.example"),
        Colleague("oona", "Oona Palo", ("operator",), (), "oona@consortium.example", "en"),
        Colleague("aulis", "Aulis Tarkka", ("auditor",), (), "aulis@consortium.example"),
    ),
}
