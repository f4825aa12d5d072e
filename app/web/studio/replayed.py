"""What came of a replay, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.processes.library import Version
from app.processes.replaying import Fate, Line, Verdict
from app.web.formats import text
from app.web.studio.choosing import called
from app.web.texts import gettext, ngettext

#: Steps that one sentence names.
MOST_NAMES = 4


@dataclass(frozen=True)
class Words:
    """Names of elements and groups for the sentences of a replay."""

    version: Version  #: on which the cases are played
    former: Version | None  #: knows the names of what the version has no more
    groups: Mapping[str, Mapping[str, str]]  #: names of groups by key and language

    def of(self, line: Line) -> str:
        """What became of the cases of a line."""
        if line.verdict.fate is Fate.TIME:
            return _time(line)
        return _SENTENCES[line.verdict.fate](self, line.verdict)

    def elements(self, ids: Sequence[str]) -> str:
        """The names of elements, in quotes."""
        named = ", ".join(f"“{self._element(each)}”" for each in ids[:MOST_NAMES])
        return f"{named} …" if len(ids) > MOST_NAMES else named

    def group(self, keys: Sequence[str]) -> str:
        """The names of groups."""
        return ", ".join(text(self.groups.get(key, {"en": key})) for key in keys)

    def _element(self, element_id: str) -> str:
        known = self.former if self.former and element_id not in self.version.definition.elements else None
        return called(known or self.version, element_id)


def _time(line: Line) -> str:
    days = max(1, round(abs(line.shift.total_seconds()) / 86400))
    if line.verdict.is_later:
        return ngettext("The same end, %(num)d day later", "The same end, %(num)d days later", days)
    return ngettext("The same end, %(num)d day sooner", "The same end, %(num)d days sooner", days)


def _same(_words: Words, _verdict: Verdict) -> str:
    return gettext("The same end, by the same way")


def _people(words: Words, verdict: Verdict) -> str:
    return gettext(
        "The same end, and %(step)s is done by %(now)s; it was %(was)s",
        step=words.elements(verdict.now),
        now=words.group(verdict.groups),
        was=words.group(verdict.groups_were),
    )


def _way(words: Words, verdict: Verdict) -> str:
    now, was = words.elements(verdict.now), words.elements(verdict.was)
    if not verdict.was:
        return gettext("The same end, and %(now)s as well", now=now)
    if not verdict.now:
        return gettext("The same end, without %(was)s", was=was)
    return gettext("The same end, with %(now)s and without %(was)s", now=now, was=was)


def _end(words: Words, verdict: Verdict) -> str:
    now, was = words.elements(verdict.now), words.elements(verdict.was)
    return gettext("Another end: %(now)s instead of %(was)s", now=now, was=was)


def _waits(words: Words, verdict: Verdict) -> str:
    step = words.elements(verdict.now)
    if verdict.groups:
        return gettext(
            "Waits for %(groups)s, who did nothing then: %(step)s",
            groups=words.group(verdict.groups),
            step=step,
        )
    return gettext("Waits at %(step)s for what did not come then", step=step)


def _stops(words: Words, verdict: Verdict) -> str:
    cause = gettext(verdict.cause)
    if verdict.now:
        return gettext("Stops at %(step)s: %(cause)s", step=words.elements(verdict.now), cause=cause)
    return gettext("Stops: %(cause)s", cause=cause)


_SENTENCES: Mapping[Fate, Callable[[Words, Verdict], str]] = {
    Fate.SAME: _same,
    Fate.PEOPLE: _people,
    Fate.WAY: _way,
    Fate.END: _end,
    Fate.WAITS: _waits,
    Fate.STOPS: _stops,
}
