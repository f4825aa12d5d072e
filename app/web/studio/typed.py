"""What people type on the studio's pages, read with care."""

import unicodedata

LONGEST_NAME = 120
LONGEST_REASON = 500
LONGEST_NOTE = 2000


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """The text on one line without control characters: what XML can hold and a list can show."""
    words = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} else sign for sign in text)
    return " ".join(words.split())[:longest].strip()


def lines(text: str, longest: int = LONGEST_NOTE) -> str:
    """The text with its lines, without other control characters."""
    return "\n".join(one_line(line, longest) for line in text.splitlines()).strip()[:longest]
