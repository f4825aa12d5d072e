"""Local accounts: a user name and a password kept as an argon2id hash."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from app.db import TenantSession
from app.identity.errors import PasswordTooShort
from app.identity.tables import Person

MIN_LENGTH = 12

_hasher = PasswordHasher()

#: Checked when there is no such account, so that the time taken does not tell which accounts exist.
_NOBODY = _hasher.hash("nobody has this password")


def set_password(person: Person, password: str) -> None:
    """Keep `password` for this person; raises PasswordTooShort."""
    if len(password) < MIN_LENGTH:
        raise PasswordTooShort
    person.password_hash = _hasher.hash(password)


def normal_login(login: str) -> str:
    """A user name as it is stored: without surrounding space, in lower case."""
    return login.strip().casefold()[:100]


def holder(session: TenantSession, login: str, password: str) -> Person | None:
    """The active person whose user name and password these are, or None."""
    person = session.scalar(
        select(Person).where(
            Person.tenant_id == session.tenant, Person.login == normal_login(login), Person.is_active
        )
    )
    stored = person.password_hash if person and person.password_hash else _NOBODY
    if not _matches(stored, password) or person is None or person.password_hash is None:
        return None
    return person


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
