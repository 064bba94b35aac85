"""/api/admin/topics: what the intents are learned from, drafted, published and taken back."""

from typing import TypedDict

from fastapi import APIRouter, Request

from aicc.content.book import BookItem, ContentBook
from aicc.content.live import LiveContent
from aicc.content.topic_checks import checked_topic, examples_of
from aicc.content.topics import TOPICS, Taught
from aicc.domain.content import Edit, Version
from aicc.domain.json import JsonMap
from chatbot_engine import ChatEngine

from .admin import REFUSALS, a_deadline, told_why
from .admin_book import (
    Described,
    Draft,
    GoBack,
    ItemJson,
    VersionJson,
    add_book_routes,
    invalid,
    item_json,
    version_json,
)
from .dependencies import service_of
from .description import WITH_TOKEN
from .schemas_topics import RolledBack, TopicPage, TopicSaved, TopicState, TopicVersions
from .staff import Staff, Viewer

ROOT = "/api/admin/topics"
NAME = "^[a-z][a-z0-9_]{0,63}$"

router = APIRouter(tags=["Topic administration"], responses=REFUSALS)


class TopicJson(ItemJson):
    topic: JsonMap


class TopicVersionJson(VersionJson):
    topic: JsonMap


class TopicPageJson(TypedDict):
    items: list[TopicJson]


@router.get(ROOT, response_model=TopicPage, summary="List topics", openapi_extra=WITH_TOKEN)
def get_topics(request: Request, who: Viewer) -> TopicPageJson:
    """Every topic in its latest version: its examples, and what only looks like it (`not`)."""
    book = topic_book(request, who)
    return {"items": [_TOPICS.item_json(each) for each in book.all(a_deadline())]}


def topic_book(request: Request, who: Staff) -> ContentBook[Taught]:
    topics = service_of(request).engine.upkeep.live.packs.topics
    return topics.book(who.tenant_id, a_deadline())


class _Topics:
    def live(self, engine: ChatEngine) -> LiveContent[Taught]:
        return engine.upkeep.live.packs.topics

    def edit(self, draft: Draft[Taught], number: int, request: Request, who: Staff) -> Edit:
        return TOPICS.edit(draft.id, _checked(draft.id, draft.value, request, who), expected=number)

    def check_publish(self, item_id: str, request: Request, who: Staff) -> None:
        """Another topic may have got one of its sentences since it was drafted."""
        _checked(item_id, topic_book(request, who).get(item_id, a_deadline()).value, request, who)

    def check_archive(self, item_id: str, request: Request, who: Staff) -> None:
        items = topic_book(request, who).all(a_deadline())
        if [each.id for each in items if each.published] == [item_id]:
            raise invalid("it is the last topic: a bot has at least one")

    def check_roll_back(self, item_id: str, version: int, request: Request, who: Staff) -> None:
        """Another topic may have got one of its sentences since, also one that the pack has."""
        book = topic_book(request, who)
        below = book.below(item_id)
        if version == 0 and below is not None:
            _checked(item_id, below, request, who)
        for each in book.versions(item_id, a_deadline()):
            if each.number == version:
                _checked(item_id, TOPICS.read(item_id, each.body), request, who)

    def item_json(self, item: BookItem[Taught]) -> TopicJson:
        return {**item_json(item), "topic": {"name": item.id, **TOPICS.body(item.value)}}

    def version_json(self, version: Version) -> TopicVersionJson:
        return {**version_json(version), "topic": {"name": version.id, **version.body}}


def _checked(name: str, taught: Taught, request: Request, who: Staff) -> Taught:
    upkeep = service_of(request).engine.upkeep
    others = examples_of(upkeep.live.packs.pack_of(who.tenant_id))
    with told_why():
        return checked_topic(name, taught, upkeep.pack, others)


async def _draft(body: TopicSaved) -> Draft[Taught]:
    topic = body.topic
    taught = Taught(examples=tuple(topic.examples), contrasts=tuple(topic.contrasts))
    return Draft(id=topic.name, value=taught, reason=body.reason)


async def _go_back(body: RolledBack) -> GoBack:
    return GoBack(version=body.version, reason=body.reason)


_TOPICS = _Topics()
add_book_routes(
    router,
    _TOPICS,
    Described(
        name="topic",
        root=ROOT,
        id_pattern=NAME,
        item=TopicState,
        versions=TopicVersions,
        draft=_draft,
        go_back=_go_back,
        about={
            "post": (
                "Draft other examples",
                "Of a topic of the pack that nobody changed yet; 412 when somebody did.",
            ),
            "get": ("Look at a topic", "Its ETag is what a change must send back as If-Match."),
            "put": (
                "Draft a change",
                "The bot learns it once it is published. 422 for a sentence that another topic has "
                "as an example.",
            ),
            "publish": (
                "Publish",
                "The bot learns the latest version; it answers when it has, after about a second.",
            ),
            "archive": ("Archive", "The bot does not know the topic any more."),
            "rollback": ("Go back", "The bot learns an earlier version again."),
            "versions": ("All versions", "Who changed what, when and why."),
        },
    ),
)
