"""What one evaluation may use up, so that a stranger's expression ends soon and small."""

from datetime import UTC, date, datetime
from typing import Protocol

from app.feel.errors import N_, FeelError

MAX_SOURCE = 10_000  #: characters of an expression
MAX_NESTING = 40  #: brackets, conditions and loops inside each other
#: Tokens evaluated again, items made or compared; what takes longer than such a one, less than a microsecond,
#: costs more of them.
MAX_STEPS = 100_000
MAX_TEXT = 100_000  #: characters of one text an expression makes
MAX_CALLS = 30  #: functions of the expression itself that call each other
MAX_DATA_DEPTH = 60  #: lists and contexts inside each other, as in app.plain

CHARACTERS_A_STEP = 16

TOO_LONG = N_("This expression takes too long to evaluate.")
TOO_MUCH_TEXT = N_("This expression makes a text longer than %(limit)s characters.")
TOO_DEEP = N_("This expression goes too deep: lists, contexts or functions inside each other.")


_NEVER = datetime.min.replace(tzinfo=UTC)


class Calendar(Protocol):
    """Which days a municipality works: what its expressions count working days by."""

    def is_working_day(self, day: date) -> bool:
        """Whether the offices are open on this day."""


class Run:
    """One evaluation: the moment it takes place, and what is left of its budget.

    `known` are the names of the data that were read, with the FEEL values they have; `patterns` those that
    were paid for.
    """

    __slots__ = ("_calls", "calendar", "known", "now", "patterns", "steps")

    def __init__(self, now: datetime = _NEVER, calendar: Calendar | None = None) -> None:
        self.now = now
        self.calendar = calendar
        self.known: dict[str, object] = {}
        self.patterns: set[tuple[str, str]] = set()
        self.steps = MAX_STEPS
        self._calls = 0

    def spend(self, steps: int) -> None:
        """Use up steps; raises FeelError when none are left."""
        self.steps -= steps
        if self.steps < 0:
            raise FeelError(TOO_LONG)

    def spend_text(self, length: int) -> None:
        """Use up what a text of this many characters costs, before it is made."""
        if length > MAX_TEXT:
            raise FeelError(TOO_MUCH_TEXT, {"limit": str(MAX_TEXT)})
        self.spend(length // CHARACTERS_A_STEP)

    def enter_call(self) -> None:
        """A function of the expression begins; recursion is bounded."""
        self._calls += 1
        if self._calls > MAX_CALLS:
            raise FeelError(TOO_DEEP)

    def leave_call(self) -> None:
        """It ends."""
        self._calls -= 1
