"""Street works: permits asked for, looked into, granted and refused."""

from app.seed import stories_street_works_elsewhere
from app.seed.filled import works
from app.seed.permits import checked, decided, inspected, stated
from app.seed.story import Act, Apply, Ask, Claim, Publish, Reply, Stop, Story, Write


def _koivula(citizen: str, *acts: Act) -> Story:
    return Story("koivula", "street-works", citizen, acts)


_KOIVULA = (
    # Just received, nobody's.
    _koivula(
        "aino",
        Apply(
            -0.04,
            works(
                "Torikatu 11",
                24,
                "scaffold",
                "Julkisivun maalaus. Telineet jalkakäytävällä, kulku telineiden ali.",
                (16, 37),
                "Maalausliike Sävy, Pentti Oksa",
                place_description="Jalkakäytävällä kadun puolella koko talon leveydeltä",
            ),
        ),
    ),
    # Claimed, to be checked today.
    _koivula(
        "vilho",
        Apply(
            -3.0,
            works(
                "Rantaväylä 3–17",
                85,
                "cable",
                "Valokuitukaapelin kaivuu jalkakäytävän reunaan noin 170 metrin matkalla.",
                (12, 26),
                "Järven Kuitu Oy, Tero Vanhala",
                street_parts=["cycle-path", "pavement"],
                traffic="narrowed",
                applicant_kind="company",
                company_name="Järven Kuitu Oy",
                business_id="0000117-6",
                invoice_reference="KAAP-2217",
            ),
            files=("Liikennejärjestelysuunnitelma.pdf",),
        ),
        Claim(-2.4, "petteri", "check_application"),
    ),
    # Overdue; the applicant has written although nobody asked.
    _koivula(
        "emily",
        Apply(
            -6.4,
            works(
                "Myllymäentie 8",
                40,
                "lifting",
                "A crane lifts roof elements onto our house. The crane stands on the carriageway.",
                (6, 8),
                "Nostopalvelu Kurki, Sami Heino",
                street_parts=["carriageway", "pavement"],
                traffic="closed",
                detour="Along Kivistönkatu and Alatie",
                bus_route="no",
            ),
        ),
        Claim(-4.6, "petteri", "check_application"),
        Reply(
            -0.08,
            "Hello! The crane company asks whether they could come one day later. "
            "Can I still change the date in my application?",
        ),
    ),
    # The citizen was asked and has not replied yet.
    _koivula(
        "sylvi",
        Apply(
            -5.6,
            works(
                "Kirkkokuja 2",
                18,
                "water",
                "Vesijohdon uusiminen talosta katuun.",
                (20, 24),
                "Putkityö Mattila, Arto Mattila",
                traffic="narrowed",
                street_parts=["carriageway"],
            ),
        ),
        Ask(
            -4.3,
            "petteri",
            "check_application",
            "Hakemuksesta puuttuu piirros, josta näkyy kaivannon paikka. "
            "Voisitko lähettää sen tai kertoa mitat kadun reunasta?",
        ),
    ),
    # The citizen was asked and has replied: the task is there again.
    _koivula(
        "ilkka",
        Apply(
            -7.5,
            works(
                "Savipellonkatu 21",
                30,
                "heating",
                "Kaukolämmön liittymä omakotitaloon.",
                (14, 19),
                "Lämpöasennus Koivula, Jukka Harmaa",
                street_parts=["pavement", "green"],
            ),
        ),
        Ask(-5.5, "petteri", "check_application", "Kaadetaanko työn tieltä puita? Jos kaadetaan, montako?"),
        Reply(
            -0.15,
            "Yksi nuori koivu jouduttaisiin siirtämään, mutta istutamme sen takaisin heti työn jälkeen.",
        ),
    ),
    # Looked into from two sides: a statement has been given, the visit is due.
    _koivula(
        "vilho",
        Apply(
            -8.5,
            works(
                "Asemakatu 30",
                60,
                "excavation",
                "Vuotavan salaojan korjaus rautatieaseman edustalla.",
                (10, 15),
                "Maanrakennus Rautio, Vilho Rautio",
                street_parts=["pavement", "parking"],
                traffic="narrowed",
            ),
        ),
        checked(-7.2, "tuula"),
        stated(
            -5.5, "petteri", "Jalankulku ohjataan toiselle puolelle katua. Linja-autot mahtuvat kulkemaan."
        ),
        inspected(
            -5.2,
            "jari",
            "Työmaata ei ollut merkitty maastoon. Sovittiin uusi käynti tekijän kanssa.",
            "again",
        ),
    ),
    # Late to be decided: team leads have been told.
    _koivula(
        "ilkka",
        Apply(
            -17.5,
            works(
                "Pajatie 5",
                120,
                "storage",
                "Rakennustarvikkeiden varasto peruskorjauksen ajan.",
                (4, 60),
                "Remonttipalvelu Lehtonen, Ilkka Lehtonen",
                street_parts=["parking"],
            ),
        ),
        checked(-15.4, "petteri"),
        stated(-12.5, "tuula", "Pysäköintipaikkoja on lähellä riittävästi."),
        inspected(-7.6, "anneli", "Asfaltti ehjä. Kaivon kansi on jätettävä vapaaksi."),
        Claim(-6.5, "petteri", "decide_permit"),
        Claim(-2.4, "outi", "sort_out_delay"),
    ),
    # Granted; the works are under way.
    _koivula(
        "aino",
        Apply(
            -26.3,
            works(
                "Torikatu 11",
                15,
                "water",
                "Viemärin uusiminen pihasta kadun runkoviemäriin.",
                (-8, 5),
                "Putkityö Mattila, Arto Mattila",
                street_parts=["carriageway"],
                traffic="narrowed",
            ),
            files=("Asemapiirros.pdf", "Liikennejärjestelysuunnitelma.pdf"),
        ),
        checked(-25.1, "petteri"),
        stated(-24.5, "petteri", "Yksi kaista riittää, kun työ tehdään kouluaikojen ulkopuolella."),
        inspected(-23.5, "jari", "Kadun pinta ehjä. Kaivannon paikka merkitty."),
        decided(
            -21.4,
            "petteri",
            "granted-with-conditions",
            "Työ on tarpeen, eikä siitä ole liikenteelle suurta haittaa.",
            conditions="Kadulla ei työskennellä arkisin kello 7.30–8.30.",
        ),
    ),
    # Asked, never replied: closed by itself.
    _koivula(
        "sylvi",
        Apply(
            -24.5,
            works(
                "Kirkkokuja 2",
                10,
                "other",
                "Kesäterassi kahvilan eteen.",
                (-3, 30),
                "Kahvila Kielo, Sylvi Anttila",
                applicant_kind="company",
                company_name="Kahvila Kielo",
                business_id="0000125-6",
            ),
        ),
        Ask(-22.5, "tuula", "check_application", "Kuinka leveä kulkuväylä terassin viereen jää?"),
    ),
    # The first version forgot a comparison: the case stopped, and the next version is right.
    _koivula(
        "emily",
        Write(-33.5, "Hello, do I need a permit for a skip that stands in my own yard?"),
        Stop(-33.2, "tuula", "read_message", {"message_kind": "question", "answer": "No, you do not."}),
        Publish(-32.4, "mikael", "The comparison in “What is it about?” put right"),
    ),
    # A message instead of the form.
    _koivula(
        "aino",
        Write(
            -1.3,
            "Hei! Tarvitsenko luvan, jos roskalava seisoo yhden yön kadun varressa Torikatu 11:n edessä?",
        ),
    ),
)

STORIES: tuple[Story, ...] = (*_KOIVULA, *stories_street_works_elsewhere.STORIES)
