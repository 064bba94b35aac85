"""/api/admin/thresholds: from which chances the bot acts, drafted, published and taken back."""

from fastapi import APIRouter, Request

from aicc.content.book import BookItem
from aicc.content.live import LiveContent
from aicc.content.thresholds import ITEM, THRESHOLDS
from aicc.domain.content import Edit, Version
from aicc.domain.json import JsonMap
from aicc.domain.meaning import Thresholds
from chatbot_engine import ChatEngine

from .admin import REFUSALS
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
from .schemas_topics import RolledBack, ThresholdsSaved, ThresholdsState, ThresholdsVersions
from .staff import Staff

ROOT = "/api/admin/thresholds"

router = APIRouter(tags=["Topic administration"], responses=REFUSALS)


class ThresholdsJson(ItemJson):
    thresholds: JsonMap


class ThresholdsVersionJson(VersionJson):
    thresholds: JsonMap


class _Thresholds:
    def live(self, engine: ChatEngine) -> LiveContent[Thresholds]:
        return engine.upkeep.live.packs.thresholds

    def edit(self, draft: Draft[Thresholds], number: int, request: Request, who: Staff) -> Edit:
        return THRESHOLDS.edit(ITEM, draft.value, expected=number)

    def check_publish(self, item_id: str, request: Request, who: Staff) -> None:
        """Whatever was drafted was in its bounds."""

    def check_archive(self, item_id: str, request: Request, who: Staff) -> None:
        """There is no such route: a bot has thresholds."""

    def check_roll_back(self, item_id: str, version: int, request: Request, who: Staff) -> None:
        """Nothing else depends on them."""

    def item_json(self, item: BookItem[Thresholds]) -> ThresholdsJson:
        return {**item_json(item), "thresholds": THRESHOLDS.body(item.value)}

    def version_json(self, version: Version) -> ThresholdsVersionJson:
        return {**version_json(version), "thresholds": version.body}


async def _draft(body: ThresholdsSaved) -> Draft[Thresholds]:
    given = Thresholds(**body.thresholds.model_dump())
    return Draft(id=ITEM, value=given, reason=body.reason)


async def _go_back(body: RolledBack) -> GoBack:
    return GoBack(version=body.version, reason=body.reason)


add_book_routes(
    router,
    _Thresholds(),
    Described(
        name="thresholds",
        root=ROOT,
        id_pattern="",
        item=ThresholdsState,
        versions=ThresholdsVersions,
        draft=_draft,
        go_back=_go_back,
        the_only=ITEM,
        about={
            "get": (
                "Look at the thresholds",
                "The ETag is what a change must send back as If-Match.",
            ),
            "put": ("Draft others", "They count once they are published."),
            "publish": ("Publish", "They count from the next sentence on."),
            "rollback": ("Go back", "Earlier ones count again."),
            "versions": ("All versions", "Who changed what, when and why."),
        },
    ),
)
