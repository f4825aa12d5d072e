"""Reading names and types (DMN 1.5, 10.3.1.2, rules 25 to 30, 41, 52 and 59, and 10.3.1.6)."""

from app.feel.cursor import Cursor
from app.feel.errors import N_
from app.feel.tokens import KEYWORDS, NAME, NUMBER, QUOTED, TEXT
from app.feel.types import ContextType, FunctionType, ListType, RangeType, Type
from app.feel.vocabulary import STANDARD, Vocabulary, Words, words, written_name

#: What a declared name may hold after its first word.
_IN_NAMES = frozenset((NAME, NUMBER, *KEYWORDS, ".", "/", "-", "'", "’", "+", "*"))

_NAME_MISSING = N_("A name is missing before “%(found)s”.")
_NO_TYPE = N_("“%(found)s” is no type. Types are number, string, boolean, date, time and so on.")


class Naming(Cursor):
    """A cursor that knows which names are in scope."""

    def __init__(self, source: str, vocabulary: Vocabulary = STANDARD) -> None:
        super().__init__(source)
        self.vocabulary = vocabulary
        self.in_scope: Words = vocabulary.in_scope
        self.after_dots: Words = vocabulary.after_dots

    # --- names that are read ----------------------------------------------------------------------

    def name(self) -> str:
        """A variable's or function's name: the longest in scope, or all words that follow each other."""
        name = self.value
        if self.mark == QUOTED:
            self.advance()
            return name
        known = self.in_scope.get(name)
        return (known and self._known(known)) or self._joined(name)

    def property(self) -> str:
        """A name after a dot, where a keyword is a name too."""
        name, mark = self.value, self.mark
        if mark in (NAME, QUOTED):
            known = self.after_dots.get(name) if mark == NAME else None
            return (known and self._known(known)) or self._joined(name)
        if mark not in KEYWORDS:
            self.fail(_NAME_MISSING, found=self.written())
        self.advance()
        return name

    def _joined(self, name: str) -> str:
        """Words up to the next sign or keyword; a quoted name is whole."""
        quoted = self.mark == QUOTED
        self.advance()
        if self.mark == NAME and not quoted:
            parts = [name]
            while self.mark == NAME:
                parts.append(self.take())
            return " ".join(parts)
        return name

    def _known(self, known: tuple[tuple[tuple[str, ...], str], ...]) -> str | None:
        """The longest of the known names whose tokens stand here; takes them."""
        for values, name in known:
            here = self.tokens[self.index : self.index + len(values)]
            if len(here) == len(values) and all(
                value == found and mark in _IN_NAMES
                for value, (mark, found) in zip(values, here, strict=True)
            ):
                self.advance(len(values))
                return name
        return None

    # --- names that are declared ------------------------------------------------------------------

    def declared(self, *stops: str) -> str:
        """A new name, up to one of the marks, which comes into scope."""
        if self.mark == QUOTED:
            return self.take()
        if self.mark != NAME:
            self.fail(_NAME_MISSING, found=self.written())
        name = self.take()
        if self.mark in stops:
            return name
        values = [name]
        while self.mark in _IN_NAMES and self.mark not in stops:
            values.append(self.take())
        return self._learned(values)

    def _learned(self, values: list[str]) -> str:
        name = written_name(values)
        for first, entries in words((name,)).items():
            self.in_scope = {**self.in_scope, first: (*entries, *self.in_scope.get(first, ()))}
            self.after_dots = {**self.after_dots, first: (*entries, *self.after_dots.get(first, ()))}
        return name

    def key(self) -> str:
        """A context's key: a text, or a name up to the colon."""
        return self.take() if self.mark == TEXT else self.declared(":")

    def argument_name(self) -> str | None:
        """The name of a named argument, with its colon; None where the argument has no name."""
        if self.mark not in (NAME, QUOTED):
            return None
        length = 1
        while self.mark == NAME and self.ahead(length)[0] in _IN_NAMES:
            length += 1
        if self.ahead(length)[0] != ":":
            return None
        name = written_name(value for _, value in self.tokens[self.index : self.index + length])
        self.advance(length + 1)
        return name

    # --- types ------------------------------------------------------------------------------------

    def type(self) -> Type:
        """A type after `instance of` or a parameter's colon (rule 52)."""
        self.deeper()
        generic = _GENERIC.get(self.value) if self.ahead(1)[0] == "<" else None
        made = generic(self) if generic else self._named_type()
        self.depth -= 1
        return made

    def _named_type(self) -> Type:
        known = self.vocabulary.type_names.get(self.value)
        index = self.index
        name = self._known(known) if known else None
        if name is None:
            self.fail(_NO_TYPE, index, found=self.written())
        return self.vocabulary.type_named(name)

    def _list_type(self) -> Type:
        return ListType(self._inner())

    def _range_type(self) -> Type:
        return RangeType(self._inner())

    def _inner(self) -> Type:
        self.advance()
        self.expect("<")
        inner = self.type()
        self.expect(">")
        return inner

    def _context_type(self) -> Type:
        self.advance()
        entries: dict[str, Type] = {}
        self.expect("<")
        while not entries or self.accept(","):
            key = self.key()
            self.expect(":")
            entries[key] = self.type()
        self.expect(">")
        return ContextType(entries)

    def _function_type(self) -> Type:
        self.advance()
        parameters: list[Type] = []
        self.expect("<")
        while not self.accept(">"):
            if parameters:
                self.expect(",")
            parameters.append(self.type())
        self.expect("->")
        return FunctionType(tuple(parameters), self.type())


_GENERIC = {
    "list": Naming._list_type,
    "range": Naming._range_type,
    "context": Naming._context_type,
    "function": Naming._function_type,
}
