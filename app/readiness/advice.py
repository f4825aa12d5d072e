"""What to do about a difference: ask, leave it alone, a parameter, a variant, or settle it first. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.readiness.differing import Far, Line, Sure
from app.readiness.interview import Bridge
from app.translating import N_


class Do(StrEnum):
    """What is advised."""

    ASK = "ask"
    LEAVE = "leave"
    PARAMETER = "parameter"
    VARIANT = "variant"
    SETTLE = "settle"

    @property
    def words(self) -> str:
        """The English words, for gettext."""
        return _WORDS[self]


_WORDS = {
    Do.ASK: N_("Ask more people first"),
    Do.LEAVE: N_("Leave it alone"),
    Do.PARAMETER: N_("Make it a parameter"),
    Do.VARIANT: N_("Let there be variants"),
    Do.SETTLE: N_("Settle it before joining"),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """What is advised about a question, and why: an English sentence with its values."""

    line: Line
    do: Do
    because: str
    values: Mapping[str, object]


def advise(lines: Sequence[Line]) -> list[Advice]:
    """Advice about every question: what matters most first, what can be left alone last."""
    return sorted((of(line) for line in lines), key=lambda each: (each.do == Do.LEAVE, -each.line.weight))


def of(line: Line) -> Advice:
    """Advice about one question."""
    values = {"known": len(line.known), "all": len(line.cells), "differ": len(line.differing)}
    do, because = _judge(line)
    return Advice(line, do, because, values)


def _judge(line: Line) -> tuple[Do, str]:
    if 2 * len(line.known) < len(line.cells) or not line.known:
        return Do.ASK, N_("Only %(known)d of %(all)d municipalities have answered.")
    if not line.differing:
        return Do.LEAVE, N_("All %(known)d that have answered do the same.")
    if 2 * sum(cell.sure <= Sure.LITTLE for cell in line.differing) > len(line.differing):
        return Do.ASK, N_("%(differ)d of %(known)d differ, but mostly by one voice or by split answers.")
    return _bridged(line)


def _bridged(line: Line) -> tuple[Do, str]:
    bridge, farthest = line.question.bridge, max(cell.far for cell in line.differing)
    if bridge == Bridge.SCALE:
        return Do.LEAVE, N_("%(differ)d of %(known)d differ in how much there is, not in how it is done.")
    if bridge == Bridge.SETTING:
        return Do.PARAMETER, N_("%(differ)d of %(known)d differ in a value that a setting can hold.")
    if bridge == Bridge.VARIANT and farthest == Far.NEAR:
        return Do.PARAMETER, N_(
            "%(differ)d of %(known)d differ a little: a step that can be switched off will do."
        )
    if bridge == Bridge.VARIANT:
        return Do.VARIANT, N_("%(differ)d of %(known)d need steps of their own.")
    if farthest == Far.NEAR:
        return Do.LEAVE, N_("%(differ)d of %(known)d differ a little, and no diagram has to know.")
    return Do.SETTLE, N_(
        "%(differ)d of %(known)d differ in what no diagram can mend: talk, learn or buy first."
    )
