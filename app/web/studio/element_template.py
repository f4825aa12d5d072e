"""An element template, as the modeler on a desk reads it, too."""

from typing import Any

from app.web.texts import gettext

SCHEMA = "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json"


def element_template(
    template_id: str, name: str, description: str, element: str, properties: list[dict[str, Any]]
) -> dict[str, Any]:
    """The template for an element of this type, its settings in one group."""
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


def work(kind: str) -> dict[str, Any]:
    """That this type of work is done."""
    return {
        "type": "Hidden",
        "value": kind,
        "binding": {"type": "zeebe:taskDefinition", "property": "type"},
    }


def text_input(name: str, label: str) -> dict[str, Any]:
    """An input that is a text or FEEL."""
    is_long = name.startswith(("body", "message"))
    made = {
        "id": name,
        "label": label,
        "group": "content",
        "type": "Text" if is_long else "String",
        "feel": "optional",
        "optional": True,
        "binding": {"type": "zeebe:input", "name": name},
    }
    if name == "to":
        made["description"] = gettext("A role such as guardian; the applicant where nothing is written.")
    elif is_long:
        made["description"] = gettext("Answers are filled in where {{ their_name }} stands.")
    return made
