"""Sign-ins: a row per browser, found by the digest of the token in its cookie."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import and_, bindparam, delete, update

from app.db import TenantSession, table
from app.identity import actor
from app.identity.actor import Actor
from app.identity.tables import Person, SignIn
from app.prepared import Prepared

#: A sign-in's row is written at most this often, whatever the person does.
TOUCH = timedelta(minutes=5)

_sign_ins, _people = table(SignIn), table(Person)
_SIGNED_IN = Prepared(
    actor.ACTIVE.add_columns(_sign_ins.c.seen_at, _sign_ins.c.expires_at)
    .join_from(
        _people,
        _sign_ins,
        and_(_sign_ins.c.tenant_id == _people.c.tenant_id, _sign_ins.c.person_id == _people.c.id),
    )
    .where(_sign_ins.c.id == bindparam("digest"), _sign_ins.c.expires_at > bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a valid token stands for."""

    actor: Actor
    seen_at: datetime
    expires_at: datetime


def digest(token: str) -> str:
    """What is stored of a token: who reads the table cannot sign in with it."""
    return sha256(token.encode()).hexdigest()


def begin(session: TenantSession, person_id: str, *, now: datetime, length: timedelta) -> str:
    """Sign a person in; returns the token for the cookie. Clears away what has expired."""
    session.execute(delete(SignIn).where(SignIn.tenant_id == session.tenant, SignIn.expires_at <= now))
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            tenant_id=session.tenant,
            id=digest(token),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=now + length,
        )
    )
    return token


def resolve(session: TenantSession, token: str, *, now: datetime) -> SignedIn | None:
    """Who is signed in with this token, in one statement; None if it is unknown or has expired."""
    row = session.row(_SIGNED_IN, digest=digest(token), now=now)
    if row is None:
        return None
    *person, seen_at, expires_at = row
    return SignedIn(actor.from_row(person), seen_at=seen_at, expires_at=expires_at)


def is_stale(signed_in: SignedIn, *, now: datetime) -> bool:
    """Whether the time of the last request should be written again."""
    return now - signed_in.seen_at >= TOUCH


def touch(session: TenantSession, token: str, *, now: datetime, length: timedelta) -> None:
    """The person is still there: the sign-in lasts for `length` from now."""
    session.execute(
        update(SignIn)
        .where(SignIn.tenant_id == session.tenant, SignIn.id == digest(token))
        .values(seen_at=now, expires_at=now + length)
    )


def end(session: TenantSession, token: str) -> None:
    """Sign this browser out. Ending twice is harmless."""
    session.execute(delete(SignIn).where(SignIn.tenant_id == session.tenant, SignIn.id == digest(token)))


def end_all(session: TenantSession, person_id: str) -> None:
    """Sign a person out of every browser."""
    session.execute(delete(SignIn).where(SignIn.tenant_id == session.tenant, SignIn.person_id == person_id))
