"""Staff change what the bot answers: who may, what they get, what customers get."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_engine import ChatEngine, engine_from
from tests.http.conftest import SECRET, bearer

ROOT = "/api/admin/faqs"
SHEET = "/api/admin/faq-sheet"
VIEWER, EDITOR, PUBLISHER = (
    bearer(user_id=name, tenant_id="default", roles=[role])
    for name, role in (("lee", "viewer"), ("park", "editor"), ("kim", "publisher"))
)

Ask = Callable[[str], str]


@pytest.fixture(scope="module")
def engine() -> ChatEngine:
    """Its content stays from test to test: each uses ids of its own."""
    return engine_from(memory_parts(load_pack("general")))


@pytest.fixture
def client(engine: ChatEngine, tmp_path: Path) -> Iterator[TestClient]:
    environ = {
        "AICC_DATA_DIR": str(tmp_path),
        "JWT_SECRET": SECRET,
        "AICC_MAX_IMPORT": "900k",
        "AICC_ADDRESS_RATE": "0",
    }
    app = create_app(Settings.load(environ), engine=engine)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def ask(client: TestClient) -> Ask:
    def asked(message: str) -> str:
        body = {"user_id": "u", "session_id": message[:1].encode().hex(), "message": message}
        headers = bearer(user_id="u", tenant_id="default")
        return str(client.post("/chat", json=body, headers=headers).json()["response"])

    return asked


def entry(faq_id: str, question: str, answer: str = "답입니다.") -> dict[str, Any]:
    return {"id": faq_id, "category": "안내", "question": question, "answer": answer}


def saved(client: TestClient, given: dict[str, Any], **headers: str) -> Response:
    """A change by the editor; with `if_match` of an entry that is there."""
    body = {"entry": given, "reason": "새로 씀"}
    if not headers:
        return client.post(ROOT, json=body, headers=EDITOR)
    tag = {"If-Match": headers["if_match"]}
    return client.put(f"{ROOT}/{given['id']}", json=body, headers={**EDITOR, **tag})


def done(client: TestClient, faq_id: str, what: str, **body: object) -> Response:
    return client.post(f"{ROOT}/{faq_id}/{what}", json=body, headers=PUBLISHER)


def test_a_draft_reaches_customers_once_it_is_published(client: TestClient, ask: Ask) -> None:
    question = "별관 옥상 정원은 언제 열려요?"
    created = saved(client, entry("garden", question, "봄에 엽니다."))
    before = ask(question)
    published = done(client, "garden", "publish")

    assert created.status_code == 201
    assert created.headers["etag"] == '"1"'
    assert created.json()["status"] == "draft"
    assert created.json()["author"] == "park"
    assert "봄에 엽니다." not in before
    assert published.json()["status"] == "published"
    assert ask(question) == "봄에 엽니다."


def test_an_archived_entry_is_no_longer_given_and_rolling_back_gives_it_again(
    client: TestClient, ask: Ask
) -> None:
    question = "수영장 물은 몇 도인가요?"
    saved(client, entry("pool", question, "이십팔 도입니다."))
    done(client, "pool", "publish")
    done(client, "pool", "archive", reason="공사")
    archived = ask(question)

    back = done(client, "pool", "rollback", version=1)

    assert "이십팔 도입니다." not in archived
    assert back.json()["version"] == 4
    assert ask(question) == "이십팔 도입니다."


def test_of_two_who_change_one_version_the_second_is_shown_both(client: TestClient) -> None:
    saved(client, entry("both", "두 사람이 고치나요?", "처음"))
    first = saved(client, entry("both", "두 사람이 고치나요?", "먼저"), if_match='"1"')

    second = saved(client, entry("both", "두 사람이 고치나요?", "나중"), if_match='"1"')

    problem = second.json()
    assert first.headers["etag"] == '"2"'
    assert (second.status_code, problem["code"]) == (412, "conflict")
    assert second.headers["content-type"] == "application/problem+json"
    assert problem["yours"]["body"]["answer"] == "처음"
    assert problem["theirs"]["body"]["answer"] == "먼저"
    assert client.get(f"{ROOT}/both", headers=VIEWER).json()["entry"]["answer"] == "먼저"


def test_a_change_must_say_which_version_it_began_from(client: TestClient) -> None:
    saved(client, entry("blind", "버전 없이 고치나요?"))

    body = {"entry": entry("blind", "버전 없이?")}
    without = client.put(f"{ROOT}/blind", json=body, headers=EDITOR)
    wrong = saved(client, entry("blind", "버전 없이?"), if_match='"abc"')

    assert (without.status_code, without.json()["code"]) == (428, "if_match_missing")
    assert wrong.status_code == 412


def test_a_new_entry_never_replaces_one(client: TestClient) -> None:
    saved(client, entry("taken", "자리가 있나요?"))

    assert saved(client, entry("taken", "자리가 없나요?")).status_code == 412


def test_an_entry_of_the_pack_is_version_zero_until_it_is_changed(client: TestClient) -> None:
    first = client.get(ROOT, headers=VIEWER).json()["items"][0]

    changed = saved(client, {**first["entry"], "answer": "바뀐 답"}, if_match='"0"')

    assert (first["version"], first["status"]) == (0, "published")
    assert (changed.status_code, changed.json()["version"]) == (200, 1)
    assert changed.json()["published"]


def test_versions_tell_who_changed_what_and_why(client: TestClient) -> None:
    saved(client, entry("told", "누가 고쳤나요?"))
    done(client, "told", "publish", reason="확인함")

    items = client.get(f"{ROOT}/told/versions", headers=VIEWER).json()["items"]

    assert [(each["number"], each["author"], each["reason"]) for each in items] == [
        (2, "kim", "확인함"),
        (1, "park", "새로 씀"),
    ]


def test_a_list_is_narrowed_and_paged(client: TestClient) -> None:
    for count in range(3):
        saved(client, {**entry(f"page-{count}", f"{count}쪽은 어디인가요?"), "tags": ["paged"]})

    narrowed: dict[str, str | int] = {"tag": "paged", "status": "draft", "limit": 2, "offset": 1}
    found = client.get(ROOT, params=narrowed, headers=VIEWER).json()
    by_words = client.get(ROOT, params={"q": "2쪽은"}, headers=VIEWER).json()

    assert found["total"] == 3
    assert [each["id"] for each in found["items"]] == ["page-1", "page-2"]
    assert [each["id"] for each in by_words["items"]] == ["page-2"]


def test_a_wrong_entry_is_refused_by_field(client: TestClient) -> None:
    refused = saved(client, entry("wrong", "답이 없나요?", " "))

    assert refused.status_code == 422
    assert "entry.answer" in refused.json()["detail"]


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    got = [
        client.get(f"{ROOT}/nothing", headers=VIEWER),
        client.get(f"{ROOT}/nothing/versions", headers=VIEWER),
        done(client, "nothing", "publish"),
        done(client, "nothing", "rollback", version=1),
    ]

    assert {each.status_code for each in got} == {404}


@pytest.mark.parametrize(
    ("headers", "read", "draft", "publish"),
    [
        ({}, 401, 401, 401),
        (bearer(user_id="u", tenant_id="default"), 403, 403, 403),
        (bearer(user_id="u", tenant_id="default", roles=["customer"]), 403, 403, 403),
        (VIEWER, 200, 403, 403),
        (EDITOR, 200, 201, 403),
        (bearer(user_id="u", tenant_id="default", role="admin"), 200, 201, 200),
    ],
    ids=["no token", "no role", "unknown role", "viewer", "editor", "admin"],
)
def test_roles_decide_who_reads_drafts_and_publishes(
    client: TestClient,
    headers: dict[str, str],
    read: int,
    draft: int,
    publish: int,
    request: pytest.FixtureRequest,
) -> None:
    faq_id = f"role-{request.node.callspec.id.replace(' ', '-')}"
    saved(client, entry(f"{faq_id}-old", "먼저 있던 것인가요?"))

    got = [
        client.get(ROOT, headers=headers),
        client.post(ROOT, json={"entry": entry(faq_id, "누구인가요?")}, headers=headers),
        client.post(f"{ROOT}/{faq_id}-old/publish", json={}, headers=headers),
    ]

    assert [each.status_code for each in got] == [read, draft, publish]


def test_a_sheet_goes_out_and_comes_back_unchanged(client: TestClient) -> None:
    for form in ("xlsx", "csv"):
        sheet = client.get(SHEET, params={"format": form}, headers=VIEWER)
        back = client.post(SHEET, content=sheet.content, headers=EDITOR)

        assert back.status_code == 200, back.text
        assert back.json()["rows"] == []
        assert back.json()["counts"]["same"] > 10


def test_a_sheet_is_looked_at_and_then_taken_whole(client: TestClient, ask: Ask) -> None:
    sheet = "아이디,질문,답변\nferry,유람선은 몇 시에 떠나요?,열 시에 떠납니다.\n".encode()

    looked = client.post(SHEET, params={"dry_run": True}, content=sheet, headers=EDITOR).json()
    missing = client.get(f"{ROOT}/ferry", headers=VIEWER).status_code
    params: dict[str, str | bool] = {"publish": True, "reason": "봄"}
    refused = client.post(SHEET, params=params, content=sheet, headers=EDITOR).status_code
    taken = client.post(SHEET, params=params, content=sheet, headers=PUBLISHER).json()

    assert (looked["written"], looked["counts"]["new"]) == (False, 1)
    assert (missing, refused) == (404, 403)
    assert taken["written"]
    assert ask("유람선은 몇 시에 떠나요?") == "열 시에 떠납니다."


def test_one_wrong_row_keeps_a_sheet_out_and_is_named(client: TestClient) -> None:
    sheet = "아이디,질문,답변\nhalf,반만 되나요?,예\nhalf-2,반만 되나요,\n".encode()

    answer = client.post(SHEET, content=sheet, headers=EDITOR).json()

    assert (answer["written"], answer["errors"]) == (False, 1)
    assert answer["findings"][0]["row"] == 3
    assert answer["findings"][0]["column"] == "답변"
    assert client.get(f"{ROOT}/half", headers=VIEWER).status_code == 404


@pytest.mark.parametrize(
    ("sheet", "words"),
    [(b"", "empty"), (b"PK\x03\x04junk", "broken"), ("가,나\n1,2".encode(), "no sheet has")],
    ids=["empty", "broken", "other"],
)
def test_a_file_that_is_no_sheet_says_what_to_do(
    client: TestClient, sheet: bytes, words: str
) -> None:
    refused = client.post(SHEET, content=sheet, headers=EDITOR)

    assert refused.status_code == 422
    assert words in refused.json()["detail"]


def test_a_sheet_may_be_larger_than_other_requests_but_not_too_large(client: TestClient) -> None:
    large = client.post(SHEET, content=b"x" * 890 * 1024, headers=EDITOR)
    too_large = client.post(SHEET, content=b"x" * 901 * 1024, headers=EDITOR)
    in_pieces = client.post(SHEET, content=(b"x" * 1024 for _ in range(1000)), headers=EDITOR)

    assert large.status_code == 422
    assert too_large.status_code == 413
    assert in_pieces.status_code == 413


def test_a_question_is_tried_and_explained(client: TestClient) -> None:
    saved(client, entry("tried", "도서관 회원증은 어떻게 만드나요?"))
    done(client, "tried", "publish")

    asked = {"question": "도서관 회원증 만들려면요?"}
    found = client.post("/api/admin/faq-test", json=asked, headers=VIEWER).json()

    assert found["hits"][0]["id"] == "tried"
    assert found["hits"][0]["use"] in {"answer", "offer"}
    assert found["offered_above"] < found["answered_above"]


def test_all_wordings_are_tried(client: TestClient) -> None:
    tried = client.post("/api/admin/faq-trial", headers=VIEWER).json()

    assert tried["texts"] > 20
    assert 0.5 < tried["hit_at_1"] <= tried["hit_at_5"] <= 1


def test_the_parts_of_an_answer_reach_the_chat_and_its_history(client: TestClient) -> None:
    parts = [
        {"kind": "list", "text": "준비물", "items": ["신분증"]},
        {"kind": "link", "text": "약도", "url": "https://bank.example/0101234567"},
    ]
    question = "전망대 입장 준비물이 뭐예요?"
    saved(client, {**entry("tower", question, "둘이 필요합니다."), "parts": parts})
    done(client, "tower", "publish")
    opened = client.post("/v1/sessions", json={}).json()
    headers = {"Authorization": f"Bearer {opened['token']}"}

    reply = client.post("/v1/chat", json={"message": question}, headers=headers).json()
    history = client.get(f"/v1/sessions/{opened['session_id']}/history", headers=headers).json()

    assert reply["parts"] == [{"kind": "text", "text": "둘이 필요합니다."}, *parts]
    assert history["turns"][0]["bot"]["parts"] == reply["parts"]
    assert history["turns"][0]["bot"]["may_rate"]
