"""What a worker of service tasks is given and what it gives back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.documents.attachments import Upload
from app.remote import Address


class BadServiceInput(ValueError):
    """A service task was given something it cannot work with."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The case that work is done for, as a letter names it."""

    case_number: str
    municipality: str  #: its name in the language of the case
    language: str  #: fi, sv or en
    on: datetime
    is_fictional: bool  #: in a demonstration: its documents say so


@dataclass(frozen=True, slots=True)
class Order:
    """One piece of work."""

    inputs: Mapping[str, object]
    job_id: str  #: the same when it is done again
    case: Letterhead
    addresses: Sequence[Address] = ()  #: what the municipality's processes may ask


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document, and the message to a party of the case that it comes with."""

    to: str  #: the party's role
    subject: str
    body: str
    document: Upload


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    result: Mapping[str, object]  #: the variables for the process
    letter: Enclosed | None = None  #: kept and sent with the step that takes the result


@dataclass(frozen=True, slots=True)
class Worker:
    """How one type of work is done.

    It may be done twice (a worker can die after it and before its result is kept), so it must be harmless to
    repeat. Raises BadServiceInput or another error that says what is wrong.
    """

    do: Callable[[Order], Done]
    #: From inputs and the job's id, what it would come to in a rehearsal, where nothing real is touched.
    rehearse: Callable[[Mapping[str, object], str], Mapping[str, object]]
