"""Every link of the demonstration leads somewhere: for each role, one page of each kind is opened."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import Client

from app.clock import Clock
from app.identity import sessions
from app.identity.tables import Person
from app.web.current import of
from app.web.signed_in import cookie_name
from tests import demonstration
from tests.web.site import serving

#: What tells pages of one kind apart: ids, numbers of cases and versions, and what is asked of a page.
_ONE_OF_MANY = re.compile(r"[0-9a-f]{32}|[A-Z]{3}-\d{4}-\d+|\d+|(?<==)[^&]*")
#: More pages than a person sees.
_MOST = 400


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on the demonstration."""
    with serving(demonstration.planted(tmp_path_factory.mktemp("links")), Clock()) as app:
        yield app


@pytest.mark.parametrize(
    ("tenant", "login", "first"),
    [
        ("koivula", "petteri", "/koivula/staff/worklist/mine"),
        ("koivula", "outi", "/koivula/staff/worklist/all"),
        ("koivula", "mikael", "/koivula/processes/"),
        ("consortium", "oona", "/consortium/admin/incidents"),
        ("consortium", "kaisa", "/consortium/library/"),
    ],
)
def test_every_link_leads_to_a_page(app: Flask, tenant: str, login: str, first: str) -> None:
    client = _signed_in(app, tenant, login)
    seen: dict[str, int] = {}
    waiting = deque([first])
    while waiting and len(seen) < _MOST:
        address = waiting.popleft()
        kind = _ONE_OF_MANY.sub("#", address)
        if kind not in seen:
            answer = client.get(address, follow_redirects=True)
            seen[kind] = answer.status_code
            if answer.mimetype == "text/html":
                waiting += _links(address, answer.get_data(as_text=True))

    assert {kind: status for kind, status in seen.items() if status == 404 or status >= 500} == {}
    assert len(seen) > 5


def _signed_in(app: Flask, tenant: str, login: str) -> Client:
    polku = of(app)
    now = polku.clock.now()
    with polku.database.transaction(tenant) as session:
        person = session.scalars(
            select(Person.id).where(Person.tenant_id == tenant, Person.login == login)
        ).one()
        token = sessions.begin(session, person, now=now, length=timedelta(hours=8))
    client = app.test_client()
    client.set_cookie(cookie_name(tenant), token, path=f"/{tenant}")
    return client


def _links(address: str, page: str) -> Iterator[str]:
    for link in html.fromstring(page).xpath("//a/@href"):
        path = urlsplit(urljoin(address, str(link)))
        if not path.netloc and path.path.startswith("/") and not path.path.startswith("/static"):
            yield f"{path.path}?{path.query}" if path.query else path.path
