"""What instances wait for: find the one that a message is for."""

from sqlalchemy import bindparam, select

from app.db import TenantSession, read_only, table
from app.messages.tables import Subscription, SubscriptionKind
from app.prepared import Prepared

#: Addressee of an action that a caseworker, not a citizen, can take.
STAFF = "staff"
#: Addressee of a signal: it comes from another process.
NOBODY = ""

_subscriptions = table(Subscription)
_WAITING = Prepared(
    select(_subscriptions)
    .where(
        _subscriptions.c.tenant_id == bindparam("tenant"),
        _subscriptions.c.message == bindparam("message"),
        _subscriptions.c.key == bindparam("key"),
        _subscriptions.c.kind == SubscriptionKind.MESSAGE.value,
    )
    .order_by(_subscriptions.c.opened_at, _subscriptions.c.id)
    .limit(1)
)


def waiting_for(session: TenantSession, message: str, key: str) -> Subscription | None:
    """The one subscription for the message whose key is exactly this; the oldest, where two wait."""
    row = session.row(_WAITING, message=message, key=key)
    return read_only(Subscription, row) if row else None


def by_id(session: TenantSession, subscription_id: str) -> Subscription | None:
    return session.get(Subscription, (session.tenant, subscription_id))


def of_case(session: TenantSession, number: str) -> list[Subscription]:
    """Everything the case waits for, actions of staff included, oldest first."""
    query = select(Subscription).where(
        Subscription.tenant_id == session.tenant, Subscription.case_number == number
    )
    return list(session.scalars(query.order_by(Subscription.opened_at, Subscription.id)))


def of_citizen(session: TenantSession, number: str, roles: frozenset[str]) -> list[Subscription]:
    """What the case waits for from a party with these roles."""
    return [found for found in of_case(session, number) if found.addressee in roles]


def action_of_task(session: TenantSession, task_id: str, message: str) -> Subscription | None:
    """The action with this name that the task's holder can take, such as ``ask``."""
    query = select(Subscription).where(
        Subscription.tenant_id == session.tenant,
        Subscription.task_id == task_id,
        Subscription.message == message,
        Subscription.kind == SubscriptionKind.MESSAGE,
    )
    return session.scalars(query.limit(1)).first()


def to_signal(session: TenantSession, instance_id: str, signal: str) -> list[Subscription]:
    """Where the instance waits for the signal, oldest first."""
    query = select(Subscription).where(
        Subscription.tenant_id == session.tenant,
        Subscription.instance_id == instance_id,
        Subscription.kind == SubscriptionKind.SIGNAL,
        Subscription.message == signal,
    )
    return list(session.scalars(query.order_by(Subscription.opened_at, Subscription.id)))
