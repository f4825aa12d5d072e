"""Diagrams that several tests look at."""

from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"


@pytest.fixture
def happenings() -> bytes:
    """A diagram with the events and repetitions that the other one has no place for."""
    return (FILES / "happenings.bpmn").read_bytes()


@pytest.fixture
def whole() -> bytes:
    """A diagram that uses what the dialect allows; the other half is in `happenings`."""
    return (FILES / "whole.bpmn").read_bytes()
