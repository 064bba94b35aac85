"""/api/admin/faqs: entries looked at, drafted, published and taken back."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from aicc.domain.content import ContentStatus, Version
from aicc.domain.faq import FaqEntry
from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError
from aicc.faqs.bodies import FAQS, FaqItem, body_of

from .admin import (
    REFUSALS,
    FaqId,
    IfMatch,
    a_deadline,
    book_of,
    etag,
    expected,
    signed,
    taken_over,
)
from .description import WITH_TOKEN
from .schemas_admin import (
    FaqPage,
    FaqRolledBack,
    FaqSaved,
    FaqSigned,
    FaqState,
    FaqVersions,
)
from .staff import Editor, Publisher, Staff, Viewer

MOST_LISTED = 500

router = APIRouter(prefix="/api/admin/faqs", tags=["FAQ administration"], responses=REFUSALS)


@router.get("", response_model=FaqPage, summary="List entries", openapi_extra=WITH_TOKEN)
def get_faqs(
    request: Request,
    who: Viewer,
    status: ContentStatus | None = None,
    category: Annotated[str, Query(max_length=200)] = "",
    tag: Annotated[str, Query(max_length=200)] = "",
    q: Annotated[str, Query(max_length=200, description="Words in a question or answer")] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 50,
) -> dict[str, Any]:
    """Every entry in its latest version, those of the pack first."""
    found = [
        each
        for each in book_of(request, who).all(a_deadline())
        if (status is None or each.status is status)
        and (not category or each.value.category == category)
        and (not tag or tag in each.value.tags)
        and (not q or _mentions(each.value, q.casefold()))
    ]
    shown = found[offset : offset + limit]
    return {"total": len(found), "items": [state_json(each) for each in shown]}


@router.post(
    "",
    response_model=FaqState,
    status_code=HTTPStatus.CREATED,
    summary="Draft a new entry",
    openapi_extra=WITH_TOKEN,
)
def post_faq(body: FaqSaved, request: Request, response: Response, who: Editor) -> dict[str, Any]:
    """412 when there is an entry with this id already."""
    return _saved(body, 0, request, response, who)


@router.get(
    "/{faq_id}", response_model=FaqState, summary="Look at an entry", openapi_extra=WITH_TOKEN
)
def get_faq(faq_id: FaqId, request: Request, response: Response, who: Viewer) -> dict[str, Any]:
    """Its ETag is what a change of it must send back as If-Match."""
    return _answer(faq_id, request, response, who)


@router.put(
    "/{faq_id}", response_model=FaqState, summary="Draft a change", openapi_extra=WITH_TOKEN
)
def put_faq(
    faq_id: FaqId,
    body: FaqSaved,
    request: Request,
    response: Response,
    who: Editor,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Customers get it once it is published. 412 with both versions when another came first."""
    if body.entry.id != faq_id:
        raise InvalidInputError("entry.id is not the id in the address")
    return _saved(body, expected(if_match), request, response, who)


@router.post(
    "/{faq_id}/publish", response_model=FaqState, summary="Publish", openapi_extra=WITH_TOKEN
)
def post_publish(
    faq_id: FaqId, body: FaqSigned, request: Request, response: Response, who: Publisher
) -> dict[str, Any]:
    """Customers get the latest version."""
    by = signed(request, who, body.reason)
    book_of(request, who).publish([faq_id], by, a_deadline())
    taken_over(request, who)
    return _answer(faq_id, request, response, who)


@router.post(
    "/{faq_id}/archive", response_model=FaqState, summary="Archive", openapi_extra=WITH_TOKEN
)
def post_archive(
    faq_id: FaqId, body: FaqSigned, request: Request, response: Response, who: Publisher
) -> dict[str, Any]:
    """Customers no longer get it; its versions stay."""
    by = signed(request, who, body.reason)
    book_of(request, who).archive([faq_id], by, a_deadline())
    taken_over(request, who)
    return _answer(faq_id, request, response, who)


@router.post(
    "/{faq_id}/rollback", response_model=FaqState, summary="Go back", openapi_extra=WITH_TOKEN
)
def post_rollback(
    faq_id: FaqId, body: FaqRolledBack, request: Request, response: Response, who: Publisher
) -> dict[str, Any]:
    """Customers get an earlier version again."""
    by = signed(request, who, body.reason)
    book_of(request, who).roll_back(faq_id, body.version, by, a_deadline())
    taken_over(request, who)
    return _answer(faq_id, request, response, who)


@router.get(
    "/{faq_id}/versions",
    response_model=FaqVersions,
    summary="All versions",
    openapi_extra=WITH_TOKEN,
)
def get_versions(faq_id: FaqId, request: Request, who: Viewer) -> dict[str, Any]:
    """Who changed what, when and why."""
    versions = book_of(request, who).versions(faq_id, a_deadline())
    return {"items": [_version(each) for each in reversed(versions)]}


def _saved(
    body: FaqSaved, number: int, request: Request, response: Response, who: Staff
) -> dict[str, Any]:
    edit = FAQS.edit(body.entry.id, body.entry.entry(), expected=number)
    book_of(request, who).write([edit], signed(request, who, body.reason), a_deadline())
    taken_over(request, who)
    return _answer(body.entry.id, request, response, who)


def _answer(faq_id: str, request: Request, response: Response, who: Staff) -> dict[str, Any]:
    kept = book_of(request, who).get(faq_id, a_deadline())
    response.headers["ETag"] = etag(kept.number)
    return state_json(kept)


def state_json(kept: FaqItem) -> dict[str, Any]:
    return {
        "id": kept.id,
        "version": kept.number,
        "status": kept.status,
        "published": kept.published is not None,
        "author": kept.author,
        "reason": kept.reason,
        "at": kept.at,
        "entry": entry_json(kept.value),
    }


def entry_json(entry: FaqEntry) -> JsonMap:
    return {"id": entry.id, **body_of(entry)}


def _version(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "status": version.status,
        "author": version.author,
        "reason": version.reason,
        "at": version.at,
        "entry": {"id": version.id, **version.body},
    }


def _mentions(entry: FaqEntry, words: str) -> bool:
    texts = (entry.id, entry.question, entry.answer, *entry.variants, *entry.keywords)
    return any(words in text.casefold() for text in texts)
