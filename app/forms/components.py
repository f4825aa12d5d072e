"""The parts of a form as the author wrote them, and their texts in three languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

#: Types that hold an answer.
INPUTS = frozenset(
    {
        "textfield",
        "textarea",
        "number",
        "datetime",
        "checkbox",
        "radio",
        "select",
        "checklist",
        "taglist",
        "filepicker",
        "expression",
    }
)
#: Types that only show something.
SHOWN = frozenset(["text", "html", "image", "table", "documentPreview", "spacer", "separator", "button"])
#: Types that hold other components.
CONTAINERS = frozenset({"group", "dynamiclist"})
#: Types whose answer is chosen among options.
ONE_OF = frozenset({"radio", "select"})
SEVERAL_OF = frozenset({"checklist", "taglist"})


@dataclass(frozen=True, slots=True)
class Component:
    """One component. `path` is where its value stands, counted from the form or from its row."""

    type: str
    id: str
    path: tuple[str, ...]
    source: Mapping[str, object]
    children: tuple["Component", ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether the component is a list of rows."""
        return self.type == "dynamiclist"

    @property
    def place(self) -> str:
        """What a person calls the component when there is something to say about it."""
        return self.id or ".".join(self.path) or self.type

    def part(self, name: str) -> Mapping[str, object]:
        """An object among the properties (`validate`, `layout`, …); empty when there is none."""
        found = self.source.get(name)
        return found if isinstance(found, Mapping) else {}

    def flag(self, name: str, default: bool = False) -> bool:
        """A true-or-false property."""
        found = self.source.get(name)
        return found if isinstance(found, bool) else default

    def words(self, name: str) -> str:
        """A custom property as text, "" when there is none."""
        found = self.part("properties").get(name)
        return found if isinstance(found, str) else ""

    def text(self, name: str, lang: str, own: object = None) -> str:
        """The text `name` in `lang`: the property `name.lang`, else the English text beside it."""
        original = own if own is not None else self.source.get(name)
        return self.words(f"{name}.{lang}") or (original if isinstance(original, str) else "")

    def label(self, lang: str) -> str:
        """The label; a date or a moment may have it under form-js's own name."""
        plain = self.text("label", lang)
        if plain or self.type != "datetime":
            return plain
        named = "timeLabel" if self.source.get("subtype") == "time" else "dateLabel"
        return self.text(named, lang)

    def condition(self) -> str:
        """The FEEL expression that hides the component, without its "="; "" when it is always shown."""
        found = self.part("conditional").get("hide")
        return found.strip().removeprefix("=") if isinstance(found, str) else ""


def every(components: Sequence[Component]) -> Iterator[Component]:
    """All components beneath, the containers included, in the order of the form."""
    for component in components:
        yield component
        yield from every(component.children)


def outside_rows(components: Sequence[Component]) -> Iterator[Component]:
    """The components with a place in the answers of the form itself: fields and lists, not what rows hold."""
    for component in components:
        if component.type == "group":
            yield from outside_rows(component.children)
        elif component.path:
            yield component


def exact(value: object) -> Decimal | None:
    """A number of the document as a Decimal; None for anything that is no number of a sane size."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(value).strip())
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 40 else None
