"""Flows against the real Lambda handlers: a back end that is slow, and a bot that talks itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from aicc.amazon.phone.shelf import FlowShelf
from aicc.amazon.phone.shown import Kind
from aicc.channels.turn_service import Event
from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.errors import ProviderError
from aicc.packs.loader import load_pack
from aicc.systems.backend.patient import PatientBackend
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.demo.backend import DemoBackend
from aicc.wiring import memory_parts
from chatbot_cli.phone import shipped_flows
from chatbot_cli.phone_desk import desk_on, handlers_over
from chatbot_engine import engine_from
from tests.fakes import inside
from tests.phone.made import Rung, action, flow, ring, says

SOON_S = 0.6  # the functions' own limit, so that the test need not wait for a whole turn
FLOWS = FlowShelf.of(shipped_flows()).flows


class NeverInTime:
    """A back end that answers only when nobody waits for it."""

    def __init__(self) -> None:
        self._inner = DemoBackend(clock=HandClock())
        self.hurried = 0

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return self._inner.actions

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        if deadline.left_s < 3.0:
            self.hurried += 1
            while not deadline.is_over:
                pass
            raise ProviderError("timed out", retryable=True)
        return self._inner.call(tenant_id, asked, deadline)


def desk_handlers(backend: Any = None, later: Any = None) -> Any:
    parts = memory_parts(load_pack("banking"), HandClock())
    if backend:
        parts = replace(parts, backend=PatientBackend(backend))
    desk = desk_on(parts, engine_from(parts, clock=HandClock()), HandClock())
    service = replace(desk.service, later=later) if later else desk.service
    return handlers_over(service), desk.bot


def inbound(lines: list[str], handlers: Any, bot: Any, **more: Any) -> Rung:
    return ring(FLOWS["inbound_voice"], lines, others=FLOWS, handlers=handlers, bot=bot, **more)


def test_a_caller_hears_a_filler_until_a_slow_system_has_answered() -> None:
    waiting: list[Event] = []
    asked: list[str] = []
    handlers, bot = desk_handlers(NeverInTime(), lambda event, context: waiting.append(event))

    def turn(event: dict[str, Any], context: object) -> Any:
        """The other invocation runs between the second and the third time the flow asks."""
        poll = event["Details"]["Parameters"].get("Poll", "")
        asked.append(poll)
        if asked.count("true") == 2 and waiting:
            later: Any = waiting.pop()
            handlers["connect_turn"](dict(later), Plenty())
        return handlers["connect_turn"](event, context)

    rung = inbound(
        ["잔액 조회해 주세요", "1234567", "예금계좌", "/hangup"],
        {**handlers, "connect_turn": turn},
        bot,
        lambda_limit_s=SOON_S,
    )

    assert asked == ["", "", "", "true", "true"]
    assert rung.said.count("확인하고 있습니다. 잠시만 기다려 주십시오.") == 1
    assert "백이십삼만 사천 원" in rung.said[-1]


class Plenty:
    """The context of an invocation that nobody waits for."""

    aws_request_id = "later"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def test_a_system_that_never_answers_ends_with_a_person() -> None:
    handlers, bot = desk_handlers(NeverInTime(), lambda event, context: None)

    rung = inbound(
        ["잔액 조회해 주세요", "1234567", "예금계좌", "#2", "/leave"],
        handlers,
        bot,
        lambda_limit_s=SOON_S,
    )

    assert "상담원에게 연결해 드리겠습니다." in rung.said
    assert rung.texts(Kind.PERSON)


@pytest.fixture
def talking() -> Any:
    """A flow whose bot answers by itself until it closes."""
    block = {
        "Text": "무엇을 도와드릴까요?",
        "LexV2Bot": {"AliasArn": "{{lex:AICC-ChatBot}}"},
        "LexSessionAttributes": {"aicc_hook": "talk", "caller": "$.CustomerEndpoint.Address"},
    }
    errors = {
        "NoMatchingCondition": "wants a person",
        "NoMatchingError": "failed",
        "InputTimeLimitExceeded": "failed",
    }
    return flow(
        {
            "lex": action("ConnectParticipantWithLexBot", block, "failed", errors=errors),
            "wants a person": action(
                "Compare",
                {"ComparisonValue": "$.Lex.SessionAttributes.escalate"},
                "bye",
                errors={"NoMatchingCondition": "bye"},
                conditions=[("Equals", "true", "person")],
            ),
            "person": says("상담원: $.Lex.SessionAttributes.summary"),
            "bye": says("끝"),
            "failed": says("실패"),
        }
    )


def test_a_bot_that_talks_itself_asks_for_slots_and_hands_over(talking: Any) -> None:
    handlers, bot = desk_handlers()

    rung = ring(
        talking,
        ["잔액 조회해 주세요", "일이상사 | 일이삼사오육칠", "#1", "상담원 연결해 주세요"],
        handlers=handlers,
        bot=bot,
    )

    assert "일곱 자리" in rung.said[1]
    assert "어떤 계좌" in rung.said[2]
    assert "백이십삼만 사천 원" in rung.said[3]
    assert rung.said[-1] == "상담원: 고객 말씀, 상담원 연결해 주세요. 진행한 업무, 계좌 조회"


def test_a_goodbye_ends_a_bot_that_talks_itself(talking: Any) -> None:
    handlers, bot = desk_handlers()

    rung = ring(talking, ["안녕히 계세요"], handlers=handlers, bot=bot)

    assert rung.said[-1] == "끝"
    assert inside(rung.call.contact.lex, "SessionAttributes")["ended"] == "true"


def test_what_happens_to_the_contact_is_in_its_history() -> None:
    parts = memory_parts(load_pack("banking"), HandClock())
    desk = desk_on(parts, engine_from(parts, clock=HandClock()), HandClock())

    rung = inbound(["상담원 연결해 주세요", "/leave", "#5"], handlers_over(desk.service), desk.bot)

    contact_id = rung.call.contact.contact_id
    kept = parts.history.recent("default", contact_id, Deadline(1.0))
    kinds = [inside(turn.metadata, "event")["kind"] for turn in kept if "event" in turn.metadata]
    assert kinds == ["QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED"]
