"""What the widget shows first, what a screen shows beside sentences, and how it all was."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from aicc.clock import HandClock
from aicc.domain.face import Face
from aicc.packs.loader import load_pack
from aicc.packs.schema.pack import FaceFile
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_engine import ChatEngine, engine_from
from tests.http.conftest import MakeClient
from tests.http.test_widget_routes import Widget

NOON = datetime.fromisoformat("2026-12-01T12:00:00+09:00")  # a Tuesday
NIGHT = datetime.fromisoformat("2026-12-04T22:00:00+09:00")  # before a weekend


def welcomed(engine: ChatEngine, folder: Path, at: datetime) -> Any:
    settings = Settings.load({"AICC_DATA_DIR": str(folder)})
    client = TestClient(create_app(settings, engine=engine, clock=HandClock(at)))
    return client.get("/v1/welcome").json()


def test_a_pack_without_a_face_is_welcomed_with_what_is_known(
    engine: ChatEngine, tmp_path: Path
) -> None:
    found = welcomed(engine, tmp_path, NOON)

    assert (found["name"], found["bot"], found["logo"]) == ("AICC 은행", "", "")
    assert found["can_do"][0] == {"label": "계좌 조회", "value": "계좌 조회"}
    assert len(found["questions"]) == 4
    assert found["hours"] == {"is_open": True, "until": "2026-12-01T18:00:00+09:00"}


def test_outside_of_hours_it_says_when_people_are_there_again(
    engine: ChatEngine, tmp_path: Path
) -> None:
    found = welcomed(engine, tmp_path, NIGHT)

    assert found["hours"] == {"is_open": False, "until": "2026-12-07T09:00:00+09:00"}


def test_a_pack_may_choose_its_face_and_its_questions(tmp_path: Path) -> None:
    pack = load_pack("general")
    first = pack.faqs[0]
    face = Face(bot="도우미", logo="/static/logo.png", questions=(first.id, "gone"))
    engine = engine_from(memory_parts(replace(pack, face=face, hours=None)))

    found = welcomed(engine, tmp_path, NOON)

    assert (found["bot"], found["logo"], found["hours"]) == ("도우미", "/static/logo.png", None)
    assert found["questions"] == [first.question]


@pytest.mark.parametrize(
    "address",
    ["http://a.example/a.png", "javascript:alert(1)", "//a.example/a.png", "/\\a.example"],
)
def test_a_picture_comes_over_https_or_from_the_service(address: str) -> None:
    with pytest.raises(ValidationError, match="https://"):
        FaceFile(logo=address)


def test_a_summary_stands_beside_its_sentence_now_and_in_history(make_client: MakeClient) -> None:
    widget = Widget(make_client())
    for said in ("계좌 조회", "1234567"):
        asked = widget.say(said).json()
    told = widget.say("예금계좌").json()

    [summary] = [part for part in told["parts"] if part["kind"] == "summary"]

    assert asked["awaited"] == {"kind": "selection", "is_secret": False, "most": 1}
    assert [row["label"] for row in summary["rows"]] == ["계좌", "기준일", "잔액"]
    assert summary["rows"][2]["value"] in told["parts"][0]["text"]
    kept = widget.history().json()["turns"][-1]["bot"]
    assert [part["kind"] for part in kept["parts"]] == [part["kind"] for part in told["parts"]]


def test_a_secret_question_says_so_and_offers_to_send_the_code_again(
    make_client: MakeClient,
) -> None:
    widget = Widget(make_client())
    asked = widget.say("계좌 조회").json()["awaited"]
    widget.say("그만")
    for said in ("계좌이체", "1990-01-01", "010-0000-1234"):
        code = widget.say(said).json()

    assert asked == {"kind": "digits", "is_secret": True, "most": 7}
    assert code["awaited"] == {"kind": "digits", "is_secret": True, "most": 6}
    assert code["quick_replies"] == [{"label": "인증번호 다시 받기", "value": "0"}]


def test_a_conversation_is_rated_where_a_scenario_ended(make_client: MakeClient) -> None:
    client = make_client()
    widget = Widget(client)
    begun = widget.say("계좌 조회").json()
    widget.say("1234567")
    ended = widget.say("예금계좌").json()

    def rate(turn: Any) -> int:
        body = {"turn_id": turn["turn_id"], "value": "down"}
        return client.post("/v1/feedback", json=body, headers=widget.token).status_code

    assert (begun["is_end"], ended["is_end"]) == (False, True)
    assert (rate(begun), rate(ended)) == (404, 204)
