"""When the desk is away, the person or the customer is gone: nobody is left in silence."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.domain.desk_talk import DeskMessage
from aicc.domain.handoff import Ticket
from aicc.errors import SessionBusyError, StoreError
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.stores.desk.memory import MemoryDesk
from aicc.wiring import memory_parts
from api.app import create_app
from api.desk_watch import give_back
from api.tokens import Visitor
from api.visitor_events import REMIND_EVERY_S, VisitorStream
from chatbot_engine import engine_from
from tests.fakes import a_deadline
from tests.http.conftest import SECRET
from tests.http.test_desk import Call

SOON_S = 20.0


class CutDesk(MemoryDesk):
    """Away while it is cut, all of it or only for what is said."""

    is_cut = False
    says_nothing = False

    def find(self, tenant_id: str, number: str, deadline: Deadline) -> Ticket | None:
        if self.is_cut:
            raise StoreError("desk.find: away")
        return super().find(tenant_id, number, deadline)

    def say(
        self, tenant_id: str, number: str, message: DeskMessage, deadline: Deadline
    ) -> DeskMessage:
        if self.is_cut or self.says_nothing:
            raise StoreError("desk.say: away")
        return super().say(tenant_id, number, message, deadline)


@pytest.fixture(scope="module")
def desk() -> CutDesk:
    return CutDesk()


@pytest.fixture(scope="module")
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="module")
def client(desk: CutDesk, clock: HandClock, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("data")
    environ = {"AICC_DATA_DIR": str(folder), "JWT_SECRET": SECRET, "AICC_ADDRESS_RATE": "0"}
    parts = replace(memory_parts(load_pack("banking"), clock), desk=desk)
    engine = engine_from(parts, clock=clock)
    return TestClient(create_app(Settings.load(environ), engine=engine, clock=clock))


@pytest.fixture
def call(client: TestClient, desk: CutDesk) -> Call:
    """In a scenario, with a person asked for."""
    desk.is_cut = desk.says_nothing = False
    call = Call(client)
    call.say("카드를 잃어버렸어요")
    call.say("상담원 연결해 주세요")
    return call


def service_of(call: Call) -> Any:
    return call.client.app.state.service  # type: ignore[attr-defined] # any ASGI application


def visitor_of(call: Call) -> Visitor:
    return Visitor(tenant_id="default", session_id=call.session_id)


@pytest.mark.parametrize("how", ["is_cut", "says_nothing"])
def test_a_sentence_to_a_person_is_refused_while_the_desk_is_away_and_then_arrives_once(
    call: Call, desk: CutDesk, how: str
) -> None:
    call.desk("take", {})

    setattr(desk, how, True)
    body = {"message": "여보세요", "message_id": "m1"}
    refused = call.client.post("/v1/chat", json=body, headers=call.visitor)
    setattr(desk, how, False)
    reply = call.say("여보세요", "m1")

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert reply["handoff"]["state"] == "taken"
    assert [each["id"] for each in call.file()["messages"]].count("m1") == 1


def test_who_only_waits_is_helped_by_the_bot_while_the_desk_is_away(
    call: Call, desk: CutDesk
) -> None:
    desk.is_cut = True

    assert "어떤 카드" in call.told("1234567")


def test_what_could_not_be_told_is_told_with_the_next_turn(call: Call, desk: CutDesk) -> None:
    call.desk("take", {})

    desk.says_nothing = True
    assert call.desk("close", {"result": "solved"}).status_code == 200
    desk.says_nothing = False

    assert "상담이 끝났습니다" in call.last_turn()
    assert "상담이 끝났습니다" not in call.told("1234567")


def test_what_was_said_to_a_person_who_had_left_is_no_answer_and_the_step_goes_on(
    call: Call, desk: CutDesk, clock: HandClock
) -> None:
    call.desk("take", {})
    call.say("여보세요", "m1")

    away = service_of(call).engine.upkeep.desk.give_back_abandoned
    clock.move(400)
    away("default", 300, a_deadline())  # and the process ends before it can tell anybody

    told = call.told("1234567", "m2")
    assert "다른 상담원을 기다리고 있습니다" in told
    assert "고객번호" in told
    assert "어떤 카드" in call.told("1234567", "m3")


def test_who_cannot_be_told_keeps_nobody_else_from_being_told(
    call: Call, desk: CutDesk, clock: HandClock
) -> None:
    call.desk("take", {})
    other = Call(call.client)
    other.say("상담원 연결해 주세요")
    other.desk("take", {})
    clock.move(400)
    service, tried = service_of(call), list[str]()

    def follow(ticket: Ticket, deadline: Deadline) -> None:
        tried.append(ticket.number)
        raise SessionBusyError("made up")

    told = SimpleNamespace(upkeep=service.engine.upkeep, follow_desk=follow)
    give_back(replace(service, engine=told))

    assert {call.number, other.number} <= set(tried)


def test_when_the_customer_leaves_the_page_the_person_is_told(call: Call, desk: CutDesk) -> None:
    call.desk("take", {})

    async def work() -> None:
        stream = VisitorStream(service_of(call), visitor_of(call), 0, left_after_s=0.0)
        async with asyncio.timeout(SOON_S):
            async with aclosing(stream.events()) as events:
                assert '"state":"taken"' in await anext(events)
            while "left" not in presence():  # noqa: ASYNC110 - a task of the service writes it
                await asyncio.sleep(0)

    def presence() -> list[str]:
        found = desk.changes("default", 0, a_deadline())
        own = [each for each in found if each.number == call.number]
        return [each.about for each in own if each.kind == "presence"]

    asyncio.run(work())

    assert presence() == ["here", "left"]
    assert call.file()["visitor_seen_at"]


def test_who_waits_is_reminded_and_told_how_it_stands(call: Call, clock: HandClock) -> None:
    stream = VisitorStream(service_of(call), visitor_of(call), 0)
    told: list[str] = []

    async def work() -> None:
        async with asyncio.timeout(SOON_S), aclosing(stream.events()) as events:
            told.append(await anext(events))

    asyncio.run(work())
    assert stream.told_in_silence().startswith(":")
    clock.move(REMIND_EVERY_S)
    reminder = stream.told_in_silence()

    assert '"state":"waiting"' in told[0]
    assert "event: reminder" in reminder
    assert call.number in reminder
    assert stream.told_in_silence().startswith(":")


def first_of(stream: VisitorStream, count: int) -> list[str]:
    async def work() -> list[str]:
        async with asyncio.timeout(SOON_S), aclosing(stream.events()) as events:
            return [await anext(events) for _ in range(count)]

    return asyncio.run(work())


def test_the_first_event_says_where_a_stream_that_breaks_goes_on(call: Call, desk: CutDesk) -> None:
    newest = desk.newest_change("default", a_deadline())

    [first] = first_of(VisitorStream(service_of(call), visitor_of(call), newest), 1)

    assert first.startswith(f"id: {newest}\nevent: state\n")


def test_a_stream_that_begins_anywhere_tells_what_the_customer_has_not_seen(
    call: Call, desk: CutDesk
) -> None:
    call.desk("take", {})
    call.desk("messages", {"text": "안녕하세요", "id": "p1"})
    call.client.post("/v1/seen", json={"message_id": "p1"}, headers=call.visitor)
    call.desk("messages", {"text": "무엇을 도와드릴까요", "id": "p2"})
    newest = desk.newest_change("default", a_deadline())

    stream = VisitorStream(service_of(call), visitor_of(call), newest, is_new=True)
    state, turn, message = first_of(stream, 3)

    assert '"state":"taken"' in state
    assert "김가나님이 연결되었습니다" in turn
    assert '"id":"p2"' in message


def test_the_stream_of_who_asked_for_nobody_ends_at_once(call: Call) -> None:
    other = Call(call.client)

    answer = other.client.get("/v1/events", headers=other.visitor)

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert '"state":"bot"' in answer.text


def test_a_key_for_the_widget_opens_no_stream_of_the_desk(call: Call) -> None:
    key = call.client.post("/v1/events/key", headers=call.visitor).json()["key"]
    other = Call(call.client)
    mine = other.client.post("/v1/events/key", headers=other.visitor).json()["key"]

    assert call.client.get(f"/api/admin/desk/events?key={key}").status_code == 401
    assert other.client.get(f"/v1/events?key={mine}").status_code == 200
    assert other.client.get(f"/v1/events?key={mine}").status_code == 401
    assert other.client.get("/v1/events?key=made-up").status_code == 401
