"""Early education outside Koivula."""

from app.seed.care import checked_by_manager, checked_by_office, managed, offered
from app.seed.filled import Answers, day, place
from app.seed.people import CITIZENS
from app.seed.story import Act, Answer, Apply, Ask, Claim, Complete, Reply, Story

_SWEDISH: Answers = {"home_language": "svenska", "care_language": "sv"}


def _sandvik(citizen: str, *acts: Act) -> Story:
    return Story("sandvik", "early-education", citizen, acts)


_SANDVIK = (
    # To be checked today.
    _sandvik(
        "maja",
        Apply(
            -3.0,
            place("Alva Lindström", "120523A906", "Hamngatan 14", "Daghemmet Måsen", 85, 130, **_SWEDISH),
        ),
        Claim(-1.4, "lotta", "check_need"),
    ),
    # No place has been chosen in time: the team leads have been told.
    _sandvik(
        "helmi",
        Apply(
            -17.4,
            place(
                "Aatu Kurki",
                "090622A914",
                "Saaristotie 22",
                "Päiväkoti Majakka",
                25,
                120,
                second_wish="Päiväkoti Lokki",
            ),
        ),
        checked_by_office(-15.4, "lotta"),
        Claim(-14.5, "lotta", "choose_place"),
    ),
    # A place was offered; the family has not answered yet.
    _sandvik(
        "robin",
        Apply(
            -9.3, place("Signe Ek", "210721A922", "Kyrkogatan 9", "Daghemmet Ankaret", 50, 100, **_SWEDISH)
        ),
        checked_by_office(-7.4, "lotta"),
        offered(-2.5, "lotta", "Daghemmet Ankaret, Snäckorna", 50, "Ankaret är ert första önskemål."),
    ),
    # The family declined and stays in the queue: to be decided.
    _sandvik(
        "oskar",
        Apply(
            -13.5,
            place("Elis Nyberg", "300120A926", "Fiskargränden 6", "Daghemmet Måsen", 35, 90, **_SWEDISH),
        ),
        checked_by_office(-12.4, "marko"),
        offered(
            -6.5,
            "lotta",
            "Daghemmet Fyren, Strandkrabborna",
            35,
            "Det finns ingen plats på Måsen, Fyren är närmast.",
        ),
        Answer(
            -3.2,
            "offer-answer",
            {
                "offer_answer": "decline",
                "keep_in_queue": "yes",
                "answer_comment": "Vi har ingen bil, och till Fyren går ingen buss.",
            },
        ),
        Claim(-2.1, "lotta", "decide_place"),
    ),
    # Asked, and replied a moment ago.
    _sandvik(
        "helmi",
        Apply(
            -5.3,
            place(
                "Hilma Kurki", "150924A934", "Saaristotie 22", "Päiväkoti Majakka", 110, 84, care_form="club"
            ),
        ),
        Ask(
            -3.5,
            "lotta",
            "check_need",
            "Haetko kerhopaikkaa vai päiväkotia? Kerho on auki vain 12 tuntia viikossa.",
        ),
        Reply(-0.02, "Kiitos kysymästä! Päiväkotipaikkaa, 84 tuntia kuukaudessa. Valitsin väärän kohdan."),
    ),
    # Accepted and granted.
    _sandvik(
        "maja",
        Apply(
            -45.5,
            place("Nils Lindström", "040820A942", "Hamngatan 14", "Daghemmet Måsen", -12, 130, **_SWEDISH),
        ),
        checked_by_office(-43.5, "lotta"),
        offered(-38.5, "lotta", "Daghemmet Måsen, Sandslottet", -12, "Måsen ligger närmast hemmet."),
        Answer(-36.5, "offer-answer", {"offer_answer": "accept"}),
        Complete(
            -35.5,
            "lotta",
            "decide_place",
            {"place_decision": "place", "reasons": "Familjen har godkänt platsen."},
        ),
    ),
)

_OTHERS = (
    # In the queue: the office looks again every week.
    Story(
        "lehtola",
        "early-education",
        "onni",
        (
            Apply(-12.5, place("Helga Saarela", "170323A950", "Lehtotie 44", "Päiväkoti Käpy", 65, 140)),
            checked_by_office(-11.4, "henna"),
            Complete(-9.5, "henna", "choose_place", {"place_found": "no"}),
            Complete(-1.2, "henna", "choose_place", {"place_found": "no"}),
        ),
    ),
    # The offer ran out without an answer.
    Story(
        "norrholm",
        "early-education",
        "axel",
        (
            Apply(
                -15.5,
                place("Stina Holm", "260222A958", "Norra gatan 40", "Norrholms daghem", 30, 100, **_SWEDISH),
            ),
            checked_by_office(-13.4, "carina"),
            offered(
                -8.5, "carina", "Norrholms daghem, Igelkottarna", 30, "Platsen är den ni helst ville ha."
            ),
            Claim(-1.3, "carina", "decide_place"),
        ),
    ),
    # Refused by the daycare manager.
    Story(
        "myllyranta",
        "early-education",
        "kerttu",
        (
            Apply(-16.5, place("Hugo Paananen", "080819A962", "Jokivarsi 2", "Päiväkoti Ratas", 20, 60)),
            checked_by_manager(-14.5, "eija", "yes"),
            managed(-12.5, "eija", "refused", "Lapsi on jo oppivelvollinen ja aloittaa koulun."),
        ),
    ),
    # The other guardian was silent for a week; the decision was made all the same.
    Story(
        "tuulisalo",
        "early-education",
        "niilo",
        (
            Apply(
                -21.5,
                place(
                    "Meri Ahonen",
                    "130622A970",
                    "Laiturintie 3",
                    "Saaren päiväkoti",
                    14,
                    84,
                    guardians="apart",
                    second_guardian_name=CITIZENS["tuulisalo"][1].name,
                    second_guardian_identity_code=CITIZENS["tuulisalo"][1].identifier,
                ),
            ),
            checked_by_manager(-19.5, "gunilla", "yes"),
            managed(
                -11.5,
                "gunilla",
                "place",
                "Saaren päiväkodissa on tilaa.",
                place="Saaren päiväkoti, Meritähdet",
                first_day=day(14),
            ),
        ),
    ),
    # Just received.
    Story(
        "yla-peltokankaanniemi",
        "early-education",
        "iida-maria",
        (
            Apply(
                -0.4,
                place(
                    "Lauha Kuusisto-Vähäkangas",
                    "011123A978",
                    "Peltokankaantie 118",
                    "Ylä-Peltokankaanniemen päiväkoti",
                    90,
                    147,
                ),
            ),
        ),
    ),
)

STORIES: tuple[Story, ...] = (*_SANDVIK, *_OTHERS)
