"""/api/admin/faqs: entries looked at, drafted, published and taken back."""

from typing import Annotated, TypedDict

from fastapi import APIRouter, Query, Request

from aicc.domain.content import ContentStatus, Edit, Version
from aicc.domain.faq import FaqEntry
from aicc.domain.json import JsonMap
from aicc.faqs.bodies import FAQS, FaqItem, body_of
from aicc.faqs.live import LiveFaqs
from chatbot_engine import ChatEngine

from .admin import REFUSALS, a_deadline, book_of
from .admin_book import (
    Described,
    Draft,
    GoBack,
    ItemJson,
    VersionJson,
    add_book_routes,
    item_json,
    version_json,
)
from .description import WITH_TOKEN
from .schemas_admin import FAQ_ID, FaqPage, FaqRolledBack, FaqSaved, FaqState, FaqVersions
from .staff import Staff, Viewer

MOST_LISTED = 500

router = APIRouter(prefix="/api/admin/faqs", tags=["FAQ administration"], responses=REFUSALS)


class FaqJson(ItemJson):
    entry: JsonMap


class FaqVersionJson(VersionJson):
    entry: JsonMap


class FaqPageJson(TypedDict):
    total: int
    items: list[FaqJson]


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
) -> FaqPageJson:
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
    return {"total": len(found), "items": [faq_json(each) for each in shown]}


class _Faqs:
    def live(self, engine: ChatEngine) -> LiveFaqs:
        return engine.upkeep.live.faqs

    def edit(self, draft: Draft[FaqEntry], number: int, request: Request, who: Staff) -> Edit:
        return FAQS.edit(draft.id, draft.value, expected=number)

    def check_publish(self, item_id: str, request: Request, who: Staff) -> None:
        """An entry stands alone: whichever may be published, archived and taken back."""

    def check_archive(self, item_id: str, request: Request, who: Staff) -> None:
        """Nothing leads to it."""

    def check_roll_back(self, item_id: str, version: int, request: Request, who: Staff) -> None:
        """It leads nowhere."""

    def item_json(self, item: FaqItem) -> FaqJson:
        return faq_json(item)

    def version_json(self, version: Version) -> FaqVersionJson:
        return {**version_json(version), "entry": {"id": version.id, **version.body}}


async def _draft(body: FaqSaved) -> Draft[FaqEntry]:
    return Draft(id=body.entry.id, value=body.entry.entry(), reason=body.reason)


async def _go_back(body: FaqRolledBack) -> GoBack:
    return GoBack(version=body.version, reason=body.reason)


add_book_routes(
    router,
    _Faqs(),
    Described(
        name="faq",
        root="",
        id_pattern=FAQ_ID,
        item=FaqState,
        versions=FaqVersions,
        draft=_draft,
        go_back=_go_back,
        about={
            "post": ("Draft a new entry", "412 when there is an entry with this id already."),
            "get": (
                "Look at an entry",
                "Its ETag is what a change of it must send back as If-Match.",
            ),
            "put": (
                "Draft a change",
                "Customers get it once it is published. 412 with both versions when another "
                "came first.",
            ),
            "publish": ("Publish", "Customers get the latest version."),
            "archive": ("Archive", "Customers no longer get it; its versions stay."),
            "rollback": ("Go back", "Customers get an earlier version again."),
            "versions": ("All versions", "Who changed what, when and why."),
        },
    ),
)


def faq_json(item: FaqItem) -> FaqJson:
    return {**item_json(item), "entry": {"id": item.id, **body_of(item.value)}}


def _mentions(entry: FaqEntry, words: str) -> bool:
    texts = (entry.id, entry.question, entry.answer, *entry.variants, *entry.keywords)
    return any(words in text.casefold() for text in texts)
