"""The routes of a book: look, draft, publish, archive, go back. The same for every kind."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Generic, Protocol, TypedDict, TypeVar

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel

from aicc.content.book import BookItem, ContentBook
from aicc.deadline import Deadline
from aicc.domain.content import ContentStatus, Edit, Signature, Version
from chatbot_engine import ChatEngine

from .admin import IfMatch, a_deadline, etag, expected, signed, taken_over
from .dependencies import service_of
from .description import WITH_TOKEN
from .problems import HttpProblem
from .schemas_admin import FaqSigned
from .staff import Editor, Publisher, Staff, Viewer

T = TypeVar("T")


class VersionJson(TypedDict):
    number: int
    status: ContentStatus
    author: str
    reason: str
    at: datetime


class VersionsJson(TypedDict):
    items: list[VersionJson]


class ItemJson(TypedDict):
    id: str
    version: int
    status: ContentStatus
    published: bool
    author: str
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Generic[T]):
    """A body of POST and PUT: what somebody wants kept under an id."""

    id: str
    value: T
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoBack:
    version: int
    reason: str


class Live(Protocol[T]):
    """What the engine keeps in step with the store."""

    def book(self, tenant_id: str, deadline: Deadline) -> ContentBook[T]: ...


class Kind(Protocol[T]):
    """What a kind of content has of its own. The checks refuse by raising."""

    def live(self, engine: ChatEngine) -> Live[T]: ...

    def edit(self, draft: Draft[Any], number: int, request: Request, who: Staff) -> Edit:
        """The next version after this number, if there is nothing wrong with it."""
        ...

    def check_publish(self, item_id: str, request: Request, who: Staff) -> None: ...

    def check_archive(self, item_id: str, request: Request, who: Staff) -> None: ...

    def check_roll_back(self, item_id: str, version: int, request: Request, who: Staff) -> None: ...

    def item_json(self, item: BookItem[T]) -> ItemJson: ...

    def version_json(self, version: Version) -> VersionJson: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What the OpenAPI description says of a kind. `about` has summary and description by name of
    an operation; `draft` and `go_back` read the bodies of requests."""

    name: str  # "faq": the item is under {faq_id}
    root: str
    id_pattern: str
    item: type[BaseModel]
    versions: type[BaseModel]
    draft: Callable[..., Awaitable[Draft[Any]]]
    go_back: Callable[..., Awaitable[GoBack]]
    about: Mapping[str, tuple[str, str]]
    the_only: str = ""  # the id of the only item there is: its routes have none in their path


@dataclass(frozen=True, slots=True)
class _Desk(Generic[T]):
    """One request of staff about one kind of content."""

    kind: Kind[T]
    request: Request
    response: Response
    who: Staff

    def answer(self, item_id: str) -> ItemJson:
        return self._answer(item_id, self._book())

    def save(self, draft: Draft[Any], number: int) -> ItemJson:
        edit = self.kind.edit(draft, number, self.request, self.who)
        book = self._book()
        book.write([edit], self._signed(draft.reason), a_deadline())
        return self._changed(edit.id, book)

    def publish(self, item_id: str, reason: str) -> ItemJson:
        self.kind.check_publish(item_id, self.request, self.who)
        book = self._book()
        book.publish([item_id], self._signed(reason), a_deadline())
        return self._changed(item_id, book)

    def archive(self, item_id: str, reason: str) -> ItemJson:
        self.kind.check_archive(item_id, self.request, self.who)
        book = self._book()
        book.archive([item_id], self._signed(reason), a_deadline())
        return self._changed(item_id, book)

    def roll_back(self, item_id: str, to: GoBack) -> ItemJson:
        self.kind.check_roll_back(item_id, to.version, self.request, self.who)
        book = self._book()
        book.roll_back(item_id, to.version, self._signed(to.reason), a_deadline())
        return self._changed(item_id, book)

    def versions(self, item_id: str) -> VersionsJson:
        found = self._book().versions(item_id, a_deadline())
        return {"items": [self.kind.version_json(each) for each in reversed(found)]}

    def _changed(self, item_id: str, book: ContentBook[T]) -> ItemJson:
        """As it is now; what was published is what the next customer gets. Of the book that it was
        written in: another may have to wait for who takes over content."""
        taken_over(self.request, self.who)
        return self._answer(item_id, book)

    def _answer(self, item_id: str, book: ContentBook[T]) -> ItemJson:
        item = book.get(item_id, a_deadline())
        self.response.headers["ETag"] = etag(item.number)
        return self.kind.item_json(item)

    def _book(self) -> ContentBook[T]:
        live = self.kind.live(service_of(self.request).engine)
        return live.book(self.who.tenant_id, a_deadline())

    def _signed(self, reason: str) -> Signature:
        return signed(self.request, self.who, reason)


