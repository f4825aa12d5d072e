"""The work of the system as element templates: documents, other systems, payments.

What each type takes stands in one place, `app.bpmn.doing`; here it gets labels.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.web.studio.element_template import element_template, text_input, work
from app.web.texts import gettext

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


def jobs(addresses: Sequence[str]) -> list[dict[str, Any]]:
    """A template for each type of work; `addresses` are those that processes of the municipality may ask."""
    return [_decision(), _request(addresses), _payment()]


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
        text_input(f"title_{language}", title) | {"value": _BEGUN[language][0]}
        for language, (title, _, _) in labels.items()
    ]
    texts = [
        text_input(f"text_{language}", text)
        | {"type": "Text", "description": help_text, "value": _BEGUN[language][1]}
        for language, (_, text, _) in labels.items()
    ]
    messages = [text_input(f"message_{language}", message) for language, (_, _, message) in labels.items()]
    about = gettext("Makes a PDF of the decision, keeps it in the case and sends it to the applicant.")
    parts = [
        work("polku.decision-document"),
        text_input("to", gettext("To whom")),
        *titles,
        *texts,
        *messages,
    ]
    return element_template(
        "polku.decision-document", gettext("Decision document"), about, "bpmn:ServiceTask", parts
    )


def _allowed(addresses: Sequence[str]) -> str:
    if not addresses:
        return gettext("The operator has not allowed your municipality any address yet.")
    return gettext("What begins with one of these is asked: %(addresses)s", addresses=", ".join(addresses))


def _request(addresses: Sequence[str]) -> dict[str, Any]:
    """Asking another system, as far as its address is allowed."""
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
        "description": _allowed(addresses),
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
    parts = [work("polku.http-request"), method, address, body, result]
    return element_template("polku.http-request", gettext("HTTP request"), about, "bpmn:ServiceTask", parts)


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
    return element_template(
        "polku.payment-reference",
        title,
        about,
        "bpmn:ServiceTask",
        [work("polku.payment-reference"), amount, result],
    )
