"""Staff change what the bot understands: who may, what is refused, what customers get at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
from aicc.content.topics import TOPICS as TOPIC_CODEC
from aicc.content.topics import Taught
from aicc.domain.content import ContentStatus
from aicc.domain.turn import Incoming
from aicc.errors import StoreError
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import SIGNED, a_deadline
from tests.http.conftest import SECRET, bearer

TOPICS, SHEET = "/api/admin/topics", "/api/admin/topic-sheet"
NOT_HERE, THRESHOLDS = "/api/admin/not-here", "/api/admin/thresholds"
VIEWER, EDITOR, PUBLISHER = (
    bearer(user_id=name, tenant_id="default", roles=[role])
    for name, role in (("lee", "viewer"), ("park", "editor"), ("kim", "publisher"))
)
SAID = "뿌뿌 신호 저한테 쏴 주시옵소서"
DRONE = "드론 자격증 시험 접수하고 싶은데요"

Ask = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def general() -> Pack:
    return load_pack("general")


@pytest.fixture
def engine(general: Pack) -> ChatEngine:
    return engine_from(memory_parts(general))


@pytest.fixture
def client(engine: ChatEngine, tmp_path: Path) -> Iterator[TestClient]:
    environ = {"AICC_DATA_DIR": str(tmp_path), "JWT_SECRET": SECRET, "AICC_ADDRESS_RATE": "0"}
    with TestClient(create_app(Settings.load(environ), engine=engine)) as client:
        yield client


@pytest.fixture
def ask(client: TestClient) -> Ask:
    """Each time somebody else, who may see the trace."""
    asked: list[str] = []

    def new(message: str) -> dict[str, Any]:
        asked.append(message)
        user = f"user-{len(asked)}"
        body = {"user_id": user, "session_id": user, "message": message}
        headers = bearer(user_id=user, tenant_id="default", roles=["staff"])
        answer: dict[str, Any] = client.post("/chat", json=body, headers=headers).json()
        return answer

    return new


def topic(client: TestClient, name: str) -> tuple[dict[str, Any], str]:
    answer = client.get(f"{TOPICS}/{name}", headers=VIEWER)
    return answer.json()["topic"], answer.headers["ETag"]


def saved(client: TestClient, name: str, *more: str, contrasts: tuple[str, ...] = ()) -> Response:
    given, tag = topic(client, name)
    given["examples"] += more
    given["not"] = [*given.get("not", ()), *contrasts]
    body = {"topic": given, "reason": "손님 말"}
    return client.put(f"{TOPICS}/{name}", json=body, headers={**EDITOR, "If-Match": tag})


def _engine_over(pack: Pack, store: ContentStore) -> ChatEngine:
    """As in another process, over the same store."""
    return engine_from(replace(memory_parts(pack), content=store))


def _publish(store: ContentStore, pack: Pack, name: str, *more: str) -> None:
    taught = Taught.by(pack.intents[name]).with_more(more, ())
    edit = TOPIC_CODEC.edit(name, taught, status=ContentStatus.PUBLISHED)
    store.write("default", [edit], SIGNED, a_deadline())


def _flow_begun(engine: ChatEngine, said: str) -> str:
    incoming = Incoming(session_id=said, user_id="u", message_id="m", text=said)
    return engine.reply(incoming).facts.flow_id


def done(client: TestClient, path: str, what: str, **body: object) -> Response:
    return client.post(f"{path}/{what}", json=body, headers=PUBLISHER)


def test_a_published_example_is_what_the_bot_understands_at_once(
    client: TestClient, ask: Ask
) -> None:
    before = ask(SAID)
    saved(client, "callback_request", SAID)
    drafted = ask(SAID)

    published = done(client, f"{TOPICS}/callback_request", "publish", reason="자주 나온다")
    after = ask(SAID)

    assert published.status_code == 200
    assert (before["step_id"], drafted["step_id"]) == (None, None)
    assert after["trace"]["flow"] == "callback_request"


def test_going_back_is_to_understand_as_before(client: TestClient, ask: Ask) -> None:
    saved(client, "callback_request", SAID)
    done(client, f"{TOPICS}/callback_request", "publish")

    back = done(client, f"{TOPICS}/callback_request", "rollback", version=0)

    assert back.json()["topic"]["examples"] == list(
        load_pack("general").intents["callback_request"].examples
    )
    assert ask(SAID)["step_id"] is None


def test_a_published_contrast_keeps_the_bot_from_doing_it(client: TestClient, ask: Ask) -> None:
    said = "내일 저한테 전화 좀 걸어 주시면 좋겠어요"
    before = ask(said)
    saved(client, "callback_request", contrasts=(said,))
    done(client, f"{TOPICS}/callback_request", "publish")

    assert before["trace"]["flow"] == "callback_request"
    assert ask(said)["step_id"] is None


def test_another_process_understands_it_with_its_next_look(general: Pack) -> None:
    store = MemoryContent()
    one, other = (_engine_over(general, store) for _ in range(2))
    _publish(store, general, "callback_request", SAID)
    one.upkeep.live.follow("default", a_deadline(30))

    before = _flow_begun(other, SAID)
    other.upkeep.live.look()

    assert _flow_begun(one, SAID) == "callback_request"
    assert (before, _flow_begun(other, f"{SAID}요")) == ("", "callback_request")


def test_what_is_written_is_answered_though_it_cannot_be_taken_over(
    client: TestClient, engine: ChatEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_time_left(*_: object) -> None:
        raise StoreError("no time left to wait for who takes over content")

    monkeypatch.setattr(engine.upkeep.live, "follow", no_time_left)

    answers = [
        saved(client, "callback_request", SAID),
        done(client, f"{TOPICS}/callback_request", "publish"),
    ]

    assert [each.status_code for each in answers] == [200, 200]
    assert [each.json()["version"] for each in answers] == [1, 2]


def test_who_goes_back_to_a_sentence_that_another_topic_has_is_refused(client: TestClient) -> None:
    given, tag = topic(client, "callback_request")
    moved = given["examples"].pop()
    body, headers = {"topic": given, "reason": ""}, {**EDITOR, "If-Match": tag}
    client.put(f"{TOPICS}/callback_request", json=body, headers=headers)
    done(client, f"{TOPICS}/callback_request", "publish")
    saved(client, "transfer", moved)
    done(client, f"{TOPICS}/transfer", "publish")

    back = done(client, f"{TOPICS}/callback_request", "rollback", version=0)

    assert back.status_code == 422
    assert moved not in topic(client, "callback_request")[0]["examples"]


def test_two_who_change_a_topic_are_told_of_each_other(client: TestClient) -> None:
    given, tag = topic(client, "callback_request")
    saved(client, "callback_request", SAID)
    body = {"topic": given, "reason": ""}

    late = client.put(f"{TOPICS}/callback_request", json=body, headers={**EDITOR, "If-Match": tag})

    assert late.status_code == 412
    assert SAID in late.json()["theirs"]["body"]["examples"]


def test_a_sentence_that_another_topic_has_is_refused(client: TestClient) -> None:
    (theirs, *_), _ = topic(client, "transfer")[0]["examples"], None

    refused = saved(client, "callback_request", theirs)
    as_both = saved(client, "callback_request", "새 문장", contrasts=("새 문장",))

    assert refused.status_code == as_both.status_code == 422


def test_a_topic_that_the_pack_has_not_is_not_found(client: TestClient) -> None:
    body = {"topic": {"name": "weather", "examples": ["비 와요?"]}, "reason": ""}

    assert client.post(TOPICS, json=body, headers=EDITOR).status_code == 404
    assert client.get(f"{TOPICS}/weather", headers=VIEWER).status_code == 404


@pytest.mark.parametrize("path", [f"{TOPICS}/callback_request", NOT_HERE + "/stock", THRESHOLDS])
def test_who_may_not_publish_is_refused(client: TestClient, path: str) -> None:
    answers = [
        client.post(f"{path}/publish", json={}, headers=headers).status_code
        for headers in ({}, VIEWER, EDITOR)
    ]

    assert answers == [401, 403, 403]


@pytest.mark.parametrize("path", [TOPICS, NOT_HERE, THRESHOLDS, SHEET])
def test_customers_look_at_nothing(client: TestClient, path: str) -> None:
    customer = bearer(user_id="customer", tenant_id="default")

    assert client.get(path, headers=customer).status_code == 403


def test_examples_go_out_as_a_sheet_and_come_back(client: TestClient, ask: Ask) -> None:
    sheet = client.get(f"{SHEET}?format=csv", headers=VIEWER).content
    same = client.post(f"{SHEET}?replace=true&publish=true", content=sheet, headers=PUBLISHER)
    more = "주제,구분,문장\ncallback_request,,뿌뿌 신호 저한테 쏴 주시옵소서\n".encode()

    looked = client.post(f"{SHEET}?dry_run=true", content=more, headers=EDITOR)
    refused = client.post(f"{SHEET}?publish=true", content=more, headers=EDITOR)
    written = client.post(f"{SHEET}?publish=true", content=more, headers=PUBLISHER)

    assert same.json() == {"written": False, "changed": []}
    assert looked.json() == {"written": False, "changed": ["callback_request"]}
    assert refused.status_code == 403
    assert written.json() == {"written": True, "changed": ["callback_request"]}
    assert ask(SAID)["trace"]["flow"] == "callback_request"


def test_an_archived_topic_comes_back_as_a_draft_and_a_published_one_stays(
    client: TestClient,
) -> None:
    sheet = client.get(f"{SHEET}?format=csv", headers=VIEWER).content
    done(client, f"{TOPICS}/callback_request", "archive")

    drafted = client.post(f"{SHEET}?replace=true", content=sheet, headers=EDITOR)

    assert drafted.json() == {"written": True, "changed": ["callback_request"]}


def test_a_row_that_is_wrong_is_named_and_nothing_is_taken(client: TestClient) -> None:
    sheet = "주제,구분,문장\ncallback_request,,새 문장\nweather,,비 와요?\n".encode()

    refused = client.post(SHEET, content=sheet, headers=EDITOR)

    assert refused.status_code == 422
    assert "row 3" in refused.json()["detail"]
    assert topic(client, "callback_request")[1] == '"0"'


def test_what_is_not_done_here_is_said_at_once(client: TestClient, ask: Ask) -> None:
    given = {
        "name": "drone_license",
        "label": "드론 자격증",
        "keywords": ["드론"],
        "examples": ["드론 자격증 따려고요", "드론 시험 접수", DRONE],
        "reply": {"chat": "드론 자격증은 시험 기관에서 안내해 드립니다."},
    }
    made = client.post(NOT_HERE, json={"topic": given}, headers=EDITOR)
    before = ask(DRONE)

    done(client, f"{NOT_HERE}/drone_license", "publish")
    after = ask(DRONE)
    done(client, f"{NOT_HERE}/drone_license", "archive")

    assert made.status_code == 201
    assert "시험 기관" not in before["response"]
    assert after["response"] == "드론 자격증은 시험 기관에서 안내해 드립니다."
    assert "시험 기관" not in ask(DRONE)["response"]


def test_thresholds_are_one_item_that_counts_at_once(client: TestClient, ask: Ask) -> None:
    got = client.get(THRESHOLDS, headers=VIEWER)
    before = ask("전화 상담 예약하고 싶어요")
    never = {"thresholds": {"intent": 1.0, "faq": 1.0, "margin": 0.0}, "reason": "시험"}
    headers = {**EDITOR, "If-Match": got.headers["ETag"]}

    drafted = client.put(THRESHOLDS, json=never, headers=headers)
    published = done(client, THRESHOLDS, "publish")
    after = ask("전화 상담 예약하고 싶어요")
    back = done(client, THRESHOLDS, "rollback", version=0)

    assert (drafted.status_code, published.status_code, back.status_code) == (200, 200, 200)
    assert before["trace"]["rule"] == "do_what_is_sure"
    assert after["trace"]["rule"] != "do_what_is_sure"
    assert back.json()["thresholds"] == got.json()["thresholds"]
    assert client.post(f"{THRESHOLDS}/archive", json={}, headers=PUBLISHER).status_code == 404


def test_thresholds_outside_of_their_bounds_are_refused(client: TestClient) -> None:
    body = {"thresholds": {"intent": 1.5}}

    answer = client.put(THRESHOLDS, json=body, headers={**EDITOR, "If-Match": '"0"'})

    assert answer.status_code == 422
