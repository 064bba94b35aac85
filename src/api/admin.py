"""/api/admin: what the routes for staff share."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Header, Path, Request

from aicc import logs
from aicc.deadline import Deadline
from aicc.domain.content import Signature
from aicc.errors import AiccError, InvalidInputError
from aicc.faqs.bodies import FaqBook
from aicc.redact import mask

from .dependencies import service_of
from .problems import HttpProblem
from .schemas import Problem
from .schemas_admin import FAQ_ID, Conflict
from .staff import Staff

ADMIN_S = 30.0
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "X-Tenant-ID is missing"},
    401: {"model": Problem, "description": "No good token"},
    403: {"model": Problem, "description": "The token's roles do not reach, or another site"},
    404: {"model": Problem, "description": "There is no such thing"},
    409: {"model": Problem, "description": "Another file is being imported: see Retry-After"},
    412: {"model": Conflict, "description": "It was changed meanwhile: both versions"},
    413: {"model": Problem, "description": "The request is too large"},
    422: {"model": Problem, "description": "The request is not as described here"},
    428: {"model": Problem, "description": "If-Match is missing"},
    429: {"model": Problem, "description": "Too many requests: see Retry-After"},
    503: {"model": Problem, "description": "A store is away: try again"},
}

log = logs.get("aicc.content")

FaqId = Annotated[str, Path(pattern=FAQ_ID)]
IfMatch = Annotated[str | None, Header(description="The ETag of the version that you saw")]


def a_deadline() -> Deadline:
    return Deadline(ADMIN_S)


def book_of(request: Request, who: Staff) -> FaqBook:
    return service_of(request).engine.upkeep.live.faqs.book(who.tenant_id, a_deadline())


def taken_over(request: Request, who: Staff) -> None:
    """What was just written is what the next customer gets. It is written all the same where it
    cannot be taken over now: the next look does."""
    try:
        service_of(request).engine.upkeep.live.follow(who.tenant_id, a_deadline())
    except AiccError as error:
        log.warning("content.not_taken_over", tenant_id=who.tenant_id, error=str(error))


def signed(request: Request, who: Staff, reason: str) -> Signature:
    return Signature(author=who.author, reason=mask(reason), at=service_of(request).clock())


@contextmanager
def told_why() -> Iterator[None]:
    """Whoever edits content may read why it is refused."""
    try:
        yield
    except InvalidInputError as error:
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, detail=str(error)) from error


def etag(version: int) -> str:
    return f'"{version}"'


def expected(if_match: str | None) -> int:
    """The version in If-Match; 428 without the header, 412 for what was never one of our tags."""
    if if_match is None:
        raise HttpProblem(HTTPStatus.PRECONDITION_REQUIRED, "if_match_missing")
    number = if_match.strip().removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise HttpProblem(HTTPStatus.PRECONDITION_FAILED, "conflict")
    return int(number)
