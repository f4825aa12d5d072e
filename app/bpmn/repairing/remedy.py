"""A remedy: one change that a repair would make, in words, to be accepted or not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.bpmn.elements import Node

#: Code of a problem, id of the element that has it, and the name of another product that it is about, or "".
Answered = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change to a diagram. `sentence` and `remains` are English templates, message ids for gettext."""

    code: str  #: stable and searchable, such as "condition-translated"
    element_id: str | None
    line: int | None  #: line of the element in the file; None for what an earlier remedy added
    sentence: str  #: what is changed, why, and what was guessed
    remains: str = ""  #: what is lost, or left for a person to do; "" for nothing
    guessed: bool = False  #: whether somebody should look at what was chosen
    values: Mapping[str, str] = field(default_factory=dict)
    answers: frozenset[Answered] = frozenset()  #: the problems of the check that it was offered for

    @property
    def key(self) -> str:
        """What this remedy is chosen by: the same for the same file every time."""
        return f"{self.code}@{self.element_id or ''}"

    def say(self, template: str, translate: Callable[[str], str] = str) -> str:
        """`sentence` or `remains`, or a translation of either, with the values filled in."""
        return translate(template) % self.values if template else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A remedy with the change itself."""

    remedy: Remedy
    apply: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Kind:
    """The texts of a remedy. Each may use %(element)s, the element as its author knows it."""

    code: str
    sentence: str
    remains: str = ""
    guessed: bool = False

    def at(
        self, xml: etree._Element, apply: Callable[[], object], *, named: str | None = None, **values: str
    ) -> Offer:
        """This remedy for an element; `named` is its id where the remedy gives it one."""
        node = Node(xml)
        shown = {"element": node.label[:120], **{key: _short(value) for key, value in values.items()}}
        line = node.line if xml.sourceline else None
        element_id = named or node.id or None
        return Offer(
            Remedy(self.code, element_id, line, self.sentence, self.remains, self.guessed, shown), apply
        )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:159] + "…"


def exact(code: str, sentence: str, remains: str = "") -> Kind:
    """A remedy after which the diagram means what it meant."""
    return Kind(code, sentence, remains)


def guess(code: str, sentence: str, remains: str = "") -> Kind:
    """A remedy that chooses something the file does not say."""
    return Kind(code, sentence, remains, guessed=True)
