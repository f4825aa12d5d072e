"""Who may enter: every route carries exactly one of `@public` and `@allow(Role…)`.

The marks are enforced for all routes in one place, before the view runs, and `check` refuses to build an
application with a route that has none. What a person may see *within* a page (their own cases, their own
groups' tasks) is decided where it is read, and answers 404, so that nobody learns that it exists.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

from flask import Flask, current_app, request

from app.identity.errors import NotPermitted, NotSignedIn
from app.identity.roles import Role
from app.web.current import current

P = ParamSpec("P")
R = TypeVar("R")

_MARK: Final = "__polku_access__"


@dataclass(frozen=True)
class Access:
    """Who may enter a route; no roles means everyone, signed in or not."""

    roles: frozenset[Role]

    @property
    def is_public(self) -> bool:
        return not self.roles


class UnguardedRoute(RuntimeError):
    """A route does not say who may enter it."""


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Everyone may enter, signed in or not."""
    return _mark(view, frozenset())


def allow(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """People with one of `roles` may enter; who is not signed in is asked to sign in."""
    if not roles:
        raise UnguardedRoute("allow() names no role; a route for everyone is @public")
    return lambda view: _mark(view, frozenset(roles))


def access(view: Callable[..., object]) -> Access | None:
    """What a view says about who may enter, or None."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, Access) else None


def check(app: Flask) -> None:
    """Raises UnguardedRoute if a route of the application does not say who may enter."""
    unguarded = sorted(name for name, view in app.view_functions.items() if access(view) is None)
    if unguarded:
        raise UnguardedRoute(f"neither @public nor @allow: {', '.join(unguarded)}")


def enforce() -> None:
    """Before every request: raises NotSignedIn or NotPermitted unless the person may enter."""
    if request.endpoint is None:
        return  # no such page: the 404 is on its way
    found = access(current_app.view_functions[request.endpoint])
    if found is None:
        raise UnguardedRoute(request.endpoint)
    if not found.is_public:
        _require(found.roles)


def _require(roles: Collection[Role]) -> None:
    if current.person is None:
        raise NotSignedIn
    if not current.person.has(*roles):
        raise NotPermitted


def _mark(view: Callable[P, R], roles: frozenset[Role]) -> Callable[P, R]:
    if access(view) is not None:
        raise UnguardedRoute(f"{view.__name__} says twice who may enter")
    setattr(view, _MARK, Access(roles))
    return view
