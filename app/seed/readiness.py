"""What the municipalities of the demonstration said before they joined, what was planned of it, and when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from app.db import Database, TenantSession
from app.identity import people
from app.identity.roles import Role
from app.identity.tables import Person
from app.processes import publishing
from app.readiness import answering, calendar, plan, reviews
from app.readiness.interview import UNKNOWN, Question, Theme, questions, themes
from app.readiness.plan import Written
from app.readiness.tables import Helped, StepState, WindowKind
from app.seed.joint import KEEPER, SERVICE

#: Places of the answers, theme by theme in the order they are asked; the consortium's are the shared way.
_ANSWERS: Mapping[str, str] = {
    "consortium": "0100 1111 2222 0212 2010 2222",
    "koivula": "0300 1112 2221 0212 2110 2222",
    "sandvik": "0100 1111 2222 0222 2010 2223",
    "lehtola": "0110 3110 2221 1223 2120 2220",
    "harjula": "0310 1112 1211 0212 1010 1220",
    "myllyranta": "1323 1222 1012 2111 1101 1110",
    "tuulisalo": "0100 1201 1110 1110 1000 1112",
    "norrholm": "0310 1111 1111 0111 0000 1121",
    "yla-peltokankaanniemi": "2033 0330 0000 3010 0000 0010",
}
#: How many people answered; one voice in the smallest.
_PEOPLE: Mapping[str, int] = {"consortium": 1, "tuulisalo": 2, "norrholm": 2, "yla-peltokankaanniemi": 1}
#: Who has not come to these themes yet.
_OPEN: Mapping[str, tuple[str, ...]] = {
    "yla-peltokankaanniemi": ("volumes", "systems"),
    "tuulisalo": ("systems",),
}
_NOTES: Mapping[tuple[str, str], str] = {
    ("koivula", "inspection"): "Vanhassa kaupungissa on käytävä katsomassa joka kerta.",
    ("lehtola", "fee"): "Lasku lähtee vasta, kun työ on tarkastettu.",
    ("yla-peltokankaanniemi", "decider"): "Delegointi päättyy vuodenvaihteessa, sitten päättää lautakunta.",
}

#: What is planned: days from today, state, whose, by whom, about which question, what.
_STEPS: Sequence[tuple[int | None, StepState, str | None, str, str, str]] = (
    (9, StepState.WORKING, "koivula", "Mikael Lindroos", "inspection", "Kytkin tarkastuskäynnille"),
    (16, StepState.AGREED, "lehtola", "Eero Manninen", "fee", "Muunnelma: maksu jälkikäteen"),
    (95, StepState.OPEN, "yla-peltokankaanniemi", "Arvo Salmela", "decider", "Delegointisääntö ensin"),
    (None, StepState.OPEN, "myllyranta", "", "hearing", "Kuuleminen: muunnelma vai luopuminen"),
    (-40, StepState.DONE, None, KEEPER, "deadline", "Määräaika asetukseksi, oletus 10 työpäivää"),
)

#: Windows and freezes: first day and length, in days from today.
_WINDOWS: Mapping[str, Sequence[tuple[WindowKind, int, int, str]]] = {
    "consortium": ((WindowKind.FREEZE, 22, 17, "Joulurauha: mikään ei muutu"),),
    "koivula": ((WindowKind.WINDOW, 8, 12, "Ennen joulua"), (WindowKind.WINDOW, 92, 30, "Kevätikkuna")),
    "sandvik": ((WindowKind.WINDOW, 8, 12, "Före jul"), (WindowKind.WINDOW, 92, 30, "")),
    "lehtola": ((WindowKind.WINDOW, 15, 7, ""), (WindowKind.FREEZE, 60, 10, "Tilinpäätös")),
    "harjula": ((WindowKind.WINDOW, 3, 18, ""), (WindowKind.WINDOW, 80, 60, "")),
    "myllyranta": ((WindowKind.WINDOW, 92, 30, "Uusi skanneri on silloin käytössä"),),
    "tuulisalo": ((WindowKind.WINDOW, 92, 30, ""), (WindowKind.FREEZE, 130, 20, "Purjehduskausi alkaa")),
    "norrholm": ((WindowKind.WINDOW, 8, 10, ""), (WindowKind.WINDOW, 110, 40, "")),
}


#: Whose newest version is looked back at: what they learnt, or "" where the review is still to come.
_LOOKED_BACK: Mapping[str, str] = {
    "lehtola": "Kerro hakijoille etukäteen, kun raja palaa entiseen: moni odotti lupaa heti.",
    "koivula": "",
}


def plant(database: Database, *, today: datetime) -> None:
    """Answers, plan and calendar of all."""
    for tenant, answers in _ANSWERS.items():
        with database.transaction(tenant) as session:
            _answer(session, answers, today - timedelta(days=50))
            for kind, ahead, days, note in _WINDOWS.get(tenant, ()):
                first = today.date() + timedelta(days=ahead)
                last = first + timedelta(days=days)
                calendar.add(session, kind, first, last, note, by=_owner(session), now=today)
    with database.transaction("consortium") as session:
        for step in _STEPS:
            plan.add(session, SERVICE, _written(step, today.date()), by=KEEPER, now=today)


def look_back(database: Database) -> None:
    """One change is looked back at, another is to be in some days."""
    for tenant, learnt in _LOOKED_BACK.items():
        with database.transaction(tenant) as session:
            newest = publishing.versions(session, SERVICE)[0][0]
            number, live_at, by = newest.number, newest.published_at, _owner(session)
            reviews.owe(session, SERVICE, number, name=newest.name, note=newest.note, now=live_at)
            if learnt:
                reviews.answer(
                    session,
                    SERVICE,
                    number,
                    helped=Helped.PARTLY,
                    learnt=learnt,
                    elements=["check_application"],
                    by=by,
                    now=live_at + reviews.AFTER + timedelta(days=1),
                )


def _answer(session: TenantSession, answers: str, now: datetime) -> None:
    asked = dict(zip((each.key for each in questions()), map(int, answers.replace(" ", "")), strict=True))
    later = _OPEN.get(session.tenant, ())
    for place, person in enumerate(_people(session)):
        for theme in themes():
            given = {
                each.key: _choice(each, asked[each.key], place, session.tenant) for each in theme.questions
            }
            if theme.key in later:
                given = dict.fromkeys(given, UNKNOWN) if not place else {}
            notes = _notes(theme, session.tenant, place)
            answering.save(session, SERVICE, theme, given, notes, person_id=person.id, now=now)


def _people(session: TenantSession) -> list[Person]:
    """Who answers: the owner of the processes first, so that the map is open to them."""
    first = people.with_role(session, Role.PROCESS_OWNER)
    others = people.with_role(session, Role.CASEWORKER)
    return [*first, *others][: _PEOPLE.get(session.tenant, 3)]


def _choice(question: Question, place: int, person: int, tenant: str) -> str:
    """People agree, but not on everything: every so often the second and third see it one step otherwise."""
    off = person and (sum(map(ord, f"{tenant}{question.key}")) + person) % 5 == 0
    keys = question.keys
    at = min(place, len(keys) - 1)
    return keys[at - 1 if off and at else at]


def _notes(theme: Theme, tenant: str, person: int) -> dict[str, str]:
    found = {each.key: _NOTES.get((tenant, each.key), "") for each in theme.questions}
    return {} if person else {key: note for key, note in found.items() if note}


def _owner(session: TenantSession) -> str:
    return people.with_role(session, Role.PROCESS_OWNER)[0].name


def _written(step: tuple[int | None, StepState, str | None, str, str, str], today: date) -> Written:
    ahead, state, municipality, owner, question, what = step
    first = today + timedelta(days=ahead) if ahead is not None else None
    last = first + timedelta(days=10) if first else None
    return Written(what, question, municipality, owner, "", first, last, state)
