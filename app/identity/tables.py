"""People, the groups they work in, what they may be, and their sign-ins."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class PersonKind(StrEnum):
    CITIZEN = "citizen"  #: somebody the municipality serves
    STAFF = "staff"  #: somebody who works for it


class Person(TenantOwned, Base):
    """A person as one municipality knows them."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    identifier: Mapped[str | None] = mapped_column(String(20))  #: identity code, from identification only
    login: Mapped[str | None] = mapped_column(String(100))  #: lower case; None: no local account
    password_hash: Mapped[str | None] = mapped_column(String(200))  #: argon2id
    language: Mapped[str] = mapped_column(String(2), default="fi")
    is_active: Mapped[bool] = mapped_column(default=True)  #: may sign in
    is_demonstration: Mapped[bool] = mapped_column(default=False)  #: invented; shown on sign-in pages

    __table_args__ = (
        UniqueConstraint("tenant_id", "login"),
        UniqueConstraint("tenant_id", "identifier"),
        Index("ix_people_name", "tenant_id", "kind", "name"),
    )


class Group(TenantOwned, Base):
    """People who share a worklist; a lane of a diagram names one."""

    __tablename__ = "groups"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    names: Mapped[Any] = mapped_column(PlainData)  #: by language


class Membership(TenantOwned, Base):
    """A person works in a group."""

    __tablename__ = "memberships"

    group_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)

    __table_args__ = (
        belongs_to("groups", group_key="key"),
        belongs_to("people", person_id="id"),
        Index("ix_memberships_person", "tenant_id", "person_id"),
    )


class Grant(TenantOwned, Base):
    """A member of staff has a role (see `app.identity.roles.Role`)."""

    __tablename__ = "grants"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)

    __table_args__ = (belongs_to("people", person_id="id"),)


class SignIn(TenantOwned, Base):
    """A browser in which a person is signed in. Deleting the row signs them out at once."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  #: SHA-256 of the cookie's token
    person_id: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]  #: at most five minutes old while the person works
    expires_at: Mapped[datetime]

    __table_args__ = (
        belongs_to("people", person_id="id"),
        Index("ix_sign_ins_person", "tenant_id", "person_id"),
        Index("ix_sign_ins_expires", "tenant_id", "expires_at"),
    )


class FailedSignIns(TenantOwned, Base):
    """How often somebody gave a wrong password for one account, or from one address."""

    __tablename__ = "failed_sign_ins"

    key: Mapped[str] = mapped_column(
        String(64), primary_key=True
    )  #: SHA-256: neither login nor address is kept
    count: Mapped[int]
    last_at: Mapped[datetime]
