"""The interview: one page for each theme, saved as it is sent, taken up again where it was left."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.identity import people
from app.identity.roles import Role
from app.readiness import answering, reminders
from app.readiness.errors import UnknownTheme
from app.readiness.interview import UNKNOWN, Theme, themes
from app.translating import N_
from app.web.current import current
from app.web.guard import allow
from app.web.joining.blueprint import ASKED, blueprint, shared_process
from app.web.studio.typed import one_line
from app.web.texts import gettext, ngettext

#: Signs of a note; it is one sentence.
LONGEST_NOTE = 300

_SUBJECT = N_("%(who)s asks how you do it: %(name)s")
_BODY = N_(
    "%(who)s asks you for 20 minutes: how do you do it today in “%(name)s”? Answer by yourself; others see "
    "the answers counted and without names. You can stop and go on later."
)


@blueprint.get("/<key>/interview")
@allow(*ASKED)
def interview(key: str) -> str:
    """How far the reader is, and whom else to ask."""
    process = shared_process(key)
    with current.database.reading(current.tenant_id) as session:
        own = answering.own(session, key, current.actor.id)
        answered = answering.voices(session, key).people
        colleagues = [
            each.person
            for each in people.staff(session)
            if each.person.email and each.person.is_active and each.person.id != current.actor.id
        ]
    return render_template(
        "joining/interview.html",
        process=process,
        themes=themes(),
        own=own,
        answered=answered,
        colleagues=colleagues if current.actor.has(Role.PROCESS_OWNER, Role.COORDINATOR) else [],
    )


@blueprint.get("/<key>/interview/<theme_key>")
@allow(*ASKED)
def theme(key: str, theme_key: str) -> str:
    """One page of questions, with what the reader has answered before."""
    process, found = shared_process(key), _theme(theme_key)
    with current.database.reading(current.tenant_id) as session:
        own = answering.own(session, key, current.actor.id)
    return render_template(
        "joining/theme.html", process=process, theme=found, own=own, themes=themes(), unknown=UNKNOWN
    )


@blueprint.post("/<key>/interview/<theme_key>")
@allow(*ASKED)
def answer(key: str, theme_key: str) -> Response:
    """Keep the page, whatever of it is answered, and go to the next."""
    shared_process(key)
    found = _theme(theme_key)
    chosen = {each.key: request.form.get(each.key, "") for each in found.questions}
    notes = {
        each.key: one_line(request.form.get(f"note-{each.key}", ""), LONGEST_NOTE) for each in found.questions
    }
    with current.database.transaction(current.tenant_id) as session:
        own = answering.save(session, key, found, chosen, notes, person_id=current.actor.id, now=current.now)
    left = len(found.questions) - own.answered(found)
    if left:
        sentence = ngettext(
            "Kept. %(num)d question of the page is still open.",
            "Kept. %(num)d questions of the page are still open.",
            left,
        )
        flash(sentence, "info")
        return redirect(url_for(".theme", key=key, theme_key=theme_key), 303)
    after = own.next_theme
    if after is None:
        flash(gettext("Thank you. Everything is answered; you can still change it."), "success")
        return redirect(url_for(".interview", key=key), 303)
    return redirect(url_for(".theme", key=key, theme_key=after.key), 303)


@blueprint.post("/<key>/interview/ask")
@allow(Role.PROCESS_OWNER, Role.COORDINATOR)
def ask(key: str) -> Response:
    """Write to the colleagues that were chosen and ask for their answers."""
    process = shared_process(key)
    wanted = set(request.form.getlist("person"))
    values = {"who": current.actor.name, "name": process.name}
    with current.database.transaction(current.tenant_id) as session:
        chosen = [
            each.person for each in people.staff(session) if each.person.id in wanted and each.person.email
        ]
        for person in chosen:
            to = [(person.email or "", person.language)]
            name, path = f"ask-{key[:30]}-{person.id}", f"joining/{key}/interview"
            reminders.owe(session, name, current.now, _SUBJECT, _BODY, values, path=path, addresses=to)
    sentence = ngettext(
        "%(num)d colleague is asked by mail.", "%(num)d colleagues are asked by mail.", len(chosen)
    )
    flash(sentence, "success" if chosen else "info")
    return redirect(url_for(".interview", key=key), 303)


def _theme(key: str) -> Theme:
    found = next((each for each in themes() if each.key == key), None)
    if found is None:
        raise UnknownTheme(key)
    return found
