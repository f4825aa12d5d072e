"""Ask another system one question over HTTP, and be led nowhere else by what it or a diagram says.

Only addresses that the municipality allows are asked. The name is looked up once: the address that was found
good is the one that is connected to, under the certificate of the name. Redirects are not followed, answers
are read up to a limit of bytes and of time, and only as they are, not unpacked.
"""

import ipaddress
import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from app import plain
from app.remote.addresses import Address, Target, target
from app.remote.errors import (
    AddressMoved,
    AddressNotAllowed,
    AddressPrivate,
    AnswerTooLarge,
    AnswerUnreadable,
    MethodUnknown,
    RequestRejected,
    RequestTooLarge,
    Unavailable,
)

#: Bytes of an answer, and of what is sent.
LARGEST = 1_000_000
#: Seconds until somebody answers the call, until they say the next thing, and for all of it.
CONNECT, READ, TOTAL = 5.0, 10.0, 20.0

METHODS = frozenset({"GET", "POST"})
#: Answers that may be others in a while.
_PASSING = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int  #: from 200 to 299
    body: object  #: plain data where it was JSON, else text; None where there was nothing


def ask(method: str, address: str, body: object, *, key: str, allowed: Sequence[Address]) -> Answer:
    """Make one request; `key` is the same when it is made again, so that the other side can tell.

    `body` is plain data and goes as JSON, text as text. Raises Refused, or Unavailable where it may succeed
    later.
    """
    if method not in METHODS:
        raise MethodUnknown(method)
    found = target(address)
    entry = next((each for each in allowed if found and each.holds(found)), None)
    if found is None or entry is None:
        raise AddressNotAllowed(address[:200])
    content, headers = _sent(body) if method == "POST" else (None, {})
    headers |= {"Accept": "application/json, text/plain", "Accept-Encoding": "identity"}
    headers |= {"User-Agent": "Polku", "Host": _host(found), "Idempotency-Key": key, **entry.headers}
    until = time.monotonic() + TOTAL
    try:
        with _called(found, entry) as line:
            line.request(method, found.whole, content, headers, preload_content=False, decode_content=False)
            return _answer(line.getresponse(), until)
    except (HTTPError, HTTPException, OSError) as trouble:
        raise Unavailable(f"{found.host}: {trouble}") from trouble


@contextmanager
def _called(found: Target, entry: Address) -> Iterator[HTTPConnection]:
    """A connection to the host, which is hung up when it takes too long whatever the other side does."""
    with closing(_line(found, _place(found, entry))) as line:
        line.connect()
        line.sock.settimeout(READ)
        ending = threading.Timer(TOTAL, _hang_up, [line.sock])
        ending.start()
        try:
            yield line
        finally:
            ending.cancel()


def _line(found: Target, place: str) -> HTTPConnection:
    if found.scheme == "http":
        return HTTPConnection(place, found.port, timeout=CONNECT)
    return HTTPSConnection(
        place,
        found.port,
        timeout=CONNECT,
        cert_reqs="CERT_REQUIRED",
        server_hostname=found.host,
        assert_hostname=found.host,
    )


def _hang_up(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)


def _place(found: Target, entry: Address) -> str:
    """The network address of the host; raises AddressPrivate if one of its is not of the open network."""
    listed = socket.getaddrinfo(found.host, found.port, type=socket.SOCK_STREAM)
    places = [str(each[4][0]).partition("%")[0] for each in listed]
    if not entry.private and not all(map(_is_open, places)):
        raise AddressPrivate(found.host)
    return places[0]


def _is_open(place: str) -> bool:
    address = ipaddress.ip_address(place)
    meant = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return meant.is_global and not meant.is_multicast


def _host(found: Target) -> str:
    name = f"[{found.host}]" if ":" in found.host else found.host
    return name if found.port in {80, 443} else f"{name}:{found.port}"


def _sent(body: object) -> tuple[bytes, dict[str, str]]:
    if isinstance(body, str):
        content, kind = body.encode(), "text/plain; charset=utf-8"
    else:
        content, kind = json.dumps(body, ensure_ascii=False, default=_written).encode(), "application/json"
    if len(content) > LARGEST:
        raise RequestTooLarge
    return content, {"Content-Type": kind}


def _written(value: object) -> object:
    """What JSON has no word for: numbers as numbers, all else as ISO 8601 says it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)


def _answer(answer: BaseHTTPResponse, until: float) -> Answer:
    if 300 <= answer.status < 400:
        raise AddressMoved(str(answer.status))
    content = _content(answer, until)
    if answer.status >= 500 or answer.status in _PASSING:
        raise Unavailable(f"status {answer.status}")
    if answer.status >= 400:
        raise RequestRejected(f"status {answer.status}: {content[:400].decode(errors='replace')}")
    return Answer(answer.status, _read(content, answer.headers))


def _content(answer: BaseHTTPResponse, until: float) -> bytes:
    content = b""
    while piece := answer.read1(65536):
        content += piece
        if len(content) > LARGEST:
            raise AnswerTooLarge
    if time.monotonic() >= until:  # what was hung up looks like an end
        raise Unavailable(f"it took longer than {TOTAL:.0f} seconds")
    return content


def _read(content: bytes, headers: Mapping[str, str]) -> object:
    if headers.get("Content-Encoding", "identity") != "identity":
        raise AnswerUnreadable
    if not content:
        return None
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json" or kind.endswith("+json"):
            return plain.copy(json.loads(content, parse_float=Decimal, parse_constant=_no_number))
        return content.decode()
    except (ValueError, TypeError, ArithmeticError, RecursionError) as wrong:
        raise AnswerUnreadable from wrong


def _no_number(word: str) -> object:
    raise ValueError(word)
