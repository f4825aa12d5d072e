"""Texts made from grammar.md, so that the parser and the evaluation meet what no author would write."""

import re
from pathlib import Path

from hypothesis import strategies as st
from lark import Lark

DOCUMENT = Path(__file__).parents[2].joinpath("app/feel/grammar.md").read_text(encoding="utf-8")
GRAMMAR = re.findall(r"```lark\n(.*?)```", DOCUMENT, re.DOTALL)[0]


class Speaker:
    """Makes texts from the grammar: alternatives are drawn until the words are used up, then the shortest."""

    def __init__(self, parser: Lark) -> None:
        self.words = {terminal.name: terminal.pattern.value for terminal in parser.terminals}
        self.rules: dict[str, list[list[str]]] = {}
        for rule in parser.rules:
            self.rules.setdefault(rule.origin.name, []).append([symbol.name for symbol in rule.expansion])
        self.heights = dict.fromkeys(self.words, 0)
        while len(self.heights) < len(self.words) + len(self.rules):
            for name, alternatives in self.rules.items():
                known = [each for each in alternatives if all(part in self.heights for part in each)]
                if known and name not in self.heights:
                    self.heights[name] = 1 + min(map(self.height, known))

    def height(self, alternative: list[str]) -> int:
        return max((self.heights[part] for part in alternative), default=0)

    def speak(self, draw: st.DrawFn, symbol: str, left: list[int]) -> str:
        if symbol not in self.rules:
            return draw(VOCABULARY[symbol]) if symbol in VOCABULARY else self.words[symbol]
        left[0] -= 1
        alternatives = sorted(self.rules[symbol], key=lambda parts: (self.height(parts), len(parts)))
        chosen = draw(st.sampled_from(alternatives)) if left[0] > 0 else alternatives[0]
        return " ".join(self.speak(draw, part, left) for part in chosen)


VOCABULARY = {
    "NAME": st.sampled_from(["a", "b", "rate"]),
    "QUOTED_NAME": st.just("`street-works`"),
    "TEXT": st.sampled_from(['""', '"x"', r'"\n\""']),
    "TEMPORAL": st.sampled_from(['@"2027-01-11"', '@"PT1H"', '@"10:00:00"']),
    "NUMBER": st.sampled_from(["1", "2.5", ".5", "1e3"]),
    "TYPE": st.sampled_from(["number", "date and time", "Any"]),
    "COMPARES": st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
    "RANGE_START": st.sampled_from("[("),
    "RANGE_END": st.sampled_from("])"),  # for "[" see the text beside the grammar
}
SPEAKER = Speaker(Lark(GRAMMAR, parser="earley", keep_all_tokens=True))


@st.composite
def made_from_the_grammar(draw: st.DrawFn) -> str:
    return SPEAKER.speak(draw, "start", [draw(st.integers(10, 80))])
