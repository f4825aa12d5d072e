"""feelin, the expression language of the modelers, asked about the same expressions."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from app.feel import YearsMonths

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("feelin.mjs")
PACKAGE = ROOT / "frontend" / "package.json"
#: Node of the environment, or the machine's; the front end is built with it.
NODE = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
IS_THERE = NODE is not None and (PACKAGE.parent / "node_modules" / "feelin").is_dir()


@dataclass(frozen=True)
class Refused:
    """It could not read the expression."""

    reason: str


class Feelin:
    """A process that answers expression by expression."""

    def __init__(self) -> None:
        assert NODE
        self._process = subprocess.Popen(
            [NODE, str(PROGRAM), str(PACKAGE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def value(self, source: str, context: Mapping[str, object]) -> object:
        """The value in the form that `comparable` gives ours, or Refused."""
        assert self._process.stdin
        assert self._process.stdout
        question = json.dumps({"source": source, "context": context})
        self._process.stdin.write(question + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Refused(answer["error"]) if "error" in answer else _read(answer["value"])

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            stream.close()


def _read(value: object) -> object:
    if not isinstance(value, dict):
        return value
    ((kind, inside),) = value.items()
    match kind:
        case "number":
            return float(inside)
        case "list":
            return [_read(each) for each in inside]
        case "context":
            return {key: _read(each) for key, each in inside.items()}
        case "text":
            return str(inside)
        case _:
            return (kind, str(inside))


def comparable(value: object) -> object:
    """Our value in the same form: numbers as floats, which is all that feelin has, times as their text."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [comparable(each) for each in value]
    if isinstance(value, dict):
        return {key: comparable(each) for key, each in value.items()}
    if isinstance(value, date | datetime | time | timedelta | YearsMonths):
        return ("temporal", value)
    return value
