"""Service tasks: the work that the system itself does for a process, outside of its transaction."""

from collections.abc import Mapping
from contextlib import suppress

from app.processes import decision_document, http_request, payment_reference
from app.processes.work import BadServiceInput, Done, Order, Worker

DECISION_DOCUMENT = "polku.decision-document"

#: Their names, inputs and results stand in app/bpmn/doing.py, for whoever draws.
WORKERS: Mapping[str, Worker] = {
    DECISION_DOCUMENT: decision_document.WORKER,
    "polku.http-request": http_request.WORKER,
    "polku.payment-reference": payment_reference.WORKER,
}


class UnknownServiceTask(LookupError):
    """No worker knows this type of service task."""


def perform(kind: str, order: Order) -> Done:
    """Do the work of this type; raises UnknownServiceTask, BadServiceInput or what the worker raises."""
    return _worker(kind).do(order)


def rehearse(kind: str, inputs: Mapping[str, object], *, job_id: str) -> Mapping[str, object]:
    """What the work would come to, without touching anything; nothing for work that others do."""
    with suppress(UnknownServiceTask, BadServiceInput):
        return _worker(kind).rehearse(inputs, job_id)
    return {}


def _worker(kind: str) -> Worker:
    worker = WORKERS.get(kind)
    if worker is None:
        raise UnknownServiceTask(kind)
    return worker
