"""Which sentences of a Python file are translated: those of its gettext calls and of its domain errors.

A domain error is shown by the first line of its docstring (app/web/errors.py), so that line is a message
id. Named as the extractor `errors` in babel.cfg, for the files that define domain errors.
"""

import ast
from collections.abc import Iterator
from typing import IO, Any

from babel.messages.extract import extract_python


def extract_errors(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[Any]:
    """What Babel's own extractor finds, then the first docstring line of every public exception.

    The signature is Babel's for an extractor; gives (line, function, message, comments).
    """
    yield from extract_python(file, keywords, tags, options)
    file.seek(0)
    for definition in ast.walk(ast.parse(file.read())):
        if isinstance(definition, ast.ClassDef) and not definition.name.startswith("_"):
            yield from _sentence(definition)


def _sentence(definition: ast.ClassDef) -> Iterator[tuple[int, None, str, list[str]]]:
    if (docstring := ast.get_docstring(definition)) and definition.bases:
        yield definition.lineno, None, docstring.split("\n")[0], []
