"""Documents for paper: tagged PDF files, made of templates and plain facts. Pure: no database, no web."""

from app.printing.typesetting import typeset

__all__ = ["typeset"]
