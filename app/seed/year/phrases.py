"""What invented people write: names, addresses and short sentences in their language."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from app.seed.people import identity_code
from app.seed.year.things import THINGS, Lines


def _words(text: str) -> Sequence[str]:
    return text.split()


FIRST: Lines = {
    "fi": _words(
        "Anni Eero Helena Ilmari Johanna Kalevi Laura Markku Niina Olavi Pirkko Risto Satu Teemu Ulla Veikko "
        "Elina Jarkko Kaisu Lasse Minttu Pentti Roosa Sauli Tiina Urpo"
    ),
    "sv": _words(
        "Agneta Björn Cecilia Dan Ebba Fredrik Gun Henrik Ingrid Johan Kerstin Lars Malin Nils Rolf Sofia Ulf"
    ),
}
LAST: Lines = {
    "fi": _words(
        "Aaltonen Halla Jokinen Kallionen Lahtela Mustonen Niittymäki Oksanen Perälä Rantala Salmi Tervo "
        "Uotila Vainio Ylitalo Hirvelä Kurki Lampinen Mattila Suvanto"
    ),
    "sv": _words(
        "Alén Backlund Dahlvik Ekman Forsell Granholm Hansén Lindholm Nyström Sandell Sjöberg Törn Wester Öst"
    ),
}
STREETS: Lines = {
    "fi": _words("Asemakatu Haapatie Kirkkokatu Koulutie Lepikkötie Mäkikatu Niittytie Pajatie Torikatu"),
    "sv": _words("Björkvägen Hamngatan Kyrkogatan Parkvägen Skolgatan Strandgatan Torggatan Ängsvägen"),
}
_SENTENCES: Mapping[str, Lines] = {
    "description": {
        "fi": (
            "Kuoppa on kasvanut viime viikosta, ja autot väistävät sitä kadun toiselle puolelle.",
            "Valo ei ole palanut moneen iltaan, ja kohta on pimeä.",
            "Roskat leviävät puistoon tuulessa.",
            "Kyltti on vääntynyt niin, ettei sitä voi lukea.",
        ),
        "sv": (
            "Gropen har blivit större sedan förra veckan, och bilarna kör runt den.",
            "Lampan har inte lyst på flera kvällar.",
            "Skylten har böjts så att den inte går att läsa.",
        ),
    },
    "reasons": {
        "fi": (
            "Hakemus täyttää ehdot, ja asia on selvitetty.",
            "Liitteet on tarkistettu, eikä ratkaisulle ole estettä.",
            "Ratkaisu perustuu kunnan ohjeeseen ja hakijan antamiin tietoihin.",
        ),
        "sv": (
            "Ansökan uppfyller villkoren, och ärendet är utrett.",
            "Bilagorna har kontrollerats, och det finns inget hinder.",
            "Beslutet grundar sig på kommunens anvisning och sökandens uppgifter.",
        ),
    },
    "question": {
        "fi": (
            "Voisitteko tarkentaa, missä kohdassa tarkalleen?",
            "Hakemuksesta puuttuu päivämäärä. Milloin työ alkaa?",
            "Lähettäisittekö vielä liitteen, josta asia näkyy?",
        ),
        "sv": (
            "Kan ni precisera platsen?",
            "I ansökan saknas datum. När börjar det?",
            "Kan ni ännu skicka bilagan där detta framgår?",
        ),
    },
    "reply": {
        "fi": (
            "Tässä pyydetty lisätieto. Kiitos muistutuksesta.",
            "Kohta on koulun portin vieressä.",
            "Päivä on sama kuin puhelimessa sovittiin.",
        ),
        "sv": (
            "Här är uppgiften ni bad om.",
            "Platsen är bredvid skolans port.",
            "Datumet är som vi kom överens om.",
        ),
    },
}
_ANYTHING: Lines = {
    "fi": (
        "Asia on tavanomainen.",
        "Tästä on sovittu puhelimessa.",
        "Ei muuta lisättävää.",
        "Katso myös aiempi asia samasta paikasta.",
    ),
    "sv": ("Ärendet är vanligt.", "Detta har avtalats per telefon.", "Inget att tillägga."),
}
#: Keys of texts that say why, in whatever form.
_WHY = ("reason", "grounds", "why", "answer", "note")
#: Texts that fit the patterns of forms, tried one after the other where nothing is known of a field.
_SHAPES = ("62.2415, 25.7482", "1234567-1", "12345678", "FI21 1234 5600 0007 85", "ABC-123", "00100", "1")


def person(random: Random, language: str) -> str:
    """A first and a last name."""
    return f"{random.choice(_of(FIRST, language))} {random.choice(_of(LAST, language))}"


def address(random: Random, language: str) -> str:
    """A street and a number."""
    return f"{random.choice(_of(STREETS, language))} {random.randint(1, 60)}"


def sentence(random: Random, language: str, key: str) -> str:
    """What somebody writes into a field with this key."""
    if key in THINGS:
        return random.choice(_of(THINGS[key], language))
    kind = next((kind for kind in _SENTENCES if kind in key), "")
    if not kind and any(word in key for word in _WHY):
        kind = "reasons"
    return random.choice(_of(_SENTENCES.get(kind, _ANYTHING), language))


def entry(random: Random, language: str, key: str, codes: Sequence[str], attempt: int) -> str:
    """What somebody writes into a field of one line; another shape at each further attempt."""
    if key in THINGS and not attempt:
        return random.choice(_of(THINGS[key], language))
    if attempt > 1:
        return _SHAPES[(attempt - 2) % len(_SHAPES)]
    if "identity_code" in key:
        return child_code(random) if "child" in key or not codes else random.choice(codes)
    for parts, say in _ENTRIES:
        if any(part in key for part in parts):
            return say(random, language)
    return _SHAPES[0] if attempt else random.choice(_of(_ANYTHING, language)).rstrip(".")


#: What a field of one line is about, by parts of its key.
_ENTRIES: Sequence[tuple[Sequence[str], Callable[[Random, str], str]]] = (
    (("email",), lambda _random, _language: "perhe@asukas.example"),
    (("phone",), lambda random, _language: f"040 555 {random.randint(100, 199):04}"),
    (("address", "place", "wish"), address),
    (("registration",), lambda random, _language: f"ABC-{random.randint(100, 999)}"),
    (("business_id",), lambda _random, _language: "1234567-1"),
    (("card_number",), lambda random, _language: str(random.randint(10**9, 10**10))),
    (("account_holder", "name", "manager", "person"), person),
    (("account",), lambda _random, _language: "FI21 1234 5600 0007 85"),
)


def child_code(random: Random) -> str:
    """The identity code of an invented child."""
    born = f"{random.randint(1, 28):02}{random.randint(1, 12):02}{random.randint(19, 24)}"
    return identity_code(f"{born}A{random.randint(900, 999)}")


def _of(lines: Lines, language: str) -> Sequence[str]:
    return lines.get(language) or lines["fi"]
