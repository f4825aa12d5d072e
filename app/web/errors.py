"""Which HTTP status a domain error has: one table. Its sentence is the error's own docstring.

Every error becomes the same calm page: what happened in one sentence, and where to go from here.
"""

from dataclasses import dataclass

import structlog
from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.cases.errors import CaseClosed, CaseNotFound
from app.documents import errors as documents
from app.experiments import errors as experiments
from app.identity import errors as identity
from app.identity import people
from app.incidents.register import IncidentNotFound, IncidentResolved, ReasonMissing
from app.ledger.reckoning import RateUnsaid
from app.messages import errors as messages
from app.processes import drafting_errors as drafts
from app.processes import errors as processes
from app.readiness import errors as readiness
from app.tailoring import NotComparable
from app.tasks import errors as tasks
from app.tenants import errors as tenants
from app.translating import N_
from app.upstream import errors as upstream
from app.web import kept
from app.web.current import current
from app.web.texts import gettext

log = structlog.get_logger("polku.web")

STATUS: dict[type[Exception], int] = {
    tenants.UnknownTenant: 404,
    tenants.UnknownService: 404,
    tenants.ServiceClosed: 409,
    tenants.SignInNeeded: 401,
    identity.WrongCredentials: 422,
    identity.TooManyAttempts: 429,
    identity.PasswordTooShort: 422,
    identity.NotSignedIn: 401,
    identity.NotPermitted: 403,
    identity.UnknownPerson: 404,
    CaseNotFound: 404,
    CaseClosed: 409,
    documents.AttachmentNotFound: 404,
    documents.AttachmentEmpty: 422,
    documents.AttachmentRefused: 415,
    documents.AttachmentTooLarge: 413,
    documents.TooManyAttachments: 422,
    messages.EmptyMessage: 422,
    messages.MessageTooLong: 422,
    messages.NobodyAsks: 409,
    tasks.TaskNotFound: 404,
    tasks.TaskAlreadyClaimed: 409,
    tasks.TaskAlreadyDone: 409,
    tasks.TaskNotYours: 403,
    tasks.NothingToAsk: 409,
    IncidentNotFound: 404,
    IncidentResolved: 409,
    ReasonMissing: 422,
    processes.StoppedByIncident: 500,
    processes.MovedMeanwhile: 409,
    processes.NotPublished: 404,
    processes.UnknownVersion: 404,
    processes.NoSuchStart: 409,
    processes.TrialRuns: 409,
    processes.CannotMend: 409,
    processes.NothingCorrected: 422,
    processes.UnknownMigration: 404,
    processes.NothingToMigrate: 409,
    processes.ScenariosDiffer: 422,
    processes.NotRehearsable: 409,
    processes.RehearsalTooLong: 422,
    processes.NothingToKeep: 422,
    processes.UnknownScenario: 404,
    drafts.DraftNotFound: 404,
    drafts.DraftChanged: 409,
    drafts.DraftPublished: 409,
    drafts.NoDiagramInFiles: 422,
    drafts.DraftTooLarge: 413,
    drafts.CommentEmpty: 422,
    drafts.CommentNotFound: 404,
    drafts.SaveNotFound: 404,
    upstream.NotShared: 404,
    upstream.NotFollowing: 404,
    upstream.AlreadyFollowing: 409,
    upstream.NothingOffered: 404,
    upstream.UpdateDrafted: 409,
    upstream.QuestionsOpen: 409,
    upstream.WhyMissing: 422,
    upstream.NoSuchProposal: 404,
    upstream.ProposalDecided: 409,
    upstream.NothingChosen: 422,
    upstream.TitleMissing: 422,
    upstream.WordsMissing: 422,
    NotComparable: 409,
    experiments.ExperimentUnknown: 404,
    experiments.ExperimentFrozen: 409,
    experiments.ExperimentNotOpen: 409,
    experiments.ExperimentUnfinished: 422,
    experiments.AlreadyTakingPart: 409,
    experiments.NotTakingPart: 404,
    experiments.VersionsUnlike: 422,
    RateUnsaid: 422,
    readiness.UnknownTheme: 404,
    readiness.AnswersFirst: 403,
    readiness.WindowBackwards: 422,
    readiness.WindowUnknown: 404,
    readiness.StepUnknown: 404,
    readiness.StepUnsaid: 422,
    readiness.ReviewUnknown: 404,
    readiness.ReviewUnsaid: 422,
    drafts.MomentPassed: 422,
    drafts.OtherLevel: 409,
    drafts.SecondPairNeeded: 403,
}


