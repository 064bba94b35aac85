"""Short dialogues in many voices: how many end as they should, in the half that was tuned on and
in the one that was only measured. The floors are a little below what was reached."""

import re
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from aicc.deadline import Deadline
from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.trials.dialogues.shown import ShownReply
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from

HERE = Path(__file__).parent / "unseen"
pytestmark = pytest.mark.long


class Dialogue(TypedDict, total=False):
    say: str
    want: str
    never: str


class Block(TypedDict):
    pack: str
    dialogues: list[Dialogue]


@pytest.mark.parametrize(("half", "floor"), [("tuned", 0.9), ("held", 0.65)])
def test_most_dialogues_end_as_they_should(half: str, floor: float) -> None:
    blocks: list[Block] = yaml.safe_load((HERE / f"{half}.yaml").read_text("utf-8"))

    right = [_ends_well(block["pack"], each) for block in blocks for each in block["dialogues"]]

    assert sum(right) / len(right) >= floor


@cache
def engine(pack: str) -> ChatEngine:
    return engine_from(memory_parts(load_pack(pack)))


def _ends_well(pack: str, dialogue: Dialogue) -> bool:
    last = _last(pack, dialogue["say"])
    is_never = "never" in dialogue and re.search(dialogue["never"], last) is not None
    return re.search(dialogue["want"], last) is not None and not is_never


def _last(pack: str, say: str) -> str:
    for at, text in enumerate(say.split(" | ")):
        incoming = Incoming(session_id=say, user_id=say, message_id=str(at), text=text)
        reply = ShownReply.of(engine(pack).reply(incoming, Deadline(30.0)))
    ticket = " T" if reply.has_ticket else ""
    buttons = [each.label for each in reply.buttons] or ""
    return f"{reply.line} {buttons} <{reply.rule} {reply.flow_id}/{reply.step_id}{ticket}>"
