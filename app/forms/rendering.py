"""What a template needs to show a field: words in one language, what was typed, options, limits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.forms.answers import raw_of
from app.forms.asking import Asked, all_texts, anchor, first_text
from app.forms.choices import file_endings, options
from app.forms.components import INPUTS, ONE_OF, SEVERAL_OF
from app.forms.field import Choice, Field, File, Part
from app.forms.moments import PARTS, subtype
from app.forms.rich_text import from_html, from_markdown, safe_link
from app.forms.scope import get, in_words
from app.forms.walk import Node
from app.translating import N_

#: Rows of a table that are shown at most.
MOST_TABLE_ROWS = 100

_DATA_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+\Z")
_PART_WORDS = {"day": N_("Day"), "month": N_("Month"), "year": N_("Year"), "time": N_("Time")}
_INPUT_MODES = {"email": "email", "phone": "tel", "iban": "text", "postal-code": "numeric"}


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes fields of nodes; `raw` is what was typed, shown again as it was typed."""

    raw: Mapping[str, object] | None

    def field(self, node: Node) -> Field:
        """The field of a node, with everything in it."""
        start = self._common(node)
        kind = node.component.type
        if kind == "group":
            return replace(start, children=self.fields(node.children))
        if kind == "dynamiclist":
            changeable = node.component.flag("allowAddRemove", True)
            rows = tuple(self.fields(row) for row in node.rows)
            return replace(start, kind="list", rows=rows, can_change_rows=changeable)
        return self._question(start, node) if kind in INPUTS else _shown(start, node.asked)

    def fields(self, nodes: Sequence[Node]) -> tuple[Field, ...]:
        """The fields of several nodes."""
        return tuple(self.field(node) for node in nodes)

    def _common(self, node: Node) -> Field:
        component, asked = node.component, node.asked
        return Field(
            kind=component.type,
            name=node.name,
            id=anchor(node.name),
            label=asked.label,
            description=asked.scope.fill(component.text("description", asked.lang)),
            required=asked.required,
            readonly=node.readonly,
            disabled=component.flag("disabled"),
            conditional=node.conditional,
            autocomplete=component.words("autocomplete"),
            prefix=_adorner(asked, "prefixAdorner"),
            suffix=_adorner(asked, "suffixAdorner"),
        )

    def _question(self, field: Field, node: Node) -> Field:
        asked, kind = node.asked, node.component.type
        typed = self._typed(node)
        if kind in ONE_OF | SEVERAL_OF:
            return replace(field, choices=_choices(asked, all_texts(typed)))
        if kind == "datetime":
            return _moment(field, subtype(node.component), typed)
        if kind == "filepicker":
            return _files(field, asked, all_texts(typed))
        if kind == "expression":
            return replace(field, value=in_words(node.value))
        if kind == "number":
            return replace(field, value=first_text(typed), input_mode=_number_mode(asked))
        return _text(field, asked, first_text(typed))

    def _typed(self, node: Node) -> object:
        """What was typed; a stored number with a comma, as it is written in all three languages here."""
        if self.raw is not None and node.source == "typed" and not node.readonly:
            return self.raw.get(node.name, "")
        text = raw_of(node.component, node.value)
        if node.component.type == "number" and isinstance(text, str) and asks_comma(node.asked):
            return text.replace(".", ",")
        return text


def asks_comma(asked: Asked) -> bool:
    """Whether decimals are written with a comma in the reader's language."""
    return asked.lang in {"fi", "sv"}


def _text(field: Field, asked: Asked, value: str) -> Field:
    component = asked.component
    check = component.words("check") or str(component.part("validate").get("validationType", ""))
    most = asked.number("maxLength")
    lines = asked.scope.setting(component.source.get("rows"))
    return replace(
        field,
        value=value,
        input_mode=_INPUT_MODES.get(check, ""),
        input_type={"email": "email", "phone": "tel"}.get(check, "text"),
        characters=int(most) if most is not None and 0 < most < 10**6 else 0,
        lines=lines if isinstance(lines, int) and 1 < lines <= 30 else 4,
    )


