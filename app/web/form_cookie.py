"""Flask's own cookie: the token of forms and what to say on the next page; signed, and no secret.

Flask writes it so that it keeps any Python value, and tries to compress it: four times as much work as JSON.
"""

import hashlib
from typing import Any

import orjson
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode


class FormCookie(SecureCookieSessionInterface):
    """Reads and writes the cookie; what it holds is JSON."""

    def __init__(self, key: str) -> None:
        self._signed = _Signed(key)

    def get_signing_serializer(self, _app: Flask) -> "_Signed":
        """The same for every request."""
        return self._signed


class _Signed(URLSafeTimedSerializer):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        own = hashlib.sha256(b"polku-form" + key.encode()).digest()
        # Made once, with a digest that OpenSSL knows: the library would derive the key for each cookie anew.
        self._signer = TimestampSigner(own, key_derivation="none", digest_method=hashlib.sha256)

    def make_signer(self, _salt: str | bytes | None = None) -> TimestampSigner:
        return self._signer

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(orjson.dumps(obj))

    def load_payload(self, payload: bytes, *_more: Any, **_named: Any) -> Any:
        return orjson.loads(base64_decode(payload))
