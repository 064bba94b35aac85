"""Conversation tests find what differs, and only that."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.domain.turn import Channel
from aicc.packs.loader import load_pack
from aicc.packs.schema.conversation import ConversationFile
from aicc.trials.conversations import Result, replay
from aicc.trials.stage import Stage
from chatbot_cli.stage import stage_for
from tests.readme import blocks
from tests.trials.staged import HERE, a_stage

CASES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(HERE / "conversations.yaml")
REFERENCE = HERE.parents[1] / "docs/reference/conversation-tests.md"


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_differs_is_found_and_nothing_else(case: dict[str, Any], channel: Channel) -> None:
    wanted = [tuple(each) for each in case.get("differs", [])]

    result = played(case, channel)

    assert [(each.turn, each.field, each.expected) for each in result.differences] == wanted


def test_a_played_turn_knows_where_the_scenario_stood() -> None:
    case = {"turns": [{"say": "방문 예약"}, {"say": "강남"}, {"say": "취소"}]}

    result = played(case, Channel.CHAT)

    assert [(turn.before, turn.after) for turn in result.turns] == [
        ("", "visit/branch"),
        ("visit/branch", "visit/day"),
        ("visit/day", ""),
    ]


def test_one_conversation_leaves_nothing_behind_for_the_next() -> None:
    changed = {
        "turns": [
            {"say": "이체한도 변경"},
            {"say": "1234567"},
            {"say": "네"},
            {"say": "육백만 원"},
            {"say": "네", "expect": {"step": "change", "reply": "6,000,000원|육백만"}},
        ]
    }
    unchanged = {
        "turns": [
            {"say": "이체한도 변경"},
            {"say": "1234567"},
            {"say": "네", "expect": {"slots": {"limit.daily": 5_000_000}}},
        ]
    }

    results = [played(changed, Channel.CHAT), played(unchanged, Channel.CHAT)]

    assert [list(result.differences) for result in results] == [[], []]


@pytest.mark.parametrize("channel", list(Channel))
def test_the_conversation_of_the_reference_holds(channel: Channel) -> None:
    (text,) = [code for language, code in blocks(REFERENCE) if language == "yaml"]
    conversation = ConversationFile.model_validate(YAML(typ="safe", pure=True).load(text))

    result = replay(REFERENCE, conversation, channel, banking())

    assert [str(each) for each in result.differences] == []


def played(case: dict[str, Any], channel: Channel) -> Result:
    fields = {name: value for name, value in case.items() if name not in {"about", "differs"}}
    conversation = ConversationFile.model_validate({"name": "a", **fields})
    name = str(case.get("about", "a"))  # the same session twice would have the same tickets
    return replay(Path(f"{name}.yaml"), conversation, channel, a_stage())


def banking() -> Stage:
    return stage_for(load_pack("banking"))
