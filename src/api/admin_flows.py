"""/api/admin/flows: scenarios looked at, checked, drafted, published and taken back."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from aicc.content.book import ContentBook, Edit, Kept
from aicc.content.flow_checks import checked, without_errors
from aicc.domain.content import Version
from aicc.domain.json import JsonMap
from aicc.packs.lint.flow import Neighbours
from aicc.packs.schema.pack import FlowFile

from .admin import REFUSALS, IfMatch, a_deadline, etag, expected, signed
from .dependencies import service_of
from .description import WITH_TOKEN
from .problems import HttpProblem, finding_json
from .schemas_admin import FaqSigned
from .schemas_flows import (
    FlowChecked,
    FlowGiven,
    FlowPage,
    FlowRefused,
    FlowRolledBack,
    FlowSaved,
    FlowState,
    FlowVersions,
)
from .staff import Editor, Publisher, Staff, Viewer

ROOT = "/api/admin/flows"
FlowId = Annotated[str, Path(pattern="^[a-z][a-z0-9_]{0,63}$")]
REFUSED: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    422: {"model": FlowRefused, "description": "The scenario has errors, or no such form"},
}

router = APIRouter(tags=["Scenario administration"], responses=REFUSED)


@router.get("/api/admin/flow-schema", summary="JSON Schema of a scenario", openapi_extra=WITH_TOKEN)
def get_schema(who: Viewer) -> dict[str, Any]:
    """For editors that complete and check while typing; `aicc schema flow` prints the same."""
    return FlowFile.model_json_schema()


@router.post(
    "/api/admin/flow-check",
    response_model=FlowChecked,
    summary="Check a scenario",
    openapi_extra=WITH_TOKEN,
)
def post_check(body: FlowGiven, request: Request, who: Viewer) -> dict[str, Any]:
    """Every finding, as `aicc validate` has them; nothing is kept."""
    _, problems = checked(body.flow, _around(request, who))
    return {"findings": [finding_json(each) for each in problems]}


@router.get(ROOT, response_model=FlowPage, summary="List scenarios", openapi_extra=WITH_TOKEN)
def get_flows(request: Request, who: Viewer) -> dict[str, Any]:
    """Every scenario in its latest version, those of the pack first."""
    return {"items": [_state(each) for each in _book(request, who).all(a_deadline())]}


@router.post(
    ROOT,
    response_model=FlowState,
    status_code=HTTPStatus.CREATED,
    summary="Draft a new scenario",
    openapi_extra=WITH_TOKEN,
)
def post_flow(body: FlowSaved, request: Request, response: Response, who: Editor) -> dict[str, Any]:
    """412 when there is a scenario with this id already. Another scenario can `enter` it; an
    intent of the pack starts it."""
    return _saved(body, 0, request, response, who)


@router.get(
    ROOT + "/{flow_id}",
    response_model=FlowState,
    summary="Look at a scenario",
    openapi_extra=WITH_TOKEN,
)
def get_flow(flow_id: FlowId, request: Request, response: Response, who: Viewer) -> dict[str, Any]:
    """Its ETag is what a change of it must send back as If-Match."""
    return _answer(flow_id, request, response, who)


@router.put(
    ROOT + "/{flow_id}",
    response_model=FlowState,
    summary="Draft a change",
    openapi_extra=WITH_TOKEN,
)
def put_flow(
    flow_id: FlowId,
    body: FlowSaved,
    request: Request,
    response: Response,
    who: Editor,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Customers walk it once it is published. A scenario with errors is not kept."""
    if body.flow.get("id") != flow_id:
        raise _invalid("flow.id is not the id in the address")
    return _saved(body, expected(if_match), request, response, who)


@router.post(
    ROOT + "/{flow_id}/publish",
    response_model=FlowState,
    summary="Publish",
    openapi_extra=WITH_TOKEN,
)
def post_publish(
    flow_id: FlowId, body: FaqSigned, request: Request, response: Response, who: Publisher
) -> dict[str, Any]:
    """New conversations walk the latest version; those under way stay on theirs."""
    book = _book(request, who)
    without_errors(book.get(flow_id, a_deadline()).body, _around(request, who))
    book.publish([flow_id], signed(request, who, body.reason), a_deadline())
    return _answer(flow_id, request, response, who)


