"""JUEL, the expression language of Camunda 7, Flowable and Activiti, as FEEL.

What has a counterpart: variables and their parts, texts, numbers, comparisons, arithmetic, `empty`, the
choice `a ? b : c`, and the few calls of `_CALLS`. Every other call is Java, and is refused by its name.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from app.bpmn.repairing.languages import fragments
from app.bpmn.repairing.languages.fragments import MAX_SOURCE, Fragment, Untranslatable

_EXPRESSION = re.compile(r"[$#]\{([^{}]*)\}")
_ASSIGNMENT = re.compile(r"""[$#]\{\s*execution\.setVariable\(\s*["'](\w+)["']\s*,([^{}]*)\)\s*\}""")
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<sign>&&|\|\||[=!<>]=|[-+*/%<>!?:().,\[\]]))""",
    re.DOTALL,
)
_MAX_DEPTH = 30
#: The object through which Java code asks the engine.
_ENGINE = "execution"

#: Words for signs.
_SIGNS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "gt": ">",
    "le": "<=",
    "ge": ">=",
    "and": "&&",
    "or": "||",
    "not": "!",
    "div": "/",
    "mod": "%",
}
_COMPARISONS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_VALUES = {"true": fragments.TRUE, "false": fragments.FALSE, "null": fragments.NULL}
#: Signs between two values, weakest first.
_LEVELS: Sequence[frozenset[str]] = (
    frozenset({"||"}),
    frozenset({"&&"}),
    frozenset({"==", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "/", "%"}),
)


def is_juel(source: str) -> bool:
    """Whether a text holds an expression in ${…} or #{…}."""
    return _EXPRESSION.search(source) is not None


def condition(source: str) -> str:
    """FEEL that is true where the condition is; raises Untranslatable."""
    whole = _EXPRESSION.fullmatch(source.strip())
    return fragments.proved(_parsed(whole[1] if whole else source).as_boolean())


def assignment(source: str) -> tuple[str, str] | None:
    """The variable and the FEEL of `${execution.setVariable('name', value)}`; None for anything else.

    Raises Untranslatable for a value that cannot be said in FEEL.
    """
    found = _ASSIGNMENT.fullmatch(source.strip())
    return (fragments.name(found[1]).text, fragments.proved(_parsed(found[2]))) if found else None


def value(source: str) -> str:
    """FEEL for a text with expressions in it; raises Untranslatable."""
    whole = _EXPRESSION.fullmatch(source.strip())
    if whole:
        return fragments.proved(_parsed(whole[1]))
    pieces = _EXPRESSION.split(source)
    texts, expressions = pieces[::2], pieces[1::2]
    parts = [fragments.text(texts[0])] if texts[0] else []
    for expression, after in zip(expressions, texts[1:], strict=True):
        parts.append(Fragment(f"string({_parsed(expression).text})"))
        parts += [fragments.text(after)] if after else []
    return fragments.proved(Fragment(" + ".join(part.text for part in parts), fragments.SUM))


def _parsed(source: str) -> Fragment:
    return _Parser(_tokens(source)).everything()


def _tokens(source: str) -> list[tuple[str, str]]:
    if len(source) > MAX_SOURCE:
        raise Untranslatable(source)
    found: list[tuple[str, str]] = []
    position = 0
    source = source.strip()
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise Untranslatable(source[position : position + 20])
        kind = str(match.lastgroup)
        word = match[kind]
        # A word for a sign after a dot is the name of a part: `a.not`.
        if kind == "name" and word in _SIGNS and (not found or found[-1][1] != "."):
            kind, word = "sign", _SIGNS[word]
        found.append((kind, word))
        position = match.end()
    return found


