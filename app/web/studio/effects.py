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


def templates() -> list[dict[str, Any]]:
    """A template for each effect, in the reader's language."""
    titles = _titles()
    return [
        _template(kind, *titles[kind], [name for name in _ORDER if name in inputs])
        for kind, inputs in EFFECTS.items()
        if kind in titles
    ]


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


def _template(kind: str, name: str, description: str, inputs: list[str]) -> dict[str, Any]:
    hidden = {
        "type": "Hidden",
        "value": kind,
        "binding": {"type": "zeebe:taskDefinition", "property": "type"},
    }
    labels = _labels()
    return {
        "$schema": SCHEMA,
        "id": kind,
        "name": name,
        "description": description,
        "version": 1,
        "appliesTo": ["bpmn:Task", "bpmn:SendTask"],
        "elementType": {"value": "bpmn:SendTask"},
        "groups": [{"id": "content", "label": gettext("What it says"), "openByDefault": True}],
        "properties": [hidden, *(_property(each, labels[each]) for each in inputs)],
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