@dataclass(frozen=True)
class Words:
    """A heading and a sentence for a status."""

    heading: str
    sentence: str


WORDS = {
    400: Words(N_("This could not be read"), N_("The browser sent something we could not understand.")),
    401: Words(N_("Sign in to go on"), N_("You are not signed in, or your sign-in has expired.")),
    403: Words(N_("This is not open to you"), N_("You do not have the right to do this.")),
    404: Words(N_("There is nothing here"), N_("The address may be old or mistyped.")),
    405: Words(N_("This address is not for that"), N_("Go back and use the buttons of the page.")),
    409: Words(
        N_("This has changed in the meantime"), N_("Someone was faster. Nothing of yours was changed.")
    ),
    413: Words(N_("This is too large"), N_("Send smaller files, or fewer at a time. Nothing was changed.")),
    415: Words(N_("This kind of file is not accepted"), N_("Send a PDF, a photo or an office document.")),
    422: Words(N_("Something needs to be corrected"), N_("Go back, correct it and send again.")),
    429: Words(N_("Wait a moment"), N_("There have been too many attempts. Try again later.")),
    500: Words(
        N_("Something went wrong on our side"),
        N_("Nothing was lost that had been sent before. We have been told. Try again in a moment."),
    ),
    503: Words(N_("We are not available at the moment"), N_("Try again in a few minutes.")),
}

#: Headers of an HTTP error that say something beside its page.
PASSED_ON = frozenset({"Allow", "Retry-After"})

Answer = tuple[str, int]


def init_app(app: Flask) -> None:
    """Answer every error with its page."""
    for error in STATUS:
        app.register_error_handler(error, _domain_error)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: Exception) -> int:
    """The HTTP status of a domain error; 500 for one that is not in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def sentence_of(error: Exception) -> str:
    """The error's own sentence in the reader's language."""
    return gettext((type(error).__doc__ or "").strip())


def page(status: int, sentence: str | None = None, **more: object) -> Answer:
    """The page for a status, in the look of the municipality and the audience at hand."""
    words = WORDS.get(status, WORDS[500])
    _find_tenant()
    html = render_template(
        "errors/error.html",
        status=status,
        heading=gettext(words.heading),
        sentence=sentence or gettext(words.sentence),
        for_staff=bool(current.person and current.person.is_staff),
        **more,
    )
    return html, status


def _domain_error(error: Exception) -> Answer:
    sentence = sentence_of(error)
    if isinstance(error, NotComparable):
        sentence = f"{gettext(error.sentence, **error.values)} {gettext(error.remedy, **error.values)}"
    if isinstance(error, tasks.TaskAlreadyClaimed) and error.name:
        sentence = gettext("%(name)s is already working on this task.", name=_name_of(error.name))
    return page(status_of(error), sentence)


def _form_expired(_error: CSRFError) -> Answer:
    fields = kept.typed()
    if not fields:
        sentence = gettext("This page had been open for too long to be sent safely. Nothing was changed.")
        return page(400, sentence)
    sentence = gettext("This page had been open for too long. What you wrote is kept: send it again.")
    return page(400, sentence, fields=fields, action=request.path, has_files=kept.has_files())


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    html, status = page(error.code)
    return html, status, [(name, value) for name, value in error.get_headers() if name in PASSED_ON]


def _unexpected(error: Exception) -> Answer:
    log.error("unexpected", route=request.url_rule and request.url_rule.rule, exc_info=error)
    g.language = g.get("language", "fi")
    return page(500)


def _name_of(person_id: str) -> str:
    with current.database.reading(current.tenant_id) as session:
        return people.names(session, [person_id]).get(person_id, person_id)


def _find_tenant() -> None:
    """An address that matches no route still begins with a municipality: show its look and language."""
    if "tenant" in g:
        return
    first = request.path.strip("/").split("/", 1)[0]
    try:
        g.tenant = current.polku.municipalities.find(current.database, first, current.now)
    except Exception:  # an error page must come out whatever is broken
        g.tenant = None
