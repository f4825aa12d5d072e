"""Municipalities and the services they offer."""

from enum import StrEnum
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned


class TenantKind(StrEnum):
    MUNICIPALITY = "municipality"  #: offers services to its citizens
    CONSORTIUM = "consortium"  #: coordinates and operates; offers none


class Tenant(Base):
    """One autonomous organisation; everything it has carries its id."""

    __tablename__ = "tenants"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  #: also the first part of its addresses
    kind: Mapped[str] = mapped_column(String(20), default=TenantKind.MUNICIPALITY)
    prefix: Mapped[str] = mapped_column(String(8))  #: begins its case numbers
    names: Mapped[Any] = mapped_column(PlainData)  #: by language
    settings: Mapped[Any] = mapped_column(PlainData)  #: phone, address, opening hours, languages, zone
    position: Mapped[int] = mapped_column(default=0)


class Service(TenantOwned, Base):
    """What a citizen can ask for; backed by the process definition with the same key."""

    __tablename__ = "services"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    is_open: Mapped[bool] = mapped_column(default=True)
    closed_note: Mapped[Any] = mapped_column(PlainData, default=dict)  #: why it is closed, by language
    #: title, summary, category, time, cost, needed, keywords: each by language; from the live version
    texts: Mapped[Any] = mapped_column(PlainData, default=dict)
    anonymous: Mapped[bool] = mapped_column(default=False)  #: may be used without signing in
