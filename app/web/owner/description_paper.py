"""The description of a version on sheets of A4."""

from babel.dates import format_date

from app.bpmn.exporting import drawing
from app.web.current import current
from app.web.formats import reader
from app.web.owner.described import Description, Told
from app.web.papers import paper
from app.web.texts import gettext


def of_description(said: Description) -> bytes:
    """Everything that is said of a version, on sheets of A4."""
    drawn = [drawing(document, lang=current.language).decode() for document in said.documents]
    to = reader()
    version = gettext("Version %(number)d") % {"number": said.number}
    published = gettext("Published %(when)s by %(who)s") % {
        "when": format_date(to.day(said.published_at), "long", locale=to.locale),
        "who": said.published_by,
    }
    return paper(
        "description",
        {
            "title": said.name,
            "foot": f"{said.name}, {version}",
            "about": f"{version}. {published}.",
            "made_from": gettext("This description is made from the diagram and its forms; it is what runs."),
            "note": said.note,
            "drawings": [each for each in drawn if each],
            "values": said.values,
            "columns": _columns(),
            "steps": [_row(step) for step in said.steps],
            "reads": [
                {"step": _name(step), "words": [words for _, words in step.citizen]}
                for step in said.steps
                if step.citizen
            ],
            "forms": [
                {"title": title, "asked": [(each.label, each.key, each.required) for each in asked]}
                for title, asked in said.forms.items()
            ],
            "words": {
                "values": gettext("Parameters"),
                "steps": gettext("Steps"),
                "reads": gettext("What the citizen reads"),
                "forms": gettext("Forms"),
                "required": gettext("required"),
                "question": gettext("Question"),
                "key": gettext("Key"),
            },
        },
    )


def _columns() -> list[str]:
    return [
        gettext("Step"),
        gettext("Who"),
        gettext("Form"),
        gettext("Until when"),
        gettext("How it goes on"),
    ]


def _row(step: Told) -> dict[str, object]:
    return {
        "name": f"{step.number}. {_name(step)}",
        "kind": step.kind if step.name else "",
        "who": step.who,
        "form": step.form,
        "until": step.until,
        "ways": [{"where": where, "when": taken} for where, taken in step.why],
    }


def _name(step: Told) -> str:
    return step.name or step.kind
