"""Street works outside Koivula."""

from app.seed.filled import day, works
from app.seed.permits import checked, decided, inspected, stated
from app.seed.story import Apply, Claim, Complete, Reply, Story, Write

_SANDVIK = (
    # Short and without harm to traffic: granted by the process itself.
    Story(
        "sandvik",
        "street-works",
        "oskar",
        (
            Apply(
                -9.4,
                works(
                    "Fiskargränden 6",
                    12,
                    "lifting",
                    "Skylift för byte av två fönster på tredje våningen.",
                    (-5, -4),
                    "Sandviks Glas, Oskar Nyberg",
                ),
            ),
        ),
    ),
    Story(
        "sandvik",
        "street-works",
        "maja",
        (
            Apply(
                -3.0,
                works(
                    "Hamngatan 14",
                    35,
                    "scaffold",
                    "Ställning för fasadrenovering. Gångbanan är öppen under ställningen.",
                    (18, 60),
                    "Kustens Fasad Ab, Linus Dahl",
                ),
            ),
            Claim(-2.2, "stina", "check_application"),
        ),
    ),
    # Nobody has checked it in five days: the team leads have been told.
    Story(
        "sandvik",
        "street-works",
        "helmi",
        (
            Apply(
                -7.6,
                works(
                    "Saaristotie 22",
                    55,
                    "cable",
                    "Sähköliittymän kaapelin kaivuu tien reunaan.",
                    (7, 12),
                    "Voimakaapeli Oy, Risto Salmi",
                    street_parts=["green"],
                    traffic="narrowed",
                ),
            ),
            Claim(-6.5, "stina", "check_application"),
        ),
    ),
    # The street would have been closed: refused.
    Story(
        "sandvik",
        "street-works",
        "robin",
        (
            Apply(
                -14.5,
                works(
                    "Kyrkogatan 1",
                    200,
                    "other",
                    "Gatufest med scen på körbanan.",
                    (3, 4),
                    "Kvartersföreningen, Robin Ek",
                    street_parts=["carriageway"],
                    traffic="closed",
                    detour="Via Skolgatan",
                    bus_route="yes",
                ),
            ),
            Complete(
                -13.4,
                "stina",
                "check_application",
                {"check_outcome": "complete", "traffic_plan_state": "missing", "inspection_needed": "no"},
            ),
            decided(
                -10.5,
                "stina",
                "refused",
                "Bussarna kan inte köra via Skolgatan, som byggs om samma vecka. Torget är ledigt i stället.",
            ),
        ),
    ),
    Story(
        "sandvik",
        "street-works",
        "maja",
        (
            Write(-4.2, "Hej! Behöver jag tillstånd för att ha en flyttbil på gatan över natten?"),
            Complete(
                -3.3,
                "kenneth",
                "read_message",
                {
                    "message_kind": "question",
                    "answer": "Nej, parkera enligt skyltarna så behövs inget tillstånd.",
                },
            ),
        ),
    ),
)

_OTHERS = (
    # From the application to the deposit: all is done.
    Story(
        "harjula",
        "street-works",
        "toivo",
        (
            Apply(
                -50.5,
                works(
                    "Harjunkatu 6",
                    45,
                    "heating",
                    "Kaukolämpöputken vuodon korjaus.",
                    (-30, -22),
                    "Harjulan Lämpö, Toivo Leppänen",
                    street_parts=["carriageway"],
                    traffic="narrowed",
                ),
            ),
            checked(-48.5, "matti"),
            stated(-46.5, "johanna", "Liikenne mahtuu kulkemaan yhtä kaistaa."),
            inspected(-45.5, "esa", "Kadun pinta halkeillut jo ennen työtä, kuvat liitetty."),
            decided(-42.5, "matti", "granted", "Vuoto on korjattava ennen pakkasia."),
            Reply(-24.4, "Työ valmistui etuajassa, ja katu on asfaltoitu."),
            Complete(-20.5, "esa", "final_inspection", {"final_visit": day(-20), "surface_restored": "yes"}),
        ),
    ),
    # The surface was not in order: the applicant repairs it.
    Story(
        "norrholm",
        "street-works",
        "axel",
        (
            Apply(
                -33.5,
                works(
                    "Skolgränd 3",
                    22,
                    "water",
                    "Ny vattenanslutning till huset.",
                    (-18, -12),
                    "Holms Rör, Axel Holm",
                    street_parts=["green"],
                ),
            ),
            checked(-32.5, "goran"),
            stated(-31.5, "monica", "Ingen påverkan på trafiken."),
            inspected(-30.5, "stefan", "Gräsyta i gott skick, ett träd två meter från schaktet."),
            decided(-28.5, "goran", "granted", "Anslutningen behövs och stör ingen."),
            Reply(-13.4, "Nu är arbetet klart."),
            Complete(
                -9.5,
                "stefan",
                "final_inspection",
                {
                    "final_visit": day(-9),
                    "surface_restored": "no",
                    "repairs": "Gräset är inte sått och kanten mot gången har rasat.",
                },
            ),
        ),
    ),
    # A message that was an application.
    Story(
        "lehtola",
        "street-works",
        "elsa",
        (
            Write(
                -5.5,
                "Hej! Vi behöver ställa upp en byggställning på trottoaren vid Lehtotie 31 i tre veckor, "
                "cirka 20 kvadratmeter. Vem ska jag fråga? Firman heter Fasadhjälp.",
            ),
            Complete(
                -4.4,
                "jukka",
                "read_message",
                {
                    "message_kind": "application",
                    "address": "Lehtotie 31",
                    "area": 20,
                    "work_type": "scaffold",
                    "starts": day(9),
                    "ends": day(30),
                    "traffic": "none",
                    "contractor_name": "Fasadhjälp",
                },
            ),
        ),
    ),
)

STORIES: tuple[Story, ...] = (*_SANDVIK, *_OTHERS)
