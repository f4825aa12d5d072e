"""A form as the rest of the system uses it: pages, fields to show, answers to keep, rows to read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from marshmallow import Schema

from app.feel.budget import Calendar
from app.forms.components import Component, every, outside_rows
from app.forms.errors import InvalidAnswers
from app.forms.field import Field
from app.forms.pages import Page, pages_of
from app.forms.reading import Reading, document
from app.forms.rendering import Renderer
from app.forms.schema import answers_of, schema_of
from app.forms.scope import Scope, get, put
from app.forms.submitted import FormData, newly_asked, submitted, typed_anew
from app.forms.summary import Show, SummaryRow, plainly, summary_rows
from app.forms.walk import Node, Walker, flat, says_anything


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was read. Pure: the same arguments give the same fields and the same answers."""

    id: str
    source: Mapping[str, object]
    pages: tuple[Page, ...]
    duplicates: tuple[str, ...]  #: keys that stood twice; the second is not shown
    calendar: Calendar | None = None  #: by which its expressions count working days

    @property
    def components(self) -> tuple[Component, ...]:
        """All components of all pages, groups included, in the order of the form."""
        return tuple(every(self._top))

    @property
    def asked(self) -> tuple[Component, ...]:
        """What is asked: fields and lists of rows, each once, in the order of the form."""
        return tuple(outside_rows(self._top))

    @property
    def _top(self) -> list[Component]:
        return [component for page in self.pages for component in page.components]

    def title(self, lang: str) -> str:
        """The form's title, "" when it has none."""
        return Component("default", "", (), self.source).text("title", lang, self._property("title"))

    def fields(
        self,
        answers: Mapping[str, object],
        lang: str,
        *,
        now: datetime,
        page: int | None = None,
        raw: Mapping[str, object] | None = None,
        attachments: Mapping[str, str] | None = None,
    ) -> list[Field]:
        """What is shown of `page` (of all pages when None), in order; `raw` is what was typed there.

        `answers` are the stored answers together with the data the form may show; `now` is aware.
        """
        walker = Walker(lang, now, answers, attachments=attachments or {}, with_defaults=raw is None)
        if raw is not None:
            walker.raw, walker.typed = raw, self._typed(page)
        shown = self._walk(walker)
        if page is None:
            return [Renderer(raw).field(node) for nodes in shown for node in nodes]
        return list(Renderer(raw).fields(self.pages[page].opened(shown[page])))

    def raw(self, formdata: FormData) -> dict[str, object]:
        """What was typed, by field name: text, a list of texts, or a date's parts; a pressed `_add` or
        `_remove` button is carried out. Nothing but the form's own fields is taken."""
        return submitted(self._top, formdata)

    def load(
        self,
        raw: Mapping[str, object],
        lang: str,
        *,
        now: datetime,
        page: int | None = None,
        base: Mapping[str, object] | None = None,
        attachments: Mapping[str, str] | None = None,
    ) -> dict[str, object]:
        """The plain answers: those typed on `page` (on all pages when None), and from `base` the form's own
        answers of other pages. Everything else is dropped, so are answers that are hidden now.

        Raises InvalidAnswers with sentences in English templates, by field name.
        """
        nodes = self._nodes(raw, lang, now, page, base, attachments)
        wrong = {node.name: node.wrong for node in flat(nodes) if node.wrong}
        if wrong:
            raise InvalidAnswers(wrong, raw)
        return answers_of(nodes)

    def schema(
        self,
        raw: Mapping[str, object],
        lang: str,
        *,
        now: datetime,
        page: int | None = None,
        base: Mapping[str, object] | None = None,
        attachments: Mapping[str, str] | None = None,
    ) -> Schema:
        """The marshmallow Schema of the fields that `raw` makes visible, flat, by field name."""
        return schema_of(self._nodes(raw, lang, now, page, base, attachments))

    def newly_asked(
        self,
        formdata: FormData,
        lang: str,
        *,
        now: datetime,
        page: int | None = None,
        base: Mapping[str, object] | None = None,
    ) -> bool:
        """Whether the page has to be shown again before it is judged: a row was added or removed, or what
        was typed brings up a question that was not on the page. Without JavaScript nobody saw it yet."""
        if not any(component.repeats or component.condition() for component in self.components):
            return False
        nodes = self._nodes(self.raw(formdata), lang, now, page, base, None)
        return newly_asked(nodes, formdata)

    def visible_pages(
        self, answers: Mapping[str, object], lang: str = "en", *, now: datetime
    ) -> tuple[int, ...]:
        """The indexes of the pages that have something to ask or to say under these answers."""
        shown = self._walk(Walker(lang, now, answers))
        return tuple(index for index, nodes in enumerate(shown) if says_anything(nodes))

    def summary(
        self,
        answers: Mapping[str, object],
        lang: str,
        *,
        now: datetime,
        page: int | None = None,
        show: Show = plainly,
        translate: Callable[[str], str] = str,
    ) -> list[SummaryRow]:
        """What was answered, one row a question, in words; `show` writes numbers, dates, yes and no."""
        shown = self._walk(Walker(lang, now, answers))
        wanted = shown if page is None else shown[page : page + 1]
        return [row for nodes in wanted for row in summary_rows(nodes, show, translate)]

    def to_raw(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Stored answers as they would have been typed: `load(to_raw(answers)) == answers`."""
        return typed_anew(self._top, answers)

    def _property(self, name: str) -> object:
        found = self.source.get("properties")
        return found.get(name) if isinstance(found, Mapping) else None

    def _typed(self, page: int | None) -> Sequence[int]:
        return range(len(self.pages)) if page is None else (page,)

    def _walk(self, walker: Walker) -> tuple[tuple[Node, ...], ...]:
        scope = Scope(self._given(walker.base), walker.now, calendar=self.calendar)
        return walker.pages([page.components for page in self.pages], scope)

    def _given(self, base: Mapping[str, object]) -> Mapping[str, object]:
        """What was known before the first question: `base` without the form's own answers."""
        for component in self.asked:
            if get(base, component.path) is not None:
                base = put(base, component.path, None)
        return base

    def _nodes(
        self,
        raw: Mapping[str, object],
        lang: str,
        now: datetime,
        page: int | None,
        base: Mapping[str, object] | None,
        attachments: Mapping[str, str] | None,
    ) -> list[Node]:
        walker = Walker(lang, now, base or {}, raw, self._typed(page), attachments or {})
        return [node for nodes in self._walk(walker) for node in nodes]


def read_form(source: bytes | str, *, calendar: Calendar | None = None) -> Form:
    """The form in a `.form` document (form-js JSON); raises FormError with a sentence."""
    found = document(source)
    reading = Reading()
    components = reading.components(found["components"], (), [], 0)
    name = found.get("id")
    form_id = name if isinstance(name, str) else ""
    return Form(form_id, found, pages_of(components), tuple(reading.duplicates), calendar)
