"""Which names a script in Python uses and assigns: read, never run."""

import ast
from functools import lru_cache

#: Characters; ast.parse needs far more memory than the text.
MAX_SOURCE = 8_000
NO_PYTHON = "The script is not valid Python."


class NotPython(ValueError):
    """This is no script that could be run."""

    def __init__(self, cause: str, detail: str = "") -> None:
        self.cause = cause  #: a sentence
        self.detail = detail
        super().__init__(cause)


def assigned(source: str) -> frozenset[str]:
    """The names a script assigns; raises NotPython."""
    return names(source)[1]


def used(source: str) -> frozenset[str]:
    """All names in a script; raises NotPython."""
    return names(source)[0]


@lru_cache(maxsize=1024)
def names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """All names in a script, and those among them that it assigns; raises NotPython."""
    found = [node for node in ast.walk(_tree(source)) if isinstance(node, ast.Name)]
    everything = frozenset(name.id for name in found)
    return everything, frozenset(name.id for name in found if isinstance(name.ctx, ast.Store))


def _tree(source: str) -> ast.Module:
    if len(source) > MAX_SOURCE:
        raise NotPython(f"The script is longer than {MAX_SOURCE} characters.")
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise NotPython(NO_PYTHON, f"line {error.lineno}: {error.msg}") from None
    except (RecursionError, MemoryError, ValueError):
        raise NotPython("The script is too complex.") from None
