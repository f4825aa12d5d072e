"""Walk the diagrams and forms that the repository ships, on the pure engine.

Answers go through the form of each step first, so that a walk proves the form, too: an answer that the form
would refuse, hide or not know fails the test.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from app.bpmn import Document, read
from app.decisions import rulebooks
from app.engine import Definition, Outcome, Thrown, compile_definition
from app.forms import Form, InvalidAnswers, read_form
from app.processes import answering
from app.seed import municipalities
from app.tenants.calendar import FINLAND
from tests.engine.driving import CASE, NOW, Run

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / "workflows" / "bpmn"
FORMS = ROOT / "forms"
#: Diagrams that others call.
CALLED = {"street-works": ("site-inspection",)}
#: Every group that municipalities are seeded with.
GROUPS = frozenset(municipalities.GROUPS)


@cache
def document(service: str, variant: str) -> Document:
    return read((WORKFLOWS / service / f"{variant}.bpmn").read_bytes())


def called(service: str, variant: str) -> list[Document]:
    """The diagrams that this one may call."""
    return [document(service, other) for other in CALLED.get(service, ()) if other != variant]


@cache
def form(service: str, form_id: str) -> Form:
    return read_form((FORMS / service / f"{form_id}.form").read_bytes())


@cache
def _definition(service: str, variant: str) -> Definition:
    books = rulebooks.readable(
        rulebooks.beside(WORKFLOWS / service / f"{variant}.bpmn", document(service, variant).decision_ids)
    )
    return compile_definition(
        document(service, variant),
        called(service, variant),
        decisions=answering.deciding(books),
        calendar=FINLAND,
    )


class Walk(Run):
    """One case through a variant of a service."""

    def __init__(
        self,
        service: str,
        variant: str,
        answers: Mapping[str, object] | None = None,
        *,
        text: str = "",
        opened: datetime = NOW,
    ) -> None:
        """Begins with the service's form, or with a free message where `text` is given."""
        self.service = service
        self.now = opened
        case = {**CASE, "opened": opened}
        if text:
            super().__init__(
                _definition(service, variant), "message", {"message": text}, case=case, now=opened
            )
        else:
            payload = self.filled("application", answers or {})
            super().__init__(_definition(service, variant), "application", payload, case=case, now=opened)

    def filled(
        self, form_id: str, answers: Mapping[str, object], known: Mapping[str, object] | None = None
    ) -> dict[str, object]:
        """The answers as the form keeps them, with what is known of the case; fails where it drops one."""
        read = form(self.service, form_id)
        try:
            kept = read.load(read.to_raw(answers), "en", now=self.now, base=known)
        except InvalidAnswers as exc:
            raise AssertionError(f"{form_id} refuses: {exc.errors}") from exc
        assert {key: kept.get(key) for key in answers} == dict(answers)
        return kept

    def do(self, element_id: str, **answers: object) -> Outcome:
        """A person fills the form of an open task."""
        task = self.task(element_id)
        assert task.form_id is not None
        assert GROUPS >= set(task.groups) != set()
        return self.complete(element_id, self.filled(task.form_id, answers, self.data))

    def answer(self, message: str, **answers: object) -> Outcome:
        """Somebody answers a form that the process waits for."""
        waiting = next(each for each in self.subscriptions.values() if each.message == message)
        assert waiting.form_id is not None
        return self.deliver(message, self.filled(waiting.form_id, answers))

    def ask(self, question: str = "Where exactly?") -> Outcome:
        return self.deliver("ask", {"question": question})

    def reply(self, text: str = "Here.") -> Outcome:
        return self.deliver("reply", {"reply": text, "replied_at": self.now})

    def sent(self, element_id: str) -> Thrown:
        """What the last pass of a send task told; every text of it is there in three languages."""
        thrown = [each for each in self.thrown if each.element_id == element_id][-1]
        if thrown.type != "polku.party":
            for key in ("subject_en", "subject_fi", "subject_sv", "body_en", "body_fi", "body_sv"):
                assert isinstance(thrown.inputs[key], str), f"{element_id}: {key} is {thrown.inputs[key]!r}"
                assert thrown.inputs[key]
        return thrown

    def ended(self) -> str:
        """The end event that finished the case."""
        assert self.finished
        assert (self.tasks, self.timers, self.subscriptions, self.jobs) == ({}, {}, {}, {})
        for thrown in self.thrown:
            self.sent(thrown.element_id)
        return self.ended_at[-1]
