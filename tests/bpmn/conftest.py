"""Diagrams that several tests look at."""

from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"


@pytest.fixture
def whole() -> bytes:
    """A diagram that uses everything the dialect allows."""
    return (FILES / "whole.bpmn").read_bytes()
