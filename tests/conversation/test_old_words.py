"""What elderly people and speakers of dialects say is answered as the same in everyday words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from aicc.domain.turn import Reply
from tests.conversation.test_followups import last_reply

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.long


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("old_words", 0.5),  # 20 of 30; 9 before the words were listed
        ("english_by_ear", 0.7),
        ("spoken_voices", 0.7),  # 27 of 34; 20 before they were
    ],
)
def test_most_old_words_are_answered_as_those_of_today(name: str, least: float) -> None:
    same = [_answer(old) == _answer(today) for old, today in _replies(name)]

    assert sum(same) / len(same) >= least


def test_old_words_begin_next_to_no_scenario_of_their_own() -> None:
    begun = [
        old.facts.flow_id
        for old, today in _replies("spoken_voices")
        if old.facts.flow_id not in {None, "", today.facts.flow_id}
    ]

    assert len(begun) <= 1  # the withdrawal of a call, which 그 전화 됐으니 치워 means


def _replies(name: str) -> Iterator[tuple[Reply, Reply]]:
    held = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))["held"]
    for pack, pairs in held.items():
        for old, today in pairs.items():
            yield last_reply(pack, old, old), last_reply(pack, today, today)


def _answer(reply: Reply) -> str:
    return reply.facts.faq_id or reply.facts.flow_id or reply.facts.rule
