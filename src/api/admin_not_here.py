"""/api/admin/not-here: what the company does not do here, drafted, published and taken back."""

from typing import TypedDict

from fastapi import APIRouter, Request

from aicc.content.book import BookItem, ContentBook
from aicc.content.live import LiveContent
from aicc.content.not_here import NOT_HERE_TOPICS
from aicc.content.topic_checks import checked_not_here, examples_of
from aicc.domain.content import Edit, Version
from aicc.domain.json import JsonMap
from aicc.packs.pack import NotHereTopic
from aicc.packs.schema.pack import NotHereTopicFile
from chatbot_engine import ChatEngine

from .admin import REFUSALS, a_deadline, told_why
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
from .admin_topics import NAME
from .dependencies import service_of
from .description import WITH_TOKEN
from .schemas_topics import NotHerePage, NotHereSaved, NotHereState, NotHereVersions, RolledBack
from .staff import Staff, Viewer

ROOT = "/api/admin/not-here"

router = APIRouter(tags=["Topic administration"], responses=REFUSALS)


class NotHereJson(ItemJson):
    topic: JsonMap


class NotHereVersionJson(VersionJson):
    topic: JsonMap


class NotHerePageJson(TypedDict):
    items: list[NotHereJson]


@router.get(
    ROOT,
    response_model=NotHerePage,
    summary="List what is not done here",
    openapi_extra=WITH_TOKEN,
)
def get_not_here(request: Request, who: Viewer) -> NotHerePageJson:
    """Every such topic in its latest version, those of the pack first."""
    items = _book(request, who).all(a_deadline())
    return {"items": [_NOT_HERE.item_json(each) for each in items]}


class _NotHere:
    def live(self, engine: ChatEngine) -> LiveContent[NotHereTopic]:
        return engine.upkeep.live.faqs.not_here

    def edit(
        self, draft: Draft[NotHereTopicFile], number: int, request: Request, who: Staff
    ) -> Edit:
        packs = service_of(request).engine.upkeep.live.packs
        others = examples_of(packs.pack_of(who.tenant_id))
        with told_why():
            topic = checked_not_here(draft.value, others)
        return NOT_HERE_TOPICS.edit(draft.id, topic, expected=number)

    def check_publish(self, item_id: str, request: Request, who: Staff) -> None:
        """It stands alone: whichever may be published, archived and taken back."""

    def check_archive(self, item_id: str, request: Request, who: Staff) -> None:
        """Nothing leads to it."""

    def check_roll_back(self, item_id: str, version: int, request: Request, who: Staff) -> None:
        """It leads nowhere."""

    def item_json(self, item: BookItem[NotHereTopic]) -> NotHereJson:
        return {**item_json(item), "topic": {"name": item.id, **NOT_HERE_TOPICS.body(item.value)}}

    def version_json(self, version: Version) -> NotHereVersionJson:
        return {**version_json(version), "topic": {"name": version.id, **version.body}}


def _book(request: Request, who: Staff) -> ContentBook[NotHereTopic]:
    not_here = service_of(request).engine.upkeep.live.faqs.not_here
    return not_here.book(who.tenant_id, a_deadline())


async def _draft(body: NotHereSaved) -> Draft[NotHereTopicFile]:
    return Draft(id=body.topic.name, value=body.topic, reason=body.reason)


async def _go_back(body: RolledBack) -> GoBack:
    return GoBack(version=body.version, reason=body.reason)


_NOT_HERE = _NotHere()
add_book_routes(
    router,
    _NOT_HERE,
    Described(
        name="not_here",
        root=ROOT,
        id_pattern=NAME,
        item=NotHereState,
        versions=NotHereVersions,
        draft=_draft,
        go_back=_go_back,
        about={
            "post": ("Draft a new one", "412 when there is one with this name already."),
            "get": ("Look at one", "Its ETag is what a change must send back as If-Match."),
            "put": (
                "Draft a change",
                "Customers get it once it is published. 422 for a wording that a topic has as an "
                "example.",
            ),
            "publish": ("Publish", "Who asks for it hears the latest version."),
            "archive": ("Archive", "It is not known any more."),
            "rollback": ("Go back", "Who asks for it hears an earlier version again."),
            "versions": ("All versions", "Who changed what, when and why."),
        },
    ),
)
