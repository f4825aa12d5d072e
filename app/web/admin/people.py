"""The people who work for the municipality, their roles, and the groups they are in."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from app.identity import people as directory
from app.identity.people import StaffMember
from app.identity.roles import Role
from app.web.admin.blueprint import blueprint
from app.web.current import current
from app.web.guard import allow


@dataclass(frozen=True)
class GroupLine:
    """A group with the names of its people."""

    key: str
    names: Mapping[str, str]
    members: tuple[str, ...]


@blueprint.get("/admin/people")
@allow(Role.ADMINISTRATOR, Role.AUDITOR)
def people() -> str:
    """Everyone on the staff, and every group with its members."""
    with current.database.reading(current.tenant_id) as session:
        staff = directory.staff(session)
        names = directory.group_names(session)
    groups = [GroupLine(key, each, _members(staff, key)) for key, each in names.items()]
    return render_template("admin/people.html", staff=staff, groups=groups, names=names)


def _members(staff: list[StaffMember], key: str) -> tuple[str, ...]:
    return tuple(member.person.name for member in staff if key in member.groups)
