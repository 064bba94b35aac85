"""Staff change scenarios: who may, what is refused, what customers walk meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_engine import engine_from
from tests.http.conftest import SECRET, bearer

ROOT = "/api/admin/flows"
VIEWER, EDITOR, PUBLISHER = (
    bearer(user_id=name, tenant_id="default", roles=[role])
    for name, role in (("lee", "viewer"), ("park", "editor"), ("kim", "publisher"))
)
FLOW = "transfer_limit"

Ask = Callable[[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def banking() -> Pack:
    return load_pack("banking")


@pytest.fixture
def client(banking: Pack, tmp_path: Path) -> Iterator[TestClient]:
    environ = {"AICC_DATA_DIR": str(tmp_path), "JWT_SECRET": SECRET, "AICC_ADDRESS_RATE": "0"}
    engine = engine_from(memory_parts(banking))
    with TestClient(create_app(Settings.load(environ), engine=engine)) as client:
        yield client


@pytest.fixture
def ask(client: TestClient) -> Ask:
    def asked(message: str, session_id: str) -> dict[str, Any]:
        user = f"user-of-{session_id}"
        body = {"user_id": user, "session_id": session_id, "message": message}
        answer = client.post("/chat", json=body, headers=bearer(user_id=user, tenant_id="default"))
        said: dict[str, Any] = answer.json()
        return said

    return asked


def flow_of(client: TestClient) -> tuple[dict[str, Any], str]:
    answer = client.get(f"{ROOT}/{FLOW}", headers=VIEWER)
    return answer.json()["flow"], answer.headers["ETag"]


def asking(flow: dict[str, Any], question: str) -> dict[str, Any]:
    first, *others = flow["steps"]
    return {**flow, "steps": [{**first, "message": question, "voice": question}, *others]}


def saved(client: TestClient, flow: dict[str, Any], tag: str) -> Response:
    body = {"flow": flow, "reason": "더 쉬운 말"}
    return client.put(f"{ROOT}/{FLOW}", json=body, headers={**EDITOR, "If-Match": tag})


def done(client: TestClient, what: str, **body: object) -> Response:
    return client.post(f"{ROOT}/{FLOW}/{what}", json=body, headers=PUBLISHER)


def test_the_packs_scenarios_are_listed_as_a_person_would_write_them(client: TestClient) -> None:
    listed = client.get(ROOT, headers=VIEWER).json()["items"]

    limit = next(each for each in listed if each["id"] == FLOW)
    assert (limit["version"], limit["status"], limit["published"]) == (0, "published", True)
    assert limit["flow"] == load_pack_file()


def load_pack_file() -> Any:
    from ruamel.yaml import YAML

    path = Path("src/aicc/packs/banking/flows") / f"{FLOW}.yaml"
    return YAML(typ="safe", pure=True).load(path)


def test_a_draft_is_walked_by_nobody_until_it_is_published(client: TestClient, ask: Ask) -> None:
    flow, tag = flow_of(client)
    drafted = saved(client, asking(flow, "고객번호 일곱 자리를 알려 주십시오."), tag)
    before = ask("이체한도 변경", "s1")["response"]
    published = done(client, "publish", reason="검토함")
    after = ask("이체한도 변경", "s2")["response"]

    assert (drafted.status_code, drafted.json()["status"]) == (200, "draft")
    assert published.status_code == 200
    assert "고객번호 7자리" in before
    assert after == "고객번호 일곱 자리를 알려 주십시오."


def test_a_conversation_under_way_goes_on_as_it_began(client: TestClient, ask: Ask) -> None:
    ask("이체한도 변경", "s1")
    flow, tag = flow_of(client)
    saved(client, asking(flow, "번호가 무엇입니까?"), tag)
    done(client, "publish")

    again = ask("이체한도", "s1")["response"]
    answered = ask("1234567", "s1")

    assert "번호가 무엇입니까?" not in again
    assert answered["step_id"] == "ask_change"


def test_a_scenario_with_errors_is_not_kept_and_every_place_is_named(client: TestClient) -> None:
    flow, tag = flow_of(client)
    flow["steps"][0]["next_step"] = "show_limits"
    flow["steps"][2]["choose"] = [{"when": "limit.once >", "next_step": "new_limit"}]
    broken = saved(client, flow, tag)
    del flow["steps"][2]["choose"]
    stranded = saved(client, flow, tag)

    assert broken.status_code == stranded.status_code == 422
    assert broken.json()["findings"][0]["place"] == "steps.2.choose.0.when"
    places = {each["place"]: each for each in stranded.json()["findings"]}
    assert "did you mean show_limit" in places["steps.0.next_step"]["message"]
    assert client.get(f"{ROOT}/{FLOW}", headers=VIEWER).json()["version"] == 0


def test_checking_keeps_nothing(client: TestClient) -> None:
    flow, _ = flow_of(client)
    flow["steps"].append({"id": "lonely", "message": "여기는 아무도 오지 않습니다."})

    found = client.post("/api/admin/flow-check", json={"flow": flow}, headers=VIEWER).json()

    assert [(each["level"], each["message"]) for each in found["findings"]] == [
        ("warning", "step lonely is never reached")
    ]
    assert client.get(f"{ROOT}/{FLOW}", headers=VIEWER).json()["version"] == 0


def test_two_who_edit_the_same_scenario_are_told_of_each_other(client: TestClient) -> None:
    flow, tag = flow_of(client)
    saved(client, asking(flow, "첫째 질문입니까?"), tag)

    late = saved(client, asking(flow, "둘째 질문입니까?"), tag)

    assert late.status_code == 412
    assert late.json()["theirs"]["body"]["steps"][0]["message"] == "첫째 질문입니까?"


def test_going_back_to_the_packs_own_scenario(client: TestClient, ask: Ask) -> None:
    flow, tag = flow_of(client)
    saved(client, asking(flow, "번호가 무엇입니까?"), tag)
    done(client, "publish")

    back = done(client, "rollback", version=0, reason="처음 것이 낫다")
    versions = client.get(f"{ROOT}/{FLOW}/versions", headers=VIEWER).json()["items"]

    assert back.status_code == 200
    assert "고객번호 7자리" in ask("이체한도 변경", "s1")["response"]
    assert [(each["number"], each["status"]) for each in versions] == [
        (3, "published"), (2, "published"), (1, "draft"),
    ]  # fmt: skip
    assert versions[0]["reason"] == "처음 것이 낫다"


def test_an_archived_scenario_ends_politely_for_new_and_for_running_conversations(
    client: TestClient, ask: Ask
) -> None:
    ask("이체한도 변경", "s1")

    archived = done(client, "archive")
    running = ask("1234567", "s1")["response"]
    new = ask("이체한도 변경", "s2")["response"]

    assert archived.json()["status"] == "archived"
    assert "상담원의 도움을 받으시겠습니까" in running
    assert "상담원의 도움을 받으시겠습니까" in new


def test_a_new_scenario_is_made(client: TestClient) -> None:
    flow = {"id": "greet", "name": "인사", "steps": [{"id": "hi", "message": "반갑습니다."}]}

    made = client.post(ROOT, json={"flow": flow}, headers=EDITOR)
    twice = client.post(ROOT, json={"flow": flow}, headers=EDITOR)

    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert twice.status_code == 412


@pytest.mark.parametrize(
    ("headers", "status"), [(VIEWER, 403), ({}, 401)], ids=["a viewer", "nobody"]
)
def test_who_may_not_draft_is_refused(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    flow = {"id": "greet", "name": "인사", "steps": [{"id": "hi", "message": "반갑습니다."}]}

    assert client.post(ROOT, json={"flow": flow}, headers=headers).status_code == status


def test_an_editor_does_not_publish(client: TestClient) -> None:
    answer = client.post(f"{ROOT}/{FLOW}/publish", json={}, headers=EDITOR)

    assert answer.status_code == 403


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get(f"{ROOT}/nothing", headers=VIEWER).status_code == 404
    assert client.post(f"{ROOT}/nothing/publish", json={}, headers=PUBLISHER).status_code == 404


def test_the_schema_for_editors_is_served(client: TestClient) -> None:
    schema = client.get("/api/admin/flow-schema", headers=VIEWER).json()

    assert "StepFile" in schema["$defs"]


def test_a_version_that_enters_what_is_archived_does_not_come_back(client: TestClient) -> None:
    hi = {"id": "hi", "message": "반갑습니다."}
    inner = {"id": "inner", "name": "안", "steps": [hi]}
    entering = {"id": "in", "enter": "inner", "next_step": "hi"}
    outer = {"id": "outer", "name": "밖", "steps": [entering, hi]}

    def to(flow_id: str, what: str, **body: object) -> Response:
        return client.post(f"{ROOT}/{flow_id}/{what}", json=body, headers=PUBLISHER)

    for flow in (inner, outer):
        client.post(ROOT, json={"flow": flow}, headers=EDITOR)
        to(str(flow["id"]), "publish")
    alone = {"flow": {**outer, "steps": [hi]}}
    client.put(f"{ROOT}/outer", json=alone, headers={**EDITOR, "If-Match": '"2"'})
    to("outer", "publish")
    archived = to("inner", "archive")

    refused = to("outer", "rollback", version=2)

    assert archived.status_code == 200
    assert refused.status_code == 422
    assert "there is no flow inner" in refused.text
