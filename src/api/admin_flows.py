"""/api/admin/flows: scenarios looked at, checked, drafted, published and taken back."""

from collections.abc import Mapping
from typing import Any, TypedDict

from fastapi import APIRouter, Request

from aicc.content.book import BookItem, ContentBook
from aicc.content.flow_checks import checked, without_errors
from aicc.content.live_flows import FLOWS, LiveFlows, WrittenFlow
from aicc.domain.content import Edit, Version
from aicc.domain.json import JsonMap
from aicc.packs.entity_options import entity_options
from aicc.packs.lint.flow import Neighbours
from aicc.packs.schema.pack import FlowFile
from chatbot_engine import ChatEngine

from .admin import REFUSALS, a_deadline
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
from .problems import FindingJson, finding_json
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
from .staff import Staff, Viewer

ROOT = "/api/admin/flows"
REFUSED: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    422: {"model": FlowRefused, "description": "The scenario has errors, or no such form"},
}

router = APIRouter(tags=["Scenario administration"], responses=REFUSED)


class FlowJson(ItemJson):
    name: str
    flow: JsonMap


class FlowVersionJson(VersionJson):
    flow: JsonMap


class FlowPageJson(TypedDict):
    items: list[FlowJson]


class FlowCheckedJson(TypedDict):
    findings: list[FindingJson]


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
def post_check(body: FlowGiven, request: Request, who: Viewer) -> FlowCheckedJson:
    """Every finding, as `aicc validate` has them; nothing is kept."""
    _, findings = checked(body.flow, _around(request, who))
    return {"findings": [finding_json(each) for each in findings]}


@router.get(ROOT, response_model=FlowPage, summary="List scenarios", openapi_extra=WITH_TOKEN)
def get_flows(request: Request, who: Viewer) -> FlowPageJson:
    """Every scenario in its latest version, those of the pack first."""
    return {"items": [_FLOWS.item_json(each) for each in _book(request, who).all(a_deadline())]}


class _Flows:
    def live(self, engine: ChatEngine) -> LiveFlows:
        return engine.upkeep.live.flows

    def edit(
        self, draft: Draft[Mapping[str, Any]], number: int, request: Request, who: Staff
    ) -> Edit:
        flow = without_errors(draft.value, _around(request, who))
        flow_id = str(flow["id"])
        return FLOWS.edit(flow_id, FLOWS.read(flow_id, flow), expected=number)

    def check_publish(self, item_id: str, request: Request, who: Staff) -> None:
        written = _book(request, who).get(item_id, a_deadline()).value
        without_errors(written.body, _around(request, who))

    def check_archive(self, item_id: str, request: Request, who: Staff) -> None:
        flows = _around(request, who).flows.values()
        entering = [each.id for each in flows if item_id in {s.enters for s in each.steps.values()}]
        if entering:
            raise invalid(f"{', '.join(entering)} would enter what is not there")

    def check_roll_back(self, item_id: str, version: int, request: Request, who: Staff) -> None:
        for each in _book(request, who).versions(item_id, a_deadline()):
            if each.number == version:  # what it enters may have changed since
                without_errors(each.body, _around(request, who))

    def item_json(self, item: BookItem[WrittenFlow]) -> FlowJson:
        body = item.value.body
        return {**item_json(item), "name": str(body.get("name") or item.id), "flow": _short(body)}

    def version_json(self, version: Version) -> FlowVersionJson:
        return {**version_json(version), "flow": _short(version.body)}


async def _draft(body: FlowSaved) -> Draft[Mapping[str, Any]]:
    return Draft(id=str(body.flow.get("id")), value=body.flow, reason=body.reason)


async def _go_back(body: FlowRolledBack) -> GoBack:
    return GoBack(version=body.version, reason=body.reason)


_FLOWS = _Flows()
add_book_routes(
    router,
    _FLOWS,
    Described(
        name="flow",
        root=ROOT,
        id_pattern="^[a-z][a-z0-9_]{0,63}$",
        item=FlowState,
        versions=FlowVersions,
        draft=_draft,
        go_back=_go_back,
        about={
            "post": (
                "Draft a new scenario",
                "412 when there is a scenario with this id already. Another scenario can `enter` "
                "it; an\nintent of the pack starts it.",
            ),
            "get": (
                "Look at a scenario",
                "Its ETag is what a change of it must send back as If-Match.",
            ),
            "put": (
                "Draft a change",
                "Customers walk it once it is published. A scenario with errors is not kept.",
            ),
            "publish": (
                "Publish",
                "New conversations walk the latest version; those under way stay on theirs.",
            ),
            "archive": (
                "Archive",
                "Nobody walks it any more: conversations in it end with an apology and a person."
                "\n\n422 while another scenario enters it.",
            ),
            "rollback": (
                "Go back",
                "New conversations walk an earlier version again. 422 when it no longer fits the "
                "others.",
            ),
            "versions": ("All versions", "Who changed what, when and why."),
        },
    ),
)


def _book(request: Request, who: Staff) -> ContentBook[WrittenFlow]:
    return service_of(request).engine.upkeep.live.flows.book(who.tenant_id, a_deadline())


def _around(request: Request, who: Staff) -> Neighbours:
    upkeep = service_of(request).engine.upkeep
    flows = upkeep.live.flows.library(who.tenant_id).current
    return Neighbours(
        queues=upkeep.pack.queues,
        actions=upkeep.actions(),
        flows=flows,
        entities=entity_options(upkeep.pack.entities),
    )


def _short(body: JsonMap) -> JsonMap:
    """As a person would write it: without what has its default."""
    flow = FlowFile.model_validate(body)
    plain: JsonMap = flow.model_dump(mode="json", exclude_defaults=True)
    return plain
