"""A field as a template shows it: plain words and lists, nothing left to decide."""

from dataclasses import dataclass

from app.forms.components import INPUTS


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is shown."""

    id: str
    value: str
    label: str
    description: str
    aside: str  #: a fact at the right, such as “2 free”
    chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One of the controls of a date; `label` is a message id."""

    part: str
    id: str
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class File:
    """An attachment that is there already."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """A visible component. All texts are plain text, but `markup`, which is sanitised HTML."""

    kind: str  #: the type of the component; `date`, `time` or `datetime` for moments, `list` for rows
    name: str  #: of the HTML field; errors are kept under it
    id: str  #: of the HTML element an error leads to
    label: str = ""
    description: str = ""
    required: bool = False
    readonly: bool = False
    disabled: bool = False
    conditional: bool = False
    value: str = ""  #: what stands in a field of one value; in words where it cannot be changed
    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    files: tuple[File, ...] = ()
    prefix: str = ""
    suffix: str = ""
    input_mode: str = ""
    input_type: str = "text"
    autocomplete: str = ""
    accept: str = ""
    multiple: bool = False
    lines: int = 4  #: height of a text area
    characters: int = 0  #: most characters, 0 where nothing was said
    markup: str = ""
    image: str = ""
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    children: tuple["Field", ...] = ()
    rows: tuple[tuple["Field", ...], ...] = ()
    can_change_rows: bool = True

    @property
    def asks(self) -> bool:
        """Whether it is a question, rather than a text or a container."""
        return self.kind in _QUESTIONS

    @property
    def grouped(self) -> bool:
        """Whether the question has several controls and so needs a legend instead of a label."""
        return bool(self.parts) or self.kind in {"radio", "checklist", "taglist"}


_QUESTIONS = (INPUTS - {"expression", "datetime"}) | {"date", "time", "datetime"}
