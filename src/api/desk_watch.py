"""Beside the requests: who is held by a person that is no longer there goes back to the queue, and
who waits is told outside."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from aicc import logs
from aicc.deadline import Deadline
from aicc.domain.handoff import Ticket
from aicc.errors import AiccError

from .dependencies import Service

EVERY_S = 15.0
LOOK_S = 5.0
TELL_EVERY_S = 3.0
TELL_S = 10.0  # a look with several tellings

log = logs.get("aicc.desk")


@asynccontextmanager
async def watching(app: FastAPI) -> AsyncIterator[None]:
    create_task = asyncio.get_running_loop().create_task
    tasks = [
        create_task(_every(EVERY_S, give_back, app)),
        create_task(_every(TELL_EVERY_S, announce, app)),
    ]
    try:
        yield
    finally:
        app.state.service.events.end()
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _every(seconds: float, look: Callable[[Service], None], app: FastAPI) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await run_in_threadpool(look, app.state.service)
        except Exception as error:  # else nobody would look any more
            log.exception("desk.not_watched", error=str(error))


def give_back(service: Service) -> None:
    """Of every tenant whose desk was used in this process; the customer is told."""
    desk, away_s = service.engine.upkeep.desk, service.settings.desk_away_s
    for tenant_id in tuple(service.events.tenants):
        try:
            given_back = desk.give_back_abandoned(tenant_id, away_s, Deadline(LOOK_S))
        except AiccError as error:  # the next look does it
            log.warning("desk.not_watched", tenant_id=tenant_id, error=str(error))
            continue
        for ticket in given_back:
            _tell(service, ticket)
            service.events.wake(tenant_id)


def announce(service: Service) -> None:
    """As `give_back`: of the tenants whose desk was used in this process."""
    for tenant_id in tuple(service.events.tenants):
        try:
            service.announcing.look(tenant_id, Deadline(TELL_S))
        except AiccError as error:  # the next look does it
            log.warning("desk.not_announced", tenant_id=tenant_id, error=str(error))


def _tell(service: Service, ticket: Ticket) -> None:
    """No look finds it again: who is not told now is told with their next turn, and the others
    must not wait for it."""
    try:
        service.engine.follow_desk(ticket, Deadline(LOOK_S))
    except AiccError as error:
        tenant_id, number = ticket.request.tenant_id, ticket.number
        log.warning("desk.not_told", tenant_id=tenant_id, number=number, error=str(error))
