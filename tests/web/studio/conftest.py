"""The staffed town of the staff pages, and its process owners."""

from collections.abc import Callable

import pytest

from app.identity.roles import Role
from tests.web.staff.conftest import StaffedTown, app, town, visit
from tests.web.staff.desk import Desk

__all__ = ["app", "town", "visit"]


@pytest.fixture
def owner(visit: Callable[..., Desk], town: StaffedTown) -> Desk:
    """A process owner, signed in."""
    return visit(town.hire("Outi Owner", Role.PROCESS_OWNER))


@pytest.fixture
def second(visit: Callable[..., Desk], town: StaffedTown) -> Desk:
    """Another process owner, signed in at another browser."""
    return visit(town.hire("Olli Other", Role.PROCESS_OWNER))
