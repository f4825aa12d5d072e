"""Service tasks: the work that the system itself does for a process, outside of its transaction.

Each is a function from inputs to results. It may be done twice (a worker can die after it and before its
result is kept), so it must be harmless to repeat.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation


class UnknownServiceTask(LookupError):
    """No worker knows this type of service task."""


class BadServiceInput(ValueError):
    """A service task was given something it cannot work with."""


def perform(kind: str, inputs: Mapping[str, object], *, job_id: str) -> Mapping[str, object]:
    """Do the work of this type; raises UnknownServiceTask or BadServiceInput."""
    worker = WORKERS.get(kind)
    if worker is None:
        raise UnknownServiceTask(kind)
    return worker(inputs, job_id)


def foreseen(kind: str, inputs: Mapping[str, object], *, job_id: str) -> Mapping[str, object]:
    """What the work would come to, where nothing is real; nothing for work that others do."""
    try:
        return perform(kind, inputs, job_id=job_id)
    except (UnknownServiceTask, BadServiceInput):
        return {}


def _payment_reference(inputs: Mapping[str, object], job_id: str) -> Mapping[str, object]:
    """A Finnish payment reference for an amount: digits from the job's id and a check digit.

    Weights 7, 3, 1 from the right, as Finance Finland's "Reference number and check digit" says.
    """
    try:
        amount = Decimal(str(inputs.get("amount")))
    except InvalidOperation:
        raise BadServiceInput from None
    if not amount.is_finite() or amount < 0:
        raise BadServiceInput
    base = str(int(job_id.replace("-", "")[-12:], 16) % 10**11 + 10**11)
    return {"payment_reference": with_check_digit(base)}


def with_check_digit(digits: str) -> str:
    """The digits with the check digit of a Finnish payment reference behind them."""
    total = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


WORKERS: Mapping[str, Callable[[Mapping[str, object], str], Mapping[str, object]]] = {
    "polku.payment-reference": _payment_reference,
}

#: The variables that each of them gives where its task has no output mapping.
RESULTS: Mapping[str, frozenset[str]] = {"polku.payment-reference": frozenset({"payment_reference"})}
