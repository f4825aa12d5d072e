"""What the scripts of the studio say, in the reader's language."""

from app.web.texts import gettext


def words() -> dict[str, str]:
    """Sentences by the names that frontend/js/studio uses. `{name}` is filled in there."""
    return {
        "saving": gettext("Saving …"),
        "unsaved": gettext("Not saved yet"),
        "offline": gettext("Not saved: no connection. Your drawing is kept in this browser; trying again."),
        "signedOut": gettext(
            "Not saved: your sign-in has expired. Sign in in another window; saving goes on by itself."
        ),
        "refused": gettext("Not saved: {sentence}"),
        "gone": gettext(
            "Not saved: this draft was published or discarded. Keep your drawing as a draft of its own."
        ),
        "newer": gettext("A colleague has saved a newer state of this draft."),
        "kept": gettext("Your browser has kept a drawing of this draft that was never saved."),
        "useKept": gettext("Use the kept drawing"),
        "dropKept": gettext("Drop it"),
        "load": gettext("Show theirs"),
        "keepCopy": gettext("Keep mine as a draft of its own"),
        "together": gettext("Put both together"),
        "overwrite": gettext("Save mine over theirs"),
        "broken": gettext(
            "This file cannot be drawn: {reason}. Nothing is lost: it is kept as it came, for downloading."
        ),
        "form": gettext("Form"),
        "formLabel": gettext("What is filled in"),
        "formHelp": gettext("Forms of this draft"),
        "noForm": gettext("No form"),
        "unknown": gettext("{name} (not there)"),
        "who": gettext("Who does it"),
        "when": gettext("Until when"),
        "group": gettext("Group"),
        "groupHelp": gettext("Where none is chosen, the lane names the group."),
        "noGroup": gettext("As the lane says"),
        "computed": gettext("Computed: {value}"),
        "message": gettext("Message"),
        "messageLabel": gettext("What has to arrive"),
        "noMessage": gettext("Not chosen"),
        "citizen": gettext("What the citizen sees"),
        "step": gettext("What this step is called"),
        "stepHelp": gettext("In plain words. Without any, citizens are not shown the step."),
        "stepFi": gettext("In Finnish"),
        "stepSv": gettext("In Swedish"),
        "help": gettext("What it means, in English"),
        "helpHelp": gettext("A sentence or two beneath the step: what happens, and what to do."),
        "helpFi": gettext("What it means, in Finnish"),
        "helpSv": gettext("What it means, in Swedish"),
        "called": gettext("Another process"),
        "calledLabel": gettext("Which process it runs"),
        "calledHelp": gettext("Other diagrams of this draft"),
        "noProcess": gettext("Not chosen"),
        "decided": gettext("Decision"),
        "decidedLabel": gettext("Which rules decide"),
        "decidedHelp": gettext("Decisions of this draft"),
        "noDecision": gettext("Not chosen"),
        "result": gettext("Name of the result"),
        "resultHelp": gettext("What conditions and forms know it by, such as fee."),
        "names": gettext("Name in other languages"),
        "nameFi": gettext("Name in Finnish"),
        "nameSv": gettext("Name in Swedish"),
        "mended": gettext("{sentence} Undo takes it back."),
        "graph": gettext("What rests on what"),
        "comments": gettext("Comments"),
        "comment": gettext("Your comment"),
        "say": gettext("Comment"),
        "undo": gettext("Undo"),
        "fine": gettext("Close"),
        "problem": gettext("Has a problem"),
        "warn": gettext("Has a hint"),
    }


def messages() -> list[dict[str, str | bool]]:
    """The messages that the product itself delivers; `starts`: they begin a case, others go on with one."""
    return [
        {"id": "application", "name": gettext("The citizen sends the form"), "starts": True},
        {"id": "message", "name": gettext("The citizen writes"), "starts": True},
        {"id": "reply", "name": gettext("The citizen answers"), "starts": False},
        {"id": "ask", "name": gettext("The caseworker asks the citizen"), "starts": False},
    ]
