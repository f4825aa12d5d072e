"""Texts with blanks: what stands in {{ double braces }} is FEEL, filled in when the text is used."""

import json
import re
from collections.abc import Iterator

from app.bpmn.doing import FILLED_IN
from app.bpmn.elements import Element
from app.bpmn.extensions import Variable

_BLANK = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)


def source(node: Element, line: Variable) -> str:
    """What an input or output is read from. A text with blanks is the FEEL list of its parts, in order."""
    if not _is_filled_in(node, line):
        return line.source
    parts = _BLANK.split(line.source)
    # Every other part is a blank: those between them are fixed text.
    written = [
        f"({part})" if at % 2 else json.dumps(part, ensure_ascii=False) for at, part in enumerate(parts)
    ]
    return f"=[{', '.join(written)}]"


def expressions(node: Element, line: Variable) -> Iterator[str]:
    """Everything of an input or output that may be FEEL; what begins with "=" is."""
    if _is_filled_in(node, line):
        yield from (f"={blank}" for blank in _BLANK.findall(line.source))
    else:
        yield line.source


def _is_filled_in(node: Element, line: Variable) -> bool:
    texts = FILLED_IN.get(node.job.type, frozenset()) if node.job else frozenset()
    return line.target in texts and not line.source.startswith("=") and "{{" in line.source
