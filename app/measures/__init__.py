"""Figures of closed cases: kept as sums that can be added up, so that no page reads cases."""

from app.measures.digesting import digest

__all__ = ["digest"]
