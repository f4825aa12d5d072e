"""What a person may be in a municipality."""

from enum import StrEnum

from app.translating import N_


class Role(StrEnum):
    """A person has none, one or several; a caseworker's groups say which tasks are theirs."""

    CITIZEN = "citizen"  #: sends applications and messages, and sees only their own cases
    CASEWORKER = "caseworker"  #: does the tasks of their groups
    TEAM_LEAD = "team_lead"  #: a caseworker who also sees load and deadlines, and reassigns
    PROCESS_OWNER = "process_owner"  #: publishes new versions of processes and forms
    TEXT_EDITOR = "text_editor"  #: publishes own texts of processes, and nothing else of them
    PARAMETER_EDITOR = "parameter_editor"  #: publishes values of parameters, and nothing else of processes
    ADMINISTRATOR = "administrator"  #: keeps people, groups and settings of one municipality
    COORDINATOR = "coordinator"  #: keeps what the consortium shares
    OPERATOR = "operator"  #: runs the installation, and looks at incidents of every municipality
    AUDITOR = "auditor"  #: reads who saw and did what, and changes nothing


#: The English name of each role, for gettext.
TITLES = {
    Role.CITIZEN: N_("Citizen"),
    Role.CASEWORKER: N_("Caseworker"),
    Role.TEAM_LEAD: N_("Team lead"),
    Role.PROCESS_OWNER: N_("Process owner"),
    Role.TEXT_EDITOR: N_("Editor of texts"),
    Role.PARAMETER_EDITOR: N_("Editor of parameters"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.COORDINATOR: N_("Coordinator"),
    Role.OPERATOR: N_("Operator"),
    Role.AUDITOR: N_("Auditor"),
}

#: Everyone who works for a municipality, the consortium or the installation.
STAFF = frozenset(Role) - {Role.CITIZEN}