class _Parser:
    """Reads tokens of one expression from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = [*tokens, ("end", "")]
        self.place = 0
        self.depth = 0

    def everything(self) -> Fragment:
        found = self._choice()
        if self.tokens[self.place][0] != "end":
            raise Untranslatable(self.tokens[self.place][1])
        return found

    def _takes(self, *signs: str) -> str:
        kind, word = self.tokens[self.place]
        if kind != "sign" or word not in signs:
            return ""
        self.place += 1
        return word

    def _next(self) -> tuple[str, str]:
        """The next token, taken; at the end it is the end, however often."""
        found = self.tokens[self.place]
        self.place += found[0] != "end"
        return found

    def _needs(self, sign: str) -> None:
        if not self._takes(sign):
            raise Untranslatable(self.tokens[self.place][1] or sign)

    def _choice(self) -> Fragment:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Untranslatable("(((")
        asked = self._level(0)
        if self._takes("?"):
            yes = self._choice()
            self._needs(":")
            asked = fragments.chosen(asked, yes, self._choice())
        self.depth -= 1
        return asked

    def _level(self, level: int) -> Fragment:
        if level == len(_LEVELS):
            return self._signed()
        left = self._level(level + 1)
        while sign := self._takes(*_LEVELS[level]):
            left = _between(left, sign, self._level(level + 1))
        return left

    def _signed(self) -> Fragment:
        signs: list[str] = []
        while sign := self._takes("!", "-") or self._word("empty"):
            signs.append(sign)
        found = self._postfix()
        for sign in reversed(signs):
            found = _before(sign, found)
        return found

    def _word(self, word: str) -> str:
        if self.tokens[self.place] != ("name", word):
            return ""
        self.place += 1
        return word

    def _postfix(self) -> Fragment:
        if self.tokens[self.place] == ("name", _ENGINE):
            found, path = self._asked_of_the_engine(), ""
        else:
            found, path = self._operand()
        while sign := self._takes(".", "["):
            word = self._part() if sign == "." else ""
            if not word:
                found, path = self._index(found), ""
            elif self._takes("("):
                found, path = _call(_CALLS, path, word, [found, *self._arguments()]), ""
            else:
                found, path = fragments.member(found, word), f"{path}.{word}"
        return found

    def _asked_of_the_engine(self) -> Fragment:
        """The engine's own object is no variable; only a few of its calls mean something."""
        self.place += 1
        self._needs(".")
        word = self._part()
        if not self._takes("("):
            raise Untranslatable(f"{_ENGINE}.{word}")
        return _call(_CALLS_OF_ENGINE, _ENGINE, word, self._arguments())

    def _part(self) -> str:
        kind, word = self.tokens[self.place]
        if kind != "name":
            raise Untranslatable(word or ".")
        self.place += 1
        return word

    def _index(self, holder: Fragment) -> Fragment:
        kind, word = self._next()
        self._needs("]")
        if kind == "text":
            return fragments.member(holder, _unquoted(word))
        if kind == "number" and word.isdigit() and len(word) < 6:
            # The first of a list is 0 there, and 1 in FEEL.
            return Fragment(f"{holder.at_least(fragments.WHOLE)}[{int(word) + 1}]")
        raise Untranslatable(f"[{word}]")

    def _operand(self) -> tuple[Fragment, str]:
        if self._takes("("):
            inside = self._choice()
            self._needs(")")
            return inside, ""
        kind, word = self._next()
        if kind == "text":
            return fragments.text(_unquoted(word)), ""
        if kind == "number":
            return Fragment(word), ""
        if kind != "name":
            raise Untranslatable(word or "…")
        if self._takes("("):
            raise Untranslatable(f"{word}()")
        return _VALUES.get(word) or fragments.name(word), word

    def _arguments(self) -> list[Fragment]:
        found: list[Fragment] = []
        while not self._takes(")"):
            if found:
                self._needs(",")
            found.append(self._choice())
        return found


def _unquoted(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.DOTALL)


def _between(left: Fragment, sign: str, right: Fragment) -> Fragment:
    if sign in _COMPARISONS:
        return fragments.compared(left, _COMPARISONS[sign], right)
    if sign in ("&&", "||"):
        return fragments.both(left, "and" if sign == "&&" else "or", right)
    if sign == "%":
        return Fragment(f"modulo({left.text}, {right.text})")
    return fragments.calculated(left, sign, right)


def _before(sign: str, operand: Fragment) -> Fragment:
    if sign == "empty":
        return fragments.missing(operand)
    if sign == "!":
        return operand.negated()
    return Fragment(f"-{operand.at_least(fragments.SIGN)}", fragments.SIGN)


def _call(calls: "_Calls", path: str, method: str, given: Sequence[Fragment]) -> Fragment:
    translate = calls.get((method, len(given)))
    if translate is None:
        raise Untranslatable(f"{path}.{method}()" if path else f"{method}()")
    return translate(*given)


def _variable(named: Fragment) -> Fragment:
    return fragments.name(named.text.strip('"'))


def _ignoring_case(left: Fragment, right: Fragment) -> Fragment:
    lower = [Fragment(f"lower case({each.text})") for each in (left, right)]
    return fragments.compared(lower[0], "=", lower[1])


#: (method, how many values it is about) → the same in FEEL.
_Calls = Mapping[tuple[str, int], Callable[..., Fragment]]
_CALLS: _Calls = {
    ("equals", 2): lambda left, right: fragments.compared(left, "=", right),
    ("equalsIgnoreCase", 2): _ignoring_case,
    ("isEmpty", 1): fragments.missing,
    ("size", 1): lambda of: Fragment(f"count({of.text})"),
    ("length", 1): lambda of: Fragment(f"string length({of.text})"),
    ("toString", 1): lambda of: Fragment(f"string({of.text})"),
}
_CALLS_OF_ENGINE: _Calls = {
    ("getVariable", 1): _variable,
    ("getVariableLocal", 1): _variable,
    ("hasVariable", 1): lambda named: fragments.compared(_variable(named), "!=", fragments.NULL),
}
