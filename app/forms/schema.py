"""The marshmallow Schema of what is asked, and the answers that it gives."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.forms.answers import field_for
from app.forms.components import INPUTS
from app.forms.scope import put
from app.forms.walk import Node, flat


class Answers(Schema):
    """The Schema of the fields that are asked at the moment; what it does not know it drops.

    What is asked depends on the answers before, so every request has a schema of its own. Its fields are
    given to the instance: a class for each would cost as much as all the rest of the loading.
    """

    class Meta:
        unknown = EXCLUDE

    def __init__(self, asked: Mapping[str, fields.Field[Any]]) -> None:
        super().__init__()
        self.fields.update(asked)
        self.load_fields.update(asked)


def schema_of(nodes: Sequence[Node]) -> Schema:
    """A Schema of the typed fields among the nodes, flat; it takes them by field name."""
    asked = [node for node in flat(nodes) if node.source == "typed"]
    return Answers({_attribute(node.name): _named(node) for node in asked})


def answers_of(nodes: Sequence[Node]) -> dict[str, object]:
    """The answers of the form, or of a row, nested as the components' paths say."""
    answers: dict[str, object] = {}
    for node in nodes:
        path = node.component.path
        if node.component.type == "group":
            answers = _merged(answers, answers_of(node.children))
        elif node.component.repeats and node.source:
            answers = put(answers, path, [answers_of(row) for row in node.rows])
        elif node.component.type in INPUTS and node.source:
            answers = put(answers, path, node.value)
    return answers


def _named(node: Node) -> fields.Field[Any]:
    field = field_for(node.asked)
    field.data_key = node.name
    return field


def _attribute(name: str) -> str:
    """marshmallow would nest at a dot; the form nests by itself, as it has rows."""
    return name.replace(".", "/")


def _merged(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    both = {**one, **other}
    for key in one.keys() & other.keys():
        left, right = one[key], other[key]
        if isinstance(left, Mapping) and isinstance(right, Mapping):
            both[key] = _merged(left, right)
    return both
