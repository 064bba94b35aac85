"""Coverage of scenarios: what can be walked, and what conversations left out."""

from pathlib import Path
from typing import Any

from aicc.domain.turn import Channel
from aicc.packs.schema.conversation import ConversationFile
from aicc.trials.conversations import replay
from aicc.trials.coverage import Coverage, coverage
from tests.trials.staged import a_stage

EVERY_WAY = """
limit/who:failed limit/who:next limit/show:not_found limit/show:next limit/show:error
limit/new_limit:case_1 limit/new_limit:next limit/confirm:yes limit/confirm:no
limit/change:too_high limit/change:not_found limit/change:next limit/change:error
limit/kept:next limit/unknown:next limit/person:handoff
verify/number:next verify/sure:yes verify/sure:no verify/done:next verify/failed:next
visit/branch:next visit/day:next visit/time:next visit/people:next visit/topics:next
visit/phone:next visit/note:next visit/done:next
"""


def test_every_way_that_can_be_taken_counts() -> None:
    covered = coverage(a_stage().pack.flows, a_stage().backend.actions, [])

    assert sorted(covered.ways) == sorted(EVERY_WAY.split())
    assert covered.missed_ways == covered.ways
    assert covered.percent == 0


def test_what_a_conversation_walked_is_not_missed() -> None:
    covered = covered_by("방문 예약", "강남점", "내일")

    missed = set(EVERY_WAY.split()) - set(covered.missed_ways)
    assert missed == {"visit/branch:next", "visit/day:next"}
    assert "visit/time" not in covered.missed_steps, "it waits there"
    assert "visit/people" in covered.missed_steps


def test_a_flow_that_is_entered_is_covered_by_the_flow_that_enters_it() -> None:
    covered = covered_by("이체한도 변경", "1234567", "아니요")

    assert {"limit/who:failed", "verify/failed:next", "limit/person:handoff"}.isdisjoint(
        covered.missed_ways
    )


def test_the_smaller_share_is_the_one_that_counts() -> None:
    covered = Coverage(
        steps=["a/b", "a/c"], ways=["a/b:x", "a/b:y", "a/c:next"],
        missed_steps=[], missed_ways=["a/b:y"],
    )  # fmt: skip

    assert round(covered.percent) == 67
    assert str(covered) == "2 of 2 steps (100 %), 2 of 3 ways (67 %)"


def covered_by(*said: str) -> Coverage:
    turns: list[dict[str, Any]] = [{"say": each} for each in said]
    conversation = ConversationFile.model_validate({"name": "a", "turns": turns})
    result = replay(Path("a.yaml"), conversation, Channel.CHAT, a_stage())
    replies = [turn.reply for turn in result.turns]
    return coverage(a_stage().pack.flows, a_stage().backend.actions, replies)
