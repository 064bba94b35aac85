"""Where a route runs: on the event loop itself while nothing is waited for, or in a thread."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from fastapi.concurrency import run_in_threadpool

from aicc.deadline import TryHold, WouldWaitError, without_waiting

Params = ParamSpec("Params")
Result = TypeVar("Result")

PAUSES_S = (0.0, 0.001, 0.002, 0.004, 0.013)  # 20 ms, in which the event loop serves others


def placed(
    route: Callable[Params, Result], *, hold: TryHold | None
) -> Callable[Params, Result] | Callable[Params, Awaitable[Result]]:
    """With `hold`, on the event loop, as a thread costs half a turn: while the stores are held,
    nothing waits. Where they stay busy, or the turn would wait for another one, it is begun again
    in a thread; nothing of it was kept."""
    if hold is None:
        return route
    held = hold

    @wraps(route)
    async def on_the_loop(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        for pause_s in PAUSES_S:
            if pause_s:
                await asyncio.sleep(pause_s)
            free = held()
            if free is None:
                continue
            try:
                with without_waiting(), free:
                    return route(*args, **kwargs)
            except WouldWaitError:
                break
        return await run_in_threadpool(route, *args, **kwargs)

    return on_the_loop
