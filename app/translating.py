"""The product's sentences in a language; app.web.texts has them in the reader's."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

Translate = Callable[[str], str]

LANGUAGES: Final = ("en", "fi", "sv")


def N_(text: str) -> str:  # noqa: N802 - gettext's name for a text that is only marked for translation
    """Mark an English text that is translated later, where it is shown."""
    return text


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The sentences of a language; English where one is not translated."""
    folder = Path(__file__).parent / "translations"
    return gettext.translation("messages", folder, [lang], fallback=True)


def translator(lang: str) -> Translate:
    """What turns an English sentence into one of the language; English where it is not translated."""
    return catalogue(lang).gettext
