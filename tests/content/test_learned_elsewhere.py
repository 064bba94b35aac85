"""What one process publishes another one understands soon, without being asked anything."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aicc.content.sqlite import SqliteContent
from aicc.content.topics import TOPICS, Taught
from aicc.domain.content import ContentStatus
from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.stores.sqlite import SqliteFile
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import SIGNED, a_deadline, until

SAID = "뿌뿌 신호 저한테 쏴 주시옵소서"
TOPIC = "callback_request"


@pytest.fixture(scope="module")
def general() -> Pack:
    return load_pack("general")


@pytest.fixture
def engine(general: Pack, tmp_path: Path) -> Iterator[ChatEngine]:
    with SqliteFile(tmp_path / "aicc.db") as file:
        content = SqliteContent(file, general.id)
        yield engine_from(replace(memory_parts(general), content=content))


def flow_of(engine: ChatEngine, session_id: str) -> str:
    incoming = Incoming(session_id=session_id, user_id=session_id, message_id="1", text=SAID)
    return engine.reply(incoming).facts.flow_id


def test_an_example_of_another_process_is_learned_beside_the_turns(
    engine: ChatEngine, general: Pack, tmp_path: Path
) -> None:
    before = flow_of(engine, "before")
    taught = Taught.by(general.intents[TOPIC]).with_more([SAID], [])
    with SqliteFile(tmp_path / "aicc.db") as others:
        store = SqliteContent(others, general.id)
        edit = TOPICS.edit(TOPIC, taught, status=ContentStatus.PUBLISHED)
        store.write("default", [edit], SIGNED, a_deadline())

    until(
        lambda: SAID in engine.upkeep.live.house("default").pack.intents[TOPIC].examples,
        seconds=60.0,
    )

    assert before == ""
    assert flow_of(engine, "after") == TOPIC
