"""Forms written in a line, for the tests of forms."""

import json
from datetime import UTC, datetime

from app.forms import Form, InvalidAnswers, read_form

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def written(*components: dict[str, object], **top: object) -> Form:
    """A form of these components."""
    return read_form(json.dumps({"id": "trial", "components": list(components), **top}))


def asked(kind: str, key: str = "answer", label: str = "The answer", **more: object) -> dict[str, object]:
    """A component with a key and a label."""
    return {"type": kind, "key": key, "label": label, **more}


def group(label: str, *components: dict[str, object], **more: object) -> dict[str, object]:
    """A group of components: a page when it stands on top."""
    return {"type": "group", "label": label, "components": list(components), **more}


def said(form: Form, raw: dict[str, object], **more: object) -> dict[str, list[str]]:
    """The sentences by field when the answers are refused, {} when they are accepted."""
    try:
        form.load(raw, "en", now=NOW, **more)  # type: ignore[arg-type]
    except InvalidAnswers as refused:
        return {name: [str(each) for each in sentences] for name, sentences in refused.errors.items()}
    return {}


def one(kind: str, raw: object, **more: object) -> object:
    """The value that one field gives, or the sentence with which it is refused."""
    form = written(asked(kind, **more))
    try:
        return form.load({"answer": raw}, "en", now=NOW)["answer"]
    except InvalidAnswers as refused:
        return str(refused.errors["answer"][0])
