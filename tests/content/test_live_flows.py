"""Scenarios that change while conversations stand in them."""

from collections.abc import Mapping
from typing import Any

import pytest

from aicc.content.flow_checks import checked
from aicc.content.live_flows import LiveFlows
from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.content import ContentKind, ContentStatus, Edit
from aicc.domain.run import FlowRun
from aicc.errors import StoreError
from aicc.packs.from_files import flow_from_plain
from aicc.packs.lint.flow import Neighbours
from tests.fakes import SIGNED, a_deadline


def a_flow(question: str) -> dict[str, Any]:
    return {
        "id": "visit",
        "name": "방문",
        "steps": [
            {"id": "day", "message": question, "input_type": "date", "next_step": "done"},
            {"id": "done", "message": "예약했습니다."},
        ],
    }


PACK = {"visit": a_flow("언제 오십니까?")}
PACKS_FLOW = flow_from_plain("visit", PACK["visit"])
FLOWS = {"visit": PACKS_FLOW}


@pytest.fixture
def store() -> MemoryContent:
    return MemoryContent()


@pytest.fixture
def live(store: MemoryContent) -> LiveFlows:
    return LiveFlows(store, FLOWS, PACK)


def published(store: ContentStore, question: str, *, tenant_id: str = "default") -> None:
    write(store, a_flow(question), tenant_id=tenant_id)


def write(
    store: ContentStore,
    body: Mapping[str, Any],
    *,
    status: ContentStatus = ContentStatus.PUBLISHED,
    tenant_id: str = "default",
    flow_id: str = "visit",
) -> None:
    edit = Edit(kind=ContentKind.FLOW, id=flow_id, status=status, body=body)
    store.write(tenant_id, [edit], SIGNED, a_deadline())


def question(live: LiveFlows, tenant_id: str = "default") -> str:
    live.follow(tenant_id, a_deadline())
    return live.library(tenant_id).current["visit"].steps["day"].message


def test_what_is_published_takes_the_place_of_the_packs_flow(
    live: LiveFlows, store: MemoryContent
) -> None:
    published(store, "며칠에 오십니까?")

    assert question(live) == "며칠에 오십니까?"


def test_a_draft_is_seen_by_no_customer(live: LiveFlows, store: MemoryContent) -> None:
    write(store, a_flow("며칠이요?"), status=ContentStatus.DRAFT)

    assert question(live) == "언제 오십니까?"


def test_a_conversation_stays_on_the_version_it_began_with(
    live: LiveFlows, store: MemoryContent
) -> None:
    published(store, "첫째 판입니까?")
    question(live)
    begun = live.library("default").current["visit"]
    run = FlowRun(flow_id="visit", step_id="day", version=begun.version)

    published(store, "둘째 판입니까?")
    now = question(live)
    flow = live.library("default").flow_of(run)

    assert now == "둘째 판입니까?"
    assert flow is not None
    assert flow.steps["day"].message == "첫째 판입니까?"


def test_a_conversation_in_the_packs_flow_stays_in_it(
    live: LiveFlows, store: MemoryContent
) -> None:
    run = FlowRun(flow_id="visit", step_id="day", version=PACKS_FLOW.version)

    published(store, "며칠이요?")
    question(live)

    assert live.library("default").flow_of(run) == PACKS_FLOW


def test_rolling_back_brings_the_earlier_version(live: LiveFlows, store: MemoryContent) -> None:
    published(store, "첫째 판입니까?")
    published(store, "둘째 판입니까?")
    item = store.item("default", ContentKind.FLOW, "visit", a_deadline())
    first = store.version("default", ContentKind.FLOW, "visit", 1, a_deadline())
    assert item is not None
    assert first is not None

    store.write("default", [item.to_roll_back(first)], SIGNED, a_deadline())

    assert question(live) == "첫째 판입니까?"


def test_an_archived_flow_is_withdrawn_with_all_its_versions(
    live: LiveFlows, store: MemoryContent
) -> None:
    published(store, "첫째 판입니까?")
    question(live)
    begun = live.library("default").current["visit"]
    item = store.item("default", ContentKind.FLOW, "visit", a_deadline())
    assert item is not None

    store.write("default", [item.to_archive()], SIGNED, a_deadline())
    live.follow("default", a_deadline())
    library = live.library("default")

    assert "visit" not in library.current
    run = FlowRun(flow_id="visit", step_id="day", version=begun.version)
    assert library.flow_of(run) is None


def test_a_tenants_own_flow_is_nobody_elses(live: LiveFlows, store: MemoryContent) -> None:
    published(store, "은행에 언제 오십니까?", tenant_id="bank")

    assert question(live, "bank") == "은행에 언제 오십니까?"
    assert question(live, "shop") == "언제 오십니까?"


def test_what_this_release_cannot_read_changes_nothing_else(
    live: LiveFlows, store: MemoryContent
) -> None:
    write(store, {"steps": [{"id": "x", "input_type": "telepathy"}]})

    assert question(live) == "언제 오십니까?"


