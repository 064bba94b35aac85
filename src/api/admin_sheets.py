"""/api/admin/faq-sheet: all entries as Excel, CSV or YAML, and back."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from aicc.content.sheets.apart import Progress
from aicc.domain.content import ContentStatus
from aicc.faqs.sheets.export import SHEETS, as_yaml
from aicc.faqs.sheets.import_entries import Effect, ImportPlan, plan_import

from .admin import REFUSALS, a_deadline, book_of, signed, taken_over
from .dependencies import service_of
from .description import WITH_TOKEN
from .imports import Answer, ImportJob, imports_of, read_apart
from .roles import Right
from .schemas_admin import ImportProgress, Reason, SheetImported
from .staff import Editor, Staff, Viewer, admitted

PATH = "/api/admin/faq-sheet"
JOBS = f"{PATH}/jobs"
MOST_TOLD = 1000
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "yaml": "application/yaml",
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
UPLOAD: dict[str, Any] = {
    **WITH_TOKEN,
    "requestBody": {"required": True, "content": {"application/octet-stream": _BINARY}},
}


def a_file(*forms: str) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of an answer that is a file."""
    kinds = (MEDIA_TYPES[form] for form in forms)
    return {200: {"content": {kind: {} if "yaml" in kind else _BINARY for kind in kinds}}}


router = APIRouter(tags=["FAQ administration"], responses=REFUSALS)


@router.get(
    PATH,
    summary="All entries as a file",
    openapi_extra=WITH_TOKEN,
    response_class=Response,
    responses=a_file(*MEDIA_TYPES),
)
def get_sheet(
    request: Request,
    who: Viewer,
    form: Annotated[Literal["xlsx", "csv", "yaml"], Query(alias="format")] = "xlsx",
) -> Response:
    """`xlsx` and `csv` hold every entry and import back as they are; `yaml` is a pack's faqs.yaml
    with what customers get."""
    pack, kept = service_of(request).engine.upkeep.pack, book_of(request, who).all(a_deadline())
    if form == "yaml":
        data = as_yaml([each.published for each in kept if each.published], pack.synonyms)
    else:
        data = SHEETS[f".{form}"](kept, pack.locale)
    named = {"Content-Disposition": f'attachment; filename="faq.{form}"'}
    return Response(data, media_type=MEDIA_TYPES[form], headers=named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done with a file."""

    dry_run: bool
    status: ContentStatus
    skip_bad_rows: bool
    reason: str


def wanted(
    dry_run: bool = False,
    publish: Annotated[bool, Query(description="For customers at once; else drafts")] = False,
    skip_bad_rows: bool = False,
    reason: Annotated[Reason, Query()] = "",
) -> Wanted:
    status = ContentStatus.PUBLISHED if publish else ContentStatus.DRAFT
    return Wanted(dry_run=dry_run, status=status, skip_bad_rows=skip_bad_rows, reason=reason)


WantedDep = Annotated[Wanted, Depends(wanted)]


@router.post(PATH, response_model=SheetImported, summary="Import a file", openapi_extra=UPLOAD)
async def post_sheet(request: Request, who: Editor, wanted: WantedDep) -> Answer:
    """The file itself is the body: Excel or CSV. All rows are taken, or none when one is wrong.

    A row that the sheet says is published or archived, or `publish`, wants a role that may.
    """
    data = await request.body()
    return await imports_of(request).alone(lambda: _imported(data, wanted, request, who))


@router.post(
    JOBS, status_code=202, response_model=ImportProgress, summary="Begin an import",
    openapi_extra=UPLOAD,
)  # fmt: skip
async def post_job(request: Request, who: Editor, wanted: WantedDep) -> ImportJob:
    """As above, for a large file: ask `GET …/jobs/{id}` how far it is, and what came of it."""
    data = await request.body()
    return imports_of(request).begin(
        who.tenant_id, lambda progress: _imported(data, wanted, request, who, progress)
    )


@router.get(
    f"{JOBS}/{{job_id}}", response_model=ImportProgress, summary="How far an import is",
    openapi_extra=WITH_TOKEN,
)  # fmt: skip
async def get_job(request: Request, who: Editor, job_id: str) -> ImportJob:
    """A process forgets its jobs when it ends, and all but the last fifty."""
    return imports_of(request).find(who.tenant_id, job_id)


async def _imported(
    data: bytes,
    wanted: Wanted,
    request: Request,
    who: Staff,
    progress: Progress = lambda done, of: None,
) -> Answer:
    locale = service_of(request).engine.upkeep.pack.locale
    kept = await run_in_threadpool(lambda: book_of(request, who).all(a_deadline()))
    plan = await read_apart(plan_import, data, kept, wanted.status, locale, progress=progress)
    is_written = not wanted.dry_run and (wanted.skip_bad_rows or not plan.errors)
    if is_written:
        if any(edit.status is not ContentStatus.DRAFT for edit in plan.edits):
            await admitted(request, Right.PUBLISH, a_deadline())
        await run_in_threadpool(_write, plan, wanted.reason, request, who)
    return _answer(plan, is_written=is_written)


def _write(plan: ImportPlan, reason: str, request: Request, who: Staff) -> None:
    book_of(request, who).write(plan.edits, signed(request, who, reason), a_deadline())
    taken_over(request, who)


def _answer(plan: ImportPlan, *, is_written: bool) -> Answer:
    return {
        "written": is_written,
        "counts": {effect: plan.count(effect) for effect in Effect},
        "errors": plan.errors,
        "findings": [
            {
                "row": each.row,
                "column": each.column,
                "message": each.message,
                "level": each.level,
            }
            for each in plan.findings[:MOST_TOLD]
        ],
        "near_duplicates": [
            {
                "row": each.row,
                "id": each.faq_id,
                "text": each.text,
                "other_row": each.other_row,
                "other_id": each.other_id,
                "other_text": each.other_text,
                "likeness": each.likeness,
            }
            for each in plan.near
        ],
        "rows": [
            {
                "row": each.row,
                "id": each.edit.id,
                "effect": each.effect,
                "status": each.edit.status,
            }
            for each in plan.rows
            if each.effect is not Effect.SAME
        ][:MOST_TOLD],
    }
