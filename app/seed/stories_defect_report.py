"""Defects on streets: reported, classified, repaired and verified, or found to be somebody else's."""

from app.seed.filled import day, defect
from app.seed.story import Act, Apply, Ask, Claim, Complete, Reply, Story, Write


def _ordered(at: float, who: str, urgency: str, work_order: str) -> Complete:
    answers = {"defect_class": "contractor", "urgency": urgency, "work_order": work_order}
    return Complete(at, who, "classify_defect", answers)


def _repaired(at: float, who: str, work_done: str, cost: int) -> Complete:
    answers = {"repaired_on": day(int(at)), "work_done": work_done, "repair_cost": cost}
    return Complete(at, who, "fix_defect", answers)


def _found_wanting(at: float, who: str, work_order: str) -> Complete:
    return Complete(at, who, "verify_fix", {"verified": "no", "work_order": work_order})


def _report(tenant: str, citizen: str | None, *acts: Act) -> Story:
    return Story(tenant, "defect-report", citizen, acts)


_KOIVULA = (
    # Dangerous, from somebody who did not sign in; nobody's.
    _report(
        "koivula",
        None,
        Apply(
            -0.03,
            defect(
                "playground",
                "Keinun ketju on poikki ja terävä pää roikkuu lasten korkeudella.",
                "Savipellon leikkipuisto",
                danger="yes",
                wants_reply="no",
                place_description="Keinut puiston takareunassa",
            ),
        ),
    ),
    # The repair was not in order: the contractor does it again.
    _report(
        "koivula",
        "ilkka",
        Apply(
            -9.5,
            defect("surface", "Syvä kuoppa ajokaistalla, rengas puhkesi.", "Pajatie 12", danger="yes"),
            files=("Kuoppa.pdf",),
        ),
        _ordered(-9.1, "timo", "at-once", "Kuoppa paikataan kuumalla asfaltilla."),
        _repaired(-8.4, "reijo", "Paikattu kylmämassalla.", 140),
        _found_wanting(-6.5, "timo", "Kylmämassa on jo lähtenyt irti. Paikataan kuumalla asfaltilla."),
    ),
    # Repaired: to be verified.
    _report(
        "koivula",
        "aino",
        Apply(
            -8.2,
            defect("light", "Valo vilkkuu koko yön.", "Torikatu 9", light_number="K-1184"),
        ),
        _ordered(-7.4, "timo", "week", "Vaihdetaan valaisin."),
        _repaired(-3.1, "reijo", "Valaisin vaihdettu.", 215),
    ),
    # Repaired, verified, told.
    _report(
        "koivula",
        "vilho",
        Apply(
            -20.4,
            defect("sign", "Suojatien merkki on kääntynyt väärin päin.", "Rantaväylän ja Kirkkokujan kulma"),
        ),
        _ordered(-19.5, "timo", "week", "Merkki käännetään ja kiristetään."),
        _repaired(-17.5, "reijo", "Merkki käännetty ja pultit vaihdettu.", 60),
        Complete(-15.5, "timo", "verify_fix", {"verified": "yes"}),
    ),
)

_SANDVIK = (
    # Two days after its deadline: the team leads have been told.
    _report(
        "sandvik",
        "oskar",
        Apply(
            -12.3,
            defect("water", "Brunnen är igensatt och gatan svämmar över när det regnar.", "Fiskargränden 2"),
        ),
        _ordered(-11.5, "daniel", "week", "Spola brunnen och kontrollera ledningen."),
        Claim(-9.5, "benny", "fix_defect"),
    ),
    # Too big to be done at once: planned for later.
    _report(
        "sandvik",
        "robin",
        Apply(-22.5, defect("surface", "Hela gångbanan har satt sig vid busshållplatsen.", "Kyrkogatan 20")),
        _ordered(-21.5, "daniel", "plan", "Rikta gångbanan vid hållplatsen."),
        Complete(
            -16.5,
            "benny",
            "fix_defect",
            {"fixed": "no", "obstacle": "Underlaget måste bytas på 40 meter, det ingår inte i avtalet."},
        ),
        Complete(
            -14.5,
            "daniel",
            "plan_repair",
            {
                "planned_for": day(190),
                "answer": "Vi bygger om gångbanan samtidigt som vattenledningen förnyas.",
            },
        ),
    ),
)

_OTHERS = (
    # The third repair has failed: what now is agreed with the contractor.
    _report(
        "lehtola",
        "elsa",
        Apply(-30.5, defect("surface", "Gupp vid övergångsstället, vatten samlas.", "Lehtotie 31")),
        _ordered(-29.5, "arto", "week", "Tasataan päällyste suojatien kohdalla."),
        _repaired(-25.5, "kalle", "Jyrsitty.", 380),
        _found_wanting(-23.5, "arto", "Vesi jää edelleen seisomaan suojatielle."),
        _repaired(-19.5, "kalle", "Jyrsitty uudelleen.", 380),
        _found_wanting(-17.5, "arto", "Kallistus on väärään suuntaan."),
        _repaired(-11.5, "kalle", "Lisätty asfalttia.", 520),
        _found_wanting(-1.4, "arto", "Asfaltti on jo halki."),
    ),
    # Not the municipality's: passed on.
    _report(
        "harjula",
        "hilla",
        Apply(-7.5, defect("light", "Koko kadun valot ovat pimeänä.", "Valtatie 5:n liittymä")),
        Complete(
            -5.5,
            "juha",
            "classify_defect",
            {
                "defect_class": "not-ours",
                "answer": "Liittymän valaistuksesta vastaa valtion tienpitäjä. Välitimme ilmoituksesi sinne.",
            },
        ),
    ),
    # A message that was a report.
    _report(
        "myllyranta",
        "aarni",
        Write(-6.5, "Moi, koivu on kaatumassa pyörätien päälle koulun kohdalla. Nojaa jo pahasti!"),
        Complete(
            -6.2,
            "pekka",
            "read_message",
            {
                "message_kind": "application",
                "defect_kind": "tree",
                "description": "Koivu nojaa pyörätien yli.",
                "address": "Koulutie 6",
                "danger": "yes",
                "wants_reply": "yes",
            },
        ),
        _ordered(-6.1, "pekka", "at-once", "Kaadetaan koivu ja siivotaan pyörätie."),
        Complete(
            -5.5,
            "veikko",
            "fix_defect",
            {"fixed": "yes", "work_done": "Puu kaadettu ja oksat viety pois.", "repair_cost": 290},
        ),
    ),
    # Asked where it is; no reply yet.
    _report(
        "tuulisalo",
        "ida",
        Apply(-3.5, defect("litter", "Någon har dumpat byggavfall i diket.", "Vägen till färjan")),
        Ask(-2.3, "kimmo", "classify_defect", "Kan du berätta på vilken sida om bron det ligger?"),
    ),
    # Asked, and replied a while ago.
    _report(
        "norrholm",
        "linnea",
        Apply(-4.5, defect("light", "Lampan lyser inte.", "Norra gatan")),
        Ask(-3.4, "mats", "classify_defect", "Vilket nummer står det på stolpen?"),
        Reply(-0.2, "Det står N-0457, mittemot skolan."),
    ),
    # Somebody had told of it before.
    _report(
        "yla-peltokankaanniemi",
        None,
        Apply(-5.5, defect("surface", "Routavaurio keskellä tietä.", "Kankaantie 88", wants_reply="no")),
        Complete(-4.5, "aulis", "classify_defect", {"defect_class": "duplicate"}),
    ),
)

STORIES: tuple[Story, ...] = (*_KOIVULA, *_SANDVIK, *_OTHERS)
