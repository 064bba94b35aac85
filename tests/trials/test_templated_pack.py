"""A pack that was filled by templates is acted on: what all its examples share says little, and
what is new in a sentence of the same form must not make it strange."""

from itertools import count, product
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.deadline import Deadline
from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.wiring import memory_parts
from chatbot_engine import engine_from

SKELETON = Path(__file__).parents[2] / "src/chatbot_cli/skeleton"
TEMPLATES = YAML(typ="safe").load(Path(__file__).with_name("templates.yaml"))
PLACES, WISHES = TEMPLATES["places"], TEMPLATES["wishes"]
LEAST = 0.9  # a place, a waiting time that "has to be done" is asked back, which is fair


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    yaml = YAML(typ="safe")
    intents = [
        {
            "name": f"topic_{at}",
            "description": f"{place} {wish}",
            "flow": f"flow_{at}",
            "examples": [form.format(f"{place} {wish}") for form in TEMPLATES["learned"]],
        }
        for at, (place, wish) in enumerate(product(PLACES, WISHES))
    ]
    (tmp_path / "flows").mkdir()
    for at, intent in enumerate(intents):
        step = {"id": "done", "message": f"{intent['description']} 안내입니다."}
        flow = {"id": f"flow_{at}", "name": intent["description"], "steps": [step]}
        yaml.dump(flow, tmp_path / "flows" / f"flow_{at}.yaml")
    yaml.dump({"intents": intents}, tmp_path / "intents.yaml")
    yaml.dump({"faqs": []}, tmp_path / "faqs.yaml")
    for name in ("pack.yaml", "replies.yaml"):
        text = (SKELETON / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("{{name}}", "templated"), encoding="utf-8")
    return tmp_path


@pytest.mark.long
def test_unseen_wordings_of_a_templated_pack_are_acted_on(pack_folder: Path) -> None:
    engine = engine_from(memory_parts(load_pack(str(pack_folder))))
    sessions = count()

    def starts(flow_id: str, text: str) -> bool:
        incoming = Incoming(
            session_id=f"s{next(sessions)}", user_id="u1", message_id="1", text=text
        )
        reply = engine.reply(incoming, Deadline(60))
        return reply.facts.flow_id == flow_id

    acted_on = [
        starts(f"flow_{at}", form.format(f"{place} {wish}"))
        for at, (place, wish) in enumerate(product(PLACES, WISHES))
        for form in TEMPLATES["unseen"]
    ]

    assert sum(acted_on) >= LEAST * len(acted_on)
