"""The difference map: where the municipalities differ, how sure that is, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.readiness import advice, answering, differing, plan
from app.readiness.differing import Cell, Far, Line, Overall, Sure, Voices
from app.readiness.errors import AnswersFirst
from app.readiness.interview import UNKNOWN, Theme, questions, themes
from app.readiness.tables import Step
from app.tenants.tables import Tenant
from app.translating import N_
from app.web.current import current
from app.web.formats import text
from app.web.guard import allow
from app.web.joining import tables
from app.web.joining.blueprint import READERS, blueprint, is_coordinator, municipalities, shared_process
from app.web.texts import gettext
from app.web.upstream.blueprint import consortium

_HEAD = (N_("Theme"), N_("Question"), N_("Municipality"), N_("Answer"), N_("Distance"), N_("Certainty"))


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that the interviews about one process say together."""

    lines: tuple[Line, ...]
    people: Mapping[str, int]  #: how many have answered, by municipality

    def of_theme(self, theme: Theme) -> list[Line]:
        """The lines of one theme."""
        return [line for line in self.lines if line.question in theme.questions]

    def whole_theme(self, theme: Theme, tenant: str) -> Overall | None:
        """How a municipality stands in a whole theme."""
        return differing.of_theme(theme, self.lines, tenant)

    @property
    def known(self) -> int:
        """How many cells of the map are known."""
        return sum(len(line.known) for line in self.lines)

    @property
    def unsure(self) -> int:
        """How many of those are one voice, or split."""
        return sum(cell.sure == Sure.LITTLE for line in self.lines for cell in line.known)


@blueprint.get("/<key>/map")
@allow(*READERS)
def difference_map(key: str) -> str | Response:
    """Themes and questions by municipality, and what is advised."""
    process = shared_process(key)
    try:
        found = compared(key)
    except AnswersFirst:
        return redirect(url_for(".interview", key=key), 303)
    steps = _steps(key)
    return render_template(
        "joining/map.html",
        process=process,
        themes=themes(),
        compared=found,
        towns=municipalities(),
        levels=list(Far),
        certainties=list(Sure)[1:],
        advice=advice.advise(found.lines),
        steps=steps,
        planned={step.question for step in steps},
        is_coordinator=is_coordinator(),
    )


@blueprint.get("/<key>/map/<question_key>")
@allow(*READERS)
def differences(key: str, question_key: str) -> str:
    """What each municipality answered to one question: counted, and nobody named."""
    process, found = shared_process(key), compared(key)
    line = next((each for each in found.lines if each.question.key == question_key), None) or abort(404)
    theme = next(each for each in themes() if each.key == line.question.theme)
    return render_template(
        "joining/differences.html",
        process=process,
        theme=theme,
        line=line,
        told=advice.of(line),
        towns={tenant.id: tenant for tenant in municipalities()},
        steps=[step for step in _steps(key) if step.question == question_key],
        unknown=UNKNOWN,
        is_coordinator=is_coordinator(),
    )


@blueprint.get("/<key>/map.csv")
@allow(*READERS)
def map_as_table(key: str) -> Response:
    """The map as a table for other programs."""
    shared_process(key)
    found, towns = compared(key), {tenant.id: tenant for tenant in municipalities()}
    head = [gettext(each) for each in _HEAD]
    titles = {theme.key: theme.title for theme in themes()}
    rows = [
        [text(titles[line.question.theme]), text(line.question.ask), *_row(line, cell, towns)]
        for line in found.lines
        for cell in line.cells
    ]
    return tables.csv_answer(f"{key}-map", head, rows)


def compared(key: str) -> Compared:
    """What all interviews say together; raises AnswersFirst for those who have not answered themselves.

    Each municipality is read in a session of its own, and gives counts, never a person.
    """
    with current.database.reading(current.tenant_id) as session:
        if not is_coordinator() and not answering.own(session, key, current.actor.id).complete:
            raise AnswersFirst
    voices = {tenant.id: _voices(tenant, key) for tenant in municipalities()}
    reference = _voices(consortium(), key).counts
    lines = tuple(differing.line(each, reference.get(each.key, {}), voices) for each in questions())
    return Compared(lines, {tenant: each.people for tenant, each in voices.items()})


def _voices(tenant: Tenant, key: str) -> Voices:
    with current.database.reading(tenant.id) as session:
        return answering.voices(session, key)


def _steps(key: str) -> list[Step]:
    with current.database.reading(consortium().id) as keeper:
        return plan.steps(keeper, key)


def _row(line: Line, cell: Cell, towns: Mapping[str, Tenant]) -> list[object]:
    answer = text(line.question.words(cell.answer)) if cell.answer else ""
    far = gettext(cell.far.words) if cell.answer else ""
    return [text(towns[cell.tenant].names), answer, far, gettext(cell.sure.words)]
