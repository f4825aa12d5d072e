"""The blueprint that the modules of this package add their routes to, and who enters them."""

from flask import Blueprint

from app.identity.roles import Role

blueprint = Blueprint("owner", __name__)

#: Who looks at processes.
READERS = (Role.PROCESS_OWNER, Role.COORDINATOR, Role.TEAM_LEAD, Role.AUDITOR)