def test_while_the_store_is_away_the_packs_flows_are_walked() -> None:
    live = LiveFlows(_Away(), FLOWS, PACK)

    with pytest.raises(StoreError):
        live.follow("default", a_deadline())

    assert live.library("default").current == FLOWS


def test_a_scenario_that_would_strand_somebody_is_refused_with_the_place() -> None:
    body = a_flow("언제입니까?")
    body["steps"][0]["next_step"] = "donne"

    _, problems = checked(body, Neighbours(queues={"default"}, actions={}))

    assert ("steps.0.next_step", True) in {(each.place, each.is_error) for each in problems}
    assert any("did you mean done" in each.message for each in problems)


def test_a_scenario_without_its_form_is_refused_with_the_place() -> None:
    plain, problems = checked(
        {"id": "visit", "name": "방문", "steps": [{"id": "x", "choose": [{"when": "a >"}]}]},
        Neighbours(queues={"default"}, actions={}),
    )

    assert plain == {}
    assert {each.place for each in problems} == {
        "steps.0.choose.0.when", "steps.0.choose.0.next_step",
    }  # fmt: skip


def archived(store: MemoryContent, tenant_id: str = "default") -> None:
    write(store, a_flow("언제요?"), status=ContentStatus.ARCHIVED, tenant_id=tenant_id)


def run_in(live: LiveFlows, tenant_id: str = "default") -> FlowRun:
    """A conversation that begins now."""
    live.follow(tenant_id, a_deadline())
    flow = live.library(tenant_id).current["visit"]
    return FlowRun(flow_id="visit", step_id="day", version=flow.version)


def test_a_version_that_was_archived_does_not_come_back_with_the_next_one(
    live: LiveFlows, store: MemoryContent
) -> None:
    published(store, "주민등록번호가 뭡니까?")
    run = run_in(live)

    archived(store)
    published(store, "며칠이요?")
    live.follow("default", a_deadline())
    flow = live.library("default").flow_of(run)

    assert flow is not None
    assert flow.steps["day"].message == "며칠이요?"


def test_a_tenant_that_archives_everybodys_flow_withdraws_it_with_its_versions(
    live: LiveFlows, store: MemoryContent
) -> None:
    published(store, "첫째 판입니까?")
    published(store, "둘째 판입니까?")
    run = run_in(live, "bank")

    archived(store, "bank")
    live.follow("bank", a_deadline())

    assert live.library("bank").flow_of(run) is None
    assert live.library("default").flow_of(run) is not None


def test_what_all_have_is_taken_over_though_the_tenants_own_cannot_be_read() -> None:
    store = _AwayFor("bank")
    live = LiveFlows(store, FLOWS, PACK)
    write(store, a_flow("상점은요?"), tenant_id="shop")
    live.follow("shop", a_deadline())
    write(store, {**a_flow("며칠이요?"), "id": "other"}, flow_id="other")

    with pytest.raises(StoreError):
        live.follow("bank", a_deadline())
    live.follow("shop", a_deadline())

    assert "other" in live.library("shop").current


def neighbours(*flows: Mapping[str, Any]) -> Neighbours:
    made = {each["id"]: flow_from_plain(each["id"], each) for each in flows}
    return Neighbours(queues={"default"}, actions={}, flows=made)


def test_an_outcome_that_another_scenario_waits_for_cannot_be_renamed() -> None:
    who = {"id": "who", "name": "확인", "steps": [
        {"id": "ok", "message": "확인했습니다.", "outcome": "verified"}]}  # fmt: skip
    visit = {"id": "visit", "name": "방문", "steps": [
        {"id": "in", "enter": "who", "branches": {"failed": "no"}, "next_step": "yes"},
        {"id": "yes", "message": "들어오십시오."},
        {"id": "no", "message": "안 됩니다."}]}  # fmt: skip

    _, problems = checked(who, neighbours(who, visit))

    assert ["visit" in each.message and "failed" in each.message for each in problems] == [True]


@pytest.mark.parametrize(("deep", "is_refused"), [(5, False), (6, True)])
def test_scenarios_inside_scenarios_go_no_deeper_than_they_can_be_walked(
    deep: int, is_refused: bool
) -> None:
    end = {"id": "end", "message": "마쳤습니다."}
    flows = [
        {"id": f"flow_{at}", "name": "안", "steps": [
            *({"id": f"in_{way}", "enter": f"flow_{at + 1}", "next_step": f"in_{way + 1}"}
              for way in range(9) if at < deep),
            {**end, "id": "in_9"}]}
        for at in range(deep + 1)
    ]  # fmt: skip

    _, problems = checked(flows[0], neighbours(*flows))

    assert [each.message for each in problems if each.is_error] == (
        ["flow flow_0 enters flows more than 5 deep"] if is_refused else []
    )


class _Away(MemoryContent):
    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        raise StoreError("the store is away")


class _AwayFor(MemoryContent):
    def __init__(self, tenant_id: str) -> None:
        super().__init__()
        self._tenant_id = tenant_id

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        if tenant_id == self._tenant_id:
            raise StoreError("the store is away")
        return super().revision(tenant_id, deadline)
