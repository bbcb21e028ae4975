"""Which methods a path takes, as the routes of the app say."""

from starlette.routing import Match
from starlette.types import Scope

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def is_served(scope: Scope) -> bool:
    """Say whether the app has a route for the path and the method of a request."""
    return any(route.matches(scope)[0] is Match.FULL for route in scope["app"].router.routes)


def allowed_methods(scope: Scope) -> str:
    """Return the methods that the path of a request takes, as ``Allow`` lists them."""
    taken = [method for method in _METHODS if is_served({**scope, "method": method})]
    return ", ".join([*taken[:1], "HEAD", *taken[1:]] if "GET" in taken else taken)
