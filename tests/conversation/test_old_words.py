"""What elderly people and speakers of dialects say is answered as the same in everyday words."""

from pathlib import Path

import pytest
import yaml

from aicc.domain.turn import Reply
from tests.conversation.test_followups import last_reply

DATA = Path(__file__).parent / "data/old_words.yaml"
pytestmark = pytest.mark.long


def test_most_old_words_are_answered_as_those_of_today() -> None:
    held: dict[str, dict[str, str]] = yaml.safe_load(DATA.read_text("utf-8"))["held"]
    same = [
        _answer(last_reply(pack, old, old)) == _answer(last_reply(pack, today, today))
        for pack, pairs in held.items()
        for old, today in pairs.items()
    ]

    assert sum(same) / len(same) >= 0.5  # 20 of 30; 9 before the words were listed


def _answer(reply: Reply) -> str:
    return reply.facts.faq_id or reply.facts.flow_id or reply.facts.rule
