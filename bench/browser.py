"""A browser over one kept connection: cookies, forms, and no more."""

import re
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from werkzeug.test import encode_multipart

_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class Refused(RuntimeError):
    """The server did not do what it was asked to do."""


class Browser:
    """Somebody who sends forms; `csrf` is the token of the last form that was looked at."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: SimpleCookie = SimpleCookie()
        self.csrf = ""
        self._takes_cookies = True

    def settle(self) -> None:
        """From here on keep the cookies that there are.

        Who does not follow a redirect would otherwise carry along every "Done" that no page has shown yet.
        """
        self._takes_cookies = False

    def rest(self) -> None:
        """Let the connection go: a server closes one that is idle. The next request opens another."""
        self._connection.close()

    def open(self, path: str) -> str:
        """The page, and its forgery token remembered; raises Refused."""
        response, body = self._ask("GET", path, None, {})
        if response.status != 200:
            raise Refused(f"GET {path}: {response.status}")
        found = _CSRF.search(body)
        self.csrf = found[1] if found else self.csrf
        return body

    def send(self, path: str, fields: Mapping[str, str], *, multipart: bool = True) -> str:
        """Send a form as a browser does; gives the address that follows. Raises Refused."""
        data = {"csrf_token": self.csrf, **fields}
        if multipart:
            boundary, body = encode_multipart(data)
            kind = f'multipart/form-data; boundary="{boundary}"'
        else:
            body, kind = urlencode(data).encode(), "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "Sec-Fetch-Site": "same-origin"}
        response, text = self._ask("POST", path, body, headers)
        if response.status != 303:
            raise Refused(f"POST {path}: {response.status} {text[:2000]}")
        return response.headers["Location"]

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[HTTPResponse, str]:
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items())
        sent = {**headers, "Accept-Language": "en", **({"Cookie": cookie} if cookie else {})}
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        text = response.read().decode()
        if self._takes_cookies:
            for line in response.headers.get_all("Set-Cookie", ()):
                self._cookies.load(line)
        return response, text
