"""What the edge does to every request: limits, headers, a crash that is told once."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from aicc.settings import Settings
from api.app import create_app
from api.intake import Intake
from api.limits import neighbours
from api.problems import HttpProblem
from chatbot_engine import ChatEngine

from .conftest import SECRET, MakeClient, bearer

CHAT = {"user_id": "user123", "session_id": "s-1", "message": "안녕하세요"}


def test_a_crash_keeps_its_request_id_and_is_told_once(
    make_client: MakeClient, capfd: pytest.CaptureFixture[str]
) -> None:
    client = make_client()
    app = client.app
    assert isinstance(app, FastAPI)

    @app.get("/v1/broken")
    def broken() -> None:
        raise RuntimeError("a made-up fault")

    answer = client.get("/v1/broken", headers={"X-Request-ID": "abc-1"})

    told = [line for line in capfd.readouterr().err.splitlines() if "made-up fault" in line]
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.headers["x-request-id"] == "abc-1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [json.loads(line)["request_id"] for line in told] == ["abc-1"]


@pytest.mark.parametrize("path", ["/v1/sessions", "/v1/chat", "/chat", "/api/admin/faqs"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://[::1"}, {"Host": "[::1", "Origin": "http://x"}, {"Origin": "null"}],
    ids=["origin", "host", "no origin at all"],
)  # fmt: skip
def test_a_malformed_origin_or_host_is_refused(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    method = "GET" if path == "/api/admin/faqs" else "POST"

    answer = client.request(method, path, json=CHAT, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "origin")


def test_a_page_whose_name_was_resolved_to_us_is_refused(make_client: MakeClient) -> None:
    rebound = {"Host": "evil.example", "Origin": "http://evil.example"}

    local = make_client().post("/chat", json=CHAT, headers=rebound)
    named = make_client(AICC_PUBLIC_HOSTS="evil.example").post("/chat", json=CHAT, headers=rebound)

    assert (local.status_code, local.json()["code"]) == (403, "host")
    assert named.status_code == 200


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_a_page_of_this_machine_is_not(client: TestClient, host: str) -> None:
    answer = client.post("/chat", json=CHAT, headers={"Host": host, "Origin": f"http://{host}"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "stored"),
    [("/health", True), ("/", True), ("/static/aicc-chat.js", True), ("/v1/sessions", False),
     ("/chat", False), ("/api/admin/faqs", False), ("/metrics", False)],
)  # fmt: skip
def test_every_answer_says_what_a_browser_may_do_with_it(
    client: TestClient, path: str, stored: bool
) -> None:
    headers = client.get(path).headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert (headers.get("cache-control") != "no-store") == stored


def test_https_is_kept_to_where_it_is_known(make_client: MakeClient) -> None:
    client = make_client(AICC_TRUSTED_PROXIES="testclient")

    plain = client.get("/health")
    secure = client.get("/health", headers={"X-Forwarded-Proto": "https"})

    assert "strict-transport-security" not in plain.headers
    assert "max-age" in secure.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [({}, CHAT, 401), (bearer(user_id="user123"), {}, 422)],
    ids=["no token", "not as described"],
)
def test_refusals_are_counted_too(
    make_client: MakeClient, headers: dict[str, str], body: dict[str, str], status: int
) -> None:
    client = make_client(JWT_SECRET=SECRET, AICC_ADDRESS_RATE="3")

    got = [client.post("/chat", json=body, headers=headers).status_code for _ in range(4)]

    assert got == [status] * 3 + [429]


@pytest.mark.parametrize(
    ("proxies", "last"), [("", 429), ("testclient", 200)], ids=["nobody is believed", "a proxy is"]
)
def test_a_made_up_address_counts_only_where_its_proxy_is_trusted(
    make_client: MakeClient, proxies: str, last: int
) -> None:
    client = make_client(AICC_ADDRESS_RATE="2", AICC_TRUSTED_PROXIES=proxies)

    got = [
        client.post("/chat", json=CHAT, headers={"X-Forwarded-For": f"10.0.0.{at}"}).status_code
        for at in range(3)
    ]

    assert got == [200, 200, last]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("nowhere", "nowhere", True),
    ],
)
def test_a_household_is_one_address(one: str, other: str, same: bool) -> None:
    assert (neighbours(one) == neighbours(other)) == same


@pytest.mark.parametrize("tenant", ["x" * 65, "a/b", "010-1234-5678", "은행", "-bank"])
def test_a_tenant_has_a_name_of_its_own(make_client: MakeClient, tenant: str) -> None:
    client = make_client(JWT_SECRET=SECRET, AICC_TENANTS="on")

    answer = client.post("/v1/sessions", json={}, headers={b"X-Tenant-ID": tenant.encode()})

    assert (answer.status_code, answer.json()["code"]) == (400, "tenant_invalid")


@pytest.mark.parametrize("field", ["user_id", "session_id", "message_id"])
@pytest.mark.parametrize("number", ["010-1234-5678", "kakao_01012345678", "900101-1234567"])
def test_an_id_that_is_somebodys_number_is_refused_and_not_repeated(
    client: TestClient, field: str, number: str
) -> None:
    answer = client.post("/chat", json={**CHAT, field: number})

    assert answer.status_code == 422
    assert field in answer.json()["detail"]
    assert number not in answer.text


@pytest.mark.parametrize("name", ["1712309308800", "20260001", "m-1705266673612", "user123"])
def test_a_number_that_a_machine_gave_is_an_id(client: TestClient, name: str) -> None:
    assert client.post("/chat", json={**CHAT, "message_id": name}).status_code == 200


def test_a_request_id_that_is_somebodys_number_is_not_kept(client: TestClient) -> None:
    answer = client.get("/health", headers={"X-Request-ID": "010-1234-5678"})

    assert "1234" not in answer.headers["x-request-id"]


def test_an_address_names_all_that_it_takes(client: TestClient) -> None:
    assert client.patch("/api/admin/faqs").headers["allow"] == "GET, POST"
    assert client.get("/chat").headers["allow"] == "POST"


def test_without_room_a_request_is_shed_and_told_to_come_back(
    engine: ChatEngine, tmp_path: Path
) -> None:
    environ = {"AICC_DATA_DIR": str(tmp_path), "AICC_MOST_AT_ONCE": "0"}
    client = TestClient(create_app(Settings.load(environ), engine=engine))

    shed = client.post("/chat", json=CHAT)

    assert (shed.status_code, shed.json()["code"]) == (503, "overloaded")
    assert int(shed.headers["retry-after"]) >= 1
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize(("most", "given_up_s"), [(64 * 1024, 18.0), (20 * 1024**2, 162.0)])
def test_a_body_that_drips_is_given_up_however_lively_it_drips(
    most: int, given_up_s: float
) -> None:
    """A byte every nine seconds; a whole sheet may come at 128 KiB a second."""
    loop = HandLoop()

    async def a_byte() -> Message:
        loop.passed_s += 9
        for _ in range(2):  # so that a time-out which is due comes
            await asyncio.sleep(0)
        return {"type": "http.request", "body": b"{", "more_body": loop.passed_s < 900}

    async def read() -> None:
        intake = Intake(a_byte, most=most, turn_s=1.0)
        scope = a_post("/chat", length=100)
        intake.begin(scope, dict(scope["headers"]))
        while (await intake())["more_body"]:
            pass

    with asyncio.Runner(loop_factory=lambda: loop) as runner, pytest.raises(HttpProblem) as refused:
        runner.run(read())

    assert (refused.value.status_code, refused.value.code) == (408, "too_slow")
    assert loop.passed_s == given_up_s


def test_a_body_that_never_comes_is_told_so(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.intake.BODY_S", 0.01)
    sent: list[Message] = []

    async def never() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def keep(message: Message) -> None:
        sent.append(message)

    app = make_client(AICC_MAX_BODY="64").app

    async def ask() -> None:
        await app(a_post("/chat", length=60), never, keep)

    asyncio.run(ask())

    assert sent[0]["status"] == 408


class HandLoop(asyncio.SelectorEventLoop):
    """Its time passes by hand alone."""

    passed_s = 0.0

    def time(self) -> float:
        return self.passed_s


def a_post(path: str, *, length: int) -> Scope:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [
            (b"host", b"testserver"),
            (b"content-type", b"application/json"),
            (b"content-length", str(length).encode()),
        ],
        "client": ("10.0.0.1", 5000),
        "server": ("testserver", 80),
    }


def test_beyond_so_many_people_an_address_hears_that_none_is_asked_for(tmp_path: Path) -> None:
    first, second = says_one_after_the_other(
        tmp_path, "상담원 연결해 주세요", "상담원 연결해 주세요"
    )

    assert first["ticket"]
    assert second["ticket"] is None
    assert second["response"].startswith("지금은 상담원 연결 요청을 더 접수하지 못했습니다.")


def test_danger_is_answered_and_has_a_person_whatever_was_asked_for_before(tmp_path: Path) -> None:
    said = ("상담원 연결해 주세요", "죽고 싶어요", "보이스피싱을 당해서 돈을 보냈어요")
    _, life, money = says_one_after_the_other(tmp_path, *said)

    assert "109" in life["response"]
    assert "지급 정지" in money["response"]
    assert life["ticket"]
    assert money["ticket"]


def says_one_after_the_other(tmp_path: Path, *said: str) -> list[dict[str, Any]]:
    """Each in a session of its own, from an address that may ask for one person an hour."""
    environ = {"AICC_DATA_DIR": str(tmp_path), "AICC_PACK": "general", "AICC_TICKET_RATE": "1"}
    with TestClient(create_app(Settings.load(environ)), client=("10.0.0.7", 5000)) as client:
        return [
            client.post("/chat", json={**CHAT, "message": text, "session_id": f"s-{at}"}).json()
            for at, text in enumerate(said)
        ]
