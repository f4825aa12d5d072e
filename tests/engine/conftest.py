"""What tests of the engine share."""

import pytest

from app.engine import limits
from tests.engine.driving import Run


@pytest.fixture(params=["whole", "in parts"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The instance stored as one snapshot, and with every instance of a parallel repetition kept apart."""
    if request.param == "in parts":
        monkeypatch.setattr(Run, "in_parts", True)
        monkeypatch.setattr(limits, "WIDE", 1)
