"""What a process can have the product do: each type of work, what it takes and what it gives.

Who does it stands in `app.processes`: outgoing.py records with the step, service_tasks.py has the workers.
"""

from collections.abc import Mapping


def _in_languages(*texts: str) -> frozenset[str]:
    return frozenset(f"{text}{language}" for text in texts for language in ("", "_en", "_fi", "_sv"))


#: Things recorded with the step by a send task or a thrown message: type → inputs that it takes.
EFFECTS: Mapping[str, frozenset[str]] = {
    "polku.message": _in_languages("subject", "body") | {"to"},
    "polku.notify": _in_languages("subject", "body") | {"group"},
    "polku.party": frozenset({"role", "name", "identifier", "email"}),
}
#: Work of service tasks that workers of this installation do: type → inputs that it takes.
JOBS: Mapping[str, frozenset[str]] = {
    "polku.decision-document": _in_languages("title", "text", "message") | {"to"},
    "polku.http-request": frozenset({"method", "url", "body"}),
    "polku.payment-reference": frozenset({"amount"}),
}
JOB_TYPES = frozenset(JOBS)
#: The variables that they give where the task has no output mapping.
RESULTS: Mapping[str, frozenset[str]] = {
    "polku.decision-document": frozenset({"decision_document"}),
    "polku.http-request": frozenset({"status", "body"}),
    "polku.payment-reference": frozenset({"payment_reference"}),
}
#: What some of them cannot do without; of a text, one language is enough.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "polku.message": ("body",),
    "polku.notify": ("body",),
    "polku.party": ("role",),
    "polku.decision-document": ("title", "text"),
    "polku.http-request": ("url",),
}
#: Inputs in whose fixed text expressions in {{ double braces }} are filled in.
FILLED_IN: Mapping[str, frozenset[str]] = {
    "polku.message": _in_languages("subject", "body"),
    "polku.notify": _in_languages("subject", "body"),
    "polku.decision-document": _in_languages("title", "text", "message"),
}
