"""Errors as application/problem+json, in Korean or English by Accept-Language."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypedDict

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from aicc import errors, logs
from aicc.content.flow_checks import FlowFinding, FlowRefusedError
from aicc.content.port import EditConflictError
from aicc.domain.content import Version
from aicc.domain.ticket_moves import TicketConflictError
from aicc.packs.catalog.sentences import sentences

from .description import PROBLEM_JSON
from .desk_json import person_json

log = logs.get("aicc.api")

RETRY_AFTER_S = 1
_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")

# By kind of error, most particular first: the status, and after how long trying again may help.
_STATUSES: tuple[tuple[type[errors.AiccError], HTTPStatus, int | None], ...] = (
    (errors.SessionBusyError, HTTPStatus.CONFLICT, RETRY_AFTER_S),
    (errors.StoreError, HTTPStatus.SERVICE_UNAVAILABLE, RETRY_AFTER_S),
    (errors.ProviderError, HTTPStatus.SERVICE_UNAVAILABLE, RETRY_AFTER_S),
    (errors.UnauthorizedError, HTTPStatus.UNAUTHORIZED, None),
    (errors.NotFoundError, HTTPStatus.NOT_FOUND, None),
    (errors.ForbiddenError, HTTPStatus.FORBIDDEN, None),
    (TicketConflictError, HTTPStatus.CONFLICT, None),
    (errors.ConflictError, HTTPStatus.PRECONDITION_FAILED, None),
    (errors.InvalidInputError, HTTPStatus.UNPROCESSABLE_ENTITY, None),
)


class HttpProblem(HTTPException):
    """A refusal that only HTTP knows: no token, too many requests, too large."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        *,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, headers)
        self.code = code


def install(app: FastAPI) -> None:
    app.add_exception_handler(errors.AiccError, on_error)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)


def problem(
    accept_language: str,
    status: int,
    code: str,
    *,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> JSONResponse:
    words = sentences(_locale(accept_language))
    sentence = words.get(f"problem_{code}") or words["problem_other"]
    body = {
        "type": "about:blank",
        "title": sentence.chat,
        "status": int(status),
        "detail": detail or sentence.chat,
        "code": code,
        **(more or {}),
    }
    return JSONResponse(body, status, headers=headers, media_type=PROBLEM_JSON)


def _locale(accept_language: str) -> str:
    """The first of our languages that is named; Korean otherwise."""
    for part in accept_language.split(","):
        language = part.split(";")[0].strip().lower()[:2]
        if language in {"ko", "en"}:
            return language
    return "ko"


def _language(request: Request) -> str:
    return request.headers.get("accept-language", "")


async def on_error(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, errors.AiccError):
        raise error
    for kind, status, again_s in _STATUSES:
        if isinstance(error, kind):
            log.warning("request.refused", code=error.code, error=str(error))
            headers = {"Retry-After": str(again_s)} if again_s else None
            detail, more = _particulars(error)
            return problem(
                _language(request), status, error.code, detail=detail, headers=headers, more=more
            )
    raise error  # ours: the edge answers it


def _particulars(error: errors.AiccError) -> tuple[str, dict[str, Any]]:
    """What staff need to mend it: what stands where, and what others did."""
    if isinstance(error, EditConflictError):
        return "", _both(error)
    if isinstance(error, TicketConflictError):
        ticket = error.ticket
        return "", {"state": ticket.state, "held_by": person_json(ticket.held_by)}
    if isinstance(error, FlowRefusedError):
        return str(error), {"findings": [finding_json(each) for each in error.findings]}
    return "", {}


class FindingJson(TypedDict):
    place: str
    message: str
    level: str


def finding_json(found: FlowFinding) -> FindingJson:
    return {"place": found.place, "message": found.message, "level": found.level}


def _both(error: EditConflictError) -> dict[str, Any]:
    versions = {"yours": error.yours, "theirs": error.theirs}
    return {name: _version(each) if each else None for name, each in versions.items()}


def _version(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "status": str(version.status),
        "author": version.author,
        "reason": version.reason,
        "at": version.at.isoformat(),
        "body": version.body,
    }


async def _on_validation(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    where = "; ".join(_place(each) for each in error.errors())
    return problem(
        _language(request), HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_input", detail=where
    )


def _place(found: Mapping[str, Any]) -> str:
    """Field and reason; never the value, which may be what a customer wrote."""
    path = ".".join(str(part) for part in found["loc"] if part != "body")
    return f"{path}: {found['msg']}" if path else str(found["msg"])


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    return answer_to(request, error)


def answer_to(request: Request, refusal: HTTPException) -> JSONResponse:
    code, detail = HTTPStatus(refusal.status_code).name.lower(), ""
    if isinstance(refusal, HttpProblem):
        code, detail = refusal.code, refusal.detail
    headers = dict(refusal.headers or {})
    if refusal.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods(request))
    return problem(_language(request), refusal.status_code, code, detail=detail, headers=headers)


def _methods(request: Request) -> list[str]:
    """Of every route at this address; the framework names those of the first alone."""
    return [method for method in _METHODS if _takes(request, method)]


def _takes(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] == Match.FULL for route in request.app.routes)
