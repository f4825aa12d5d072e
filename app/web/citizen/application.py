"""An application on its way: a form filled page by page, kept as it was typed.

Nothing here is stored or sent. What was typed stays as it was, right or wrong; answers are read from it anew
each time, so a page that becomes wrong by a change on another is found before sending.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import MultiDict

from app.forms import Field, Form, InvalidAnswers, Sentence
from app.forms.submitted import FormData, submitted

Errors = Mapping[str, Sequence[Sentence]]


@dataclass(frozen=True)
class Application:
    """A form with what was typed into it so far."""

    form: Form
    typed: Mapping[str, object]
    language: str
    now: datetime
    attachments: Mapping[str, str]  #: file name by the id of each file of the draft

    @property
    def answers(self) -> dict[str, object]:
        """The answers of all pages that are right so far."""
        answers: dict[str, object] = {}
        for page in self.form.pages:
            try:
                answers = self._load(page.index, answers)
            except InvalidAnswers:
                continue
        return answers

    @property
    def pages(self) -> tuple[int, ...]:
        """Indexes of the pages that have something to ask."""
        return self.form.visible_pages(self.answers, self.language, now=self.now)

    def fields(self, page: int) -> list[Field]:
        """What a page shows, with what was typed there."""
        typed = self.typed_on(page)
        return self.form.fields(
            self.answers,
            self.language,
            now=self.now,
            page=page,
            raw=typed or None,
            attachments=self.attachments,
        )

    def files_asked(self, page: int) -> Iterator[Field]:
        """The fields of a page that take files, those within groups and rows too."""
        waiting = list(self.fields(page))
        while waiting:
            field = waiting.pop(0)
            if field.kind == "filepicker":
                yield field
            waiting += [*field.children, *(each for row in field.rows for each in row)]

    def typed_on(self, page: int) -> dict[str, object]:
        """What was typed on a page; empty for one that was not seen yet."""
        return {key: value for key, value in self.typed.items() if self._belongs(key, page)}

    def retyped(self, page: int, formdata: FormData) -> dict[str, object]:
        """Everything typed so far, with what was just sent of a page."""
        others = {key: value for key, value in self.typed.items() if not self._belongs(key, page)}
        return others | submitted(self.form.pages[page].components, formdata)

    def asks_more(self, page: int, formdata: FormData) -> bool:
        """Whether the page has to be shown again before it is judged, such as for one more row."""
        return self.form.newly_asked(formdata, self.language, now=self.now, page=page, base=self.answers)

    def errors(self, page: int) -> Errors:
        """What is to be corrected on a page, by field name; empty when it is right."""
        try:
            self._load(page, self.answers)
        except InvalidAnswers as wrong:
            return wrong.errors
        return {}

    def first_wrong(self) -> int | None:
        """The first page that needs something; None when all is right."""
        return next((page for page in self.pages if self.errors(page)), None)

    def page_after(self, page: int) -> int | None:
        """The next page that has something to ask; None after the last."""
        return next((each for each in self.pages if each > page), None)

    def page_before(self, page: int) -> int | None:
        """The page before that has something to ask; None at the first."""
        return next((each for each in reversed(self.pages) if each < page), None)

    def _load(self, page: int, base: Mapping[str, object]) -> dict[str, object]:
        typed = self.typed_on(page)
        return self.form.load(
            typed, self.language, now=self.now, page=page, base=base, attachments=self.attachments
        )

    def _belongs(self, key: str, page: int) -> bool:
        names = submitted(self.form.pages[page].components, MultiDict[str, str]())
        return key in names or any(key.startswith(f"{name}.") for name in names)
