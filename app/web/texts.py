"""Texts in the reader's language, typed. The names are those that the extraction of messages looks for."""

from flask import Flask

from app.translating import catalogue
from app.web.language import chosen_language


def init_app(app: Flask) -> None:
    """Have templates use the same."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]  # the extension adds it
    install(_plain, _counted, newstyle=True)


def gettext(template: str, **values: object) -> str:
    """The English template in the reader's language, with its values."""
    text = _plain(template)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """`one` or `many` by the number, in the reader's language; the number itself is %(num)d."""
    return _counted(one, many, num) % {"num": num, **values}


def _plain(template: str) -> str:
    return catalogue(chosen_language()).gettext(template)


def _counted(one: str, many: str, num: int) -> str:
    return catalogue(chosen_language()).ngettext(one, many, num)