@router.post(
    ROOT + "/{flow_id}/archive",
    response_model=FlowState,
    summary="Archive",
    openapi_extra=WITH_TOKEN,
)
def post_archive(
    flow_id: FlowId, body: FaqSigned, request: Request, response: Response, who: Publisher
) -> dict[str, Any]:
    """Nobody walks it any more: conversations in it end with an apology and a person.

    422 while another scenario enters it.
    """
    book = _book(request, who)
    flows = _around(request, who).flows.values()
    entering = [each.id for each in flows if flow_id in {s.enters for s in each.steps.values()}]
    if entering:
        raise _invalid(f"{', '.join(entering)} would enter what is not there")
    book.archive([flow_id], signed(request, who, body.reason), a_deadline())
    return _answer(flow_id, request, response, who)


@router.post(
    ROOT + "/{flow_id}/rollback",
    response_model=FlowState,
    summary="Go back",
    openapi_extra=WITH_TOKEN,
)
def post_rollback(
    flow_id: FlowId, body: FlowRolledBack, request: Request, response: Response, who: Publisher
) -> dict[str, Any]:
    """New conversations walk an earlier version again. 422 when it no longer fits the others."""
    by, book = signed(request, who, body.reason), _book(request, who)
    for version in book.versions(flow_id, a_deadline()):
        if version.number == body.version:  # what it enters may have changed since
            without_errors(version.body, _around(request, who))
    book.roll_back(flow_id, body.version, by, a_deadline())
    return _answer(flow_id, request, response, who)


@router.get(
    ROOT + "/{flow_id}/versions",
    response_model=FlowVersions,
    summary="All versions",
    openapi_extra=WITH_TOKEN,
)
def get_versions(flow_id: FlowId, request: Request, who: Viewer) -> dict[str, Any]:
    """Who changed what, when and why."""
    versions = _book(request, who).versions(flow_id, a_deadline())
    return {"items": [_version(each) for each in reversed(versions)]}


def _invalid(detail: str) -> HttpProblem:
    return HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_input", detail=detail)


def _book(request: Request, who: Staff) -> ContentBook:
    return service_of(request).engine.upkeep.live_flows.book(who.tenant_id, a_deadline())


def _around(request: Request, who: Staff) -> Neighbours:
    engine = service_of(request).engine
    flows = engine.upkeep.live_flows.library(who.tenant_id, a_deadline()).current
    return Neighbours(
        queues=engine.upkeep.pack.queues, actions=engine.upkeep.actions(), flows=flows
    )


def _saved(
    body: FlowSaved, number: int, request: Request, response: Response, who: Staff
) -> dict[str, Any]:
    flow = without_errors(body.flow, _around(request, who))
    edit = Edit(id=str(flow["id"]), body=flow, expected=number)
    _book(request, who).write([edit], signed(request, who, body.reason), a_deadline())
    return _answer(edit.id, request, response, who)


def _answer(flow_id: str, request: Request, response: Response, who: Staff) -> dict[str, Any]:
    """As it is now; what was published is walked by the next conversation."""
    service_of(request).engine.upkeep.live_flows.follow(who.tenant_id, a_deadline())
    kept = _book(request, who).get(flow_id, a_deadline())
    response.headers["ETag"] = etag(kept.number)
    return _state(kept)


def _state(kept: Kept) -> dict[str, Any]:
    return {
        "id": kept.id,
        "name": kept.body.get("name") or kept.id,
        "version": kept.number,
        "status": kept.status,
        "published": kept.published is not None,
        "author": kept.author,
        "reason": kept.reason,
        "at": kept.at,
        "flow": _short(kept.body),
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "status": version.status,
        "author": version.author,
        "reason": version.reason,
        "at": version.at,
        "flow": _short(version.body),
    }


def _short(body: JsonMap) -> dict[str, Any]:
    """As a person would write it: without what has its default."""
    flow = FlowFile.model_validate(body)
    return flow.model_dump(mode="json", exclude_defaults=True)
