"""Imports of files: one at a time in a service, each file read in a process of its own."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from http import HTTPStatus
from typing import Any, TypeVar, cast

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from aicc import logs
from aicc.content.sheets.apart import Progress, run_apart
from aicc.content.sheets.read import is_small_text
from aicc.errors import AiccError
from aicc.ids import new_id

from .admin import ADMIN_S, told_why
from .problems import HttpProblem

JOBS_REMEMBERED = 50
RETRY_AFTER_S = 10

T = TypeVar("T")
Answer = Mapping[str, Any]

log = logs.get("aicc.content")


class ImportState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportJob:
    """`done` of `of` rows were read; `why` it was refused."""

    id: str
    tenant_id: str
    state: ImportState = ImportState.WAITING
    done: int = 0
    of: int = 0
    answer: Answer | None = None
    why: str = ""


class Imports:
    """Of one process; its jobs are forgotten with it, what they wrote is not."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._jobs: OrderedDict[str, ImportJob] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def alone(self, importing: Callable[[], Awaitable[T]], wait_s: float = ADMIN_S) -> T:
        """Once no other import runs; 409 when that takes too long."""
        try:
            await asyncio.wait_for(self._turn.acquire(), wait_s)
        except TimeoutError as error:
            again = {"Retry-After": str(RETRY_AFTER_S)}
            raise HttpProblem(HTTPStatus.CONFLICT, "import_running", headers=again) from error
        try:
            return await importing()
        finally:
            self._turn.release()

    def begin(
        self, tenant_id: str, importing: Callable[[Progress], Awaitable[Answer]]
    ) -> ImportJob:
        """It goes on while the caller asks `find` how far it is."""
        if any(job.state is ImportState.WAITING for job in self._jobs.values()):
            again = {"Retry-After": str(RETRY_AFTER_S)}
            raise HttpProblem(HTTPStatus.CONFLICT, "import_running", headers=again)
        job = ImportJob(id=new_id(), tenant_id=tenant_id)
        self._jobs[job.id] = job
        while len(self._jobs) > JOBS_REMEMBERED:
            self._jobs.popitem(last=False)
        task = asyncio.create_task(self._run(job.id, importing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    def find(self, tenant_id: str, job_id: str) -> ImportJob:
        job = self._jobs.get(job_id)
        if job is None or job.tenant_id != tenant_id:
            raise HttpProblem(HTTPStatus.NOT_FOUND, "not_found")
        return job

    async def _run(self, job_id: str, importing: Callable[[Progress], Awaitable[Answer]]) -> None:
        def tell(done: int, of: int) -> None:
            self._change(job_id, done=done, of=of)

        async def working() -> None:
            self._change(job_id, state=ImportState.READING)
            answer = await importing(tell)
            self._change(job_id, state=ImportState.DONE, answer=answer)

        try:
            await self.alone(working, wait_s=10 * ADMIN_S)
        except HttpProblem as error:
            self._change(job_id, state=ImportState.REFUSED, why=error.detail or error.code)
        except AiccError as error:
            log.warning("content.import_failed", code=error.code, error=str(error))
            self._change(job_id, state=ImportState.REFUSED, why=error.code)

    def _change(self, job_id: str, **changed: Any) -> None:
        if job_id in self._jobs:
            self._jobs[job_id] = replace(self._jobs[job_id], **changed)


def imports_of(request: Request) -> Imports:
    return cast(Imports, request.app.state.imports)


async def read_apart(
    work: Callable[..., T],
    data: bytes,
    *args: object,
    progress: Progress = lambda done, of: None,
) -> T:
    """`work(data, *args, progress=…)`; what is wrong with a file is told to whoever sent it."""
    with told_why():
        if is_small_text(data):  # no reason for a process
            return await run_in_threadpool(work, data, *args, progress=progress)
        return await run_in_threadpool(run_apart, work, data, *args, progress=progress)
