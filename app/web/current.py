"""The request at hand, typed: settings, database, clock, municipality and person.

Views read `current.tenant` and `current.person`; templates read `g.tenant` and `g.person`. The municipality
is the first part of the address; it is taken out of a view's arguments and put into `url_for` by itself.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import Flask, current_app, g

from app.clock import Clock
from app.config import Settings
from app.db import Database
from app.identity.actor import Actor
from app.identity.errors import NotSignedIn
from app.remote import Allowed
from app.tenants.tables import Tenant
from app.web.language import chosen_language
from app.web.municipalities import Municipalities


@dataclass
class Polku:
    """What the installation runs on; one per application, in `app.extensions["polku"]`."""

    settings: Settings
    database: Database
    clock: Clock
    municipalities: Municipalities = field(default_factory=Municipalities)
    addresses: Allowed = field(default_factory=dict)  #: what processes may ask over HTTP


def of(app: Flask) -> Polku:
    """The parts of this application."""
    return cast(Polku, app.extensions["polku"])


class Current:
    """Typed access to the parts of the application and to the request."""

    @property
    def polku(self) -> Polku:
        return of(current_app)

    @property
    def settings(self) -> Settings:
        return self.polku.settings

    @property
    def database(self) -> Database:
        return self.polku.database

    @property
    def clock(self) -> Clock:
        return self.polku.clock

    @property
    def now(self) -> datetime:
        """The moment of this request: the same in everything it does."""
        if "now" not in g:
            g.now = self.clock.now()
        return cast(datetime, g.now)

    @property
    def tenant(self) -> Tenant:
        """The municipality (or consortium) of the address."""
        return cast(Tenant, g.tenant)

    @property
    def tenant_id(self) -> str:
        return self.tenant.id

    @property
    def person(self) -> Actor | None:
        """Who is signed in, or None."""
        return cast("Actor | None", g.get("person"))

    @property
    def actor(self) -> Actor:
        """Who is signed in; raises NotSignedIn. For views that `allow` only roles."""
        if self.person is None:
            raise NotSignedIn
        return self.person

    @property
    def language(self) -> str:
        """fi, sv or en."""
        return chosen_language()


current = Current()
