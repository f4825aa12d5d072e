"""One question as it is put to one reader: its words, its limits, what to say to a wrong answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from marshmallow import ValidationError

from app.forms.components import Component, exact
from app.forms.scope import Scope
from app.forms.sentences import AS_WRITTEN, Sentence, inline
from app.translating import N_


def anchor(name: str, part: str = "") -> str:
    """The HTML id of a field or of one part of it."""
    return f"f-{name}-{part}" if part else f"f-{name}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A component at one place of the answers, in one language, with what is known so far."""

    component: Component
    name: str  #: the name of the HTML field, such as children.0.name
    lang: str
    scope: Scope
    attachments: Mapping[str, str]  #: file name by the id of each attachment that may be named

    @property
    def label(self) -> str:
        """The label with its values filled in."""
        return self.scope.fill(self.component.label(self.lang))

    @property
    def required(self) -> bool:
        """Whether an answer has to be given."""
        return self.scope.is_true(self.component.part("validate").get("required"))

    def limit(self, name: str) -> object:
        """A limit of the validation, evaluated; None when there is none."""
        return self.scope.setting(self.component.part("validate").get(name))

    def number(self, name: str) -> Decimal | None:
        """A limit that is a number."""
        return exact(self.limit(name))

    def wrong(self, code: str, template: str, part: str = "", **values: str) -> ValidationError:
        """The refusal of an answer, in the author's own words where the form has them for `code`."""
        said = self._own_words(code)
        if said:
            template, values = AS_WRITTEN, {"text": said}
        label = self.label
        everything = {"label": label, "inline": inline(label)} | values
        return ValidationError([Sentence(template, everything, anchor(self.name, part))])

    def missing(self) -> ValidationError:
        """The refusal of no answer."""
        if self.label.endswith("?"):
            return self.wrong("required", N_("Answer the question “%(label)s”"), self.first_part)
        chosen = self.component.type in {"radio", "select", "checklist", "taglist"}
        template = N_("Choose %(inline)s") if chosen else N_("Enter %(inline)s")
        return self.wrong("required", template, self.first_part)

    @property
    def first_part(self) -> str:
        """Where to go to in a field that has several controls."""
        if self.component.type in {"radio", "checklist", "taglist"}:
            return "0"
        dated = self.component.type == "datetime" and self.component.source.get("subtype") != "time"
        return "day" if dated else ""

    def _own_words(self, code: str) -> str:
        if code == "pattern":
            own = self.component.part("validate").get("patternErrorMessage")
            return self.component.text("patternErrorMessage", self.lang, own)
        name = f"{code}.message"
        return self.component.text(name, self.lang, self.component.words(name))


def first_text(raw: object) -> str:
    """What was typed into a field of one value; "" for nothing or for anything odd."""
    if isinstance(raw, list):
        raw = raw[0] if raw else ""
    return raw if isinstance(raw, str) else ""


def all_texts(raw: object) -> list[str]:
    """What was chosen in a field of several values."""
    if isinstance(raw, str):
        return [raw] if raw else []
    return [item for item in raw if isinstance(item, str) and item] if isinstance(raw, list) else []
