"""Checks of decision tables before they are published: what is missing, contradicts, or never happens."""

from app.decisions.checks.checking import check

__all__ = ["check"]
