"""What can go wrong with a form: the document itself, or what was typed into it."""

from collections.abc import Mapping, Sequence

from app.forms.sentences import Sentence


class FormError(ValueError):
    """This form cannot be read."""

    def __init__(self, sentence: str, **values: str) -> None:
        """`sentence` is an English template (a message id) with %(name)s places for `values`."""
        super().__init__(sentence % values)
        self.sentence = sentence
        self.values: Mapping[str, str] = values


class InvalidAnswers(ValueError):
    """Some answers are missing or cannot be accepted."""

    def __init__(self, errors: Mapping[str, Sequence[Sentence]], raw: Mapping[str, object]) -> None:
        """`errors` by field name in the order of the form; `raw` is what was typed."""
        super().__init__("; ".join(str(each) for sentences in errors.values() for each in sentences))
        self.errors = errors
        self.raw = raw
