"""Checks that a text field can name: Finnish identity code, IBAN, phone number, postal code, e-mail."""

import re
from collections.abc import Callable
from datetime import date

from app.translating import N_

_IDENTITY = re.compile(r"(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])\Z", re.ASCII)
_IDENTITY_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
_EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]+\.[^@\s<>,;\".]{2,}\Z")
_PHONE = re.compile(r"\+?[\d ()-]{5,24}\Z", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{8,30}\Z", re.ASCII)
_POSTAL = re.compile(r"\d{5}\Z", re.ASCII)


def identity_code(text: str) -> str | None:
    """The code in capitals, or None when its date or its check sign is wrong.

    The rule is the Digital and Population Data Services Agency's: the remainder of the nine digits
    divided by 31 picks the last sign; the sign in the middle tells the century (since 2023 also B–F, U–Y).
    """
    code = text.upper().replace(" ", "")
    found = _IDENTITY.match(code)
    if found is None:
        return None
    day, month, year, century, number, sign = found.groups()
    if _IDENTITY_SIGNS[int(day + month + year + number) % 31] != sign:
        return None
    try:
        date(_CENTURIES[century] + int(year), int(month), int(day))
    except ValueError:
        return None
    return code


def iban(text: str) -> str | None:
    """The account number without spaces, or None when its check digits are wrong (ISO 13616)."""
    code = text.upper().replace(" ", "")
    if not _IBAN.match(code):
        return None
    turned = code[4:] + code[:4]
    return code if int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1 else None


def email(text: str) -> str | None:
    """The address as written, or None when no mail could be sent to it."""
    good = len(text) <= 254 and ".." not in text and _EMAIL.match(text)
    return text if good else None


def phone(text: str) -> str | None:
    """The number as written, or None when it is no telephone number."""
    return text if _PHONE.match(text) and sum(sign.isdigit() for sign in text) >= 5 else None


def postal_code(text: str) -> str | None:
    """The five digits, or None."""
    return text if _POSTAL.match(text) else None


Check = Callable[[str], str | None]

#: Check by name, with the sentence for what it refuses.
CHECKS: dict[str, tuple[Check, str]] = {
    "identity-code": (
        identity_code,
        N_("Check the identity code: it has 11 characters, for example 131052-308T"),
    ),
    "iban": (
        iban,
        N_("Check the account number: it begins with two letters, for example FI21 1234 5600 0007 85"),
    ),
    "email": (email, N_("Enter an e-mail address like name@example.com")),
    "phone": (phone, N_("Enter a telephone number like 040 123 4567 or +358 40 123 4567")),
    "postal-code": (postal_code, N_("Enter a postal code of five digits, for example 00100")),
}