def add_book_routes(router: APIRouter, kind: Kind[T], described: Described) -> None:
    """POST a new item; GET and PUT one; publish, archive, rollback, versions.

    FastAPI reads the signatures of these small functions; a kind has its own id and bodies.
    """
    the_id, one = _addressed(described)
    draft_given, go_back_given = Depends(described.draft), Depends(described.go_back)

    def post(
        request: Request, response: Response, who: Editor, draft: Draft[Any] = draft_given
    ) -> ItemJson:
        return _Desk(kind, request, response, who).save(draft, 0)

    def get(request: Request, response: Response, who: Viewer, item_id: str = the_id) -> ItemJson:
        return _Desk(kind, request, response, who).answer(item_id)

    def put(
        request: Request,
        response: Response,
        who: Editor,
        item_id: str = the_id,
        draft: Draft[Any] = draft_given,
        if_match: IfMatch = None,
    ) -> ItemJson:
        if draft.id != item_id:
            raise invalid("its id is not the id in the address")
        return _Desk(kind, request, response, who).save(draft, expected(if_match))

    def publish(
        request: Request,
        response: Response,
        who: Publisher,
        body: FaqSigned,
        item_id: str = the_id,
    ) -> ItemJson:
        return _Desk(kind, request, response, who).publish(item_id, body.reason)

    def archive(
        request: Request,
        response: Response,
        who: Publisher,
        body: FaqSigned,
        item_id: str = the_id,
    ) -> ItemJson:
        return _Desk(kind, request, response, who).archive(item_id, body.reason)

    def rollback(
        request: Request,
        response: Response,
        who: Publisher,
        item_id: str = the_id,
        to: GoBack = go_back_given,
    ) -> ItemJson:
        return _Desk(kind, request, response, who).roll_back(item_id, to)

    def versions(
        request: Request, response: Response, who: Viewer, item_id: str = the_id
    ) -> VersionsJson:
        return _Desk(kind, request, response, who).versions(item_id)

    routes: tuple[tuple[str, str, str, Callable[..., object]], ...] = (
        ("POST", described.root, f"post_{described.name}", post),
        ("GET", one, f"get_{described.name}", get),
        ("PUT", one, f"put_{described.name}", put),
        ("POST", f"{one}/publish", "post_publish", publish),
        ("POST", f"{one}/archive", "post_archive", archive),
        ("POST", f"{one}/rollback", "post_rollback", rollback),
        ("GET", f"{one}/versions", "get_versions", versions),
    )
    # A kind of which there is one item is neither made nor archived
    told = [route for route in routes if route[3].__name__ in described.about]
    for method, path, name, endpoint in told:
        summary, description = described.about[endpoint.__name__]
        router.add_api_route(
            path,
            endpoint,
            methods=[method],
            name=name,
            summary=summary,
            description=description,
            response_model=described.versions if endpoint is versions else described.item,
            status_code=HTTPStatus.CREATED if endpoint is post else HTTPStatus.OK,
            openapi_extra=WITH_TOKEN,
        )


def _addressed(described: Described) -> tuple[Any, str]:
    """Where an item's id comes from, and the path of one."""
    if described.the_only:
        return Depends(lambda: described.the_only), described.root
    the_id = Path(alias=f"{described.name}_id", pattern=described.id_pattern)
    return the_id, f"{described.root}/{{{described.name}_id}}"


def item_json(item: BookItem[T]) -> ItemJson:
    return {
        "id": item.id,
        "version": item.number,
        "status": item.status,
        "published": item.published is not None,
        "author": item.author,
        "reason": item.reason,
        "at": item.at,
    }


def version_json(version: Version) -> VersionJson:
    return {
        "number": version.number,
        "status": version.status,
        "author": version.author,
        "reason": version.reason,
        "at": version.at,
    }


def invalid(detail: str) -> HttpProblem:
    return HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_input", detail=detail)
