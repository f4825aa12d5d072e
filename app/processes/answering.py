"""What answers the business rule tasks of a bundle: its decisions, as the engine asks them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from app.decisions import Decided, DecisionError, Model, Phrase, decide
from app.decisions.explaining import LANGUAGES, explain
from app.decisions.relying import doubts
from app.decisions.rulebooks import Rulebook
from app.engine import Answer, Decide, Undecided
from app.feel.budget import Calendar
from app.translating import N_

NOT_MADE = N_("The decision could not be made.")
NOT_RELIABLE = N_("The decision gives no answer that the process could go on with.")


def deciding(books: Iterable[Rulebook]) -> dict[str, Decide]:
    """What answers the business rule tasks of a bundle, by the id of the decision."""
    return {id_: Asked(book.model, id_) for book in books for id_ in book.decisions()}


class Asked:
    """A decision as the engine asks it: why it came out so is told as {"sentence", "values", "language"}."""

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
        if doubted := doubts(decided):
            raise Undecided(NOT_RELIABLE, "\n".join(map(str, [*doubted, *explain(decided)])))
        return Answer(decided.value, _told(decided))


def _told(decided: Decided) -> list[dict[str, object]]:
    """Why it came out so: for each language of its own, where its names and remarks are translated."""
    told = {language: list(map(_plain, explain(decided, language))) for language in LANGUAGES}
    if all(each == told["en"] for each in told.values()):
        return told["en"]
    return [{**phrase, "language": language} for language, each in told.items() for phrase in each]


def _plain(phrase: Phrase) -> dict[str, object]:
    return {"sentence": phrase.sentence, "values": {name: str(each) for name, each in phrase.values.items()}}
