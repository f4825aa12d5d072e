"""Expressions of other products as FEEL."""
