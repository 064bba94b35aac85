"""Options of a question as Connect's chat shows them: buttons, within what Lex takes."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aicc.channels.interactive import LONGEST, interactive, messages, options_of, title_of
from aicc.channels.lex_hook import INTERACTIVE, MODE, SAY, SHOW
from aicc.domain.turn import QuickReply, Reply
from tests.voice.lambdas_here import Container, a_container, recorded, saying

REPLY = Reply(
    turn_id="t", at=datetime(2026, 3, 2, tzinfo=UTC), parts=("확인했습니다.", "어느 것입니까?")
)


def offering(*options: str) -> Reply:
    return replace(
        REPLY, quick_replies=tuple(QuickReply(label=each, value=each) for each in options)
    )


@pytest.mark.parametrize(
    ("count", "template"), [(1, "ListPicker"), (2, "QuickReply"), (6, "ListPicker"), (9, "Panel")]
)
def test_the_template_fits_the_number_of_options(count: int, template: str) -> None:
    options = [f"{number}번째" for number in range(count)]

    shown = interactive(offering(*options))

    assert json.loads(shown)["templateType"] == template
    assert options_of(shown) == options
    assert title_of(shown) == "어느 것입니까?"


def test_what_was_said_before_the_question_is_said_as_text() -> None:
    payload = interactive(offering("예", "아니요"))

    said = messages(REPLY.text, payload)

    assert [each["contentType"] for each in said] == ["PlainText", "CustomPayload"]
    assert said[0]["content"] == "확인했습니다."


def test_a_long_option_comes_back_whole_when_it_is_pressed() -> None:
    options = ["오늘 오후에 가까운 지점에서 본인이 직접 " * 3 + each for each in ("받기", "보내기")]

    assert options_of(interactive(offering(*options))) == options


def test_without_options_or_beyond_what_lex_takes_there_is_only_the_text() -> None:
    most = [f"{number}" * 40 for number in range(10)]
    long = replace(offering(*most), parts=('"' * 400,))

    assert interactive(REPLY) == ""
    assert interactive(long) == ""
    assert 0 < len(interactive(replace(long, parts=("가" * 20,)))) <= LONGEST


def test_the_turn_of_a_chat_has_its_buttons_and_that_of_a_call_has_none() -> None:
    container = a_container()

    chat = [
        _chatting(container, text, str(turn)) for turn, text in enumerate(("잔액 조회", "1234567"))
    ]
    call = [
        container.turn(text, str(turn), "c2") for turn, text in enumerate(("잔액 조회", "1234567"))
    ]

    assert chat[1]["choices"] == "true"
    assert options_of(chat[1]["interactive"]) == ["예금계좌", "적금계좌", "대출계좌"]
    assert (call[1]["choices"], call[1]["interactive"]) == ("false", "")


def test_a_flow_that_listens_has_lex_show_them() -> None:
    payload = interactive(offering("예", "아니요"))
    event = recorded("hook_chat")
    event["inputTranscript"], event["transcriptions"] = SHOW, []
    event["sessionState"]["sessionAttributes"] = {
        MODE: "listen", SAY: REPLY.text, INTERACTIVE: payload,
    }  # fmt: skip

    answer = a_container().call("lex_code_hook", event)

    assert answer["sessionState"]["dialogAction"]["type"] == "ElicitIntent"
    assert answer["messages"][-1] == {"contentType": "CustomPayload", "content": payload}


def _chatting(container: Container, text: str, turn: str) -> dict[str, str]:
    event = saying(text, turn)
    event["Details"]["ContactData"]["Channel"] = "CHAT"
    answer: dict[str, str] = container.call("connect_turn", event)
    return answer
