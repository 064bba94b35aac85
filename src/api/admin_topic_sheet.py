"""/api/admin/topic-sheet: the examples of all topics as Excel or CSV, and back."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from aicc.content.sheets.topics import TOPIC_SHEETS, SheetTopic, read_topics
from aicc.content.topic_checks import planned
from aicc.domain.content import ContentStatus, Edit

from .admin import REFUSALS, a_deadline, signed, taken_over, told_why
from .admin_sheets import MEDIA_TYPES, UPLOAD, a_file
from .admin_topics import topic_book
from .dependencies import service_of
from .description import WITH_TOKEN
from .imports import imports_of, read_apart
from .roles import Right
from .schemas_admin import Reason
from .schemas_topics import TopicSheetImported
from .staff import Editor, Staff, Viewer, admitted

PATH = "/api/admin/topic-sheet"

router = APIRouter(tags=["Topic administration"], responses=REFUSALS)


@router.get(
    PATH,
    summary="All examples as a file",
    openapi_extra=WITH_TOKEN,
    response_class=Response,
    responses=a_file("xlsx", "csv"),
)
def get_topic_sheet(
    request: Request,
    who: Viewer,
    form: Annotated[Literal["xlsx", "csv"], Query(alias="format")] = "xlsx",
) -> Response:
    """One sentence a row: its topic, whether it is an example or what is not one, the sentence."""
    locale = service_of(request).engine.upkeep.pack.locale
    data = TOPIC_SHEETS[f".{form}"](topic_book(request, who).all(a_deadline()), locale)
    named = {"Content-Disposition": f'attachment; filename="topics.{form}"'}
    return Response(data, media_type=MEDIA_TYPES[form], headers=named)


@router.post(
    PATH, response_model=TopicSheetImported, summary="Import examples", openapi_extra=UPLOAD
)
async def post_topic_sheet(
    request: Request,
    who: Editor,
    dry_run: bool = False,
    publish: Annotated[bool, Query(description="For customers at once; else drafts")] = False,
    replace: Annotated[
        bool, Query(description="What a topic has and the sheet has not goes; else it stays")
    ] = False,
    reason: Annotated[Reason, Query()] = "",
) -> dict[str, Any]:
    """The file itself is the body: Excel or CSV. Topics that it does not name stay as they are.

    All of it is taken, or nothing when a row is wrong. `publish` wants a role that may.
    """
    data = await request.body()
    status = ContentStatus.PUBLISHED if publish else ContentStatus.DRAFT

    async def imported() -> dict[str, Any]:
        locale = service_of(request).engine.upkeep.pack.locale
        read = await read_apart(read_topics, data, locale)
        edits = await run_in_threadpool(_plan, read, status, replace, request, who)
        if not dry_run and edits:
            if publish:
                await admitted(request, Right.PUBLISH, a_deadline())
            await run_in_threadpool(_write, edits, reason, request, who)
        return {"written": bool(edits) and not dry_run, "changed": [edit.id for edit in edits]}

    return await imports_of(request).alone(imported)


def _plan(
    read: list[SheetTopic], status: ContentStatus, replaces: bool, request: Request, who: Staff
) -> list[Edit]:
    pack = service_of(request).engine.upkeep.pack
    kept = topic_book(request, who).all(a_deadline())
    with told_why():
        return planned(read, kept, pack, status=status, replaces=replaces)


def _write(edits: list[Edit], reason: str, request: Request, who: Staff) -> None:
    topic_book(request, who).write(edits, signed(request, who, reason), a_deadline())
    taken_over(request, who)
