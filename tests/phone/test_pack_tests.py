"""Conversation tests on the phone: the same files, through the shipped flows and handlers."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aicc.amazon.phone.coverage import flow_coverage
from aicc.amazon.phone.testing import PhoneResult, PhoneStage, replay_on_phone
from aicc.packs.files import read_conversations
from aicc.packs.loader import find_pack, load_pack
from aicc.packs.schema.conversation import ConversationFile
from chatbot_cli.phone_test import phone_stage, talk_shelf

SHIPPED = [
    (name, path, conversation)
    for name in ("general", "banking", "shopping")
    for path, conversation in read_conversations(find_pack(name))
    if "voice" in conversation.channels
]


@cache
def stage(pack: str) -> PhoneStage:
    return phone_stage(load_pack(pack))


def on_phone(*turns: dict[str, Any], **fields: Any) -> PhoneResult:
    conversation = ConversationFile.model_validate(
        {"name": "made up", "turns": list(turns), **fields}
    )
    return replay_on_phone(Path("made.yaml"), conversation, stage("banking"))


@pytest.mark.parametrize(
    ("pack", "path", "conversation"),
    SHIPPED,
    ids=[f"{pack}-{path.stem}" for pack, path, _ in SHIPPED],
)
def test_what_holds_in_the_chat_holds_on_the_phone(
    pack: str, path: Path, conversation: ConversationFile
) -> None:
    found = replay_on_phone(path, conversation, stage(pack))

    assert found.passed, list(map(str, found.result.differences))
    assert found.result.turns


def test_a_conversation_holds_with_a_bot_that_talks_itself() -> None:
    on = phone_stage(load_pack("general"), shelf=talk_shelf())
    path, conversation = next(
        (path, each) for name, path, each in SHIPPED if name == "general" and len(each.turns) > 2
    )

    found = replay_on_phone(path, conversation, on)

    assert found.passed, list(map(str, found.result.differences))
    assert found.result.turns


def test_a_difference_is_found_behind_the_flow() -> None:
    found = on_phone({"say": "잔액 조회해 주세요", "expect": {"step": "account_select"}})

    [difference] = found.result.differences
    assert (difference.field, difference.got) == ("step", "auth_request")


def test_speech_that_looks_like_keys_stays_speech_and_silence_is_silence() -> None:
    found = on_phone(
        {"say": "잔액 조회해 주세요"},
        {"silence": True, "expect": {"step": "auth_request", "reply": "듣지 못했습니다"}},
        {"say": "1234567", "expect": {"step": "account_select"}},
        {"keys": "2", "expect": {"step": "show_balance", "reply": "적금계좌"}},
    )

    assert found.passed
    assert found.unsaid == 0


def test_turns_after_a_transfer_are_counted_as_unsaid() -> None:
    found = on_phone(
        {"say": "상담원 연결해 주세요", "expect": {"handoff": True, "queue": "default"}},
        {"say": "잔액 조회해 주세요"},
    )

    assert found.passed
    assert found.unsaid == 1


def test_the_clock_and_the_back_end_are_the_conversations_own() -> None:
    found = on_phone(
        {"say": "잔액 조회해 주세요"},
        {"say": "1234567", "after": "1m"},
        {"say": "예금계좌", "expect": {"handoff": True}},
        backend={"account_balance": "away"},
        now="2026-05-04T11:00:00",
    )

    assert found.passed


def test_branches_of_the_flows_are_counted() -> None:
    found = on_phone({"say": "안녕히 계세요"})

    [inbound] = flow_coverage(stage("banking").shelf.flows, found.taken)
    assert inbound.flow == "inbound_voice"
    assert "finished: Equals true" not in inbound.missed
    assert "hand over: Equals true" in inbound.missed
    assert 0 < inbound.taken < len(inbound.branches)
