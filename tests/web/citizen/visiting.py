"""A visitor's browser without JavaScript: pages are read as HTML, forms are sent as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from lxml import html
from lxml.html import FormElement, HtmlElement
from werkzeug.test import Client, TestResponse

from app.identity import sessions
from app.identity.actor import Actor
from app.web.current import of
from app.web.signed_in import cookie_name


@dataclass
class Page:
    """An answer, read."""

    response: TestResponse
    root: HtmlElement

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def path(self) -> str:
        return self.response.request.path

    @property
    def text(self) -> str:
        """The words of the page, spaces made one, soft hyphens left out."""
        return " ".join(self.root.text_content().replace("\u00ad", "").split())

    @property
    def heading(self) -> str:
        """The words of the one h1."""
        [heading] = self.root.cssselect("h1") if hasattr(self.root, "cssselect") else self.root.xpath("//h1")
        return " ".join(heading.text_content().replace("\u00ad", "").split())

    def words(self, xpath: str) -> list[str]:
        """The words of each element at `xpath`."""
        return [
            " ".join(each.text_content().replace("\u00ad", "").split()) for each in self.root.xpath(xpath)
        ]

    def links(self) -> dict[str, str]:
        """Addresses by the words of the link."""
        return {" ".join(each.text_content().split()): each.get("href") for each in self.root.xpath("//a")}

    def form(self, of: str = "") -> FormElement:
        """The main form of the page, or the one whose address holds `of`."""
        forms = [
            each for each in self.root.xpath("//main//form[@method='post']") if of in (each.action or "")
        ]
        return forms[0]


@dataclass
class Visitor:
    """Somebody with a browser."""

    app: Flask
    client: Client
    tenant: str

    def open(self, path: str, **query: str) -> Page:
        """A page of the town, redirects followed."""
        address = path if path.startswith("/") else f"/{self.tenant}/{path}"
        return _page(self.client.get(address, query_string=query or None, follow_redirects=True))

    def send(self, page: Page, answers: Mapping[str, Any], *, button: str = "", of: str = "") -> Page:
        """Fill the page's form and press its button; gives the page that comes after the redirect."""
        response = self.post(page, answers, button=button, of=of)
        if response.status_code == 303:
            return self.open(response.location)
        return _page(response)

    def post(self, page: Page, answers: Mapping[str, Any], *, button: str = "", of: str = "") -> TestResponse:
        """Fill the page's form and press its button; the bare answer."""
        form = page.form(of)
        data: dict[str, Any] = dict(form.form_values())
        data |= dict(answers) | ({button: "1"} if button else {})
        action = form.action or page.path
        headers = {"Sec-Fetch-Site": "same-origin"}
        return self.client.post(action, data=data, content_type="multipart/form-data", headers=headers)

    def sign_in(self, person: Actor) -> None:
        """Become this person."""
        polku = of(self.app)
        with polku.database.transaction(self.tenant) as session:
            token = sessions.begin(session, person.id, now=polku.clock.now(), length=timedelta(hours=1))
        self.client.set_cookie(cookie_name(self.tenant), token, path=f"/{self.tenant}")

    def sign_out(self) -> None:
        """Lose the sign-in, as when it expires."""
        self.client.delete_cookie(cookie_name(self.tenant), path=f"/{self.tenant}")


def _page(response: TestResponse) -> Page:
    return Page(response, html.fromstring(response.get_data(as_text=True) or "<html></html>"))
