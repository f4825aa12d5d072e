"""What people write into the fields of certain keys: names of things, and a sentence or two."""

from collections.abc import Mapping, Sequence

Lines = Mapping[str, Sequence[str]]  #: by language

_CONDITIONS: Lines = {
    "fi": (
        "Ääni hiljenee viimeistään klo 22.\nPaikka siivotaan seuraavaan aamuun mennessä.",
        "Pelastustie pidetään vapaana koko ajan.",
        "Nurmikolle ei ajeta ajoneuvoilla.",
    ),
    "sv": (
        "Ljudet tystnar senast kl. 22.\nPlatsen städas före nästa morgon.",
        "Räddningsvägen hålls fri hela tiden.",
        "Inga fordon på gräsmattan.",
    ),
}
_COMPANIES: Lines = {
    "fi": (
        "Saha ja Höylä Oy",
        "Järviseudun Yrittäjät ry",
        "Pajakylän Kyläyhdistys ry",
        "Mäntylän Rakennus Oy",
    ),
    "sv": ("Såg & Hyvel Ab", "Skärgårdens Företagare rf", "Hembygdsföreningen rf", "Tallbacka Bygg Ab"),
}

#: By the key of a field.
THINGS: Mapping[str, Lines] = {
    "subject": {
        "fi": ("Syysmarkkinat", "Kyläjuoksu", "Kevätkonsertti", "Lastenpäivä", "Satamapäivät", "Puistojooga"),
        "sv": ("Höstmarknad", "Byaloppet", "Vårkonsert", "Barnens dag", "Hamndagar", "Yoga i parken"),
    },
    "programme": {
        "fi": ("Musiikkia, ruokaa ja käsitöitä.", "Kaksi lähtöä ja palkintojenjako.", "Ohjelmaa lapsille."),
        "sv": ("Musik, mat och hantverk.", "Två starter och prisutdelning.", "Program för barn."),
    },
    "organiser_name": _COMPANIES,
    "employer_name": _COMPANIES,
    "company_name": _COMPANIES,
    "contractor_name": {
        "fi": ("Kaivin ja Kuokka Oy", "Katutyö Lahtinen Oy", "Pohjan Maanrakennus Oy"),
        "sv": ("Schakt & Spade Ab", "Gatuarbeten Ek Ab", "Norra Markbygg Ab"),
    },
    "area_answer": {
        "fi": ("Puisto on vapaa samana päivänä.", "Tori on vapaa viikkoa myöhemmin."),
        "sv": ("Parken är ledig samma dag.", "Torget är ledigt en vecka senare."),
    },
    "conditions": _CONDITIONS,
    "noise_conditions": _CONDITIONS,
    "parks_conditions": _CONDITIONS,
    "rescue_conditions": _CONDITIONS,
    "plan": {
        "fi": (
            "Ikkunat vaihdetaan ja julkisivu maalataan.",
            "Pihalle rakennetaan 20 neliömetrin vaja.",
            "Taloa laajennetaan yhdellä huoneella.",
            "Vanha varasto puretaan.",
        ),
        "sv": (
            "Fönstren byts och fasaden målas.",
            "En bod på 20 kvadratmeter byggs på gården.",
            "Huset byggs ut med ett rum.",
            "Ett gammalt förråd rivs.",
        ),
    },
    "advice_question": {
        "fi": (
            "Tarvitaanko tähän lupa?",
            "Kuinka lähelle naapurin rajaa saa rakentaa?",
            "Salliiko kaava tämän?",
        ),
        "sv": ("Behövs tillstånd?", "Hur nära grannens gräns får man bygga?", "Tillåter planen detta?"),
    },
    "advice": {
        "fi": (
            "Pidä vähintään neljän metrin etäisyys rajaan ja sovita väri naapurustoon.",
            "Hae lupaa ennen työn aloittamista ja liitä hakemukseen piirustukset.",
            "Kaava sallii tämän. Kerro naapurille ennen kuin aloitat.",
        ),
        "sv": (
            "Håll minst fyra meter till gränsen och anpassa färgen till omgivningen.",
            "Sök tillstånd innan arbetet börjar och bifoga ritningar.",
            "Planen tillåter detta. Berätta för grannen innan du börjar.",
        ),
    },
    "referral": {
        "fi": ("Kysy tienpitäjältä.", "Kysy alueelliselta vastuumuseolta."),
        "sv": ("Fråga väghållaren.", "Fråga det regionala ansvarsmuseet."),
    },
    "planning_reasons": {
        "fi": ("Kaava sallii lisärakennuksen tontille.", "Tontti on suojellulla alueella."),
        "sv": ("Planen tillåter en tilläggsbyggnad.", "Tomten ligger på ett skyddat område."),
    },
    "heritage_reasons": {
        "fi": ("Julkisivun ikkunat säilytetään.", "Rakennuksella ei ole suojeltavia arvoja."),
        "sv": ("Fasadens fönster bevaras.", "Byggnaden har inga värden som ska skyddas."),
    },
    "property_id": {"fi": ("123-4-56-7", "123-11-208-3"), "sv": ("123-4-56-7", "123-11-208-3")},
    "school": {
        "fi": ("Keskustan koulu", "Rantakoulu", "Kirkonkylän koulu", "Mäntylän koulu"),
        "sv": ("Centrumskolan", "Strandskolan", "Kyrkoby skola", "Tallbacka skola"),
    },
    "ground_details": {
        "fi": ("Tiellä ei ole pientareita ja rekat ajavat lujaa.", "Lapsi ei jaksa kävellä pitkää matkaa."),
        "sv": ("Vägen saknar vägren och lastbilarna kör fort.", "Barnet orkar inte gå långa sträckor."),
    },
    "home_language": {
        "fi": ("suomi", "suomi", "ukraina", "arabia"),
        "sv": ("svenska", "svenska", "engelska"),
    },
    "interpreter_language": {"fi": ("ukraina", "arabia", "viittomakieli"), "sv": ("ukrainska", "arabiska")},
    "last_job": {"fi": ("myyjä", "hitsaaja", "lähihoitaja"), "sv": ("försäljare", "svetsare", "närvårdare")},
    "wanted_work": {
        "fi": ("Kaupan alan työtä.", "Mitä vain päivätyötä."),
        "sv": ("Arbete i butik.", "Vilket dagarbete som helst."),
    },
    "title_of_loan": {"fi": ("Talvikirja", "Lautapeli", "Satukirja"), "sv": ("Vinterboken", "Ett brädspel")},
    "explanation": {
        "fi": ("Olin sairaalassa, kun laina erääntyi.", "Kirja oli palautettu, mutta se näkyi lainassa."),
        "sv": ("Jag låg på sjukhus när lånet förföll.", "Boken var återlämnad men syntes som lånad."),
    },
    "hobby": {"fi": ("jalkapallo", "bändi", "parkour", "teatteri"), "sv": ("fotboll", "band", "teater")},
    "work_order": {
        "fi": ("Paikatkaa kuoppa asfaltilla.", "Vaihtakaa lamppu."),
        "sv": ("Laga hålet med asfalt.", "Byt lampan."),
    },
    "work_done": {
        "fi": ("Kuoppa paikattiin.", "Lamppu vaihdettiin."),
        "sv": ("Hålet lagades.", "Lampan byttes."),
    },
    "detour": {"fi": ("Liikenne kulkee Torikadun kautta.",), "sv": ("Trafiken går via Torggatan.",)},
}
