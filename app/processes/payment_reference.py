"""Work: a Finnish payment reference for an amount."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from app.processes.work import BadServiceInput, Done, Order, Worker


def _reference(inputs: Mapping[str, object], job_id: str) -> Mapping[str, object]:
    """Digits from the job's id and a check digit.

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


def _made(order: Order) -> Done:
    return Done(_reference(order.inputs, order.job_id))


WORKER = Worker(_made, _reference)
