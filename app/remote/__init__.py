"""Other systems that processes may ask over HTTP: which ones, and asking them without being led elsewhere."""

from app.remote.addresses import Address, AddressesUnreadable, Allowed, may_be_asked, read_addresses
from app.remote.asking import Answer, ask
from app.remote.errors import Refused, Unavailable

__all__ = [
    "Address",
    "AddressesUnreadable",
    "Allowed",
    "Answer",
    "Refused",
    "Unavailable",
    "ask",
    "may_be_asked",
    "read_addresses",
]
