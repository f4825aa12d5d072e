"""Scenarios as a file beside the diagram: JSON with exact numbers and dates, as in app.plain."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson

from app import plain
from app.processes.scenarios import action as actions
from app.processes.scenarios.judging import Expectation
from app.processes.scenarios.playing import MAX_ACTIONS, Recording
from app.processes.scenarios.scenario import Scenario
from app.translating import N_

#: How the name of such a file ends.
ENDING = ".scenarios.json"
#: Scenarios of one process, bytes of their file, and letters of a name.
MOST = 60
LARGEST = 1_000_000
LONGEST_NAME = 120
_LANGUAGES = ("en", "fi", "sv")


class Unreadable(ValueError):
    """This is no file of scenarios."""

    def __init__(
        self, sentence: str = N_("This file of scenarios cannot be read: %(reason)s"), **values: str
    ):
        self.sentence, self.values = sentence, values
        super().__init__(sentence % values)


def write(scenarios: Sequence[Scenario]) -> bytes:
    """The file, in the order given."""
    found = {"scenarios": [_to_plain(each) for each in scenarios]}
    return orjson.dumps(plain.to_json(found), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read(source: bytes) -> tuple[Scenario, ...]:
    """The scenarios of a file; raises Unreadable."""
    if len(source) > LARGEST:
        raise Unreadable(reason="it is too large")
    try:
        found = plain.loads(source)
        listed = found["scenarios"] if isinstance(found, dict) else None
        if not isinstance(listed, list) or len(listed) > MOST:
            raise ValueError(f"“scenarios” must be a list of {MOST} at most")
        scenarios = tuple(_from_plain(each) for each in listed)
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as wrong:
        raise Unreadable(reason=str(wrong)[:200]) from wrong
    if len({each.name for each in scenarios}) != len(scenarios):
        raise Unreadable(reason="two scenarios have one name")
    return scenarios


def _to_plain(scenario: Scenario) -> dict[str, object]:
    expects = {
        "path": scenario.expects.path,
        "ends": scenario.expects.ends,
        "waits": scenario.expects.waits,
        "messages": scenario.expects.messages,
        "days": scenario.expects.days,
    }
    return {
        "name": scenario.name,
        "began": scenario.recording.began,
        "language": scenario.recording.language,
        "actions": [actions.to_plain(each) for each in scenario.recording.actions],
        "expects": {key: value for key, value in expects.items() if value is not None},
        "names": scenario.names,
    }


def _from_plain(value: object) -> Scenario:
    if not isinstance(value, Mapping):
        raise ValueError("a scenario must be an object")
    name, began, language = value["name"], value["began"], value.get("language", "en")
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME:
        raise ValueError("a scenario needs a name")
    if not isinstance(began, datetime) or began.tzinfo is None or language not in _LANGUAGES:
        raise ValueError("a scenario begins at a moment, in one of the three languages")
    listed = value["actions"]
    if not isinstance(listed, list) or len(listed) > MAX_ACTIONS:
        raise ValueError(f"a scenario has {MAX_ACTIONS} actions at most")
    recording = Recording(began, tuple(map(actions.from_plain, listed)), language)
    return Scenario(name, recording, _expectation(value.get("expects")), _names(value.get("names", {})))


def _expectation(value: object) -> Expectation:
    if not isinstance(value, Mapping):
        raise ValueError("a scenario expects something")
    days = value.get("days")
    if days is not None and type(days) is not int:
        raise ValueError("days are a whole number")
    path, ends, waits, messages = (_ids(value.get(key)) for key in ("path", "ends", "waits", "messages"))
    return Expectation(path, ends, waits, messages, days)


def _ids(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("elements are told by their ids")
    return tuple(value)


def _names(value: object) -> dict[str, dict[str, str]]:
    if not isinstance(value, Mapping):
        raise ValueError("names are told by language")
    return {
        str(element): {language: str(names[language]) for language in _LANGUAGES if language in names}
        for element, names in value.items()
        if isinstance(names, Mapping)
    }
