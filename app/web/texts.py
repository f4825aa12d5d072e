"""Texts in the reader's language, typed. The names are those that the extraction of messages looks for."""

import flask_babel


def gettext(template: str, **values: object) -> str:
    """The English template in the reader's language, with its values."""
    return str(flask_babel.gettext(template, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """`one` or `many` by the number, in the reader's language; the number itself is %(num)d."""
    return str(flask_babel.ngettext(one, many, num, **values))
