"""What answers the business rule tasks of a bundle: its decisions, as the engine asks them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from app.decisions import DecisionError, Model, Phrase, decide
from app.decisions.explaining import explain
from app.decisions.relying import doubts
from app.decisions.rulebooks import Rulebook
from app.engine import Answer, Decide, Undecided
from app.feel.budget import Calendar


def N_(text: str) -> str:  # noqa: N802 - gettext's name for "translate later"
    return text


NOT_MADE = N_("The decision could not be made.")
NOT_RELIABLE = N_("The decision gives no answer that the process could go on with.")


def deciding(books: Iterable[Rulebook]) -> dict[str, Decide]:
    """What answers the business rule tasks of a bundle, by the id of the decision."""
    return {id_: Asked(book.model, id_) for book in books for id_ in book.decisions()}


class Asked:
    """A decision as the engine asks it: why it came out so is told as {"sentence", "values"}."""

    def __init__(self, model: Model, decision_id: str) -> None:
        self._model = model
        self._id = decision_id
        self._reads = model.reads(decision_id)

    def __call__(
        self, variables: Mapping[str, object], *, now: datetime, calendar: Calendar | None
    ) -> Answer:
        given = {name: variables[name] for name in self._reads if name in variables}
        try:
            decided = decide(self._model, self._id, given, now=now, calendar=calendar)
        except DecisionError as error:
            raise Undecided(NOT_MADE, str(error)) from error
        told = explain(decided)
        if doubted := doubts(decided):
            raise Undecided(NOT_RELIABLE, "\n".join(map(str, [*doubted, *told])))
        return Answer(decided.value, [_plain(phrase) for phrase in told])


def _plain(phrase: Phrase) -> dict[str, object]:
    return {"sentence": phrase.sentence, "values": {name: str(each) for name, each in phrase.values.items()}}
