"""A pattern of XPath written anew for RE2 (XML Schema Part 2, appendix F; XPath 2.0 F&O, 7.6.1)."""

from app.feel.errors import N_, Unsupported
from app.feel.patterns.classes import CLASSES, Ranges, property_class, text_class

_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"} | {sign: sign for sign in "\\|.?*+(){}-[]^$"}
_META = frozenset(".\\?*+()|^$[]{}")
_MOST_REPEATS = 1_000  # RE2's limit

_NO_REFERENCE = N_("The pattern “%(pattern)s” refers back to a group (%(part)s), which is not matched here.")
_TOO_MANY = N_("The pattern “%(pattern)s” repeats something more than 1,000 times.")


def translated(pattern: str, *, dot_all: bool, lines: bool) -> str:
    """The pattern for RE2; raises ValueError where it is wrong and Unsupported where RE2 cannot say it."""
    return _Translation(pattern, dot_all=dot_all, lines=lines).whole()


class _Translation:
    """One pattern being read; the methods are the rules of the grammar, each giving RE2's text."""

    def __init__(self, pattern: str, *, dot_all: bool, lines: bool) -> None:
        self.pattern = pattern
        self.index = 0
        self.opened = 0
        self.closed: set[int] = set()
        self.signs = {
            ".": "(?s:.)" if dot_all else "[^\\n\\r]",
            "^": "(?m:^)" if lines else "^",
            "$": "(?m:$)" if lines else "$",
        }

    def whole(self) -> str:
        made = self._alternatives()
        if self.index < len(self.pattern):
            raise ValueError("a bracket too many")
        return made

    def _peek(self) -> str:
        return self.pattern[self.index : self.index + 1]

    def _take(self) -> str:
        if self.index >= len(self.pattern):
            raise ValueError("ends too early")
        self.index += 1
        return self.pattern[self.index - 1]

    def _alternatives(self) -> str:
        made = [self._branch()]
        while self._peek() == "|":
            self.index += 1
            made.append(self._branch())
        return "|".join(made)

    def _branch(self) -> str:
        made = []
        while self._peek() not in ("", "|", ")"):
            made.append(self._atom() + self._quantifier())
        return "".join(made)

    def _atom(self) -> str:
        sign = self._take()
        if sign in self.signs:
            return self.signs[sign]
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._brackets()
        if sign == "\\":
            return self._escape()
        if sign in _META:
            raise ValueError("a sign out of place")
        return _literal(sign)

    def _group(self) -> str:
        self.opened += 1
        number = self.opened
        made = self._alternatives()
        if self._take() != ")":
            raise ValueError("not closed")
        self.closed.add(number)
        return f"({made})"

    def _quantifier(self) -> str:
        sign = self._peek()
        if sign and sign in "?*+":
            self.index += 1
            made = sign
        elif sign == "{":
            made = self._times()
        else:
            return ""
        if self._peek() == "?":
            self.index += 1
            made += "?"
        return made

    def _times(self) -> str:
        end = self.pattern.find("}", self.index)
        least, comma, most = self.pattern[self.index + 1 : max(end, 0)].partition(",")
        if end < 0 or not _is_digits(least) or (most and not _is_digits(most)):
            raise ValueError("no number of times")
        if most and int(least) > int(most):
            raise ValueError("a range the wrong way round")
        if max(int(least), int(most or 0)) > _MOST_REPEATS:
            raise Unsupported(_TOO_MANY, {"pattern": self.pattern})
        self.index = end + 1
        return "{" + least + comma + most + "}"

    def _escape(self) -> str:
        sign = self._take()
        if sign in _ESCAPED:
            return _literal(_ESCAPED[sign])
        if sign.isascii() and sign.isdigit():
            self._refer_back(sign)
        return text_class(self._class_escape(sign))

    def _refer_back(self, digits: str) -> None:
        """Never returns: RE2 has no references, and one to a group that is not there is wrong."""
        while _is_digits(self._peek()) and int(digits + self._peek()) <= self.opened:
            digits += self._take()
        if int(digits) not in self.closed:
            raise ValueError("no such group")
        raise Unsupported(_NO_REFERENCE, {"pattern": self.pattern, "part": "\\" + digits})

    def _class_escape(self, sign: str) -> Ranges:
        """What \\d, \\p{L} and the like stand for."""
        if sign in CLASSES:
            return CLASSES[sign]()
        if sign not in ("p", "P") or self._take() != "{":
            raise ValueError("no such escape")
        end = self.pattern.find("}", self.index)
        name = self.pattern[self.index : max(end, self.index)]
        self.index = end + 1
        return property_class(name, inverted=sign == "P")

    # --- between square brackets ------------------------------------------------------------------

    def _brackets(self) -> str:
        """[…], after its opening bracket. RE2 inverts it: so [^q] leaves out Q, too, where case is one."""
        inverted = self._peek() == "^"
        self.index += inverted
        found, without = self._members()
        if without is None:
            return text_class(found, inverted=inverted)
        return text_class((found.inverted() if inverted else found).without(without))

    def _class(self) -> Ranges:
        """The same, inside another."""
        inverted = self._peek() == "^"
        self.index += inverted
        found, without = self._members()
        found = found.inverted() if inverted else found
        return found.without(without) if without else found

    def _members(self) -> tuple[Ranges, Ranges | None]:
        """What stands in it up to its closing bracket, and what is taken away from that: [a-z-[aeiou]]."""
        found, empty = Ranges(), True
        while True:
            sign = self._take()
            if sign == "]" and not empty:
                return found, None
            if sign == "-" and self._peek() == "[" and not empty:
                self.index += 1
                without = self._class()
                if self._take() != "]":
                    raise ValueError("something after what is taken away")
                return found, without
            found, empty = found.joined(self._member(sign)), False

    def _member(self, sign: str) -> Ranges:
        if sign == "\\":
            sign = self._take()
            if sign not in _ESCAPED:
                return self._class_escape(sign)
            sign = _ESCAPED[sign]
        elif sign in "[]":
            raise ValueError("a bracket out of place")
        elif sign == "-":
            return Ranges(((ord(sign), ord(sign)),))
        return Ranges(((ord(sign), self._last(sign)),))

    def _last(self, first: str) -> int:
        """The end of a range such as a-z; the character itself where there is none."""
        following = self.pattern[self.index + 1 : self.index + 2]
        if self._peek() != "-" or following in ("]", "[", ""):
            return ord(first)
        self.index += 1
        last = self._take()
        if last == "\\":
            last = _ESCAPED.get(self._take(), "")
        if not last or last in "[]" or last < first:
            raise ValueError("no range")
        return ord(last)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _literal(character: str) -> str:
    return character if character.isalnum() or character == " " else f"\\x{{{ord(character):x}}}"
