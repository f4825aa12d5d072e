"""Settings: read once from the environment, frozen, and documented in docs/configuration.md."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

#: Signs forms in a demonstration, where nothing is worth forging.
DEMONSTRATION_KEY = "a demonstration key that signs nothing of value"

MIN_SECRET = 32


class ConfigurationError(ValueError):
    """A setting is missing or cannot be read."""


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()):
        raise ValueError("a whole number, for example 25")
    return int(text)


def _yes_or_no(text: str) -> bool:
    words = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False, "": False}
    try:
        return words[text.strip().lower()]
    except KeyError:
        raise ValueError("1 for yes or 0 for no") from None


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text.strip()).key
    except (KeyError, ValueError, OSError):
        raise ValueError("a time zone, for example Europe/Helsinki") from None


def _setting(default: str, read: Callable[[str], object], sentence: str) -> MappingProxyType[str, object]:
    return MappingProxyType({"default": default, "read": read, "sentence": sentence})


def _text(default: str, sentence: str) -> str:
    value: str = field(default=default, metadata=_setting(default, str, sentence))
    return value


def _int(default: int, sentence: str) -> int:
    value: int = field(default=default, metadata=_setting(str(default), _number, sentence))
    return value


def _flag(default: bool, sentence: str) -> bool:
    value: bool = field(default=default, metadata=_setting(str(int(default)), _yes_or_no, sentence))
    return value


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting of the installation; `POLKU_` and the name in capitals is its variable."""

    database_url: str = _text(
        "sqlite:///var/polku.sqlite", "Where the data lives: an SQLAlchemy URL of SQLite or PostgreSQL."
    )
    secret_key: str = _text(
        "", "Signs forms against forgery: at least 32 characters, the same in every process."
    )
    demo: bool = _flag(
        False, "Demonstration: sign-in pages list invented people. Never where real people are served."
    )
    public_url: str = _text(
        "http://localhost:8000", "The address people use; https turns on secure cookies and HSTS."
    )
    session_minutes: int = _int(60, "A sign-in ends after so many minutes without a request.")
    sign_in_attempts: int = _int(
        10, "Wrong passwords for one account, or 5 times as many from one address, before a pause."
    )
    sign_in_pause_minutes: int = _int(15, "How long the pause after too many wrong passwords lasts.")
    max_upload_megabytes: int = _int(25, "The largest request taken, all of its files together.")
    trusted_proxies: int = _int(
        0, "How many reverse proxies in front set X-Forwarded-For, -Proto and -Host truthfully."
    )
    scheduler: bool = _flag(True, "Due work is done inside the serving process (one machine, SQLite).")
    smtp_host: str = _text("", "The mail server; empty means that mail is only written to the log.")
    smtp_port: int = _int(25, "The port of the mail server.")
    smtp_user: str = _text("", "The account at the mail server, where it asks for one.")
    smtp_password: str = _text("", "The password of that account.")
    smtp_tls: bool = _flag(False, "Start TLS with the mail server before anything is said.")
    mail_from: str = _text("polku@localhost", "The address mail is sent from.")
    addresses: str = _text(
        "", "A file (TOML) of the addresses that processes may ask over HTTP; empty means none. See http.md."
    )
    timezone: str = field(
        default="Europe/Helsinki",
        metadata=_setting("Europe/Helsinki", _zone, "The zone in which times are shown and days begin."),
    )
    log_level: str = _text("INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR.")
    log_format: str = _text(
        "", "`text` for people, `json` for collectors of logs; empty: text at a terminal, JSON elsewhere."
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """The settings of `environment` (os.environ unless told); raises ConfigurationError."""
        given = os.environ if environment is None else environment
        values: dict[str, Any] = {
            one.name: _read(one.name, one.metadata["read"], given) for one in fields(cls)
        }
        return cls(**{name: value for name, value in values.items() if value is not None})

    def signing_key(self) -> str:
        """The secret key, in a demonstration a known one; raises ConfigurationError when it is too short."""
        if self.demo and not self.secret_key:
            return DEMONSTRATION_KEY
        if len(self.secret_key) < MIN_SECRET:
            raise ConfigurationError(
                f"POLKU_SECRET_KEY needs at least {MIN_SECRET} characters. "
                "Set it to a random text, or POLKU_DEMO=1 to try the system out."
            )
        return self.secret_key

    @property
    def https(self) -> bool:
        """Whether people reach the system over TLS."""
        return self.public_url.startswith("https://")

    @property
    def session_length(self) -> timedelta:
        """How long a sign-in lasts after the last request."""
        return timedelta(minutes=self.session_minutes)

    @property
    def sign_in_pause(self) -> timedelta:
        """How long nobody may try after too many wrong passwords."""
        return timedelta(minutes=self.sign_in_pause_minutes)


def variable(name: str) -> str:
    """The environment variable of the setting `name`."""
    return f"POLKU_{name.upper()}"


def _read(name: str, read: Callable[[str], object], given: Mapping[str, str]) -> object | None:
    text = given.get(variable(name))
    if text is None:
        return None
    try:
        return read(text)
    except ValueError as exc:
        raise ConfigurationError(f"{variable(name)} is {text!r}, but must be {exc}.") from None
