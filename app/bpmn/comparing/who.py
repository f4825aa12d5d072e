"""Who does a task, in words: persons and groups as the task says, else its lane."""

from collections.abc import Iterator

from app.bpmn.comparing.version import Version, name_of
from app.bpmn.elements import Element
from app.changes.wording import Name, Sentence, Series, Value, as_words
from app.translating import N_

_COMPUTED = N_("whoever the case names")
_NOBODY = N_("nobody in particular")


def who(version: Version, element: Element) -> Value | None:
    """Those who may do a task; None where nobody is named."""
    given = element.assignment
    named = [given.assignee, given.candidate_users, given.candidate_groups] if given else []
    said = [value for value in named if value]
    if not said:
        lane = version.document.lane(element.id)
        return name_of(lane) if lane else None
    return Series([each for value in said for each in _each(version, value)])


def who_or_nobody(version: Version, element: Element) -> Value:
    """The same, with words for nobody."""
    return who(version, element) or Sentence(_NOBODY)


def _each(version: Version, value: str) -> Iterator[Value]:
    if value.startswith("="):
        yield Sentence(_COMPUTED)
        return
    for key in filter(None, (part.strip() for part in value.split(","))):
        yield group_name(version, key)


def group_name(version: Version, key: str) -> Name:
    """A group by its lane's name where there is such a lane, else by its key as words."""
    for lane in version.document.lanes:
        if lane.group == key and (name := name_of(lane)):
            return name
    return Name(as_words(key))
