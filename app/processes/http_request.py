"""Work: ask another system over HTTP. Which ones may be asked the municipality says, not a diagram."""

from collections.abc import Mapping

from app.processes.work import Done, Order, Worker
from app.remote import ask


def _request(order: Order) -> Done:
    method = str(order.inputs.get("method") or "GET").strip().upper()
    address = str(order.inputs.get("url") or "").strip()
    answer = ask(method, address, order.inputs.get("body"), key=order.job_id, allowed=order.addresses)
    return Done({"status": answer.status, "body": answer.body})


def _rehearsed(_inputs: Mapping[str, object], _job_id: str) -> Mapping[str, object]:
    """Nobody is asked in a rehearsal: whoever rehearses writes what the answer would be."""
    return {"status": 200, "body": {}}


WORKER = Worker(_request, _rehearsed)
