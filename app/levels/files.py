"""The two files of a municipality's own: how their names end, and how their JSON is read and written."""

from collections.abc import Mapping
from typing import Any

import orjson

from app.translating import N_

#: How their names end.
PARAMETERS, TEXTS = ".parameters.json", ".texts.json"
ENDINGS = (PARAMETERS, TEXTS)
#: Bytes of one file.
LARGEST = 500_000


class Unreadable(ValueError):
    """This is no file of own texts or parameters."""

    def __init__(self, reason: str) -> None:
        self.sentence, self.values = N_("This file cannot be read: %(reason)s"), {"reason": reason}
        super().__init__(self.sentence % self.values)


def is_own(filename: str) -> bool:
    """Whether a file holds own texts or values of parameters."""
    return filename.endswith(ENDINGS)


def of_kind(files: Mapping[str, bytes], ending: str) -> bytes:
    """The one file with this ending, the first by name; b"" where there is none."""
    return next((files[name] for name in sorted(files) if name.endswith(ending)), b"")


def load(source: bytes) -> dict[str, Any]:
    """The JSON object of a file, {} for b""; raises Unreadable."""
    if not source:
        return {}
    if len(source) > LARGEST:
        raise Unreadable("it is too large")
    try:
        found = orjson.loads(source)
    except orjson.JSONDecodeError as wrong:
        raise Unreadable(str(wrong)[:200]) from wrong
    if not isinstance(found, dict):
        raise Unreadable("it must be a JSON object")
    return found


def dump(content: Mapping[str, object]) -> bytes:
    """The file, sorted, so that the same content gives the same bytes; b"" where there is nothing."""
    if not content:
        return b""
    return orjson.dumps(
        content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )
