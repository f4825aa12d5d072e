"""The product's own effects as element templates: the same JSON that the modeler on a desk reads.

Which inputs an effect takes stands in one place, `app.bpmn.dialect.EFFECTS`; here they get labels.
"""

from collections.abc import Mapping
from typing import Any

from app.bpmn.dialect import EFFECTS
from app.web.texts import gettext

SCHEMA = "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json"

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


#: What a decision says until its author has written it: title and text by language.
_BEGUN: Mapping[str, tuple[str, str]] = {
    "en": (
        "Decision",
        "# Decision\nTo {{ case.applicant.name }}\n\n# Reasons\n\n# If you disagree with the decision\n",
    ),
    "fi": (
        "Päätös",
        "# Päätös\nHakija: {{ case.applicant.name }}\n\n# Perustelut\n\n# Jos olet tyytymätön päätökseen\n",
    ),
    "sv": (
        "Beslut",
        "# Beslut\nSökande: {{ case.applicant.name }}\n\n# Motivering\n\n# Om du är missnöjd med beslutet\n",
    ),
}


def templates() -> list[dict[str, Any]]:
    """A template for each effect and for what people do again and again, in the reader's language."""
    titles = _titles()
    effects = [
        _template(kind, *titles[kind], [name for name in _ORDER if name in inputs])
        for kind, inputs in EFFECTS.items()
        if kind in titles
    ]
    return [*effects, _reminder(), _statement(), _answer(), _decision(), _request(), _payment()]


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
    return _made(
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
    return _made(
        "polku.answer", gettext("Ask for information: the answer"), about, "bpmn:ReceiveTask", [name, key]
    )


def _decision() -> dict[str, Any]:
    """A decision as a PDF that is kept in the case and sent to a party."""
    labels = {
        "en": (gettext("Title in English"), gettext("Text in English"), gettext("Message in English")),
        "fi": (gettext("Title in Finnish"), gettext("Text in Finnish"), gettext("Message in Finnish")),
        "sv": (gettext("Title in Swedish"), gettext("Text in Swedish"), gettext("Message in Swedish")),
    }
    help_text = gettext(
        "Answers are filled in where {{ their_name }} stands. A line with # in front is a heading, one with -"
        " an item of a list."
    )
    titles = [
        _property(f"title_{language}", title) | {"value": _BEGUN[language][0]}
        for language, (title, _, _) in labels.items()
    ]
    texts = [
        _property(f"text_{language}", text)
        | {"type": "Text", "description": help_text, "value": _BEGUN[language][1]}
        for language, (_, text, _) in labels.items()
    ]
    messages = [
        _property(f"message_{language}", message) | {"type": "Text"}
        for language, (_, _, message) in labels.items()
    ]
    about = gettext("Makes a PDF of the decision, keeps it in the case and sends it to the applicant.")
    parts = [_work("polku.decision-document"), _property("to", _labels()["to"]), *titles, *texts, *messages]
    return _made("polku.decision-document", gettext("Decision document"), about, "bpmn:ServiceTask", parts)


def _request() -> dict[str, Any]:
    """Asking another system, as far as the municipality allows its address."""
    method = {
        "id": "method",
        "label": gettext("Ask or send"),
        "type": "Dropdown",
        "value": "GET",
        "choices": [
            {"name": gettext("Ask for something (GET)"), "value": "GET"},
            {"name": gettext("Send something (POST)"), "value": "POST"},
        ],
        "group": "content",
        "binding": {"type": "zeebe:input", "name": "method"},
    }
    address = {
        "id": "url",
        "label": gettext("Address"),
        "description": gettext("Only addresses that the operator has allowed your municipality are asked."),
        "type": "String",
        "feel": "optional",
        "constraints": {"notEmpty": True},
        "group": "content",
        "binding": {"type": "zeebe:input", "name": "url"},
    }
    body = {
        "id": "body",
        "label": gettext("What is sent"),
        "description": gettext("In FEEL, such as ={name: case.applicant.name}"),
        "type": "Text",
        "feel": "optional",
        "optional": True,
        "group": "content",
        "condition": {"property": "method", "equals": "POST"},
        "binding": {"type": "zeebe:input", "name": "body"},
    }
    result = {
        "id": "result",
        "label": gettext("Name of the result"),
        "description": gettext("The answer comes under this name; a field of it is read as answer.owner."),
        "type": "String",
        "value": "answer",
        "group": "content",
        "binding": {"type": "zeebe:output", "source": "=body"},
    }
    about = gettext("Asks another system over HTTP; tried again when it does not answer, then an incident.")
    parts = [_work("polku.http-request"), method, address, body, result]
    return _made("polku.http-request", gettext("HTTP request"), about, "bpmn:ServiceTask", parts)


def _payment() -> dict[str, Any]:
    """A reference for an invoice."""
    amount = {
        "id": "amount",
        "label": gettext("Amount in euros"),
        "type": "String",
        "feel": "required",
        "group": "content",
        "binding": {"type": "zeebe:input", "name": "amount"},
    }
    result = {
        "id": "result",
        "label": gettext("Name of the result"),
        "type": "String",
        "value": "payment_reference",
        "group": "content",
        "binding": {"type": "zeebe:output", "source": "=payment_reference"},
    }
    about = gettext("Makes a reference number for an invoice of this amount.")
    title = gettext("Payment reference")
    return _made(
        "polku.payment-reference",
        title,
        about,
        "bpmn:ServiceTask",
        [_work("polku.payment-reference"), amount, result],
    )


def _made(
    template_id: str, name: str, description: str, element: str, properties: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "id": template_id,
        "name": name,
        "description": description,
        "version": 1,
        "appliesTo": ["bpmn:Task", element],
        "elementType": {"value": element},
        "groups": [{"id": "content", "label": gettext("What it says"), "openByDefault": True}],
        "properties": properties,
    }


def _template(
    kind: str, name: str, description: str, inputs: list[str], *, template_id: str = ""
) -> dict[str, Any]:
    labels = _labels()
    properties = [_work(kind), *(_property(each, labels[each]) for each in inputs)]
    return _made(template_id or kind, name, description, "bpmn:SendTask", properties)


def _work(kind: str) -> dict[str, Any]:
    return {
        "type": "Hidden",
        "value": kind,
        "binding": {"type": "zeebe:taskDefinition", "property": "type"},
    }


def _property(name: str, label: str) -> dict[str, Any]:
    help_text = {"description": gettext("A role such as guardian; the applicant where nothing is written.")}
    return (help_text if name == "to" else {}) | {
        "id": name,
        "label": label,
        "group": "content",
        "type": "Text" if name.startswith("body") else "String",
        "feel": "optional",
        "optional": True,
        "binding": {"type": "zeebe:input", "name": name},
    }