def _number_mode(asked: Asked) -> str:
    return "numeric" if asked.component.source.get("decimalDigits") == 0 else "decimal"


def _moment(field: Field, kind: str, typed: object) -> Field:
    if kind == "time":
        return replace(field, kind=kind, value=first_text(typed))
    found = typed if isinstance(typed, Mapping) else {}
    names = (*PARTS, "time") if kind == "datetime" else PARTS
    parts = tuple(
        Part(
            name,
            anchor(field.name, name),
            f"{field.name}-{name}",
            _PART_WORDS[name],
            first_text(found.get(name)),
        )
        for name in names
    )
    return replace(field, kind=kind, parts=parts)


def _choices(asked: Asked, chosen: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            anchor(asked.name, str(index)),
            option.key,
            option.label,
            option.description,
            option.aside,
            option.key in chosen,
        )
        for index, option in enumerate(options(asked))
    )


def _files(field: Field, asked: Asked, chosen: Sequence[str]) -> Field:
    known = tuple(File(each, asked.attachments[each]) for each in chosen if each in asked.attachments)
    return replace(
        field,
        files=known,
        accept=",".join(file_endings(asked)) or first_text(asked.component.source.get("accept")),
        multiple=asked.component.flag("multiple"),
    )


def _adorner(asked: Asked, name: str) -> str:
    own = asked.component.part("appearance").get(name)
    return asked.scope.fill(asked.component.text(name, asked.lang, own))


def _shown(field: Field, asked: Asked) -> Field:
    component, scope = asked.component, asked.scope
    if component.type == "text":
        return replace(field, markup=from_markdown(component.text("text", asked.lang), scope))
    if component.type == "html":
        return replace(field, markup=from_html(component.text("content", asked.lang), scope))
    if component.type == "image":
        source = scope.setting(component.source.get("source"))
        return replace(
            field,
            image=safe_image(source) if isinstance(source, str) else "",
            label=scope.fill(component.text("alt", asked.lang)),
        )
    if component.type == "table":
        return _table(field, asked)
    if component.type == "documentPreview":
        found = _listed(asked, component.source.get("dataSource"))
        return replace(field, files=tuple(_document(each) for each in found if isinstance(each, Mapping)))
    return field


def safe_image(source: str) -> str:
    """The address of a picture when it is one that may be shown, else ""."""
    return source if _DATA_IMAGE.match(source) or _https(source) else ""


def _https(source: str) -> bool:
    return source.lower().startswith("https://") and safe_link(source)


def _listed(asked: Asked, source: object) -> list[object]:
    if not isinstance(source, str):
        return []
    expression = source.strip().removeprefix("=")
    found = asked.scope.evaluate(expression)
    return found[:MOST_TABLE_ROWS] if isinstance(found, list) else []


def _document(found: Mapping[str, object]) -> File:
    return File(
        in_words(found.get("id")), in_words(found.get("name") or get(found, ("metadata", "fileName")))
    )


def _table(field: Field, asked: Asked) -> Field:
    rows = [
        row for row in _listed(asked, asked.component.source.get("dataSource")) if isinstance(row, Mapping)
    ]
    columns = _columns(asked)
    cells = tuple(tuple(in_words(row.get(key)) for key, _ in columns) for row in rows)
    return replace(field, columns=tuple(label for _, label in columns), cells=cells)


def _columns(asked: Asked) -> list[tuple[str, str]]:
    computed = asked.component.source.get("columnsExpression")
    found = _listed(asked, computed) if computed else asked.component.source.get("columns")
    columns = []
    for each in found if isinstance(found, list) else []:
        if isinstance(each, Mapping) and isinstance(each.get("key"), str):
            key = each["key"]
            label = asked.component.words(f"column.{key}.{asked.lang}") or in_words(each.get("label")) or key
            columns.append((key, label))
    return columns
