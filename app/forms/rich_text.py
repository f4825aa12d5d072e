"""Texts of the author with a little markup: Markdown or HTML in, a tiny allowed part of HTML out.

Whatever goes in, only the elements below come out, closed and without attributes but a safe `href`.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from app.forms.scope import FILLED, Scope, in_words

_SAME = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
_ALLOWED = frozenset({"p", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "code"})
_DROPPED_WHOLE = frozenset(
    {"script", "style", "template", "iframe", "object", "svg", "math", "title", "textarea", "noscript"}
)
_SCHEMES = frozenset({"http", "https", "mailto"})
_MOST_OPEN = 40

_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(([^()\s]{1,2000})\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?\S)\1")
_EM = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]{1,2000}?)\1(?![\w*])")
_CODE = re.compile(r"`([^`]{1,500})`")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"\s{0,3}[-*+]\s+(.*)")
_NUMBERED = re.compile(r"\s{0,3}\d{1,3}[.)]\s+(.*)")


def from_markdown(text: str, scope: Scope) -> str:
    """The HTML of a `text` component; values are filled in as text, never as markup."""
    return _filled(text, scope, lambda source: sanitised("".join(_blocks(source))))


def from_html(text: str, scope: Scope) -> str:
    """The allowed part of an `html` component; values are filled in as text, never as markup."""
    return _filled(text, scope, sanitised)


def sanitised(html: str) -> str:
    """The allowed part of some HTML."""
    gate = _Gate()
    gate.feed(html)
    gate.close()
    return gate.html()


def safe_link(address: str) -> bool:
    """Whether a link may lead there: http, https, mailto, or a path of this site."""
    if any(sign <= " " or "\ue000" <= sign <= "\uf8ff" or sign == "\\" for sign in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme.lower() in _SCHEMES
    return address.startswith(("/", "#")) and not address.startswith("//")


def _filled(text: str, scope: Scope, render: Callable[[str], str]) -> str:
    """Values take their places only after the markup is made, so none of them can become markup."""
    if text.startswith("="):
        text = "{{" + text[1:] + "}}"
    values: list[str] = []

    def place(found: re.Match[str]) -> str:
        values.append(in_words(scope.evaluate(found[1])))
        return f"\ue000{len(values) - 1}\ue001"

    html = render(FILLED.sub(place, re.sub("[\ue000-\uf8ff]", "", text)))
    return re.sub("\ue000(\\d+)\ue001", lambda found: escape(values[int(found[1])]), html)


def _blocks(text: str) -> Iterator[str]:
    paragraph: list[str] = []
    open_list = ""
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        kind, content = _line(line)
        if kind != "p" and paragraph:
            yield f"<p>{_marked(' '.join(paragraph))}</p>"
            paragraph = []
        if open_list and kind != open_list:
            yield f"</{open_list}>"
            open_list = ""
        if kind == "p":
            paragraph.append(content)
        elif kind in {"ul", "ol"}:
            yield f"<{kind}>" if not open_list else ""
            open_list = kind
            yield f"<li>{_marked(content)}</li>"
        elif kind:
            yield f"<{kind}>{_marked(content)}</{kind}>"
    if open_list:
        yield f"</{open_list}>"


def _line(line: str) -> tuple[str, str]:
    """The block a line belongs to ("" for an empty line) and what it says there."""
    if not line.strip():
        return "", ""
    if heading := _HEADING.match(line):
        return f"h{min(4, len(heading[1]) + 1)}", heading[2]
    if item := _BULLET.match(line):
        return "ul", item[1]
    if item := _NUMBERED.match(line):
        return "ol", item[1]
    return "p", line.strip()


def _marked(text: str) -> str:
    text = escape(text)
    text = _CODE.sub(r"<code>\1</code>", text)
    text = _LINK.sub(r'<a href="\2">\1</a>', text)
    text = _STRONG.sub(r"<strong>\2</strong>", text)
    return _EM.sub(r"<em>\2</em>", text)


class _Gate(HTMLParser):
    """Lets the allowed elements through, balanced; all other tags go, their text stays."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.dropping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.dropping:
            return
        if tag in _DROPPED_WHOLE:
            self.dropping = tag
            return
        if tag == "br":
            self.out.append("<br>")
            return
        name = _SAME.get(tag, tag)
        if name not in _ALLOWED or len(self.open) >= _MOST_OPEN:
            return
        if name in {"p", "li", "a"} and name in self.open[-1:]:
            self._close(name)
        href = _href(attrs) if name == "a" else ""
        if name == "a" and not href:
            return
        self.open.append(name)
        self.out.append(f"<{name}{href}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.dropping == tag:
            self.dropping = ""
        elif tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.dropping:
            self.dropping = "" if tag == self.dropping else self.dropping
            return
        self._close(_SAME.get(tag, tag))

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.out.append(escape(data))

    def html(self) -> str:
        """What came through, with everything closed."""
        while self.open:
            self.out.append(f"</{self.open.pop()}>")
        return "".join(self.out)

    def _close(self, name: str) -> None:
        if name not in self.open:
            return
        while True:
            top = self.open.pop()
            self.out.append(f"</{top}>")
            if top == name:
                return


def _href(attrs: list[tuple[str, str | None]]) -> str:
    address = (dict(attrs).get("href") or "").strip()
    return f' href="{escape(address)}"' if safe_link(address) else ""
