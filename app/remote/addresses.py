"""The addresses that each municipality lets its processes ask: a file of the installation, not of a diagram.

[[koivula]]
address = "https://register.example/api/"
headers = { Authorization = "Bearer …" }

[[koivula]]
address = "http://10.1.2.3:8080/"
private = true
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from app.config import ConfigurationError

#: Longer addresses are none that somebody wrote.
LONGEST = 2000

_PORTS = {"https": 443, "http": 80}
_SETTINGS = {"address", "private", "headers"}
#: A text in which the host is written to its end.
_WITH_HOST = re.compile(r"[^:/?#]*://[^/?#]*[/?#]")


class AddressesUnreadable(ConfigurationError):
    """The file of addresses cannot be read."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, its parts made alike."""

    scheme: str
    host: str
    port: int
    path: str  #: begins with a slash
    query: str

    @property
    def written(self) -> str:
        """The address as people write it."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.name}{port}{self.whole}"

    @property
    def name(self) -> str:
        """The host as it stands in an address."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def whole(self) -> str:
        """What is asked of the host: path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address may begin: everything below it may be asked."""

    begins: Target
    private: bool = False  #: it may lie in the municipality's own network
    #: What is sent along, such as a key; secrets are not shown.
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def holds(self, target: Target) -> bool:
        """Whether the target is this address or below it."""
        at_home = self._is_where(target)
        return at_home and (target.path == self.begins.path or target.path.startswith(self._below))

    def may_hold(self, target: Target, path: str) -> bool:
        """Whether it may hold something where the target is, with a path that begins so."""
        return self._is_where(target) and (path.startswith(self._below) or self._below.startswith(path))

    def may_begin(self, text: str) -> bool:
        """Whether what it holds may begin with a text that breaks off before the path."""
        begins = self.begins
        with_port = f"{begins.scheme}://{begins.name}:{begins.port}/"
        return any(each.startswith(text.lower().rstrip(".")) for each in (begins.written, with_port))

    @property
    def _below(self) -> str:
        return self.begins.path.rstrip("/") + "/"

    def _is_where(self, target: Target) -> bool:
        begins = self.begins
        return (begins.scheme, begins.host, begins.port) == (target.scheme, target.host, target.port)


#: By municipality.
Allowed = Mapping[str, tuple[Address, ...]]


def read_addresses(path: str) -> Allowed:
    """The addresses in the file; none without a file. Raises AddressesUnreadable."""
    if not path:
        return {}
    try:
        listed = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return {
            tenant: tuple(_address(tenant, entry) for entry in _entries(tenant, found))
            for tenant, found in listed.items()
        }
    except (OSError, ValueError) as wrong:
        raise AddressesUnreadable(f"POLKU_ADDRESSES, {path}: {wrong}.") from wrong


def target(address: str) -> Target | None:
    """The address taken apart; None for what is no plain http address or tries to look like another."""
    if (
        len(address) > LONGEST
        or not address.isascii()
        or any(sign <= " " or sign in '\\"<>^`{|}' for sign in address)
    ):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if port is None or not parts.hostname or "@" in parts.netloc or not _is_straight(parts):
        return None
    return Target(parts.scheme, parts.hostname.rstrip("."), port, parts.path or "/", parts.query)


def may_be_asked(allowed: Iterable[Address], text: str, *, whole: bool = True) -> bool:
    """Whether an address may be asked; without `whole`, whether one may that begins with the text.

    Where what follows decides it, it may.
    """
    if whole:
        found = target(text)
        return found is not None and any(each.holds(found) for each in allowed)
    if "://" not in text:
        return True
    if not _WITH_HOST.match(text):
        return any(each.may_begin(text) for each in allowed)
    # A step back may be cut in two: with one more sign, what looks like one is none.
    found = target(f"{text}x")
    if found is None:
        return False
    if "?" in text or "#" in text:
        return any(each.holds(found) for each in allowed)
    return any(each.may_hold(found, found.path[:-1]) for each in allowed)


def _is_straight(parts: SplitResult) -> bool:
    """A path without steps back, also written in another way."""
    path = unquote(unquote(parts.path))
    return not {".", ".."} & set(path.split("/")) and "\\" not in path


def _entries(tenant: str, found: object) -> list[object]:
    if not isinstance(found, list):
        raise AddressesUnreadable(f"write [[{tenant}]] in two brackets, once for each address")
    return found


def _address(tenant: str, entry: object) -> Address:
    given = entry if isinstance(entry, dict) else {}
    begins = target(str(given.get("address", "")))
    if begins is None or given.keys() - _SETTINGS:
        raise AddressesUnreadable(
            f"[[{tenant}]]: an address such as https://register.example/api/ is missing"
        )
    headers = {str(name): str(value) for name, value in dict(given.get("headers", {})).items()}
    return Address(begins, given.get("private") is True, headers)
