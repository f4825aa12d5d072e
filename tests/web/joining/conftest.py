"""The town that follows the consortium's advice, with people to ask."""

from tests.web.staff.conftest import adviser, app, consortium, neighbour, town, visit
from tests.web.upstream.conftest import coordinator, joint, owner

__all__ = ["adviser", "app", "consortium", "coordinator", "joint", "neighbour", "owner", "town", "visit"]
