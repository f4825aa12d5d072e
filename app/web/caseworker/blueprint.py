"""The blueprint that the modules of this package add their routes to, and who enters them."""

from flask import Blueprint

from app.identity.roles import Role

blueprint = Blueprint("caseworker", __name__)

#: Who does tasks.
WORKERS = (Role.CASEWORKER, Role.TEAM_LEAD)

#: Who reads cases.
READERS = (*WORKERS, Role.AUDITOR)
