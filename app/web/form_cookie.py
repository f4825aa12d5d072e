"""Flask's own cookie: the token of forms and what to say on the next page; signed, and no secret.

Flask writes it so that it keeps any Python value, and tries to compress it: four times as much work as JSON.
"""

from typing import Any

import orjson
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode


class FormCookie(SecureCookieSessionInterface):
    """Reads and writes the cookie; what it holds is JSON."""

    def __init__(self, key: str) -> None:
        self._signed = _Signed(key, salt="polku-form")

    def get_signing_serializer(self, _app: Flask) -> "_Signed":
        """The same for every request."""
        return self._signed


class _Signed(URLSafeTimedSerializer):
    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(orjson.dumps(obj))

    def load_payload(self, payload: bytes, *_more: Any, **_named: Any) -> Any:
        return orjson.loads(base64_decode(payload))
