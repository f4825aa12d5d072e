"""The product's own effects as element templates: the same JSON that the modeler on a desk reads.

Which inputs an effect takes stands in one place, `app.bpmn.doing`; here they get labels.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.bpmn.doing import EFFECTS
from app.web.studio.element_template import element_template, text_input, work
from app.web.studio.jobs import jobs
from app.web.texts import gettext

#: Inputs in the order that people fill them in.
_ORDER = (
    "to",
    "group",
    "role",
    "name",
    "identifier",
    "email",
    *(f"{text}_{language}" for language in ("en", "fi", "sv") for text in ("subject", "body")),
)


def templates(addresses: Sequence[str] = ()) -> list[dict[str, Any]]:
    """A template for each effect and for what people do again and again, in the reader's language.

    `addresses` are those that processes of the municipality may ask.
    """
    titles = _titles()
    effects = [
        _template(kind, *titles[kind], [name for name in _ORDER if name in inputs])
        for kind, inputs in EFFECTS.items()
        if kind in titles
    ]
    return [*effects, _reminder(), _statement(), _answer(), *jobs(addresses)]


def _titles() -> Mapping[str, tuple[str, str]]:
    return {
        "polku.message": (
            gettext("Message to the citizen"),
            gettext("Sends a message to a party of the case, by the channel they chose."),
        ),
        "polku.notify": (
            gettext("Notice to staff"),
            gettext("Tells a group of the municipality that something has happened."),
        ),
        "polku.party": (
            gettext("Add a person to the case"),
            gettext("Makes somebody a party of the case, who may follow it and answer."),
        ),
    }


def _labels() -> Mapping[str, str]:
    return {
        "to": gettext("To whom"),
        "group": gettext("Group"),
        "role": gettext("Role in the case"),
        "name": gettext("Name"),
        "identifier": gettext("Identity code"),
        "email": gettext("E-mail address"),
        "subject_en": gettext("Subject in English"),
        "subject_fi": gettext("Subject in Finnish"),
        "subject_sv": gettext("Subject in Swedish"),
        "body_en": gettext("Text in English"),
        "body_fi": gettext("Text in Finnish"),
        "body_sv": gettext("Text in Swedish"),
    }


def _reminder() -> dict[str, Any]:
    """A notice to a group that says that something waits; after a timer on a task."""
    words = {
        "subject_en": "A case waits for you",
        "subject_fi": "Asia odottaa sinua",
        "subject_sv": "Ett ärende väntar på dig",
    }
    title = gettext("Reminder to the handlers")
    about = gettext("Tells a group that a case has waited too long. Draw it after a timer on the task.")
    inputs = [name for name in _ORDER if name in EFFECTS["polku.notify"]]
    made = _template("polku.notify", title, about, inputs, template_id="polku.reminder")
    for each in made["properties"]:
        if each.get("id") in words:
            each["value"] = words[each["id"]]
    return made


def _statement() -> dict[str, Any]:
    """A task for somebody who is asked what they think, and who has a few days for it."""
    hidden = {"type": "Hidden", "binding": {"type": "zeebe:userTask"}}
    due = {
        "id": "due",
        "label": gettext("Until when"),
        "description": gettext('In FEEL, such as =now() + duration("P5D")'),
        "type": "String",
        "feel": "optional",
        "value": '=now() + duration("P5D")',
        "group": "content",
        "binding": {"type": "zeebe:taskSchedule", "property": "dueDate"},
    }
    about = gettext("Asks another group for its statement; choose the group and the form below.")
    return element_template(
        "polku.statement", gettext("Statement from a colleague"), about, "bpmn:UserTask", [hidden, due]
    )


def _answer() -> dict[str, Any]:
    """Waiting for the citizen's answer, after a message that asks for it."""
    name = {"type": "Hidden", "value": "reply", "binding": {"type": "bpmn:Message#property", "name": "name"}}
    key = {
        "type": "Hidden",
        "value": "=case.number",
        "binding": {"type": "bpmn:Message#zeebe:subscription#property", "name": "correlationKey"},
    }
    about = gettext("Waits until the citizen has answered. Draw it after a message that asks for something.")
    return element_template(
        "polku.answer", gettext("Ask for information: the answer"), about, "bpmn:ReceiveTask", [name, key]
    )


def _template(
    kind: str, name: str, description: str, inputs: list[str], *, template_id: str = ""
) -> dict[str, Any]:
    labels = _labels()
    properties = [work(kind), *(text_input(each, labels[each]) for each in inputs)]
    return element_template(template_id or kind, name, description, "bpmn:SendTask", properties)
