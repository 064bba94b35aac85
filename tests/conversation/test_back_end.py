"""A walk whose back end does not keep its word, and answers that must never be kept."""

import pytest

from aicc.conversation.scenario.answers import Refusal
from aicc.conversation.scenario.machine import State
from aicc.conversation.scenario.walker import FlowWalker, Position, WalkContext
from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.korean.text.said import as_said
from aicc.packs.from_files import flow_from_plain
from aicc.systems.backend.port import BackendAnswer
from aicc.trials.stage import ScriptedBackend
from aicc.wiring import demo_backend
from tests.fakes import FixedClock, a_deadline

CALL = {"action": "transfer_limit", "arguments": {"customer_number": "1234567"}}
SAYS = {"id": "show", "message": "{limit.daily:won}입니다.", "save_as": "limit", "call": CALL}
UNKNOWN = BackendAnswer(outcome="whatever")


@pytest.mark.parametrize("message", ["{limit.daily:won}입니다.", ""])
def test_an_outcome_that_nobody_promised_is_no_answer(message: str) -> None:
    away = {"id": "away", "message": "확인할 수 없습니다."}

    stand = asked({**SAYS, "message": message, "on_error": "away"}, away, answer=UNKNOWN)

    assert stand.says == ("확인할 수 없습니다.",)
    assert stand.ways == ("limit/show:error", "limit/away:next")


def test_without_a_way_for_it_the_walk_says_that_nobody_was_reached() -> None:
    stand = asked(SAYS, answer=UNKNOWN)

    assert stand.state is State.UNREACHED


def test_an_answer_as_promised_is_taken() -> None:
    promised = BackendAnswer(outcome="ok", values={"once": 1, "daily": 2000, "highest": 3})

    stand = asked(SAYS, answer=promised)

    assert stand.says == ("2,000원입니다.",)


@pytest.mark.parametrize("said", ["9001012073337", "900101-2073337"])
@pytest.mark.parametrize("input_type", ["amount", "number", "digits"])
def test_a_registration_number_is_no_amount(input_type: str, said: str) -> None:
    flow = a_flow({"id": "sum", "message": "얼마입니까?", "input_type": input_type})
    stand = walked(flow)

    read = FlowWalker(demo_backend(), FixedClock()).read(flow, stand.run, as_said(said))

    assert isinstance(read, Refusal), read


def asked(*steps: object, answer: BackendAnswer) -> Position:
    return walked(a_flow(*steps), answer)


def walked(flow: Flow, answer: BackendAnswer | None = None) -> Position:
    backend = ScriptedBackend(demo_backend)
    backend.begin({"transfer_limit": [answer]} if answer else {})
    ground = WalkContext(flows=FlowLibrary.of([flow]), deadline=a_deadline(60))
    return FlowWalker(backend, FixedClock()).start(ground, flow)


def a_flow(*steps: object) -> Flow:
    return flow_from_plain("limit", {"steps": list(steps)})
