"""Pages that say how things are: accessibility, data protection, how to give feedback."""

from flask import render_template

from app.messages import drafts
from app.web.citizen.blueprint import blueprint
from app.web.current import current
from app.web.guard import public


@blueprint.get("/<tenant>/accessibility")
@public
def accessibility() -> str:
    """What was tested and what is known not to work."""
    return render_template("citizen/accessibility.html")


@blueprint.get("/<tenant>/data-protection")
@public
def data_protection() -> str:
    """What is kept, for how long, who sees it."""
    return render_template(
        "citizen/data_protection.html",
        draft_days=drafts.KEPT.days,
        minutes=current.settings.session_minutes,
    )


@blueprint.get("/<tenant>/feedback")
@public
def feedback() -> str:
    """How to tell the municipality what does not work."""
    return render_template("citizen/feedback.html")
