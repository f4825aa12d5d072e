"""The shape of demonstration data: who there is, and what they do when.

Times are days before the seeding, so that the demonstration is always fresh: ``at=-12.5`` is noon twelve
days ago, as the fraction counts office hours back from four o'clock (less than a day ago, it counts all
hours back from now). Due timers fire by themselves between the acts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, str]  #: by language: en, fi, sv


@dataclass(frozen=True)
class Municipality:
    """A fictional municipality, and which variant of each service it uses."""

    id: str
    prefix: str
    names: Texts
    settings: Mapping[str, object]  #: phone, address, hours (Texts), languages, mark
    variants: Mapping[str, str]  #: service key → file stem in workflows/bpmn/<service>/
    closed: Mapping[str, Texts] = field(default_factory=dict)  #: service key → why it is closed
    #: service key → (words, words in their place): what its first version got wrong
    mistakes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Citizen:
    """An invented person whom a municipality serves."""

    key: str  #: how stories name them
    name: str
    identifier: str  #: individual number 900 to 999: never given to a real person
    email: str
    language: str = "fi"


@dataclass(frozen=True)
class Colleague:
    """An invented person who works for a municipality."""

    login: str
    name: str
    roles: tuple[str, ...]  #: values of identity.roles.Role
    groups: tuple[str, ...] = ()
    email: str | None = None
    language: str = "fi"


@dataclass(frozen=True)
class Apply:
    """The citizen sends the service's form."""

    at: float
    answers: Mapping[str, object]
    files: tuple[str, ...] = ()  #: names of made-up PDF files


@dataclass(frozen=True)
class Write:
    """The citizen writes a free message to the service."""

    at: float
    text: str


@dataclass(frozen=True)
class Claim:
    at: float
    who: str  #: login
    element: str  #: id of the user task


@dataclass(frozen=True)
class Complete:
    at: float
    who: str
    element: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Stop:
    """A caseworker completes a task, and the diagram cannot go on from there: an incident."""

    at: float
    who: str
    element: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Publish:
    """A process owner publishes the diagram without its mistake."""

    at: float
    who: str
    note: str


@dataclass(frozen=True)
class Ask:
    """A caseworker asks the citizen for more information."""

    at: float
    who: str
    element: str
    question: str


@dataclass(frozen=True)
class Reply:
    """The citizen (or another party) writes in the case."""

    at: float
    text: str
    who: str | None = None  #: citizen key; None: the applicant


@dataclass(frozen=True)
class Answer:
    """A party answers a form that the case waits for."""

    at: float
    message: str  #: name of the message
    answers: Mapping[str, object]
    who: str | None = None  #: citizen key; None: the applicant


Act = Apply | Write | Claim | Complete | Stop | Publish | Ask | Reply | Answer


@dataclass(frozen=True)
class Story:
    """A case from its first message on."""

    tenant: str
    service: str
    citizen: str | None  #: citizen key; None: anonymous
    acts: tuple[Act, ...]
