"""Variables that a diagram reads and nothing gives, and answers that only people read."""

import json

import pytest

from app import knowing
from app.processes.bundles import Bundle, open_bundle
from tests.processes.pricing import PROCESS, RULES, fees
from tests.processes.town import ADVICE, FORMS


def _with(diagram: bytes = ADVICE, **fields: str) -> Bundle:
    """The process with a diagram of its own, and fields for its first form by their keys."""
    form = json.loads(FORMS["application.form"])
    form["components"] += [{"type": "textfield", "key": key, "label": label} for key, label in fields.items()]
    files = {"advice.bpmn": diagram, **FORMS, "application.form": json.dumps(form).encode()}
    return open_bundle(files)


def _unknown(bundle: Bundle) -> list[str]:
    return [each.say(each.sentence) for each in bundle.findings if each.code == "variable-unknown"]


def _mapped(source: str) -> bytes:
    """The process whose first user task gets one more input."""
    line = f'<zeebe:ioMapping><zeebe:input source="{source}" target="shown" /></zeebe:ioMapping>'
    before, task, after = ADVICE.partition(b"<bpmn:userTask")
    head, holder, rest = after.partition(b"<bpmn:extensionElements>")
    return before + task + head + holder + line.encode() + rest


def test_what_is_read_and_given_by_nothing_is_a_warning_that_names_it() -> None:
    bundle = _with(_mapped("=street + case.number"))

    assert _unknown(bundle) == ["“Review the question” reads “street”, which no form and no step gives."]
    assert bundle.publishable


def test_a_field_with_the_key_gives_the_variable() -> None:
    assert _unknown(_with(_mapped("=street + case.number"), street="Which street?")) == []


@pytest.mark.parametrize(
    "source", ["=for x in [1] return x", "=count([shown])", "=message", "=[{a: 1}][a = 1]"]
)
def test_names_that_the_expression_or_the_engine_gives_are_known(source: str) -> None:
    assert _unknown(_with(_mapped(source))) == []


def test_what_a_decision_reads_has_to_be_given_where_it_is_asked() -> None:
    files = {"advice.bpmn": PROCESS, **FORMS}

    known = open_bundle({**files, "fees.dmn": fees(*RULES)})
    misspelt = open_bundle({**files, "fees.dmn": fees(*RULES).replace(b"fee", b"toll")})

    assert _unknown(known) == []
    assert _unknown(misspelt) == ["“Price” reads “toll”, which no form and no step gives."]


def test_answers_that_no_expression_reads_are_one_hint() -> None:
    bundle = _with(_mapped("=street"), street="Which street?", colour="Which colour?", size="How large?")
    assert bundle.main is not None

    [hint] = knowing.unread(
        bundle.forms["application"], [bundle.main], bundle.forms.values(), bundle.decisions.values()
    )

    named = hint.say(hint.sentence)
    assert "colour, size" in named
    assert "street" not in named
    assert hint.severity == "warning"
