"""Early education: places looked for, offered, decided on and waited for."""

from app.seed import stories_early_education_elsewhere
from app.seed.care import checked_by_manager, managed
from app.seed.filled import day, place
from app.seed.people import CITIZENS
from app.seed.story import Act, Answer, Apply, Ask, Claim, Complete, Reply, Story, Write


def _koivula(citizen: str, *acts: Act) -> Story:
    return Story("koivula", "early-education", citizen, acts)


def _apart(citizen: str) -> dict[str, object]:
    """The other guardian, who lives elsewhere."""
    other = next(each for each in CITIZENS["koivula"] if each.key == citizen)
    return {
        "guardians": "apart",
        "second_guardian_name": other.name,
        "second_guardian_identity_code": other.identifier,
        "second_guardian_email": other.email,
    }


_KOIVULA = (
    # A message instead of the form.
    _koivula(
        "emily",
        Write(
            -0.11,
            "Hello, we are moving to Koivula in two months and have a three-year-old. "
            "How early should we apply for a place in daycare?",
        ),
    ),
    # Just received, nobody's.
    _koivula(
        "sylvi",
        Apply(
            -0.2,
            place(
                "Eeli Anttila-Hämäläinen",
                "110424A905",
                "Kirkkokuja 2 as 7",
                "Päiväkoti Tuomi",
                95,
                140,
                second_wish="Päiväkoti Pihlaja",
                diets=["milk", "other"],
                diet_other="Kananmuna",
            ),
        ),
    ),
    # The other guardian has not confirmed, and the check is overdue.
    _koivula(
        "aino",
        Apply(
            -4.6,
            place(
                "Lumi Mäkelä",
                "230523A912",
                "Torikatu 11 B 4",
                "Päiväkoti Pihlaja",
                80,
                120,
                **_apart("vilho"),
                wish_reasons="Pihlaja on kävelymatkan päässä molempien kodeista.",
            ),
        ),
        Claim(-2.5, "marja", "check_need"),
    ),
    # The other guardian objects: both are to be heard.
    _koivula(
        "sylvi",
        Apply(
            -11.4,
            place(
                "Venla Anttila-Hämäläinen",
                "020322A918",
                "Kirkkokuja 2 as 7",
                "Päiväkoti Tuomi",
                60,
                90,
                **_apart("ilkka"),
            ),
        ),
        checked_by_manager(-9.5, "marja", "yes"),
        Answer(
            -6.5,
            "guardian-confirmation",
            {
                "guardian_confirmation": "objects",
                "guardian_comment": "Lapsi on joka toinen viikko luonani, ja Tuomeen on sieltä 12 km.",
            },
            who="ilkka",
        ),
        Claim(-5.4, "sanni", "hear_guardians"),
    ),
    # The own daycare is full: the office looks elsewhere. Overdue.
    _koivula(
        "vilho",
        Apply(
            -13.2,
            place(
                "Otso Rautio",
                "140821A924",
                "Rantaväylä 9",
                "Päiväkoti Rantakäpy",
                40,
                150,
                sibling_in_care="yes",
                siblings=[{"sibling_name": "Oiva Rautio", "sibling_place": "Päiväkoti Rantakäpy"}],
            ),
        ),
        checked_by_manager(-11.4, "marja", "no"),
        managed(-7.5, "marja", "full", "Rantakävyn ryhmät ovat täynnä kevääseen asti."),
        Claim(-6.4, "sanni", "find_elsewhere"),
    ),
    # The same, due today.
    _koivula(
        "emily",
        Apply(
            -9.5,
            place(
                "Oliver Carter",
                "050723A930",
                "Myllymäentie 8",
                "Päiväkoti Mylly",
                70,
                110,
                home_language="English",
                care_language="other",
            ),
        ),
        checked_by_manager(-8.4, "marja", "no"),
        managed(-5.0, "marja", "full", "There is no room in Mylly before next autumn."),
        Claim(-3.4, "sanni", "find_elsewhere"),
    ),
    # Nobody has checked it in a week: the team leads have been told.
    _koivula(
        "ilkka",
        Apply(
            -8.3,
            place(
                "Saimi Lehtonen",
                "190924A936",
                "Pajatie 5",
                "Perhepäivähoito Pajalan alueella",
                100,
                84,
                care_form="family",
            ),
        ),
    ),
    # Asked, and replied: the check is there again.
    _koivula(
        "aino",
        Apply(
            -6.5,
            place(
                "Touko Mäkelä",
                "070620A942",
                "Torikatu 11 B 4",
                "Päiväkoti Tuomi",
                30,
                160,
                shift_care="yes",
                shift_hours="Kaksi viikonloppua kuukaudessa kello 6–20",
            ),
        ),
        Ask(
            -4.5, "marja", "check_need", "Voisitko lähettää työvuorolistan seuraavilta kahdelta kuukaudelta?"
        ),
        Reply(-0.3, "Hei! Työvuorot ovat aina arkisin 6–14 ja joka toinen viikonloppu 8–20."),
    ),
    # To be decided within days.
    _koivula(
        "emily",
        Apply(
            -18.5,
            place(
                "Poppy Carter",
                "280222A948",
                "Myllymäentie 8",
                "Päiväkoti Mylly",
                45,
                100,
                home_language="English",
            ),
        ),
        checked_by_manager(-16.4, "marja", "yes"),
        Claim(-2.3, "marja", "decide_place"),
    ),
    # Granted.
    _koivula(
        "vilho",
        Apply(-34.5, place("Oiva Rautio", "300320A954", "Rantaväylä 9", "Päiväkoti Rantakäpy", -2, 150)),
        checked_by_manager(-32.5, "marja", "yes"),
        managed(
            -29.4,
            "marja",
            "place",
            "Rantakävyssä on vapaa paikka, ja se on lähin päiväkoti.",
            place="Päiväkoti Rantakäpy, Käpyset",
            first_day=day(-2),
        ),
    ),
    # No place anywhere.
    _koivula(
        "sylvi",
        Apply(
            -40.5,
            place("Eeli Anttila-Hämäläinen", "110424A905", "Kirkkokuja 2 as 7", "Päiväkoti Pihlaja", -10, 60),
        ),
        checked_by_manager(-38.5, "marja", "no"),
        managed(-36.5, "marja", "full", "Pihlajassa ei ole paikkaa alle kaksivuotiaalle."),
        Complete(-33.5, "sanni", "find_elsewhere", {"place_found": "no"}),
    ),
)

STORIES: tuple[Story, ...] = (*_KOIVULA, *stories_early_education_elsewhere.STORIES)
