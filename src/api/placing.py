"""Where a route runs: on the event loop itself, or in the thread pool."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Params = ParamSpec("Params")
Result = TypeVar("Result")


def placed(
    route: Callable[Params, Result], *, in_place: bool
) -> Callable[Params, Result] | Callable[Params, Awaitable[Result]]:
    """`in_place` where nothing waits for a network: a thread would cost half a turn."""
    if not in_place:
        return route

    @wraps(route)
    async def on_the_loop(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        return route(*args, **kwargs)

    return on_the_loop
