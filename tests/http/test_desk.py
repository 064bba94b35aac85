"""People at the desk: a request is taken by one of them, talked about, given back, closed."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from aicc.clock import TEST_NOW, HandClock
from aicc.domain.account import Account
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from api.desk_watch import give_back
from chatbot_engine import engine_from
from tests.fakes import a_deadline
from tests.http.conftest import SECRET, bearer

DESK = "/api/admin/desk/tickets"
KIM = bearer(user_id="kim", tenant_id="default", roles=["human_agent"], name="김가나")
LEE = bearer(user_id="lee", tenant_id="default", roles=["human_agent"], name="이다라")
BOSS = bearer(user_id="boss", tenant_id="default", roles=["supervisor"])


class Call:
    """A visitor in the widget, and the desk behind it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        opened = client.post("/v1/sessions", json={}).json()
        self.session_id = opened["session_id"]
        self.visitor = {"Authorization": f"Bearer {opened['token']}"}
        self.number = ""

    def say(self, text: str, message_id: str = "") -> dict[str, Any]:
        body = {"message": text, **({"message_id": message_id} if message_id else {})}
        answer = self.client.post("/v1/chat", json=body, headers=self.visitor)
        assert answer.status_code == 200, answer.text
        reply: dict[str, Any] = answer.json()
        self.number = (reply["handoff"] or {}).get("ticket", self.number)
        return reply

    def told(self, text: str, message_id: str = "") -> str:
        return "\n".join(part["text"] for part in self.say(text, message_id)["parts"])

    def desk(self, act: str, body: object = None, by: dict[str, str] = KIM) -> Any:
        return self.client.post(f"{DESK}/{self.number}/{act}", json=body, headers=by)

    def file(self, by: dict[str, str] = KIM) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"{DESK}/{self.number}", headers=by).json()
        return found

    def last_turn(self) -> str:
        path = f"/v1/sessions/{self.session_id}/history"
        turn = self.client.get(path, headers=self.visitor).json()["turns"][-1]
        return "\n".join(part["text"] for part in turn["bot"]["parts"])


@pytest.fixture(scope="module")
def clock() -> HandClock:
    return HandClock(TEST_NOW + timedelta(days=1))  # the day before, nobody is there


@pytest.fixture(scope="module")
def client(clock: HandClock, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("data")
    environ = {"AICC_DATA_DIR": str(folder), "JWT_SECRET": SECRET, "AICC_ADDRESS_RATE": "0"}
    settings = Settings.load(environ)
    engine = engine_from(memory_parts(load_pack("banking"), clock), clock=clock)
    return TestClient(create_app(settings, engine=engine, clock=clock))


@pytest.fixture
def call(client: TestClient) -> Call:
    """Who asked for a person in the middle of a scenario."""
    call = Call(client)
    call.say("카드를 잃어버렸어요")
    call.say("상담원 연결해 주세요")
    return call


def test_a_person_takes_a_request_and_talks_while_the_bot_is_silent(call: Call) -> None:
    taken = call.desk("take", {})

    assert taken.json()["held_by"] == {"id": "kim", "name": "김가나"}
    assert "김가나님이 연결되었습니다" in call.last_turn()
    reply = call.say("제 번호는 010-0000-1234예요", "m1")
    assert reply["parts"] == []
    assert reply["handoff"] == {"ticket": call.number, "state": "taken"}
    assert call.desk("messages", {"text": "확인해 드릴게요", "id": "p1"}).status_code == 201
    said = [(each["speaker"], each["text"]) for each in call.file()["messages"][1:]]
    assert [speaker for speaker, _ in said] == ["visitor", "human_agent"]
    assert "0000-12" not in said[0][1]


def test_a_sentence_that_is_sent_again_reaches_the_person_once(call: Call) -> None:
    call.desk("take", {})

    call.say("여보세요", "m1")
    call.say("여보세요", "m1")
    call.desk("messages", {"text": "네", "id": "p1"})
    call.desk("messages", {"text": "네", "id": "p1"})

    assert [each["id"] for each in call.file()["messages"][1:]] == ["m1", "p1"]


def test_when_the_person_closes_the_bot_goes_on_at_its_step(call: Call) -> None:
    call.desk("take", {})

    closed = call.desk("close", {"result": "solved", "note": "끝냄"})

    assert (closed.json()["state"], closed.json()["result"]) == ("closed", "solved")
    assert "상담이 끝났습니다" in call.last_turn()
    assert "카드 분실 신고를 진행하겠습니다" in call.last_turn()
    assert "고객번호" in call.last_turn()
    assert "어떤 카드" in call.told("1234567")


def test_a_request_that_was_closed_without_a_talk_is_told_to_be_done(call: Call) -> None:
    call.desk("close", {"result": "callback"})

    assert f"{call.number}번의 처리가 끝났습니다" in call.last_turn()
    assert "고객번호" in call.last_turn()


def test_a_request_that_was_given_back_waits_and_the_bot_helps_on(call: Call) -> None:
    call.desk("take", {})

    call.desk("release")

    assert "다른 상담원을 기다리고 있습니다" in call.last_turn()
    waiting = call.client.get(DESK, headers=LEE).json()["items"]
    assert call.number in {each["number"] for each in waiting}
    assert "어떤 카드" in call.told("1234567")


def test_of_two_who_press_take_one_holds_it_and_the_other_is_told_who(call: Call) -> None:
    call.desk("take", {})

    refused = call.desk("take", {}, by=LEE)

    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    told = refused.json()
    assert (told["code"], told["state"]) == ("ticket_conflict", "taken")
    assert told["held_by"] == {"id": "kim", "name": "김가나"}
    for act, body in (
        ("release", None),
        ("close", {"result": "spam"}),
        ("messages", {"text": "네", "id": "p1"}),
    ):
        assert call.desk(act, body, by=LEE).status_code == 409
    assert call.desk("take", {}).status_code == 200


def test_a_supervisor_gives_back_whoever_holds_it(call: Call) -> None:
    call.desk("take", {})

    assert call.desk("release", by=BOSS).json()["state"] == "kept"


def test_a_request_is_handed_to_a_person_who_alone_may_take_it(call: Call) -> None:
    call.desk("take", {})

    handed = call.desk("transfer", {"queue": "loan", "to": "lee"}).json()

    assert (handed["queue"], handed["to"], handed["state"]) == ("loan", "lee", "kept")
    assert call.desk("take", {}).status_code == 409
    assert call.desk("take", {}, by=LEE).json()["held_by"]["id"] == "lee"
    assert "이다라님이 연결되었습니다" in call.last_turn()


def test_a_queue_that_the_pack_has_not_is_refused(call: Call) -> None:
    call.desk("take", {})

    refused = call.desk("transfer", {"queue": "no-such-queue"})

    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_queue")
    assert call.file()["ticket"]["state"] == "taken"


def test_a_person_without_an_account_is_refused_where_there_are_accounts(call: Call) -> None:
    service = call.client.app.state.service  # type: ignore[attr-defined] # any ASGI application
    account = Account(
        name="lee", called="이다라", role="human_agent", tenant_id="default", hashed="made up",
        made_at=TEST_NOW, changed_at=TEST_NOW,
    )  # fmt: skip
    call.desk("take", {})
    service.accounts.add(account, a_deadline())
    try:
        refused = call.desk("transfer", {"to": "nobody"})
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown_person")
        assert call.desk("transfer", {"to": "lee"}).json()["to"] == "lee"
    finally:
        service.accounts.remove("lee", a_deadline())


def test_a_closed_request_opens_again_unless_there_is_another(call: Call) -> None:
    call.desk("take", {})
    call.desk("close", {"result": "not_solved"})
    assert call.desk("take", {}).status_code == 409
    assert call.desk("reopen").json()["state"] == "kept"
    call.desk("take", {})
    assert "김가나님이 연결되었습니다" in call.last_turn()
    call.desk("close", {"result": "solved"})
    closed = call.number

    call.say("상담원 연결해 주세요")

    assert call.number != closed
    call.number = closed
    assert call.desk("reopen").status_code == 409


def test_who_wants_the_bot_again_is_asked_and_comes_back_where_they_were(call: Call) -> None:
    call.desk("take", {})

    asked = call.told("그냥 봇으로 돌아갈게요")
    back = call.told("봇과 계속할게요")

    assert "저와 계속하시려면" in asked
    assert "상담을 마쳤습니다" in back
    assert "카드 분실 신고를 진행하겠습니다" in back
    file = call.file()
    assert file["ticket"]["state"] == "withdrawn"
    assert "그냥 봇으로 돌아갈게요" in [each["text"] for each in file["messages"]]


def test_danger_is_told_to_the_customer_and_to_the_person(call: Call) -> None:
    call.desk("take", {})

    warned = call.told("방금 검찰이라면서 돈을 안전계좌로 보내래요")

    assert warned
    texts = [each["text"] for each in call.file()["messages"]]
    assert any("검찰" in each for each in texts)
    assert warned in texts
    assert call.file()["ticket"]["state"] == "taken"


def test_the_file_says_what_is_wanted_and_not_only_the_last_sentence(call: Call) -> None:
    file = call.file()

    assert file["summary"]["topic"] == "카드 분실 신고"
    assert file["summary"]["said"] == "카드를 잃어버렸어요"
    assert file["ticket"]["wish"] == "카드 분실 신고 · 카드를 잃어버렸어요"
    assert next(each["said"] for each in file["turns"]) == "카드를 잃어버렸어요"


def test_asking_again_tells_the_place_and_makes_no_second_request(call: Call) -> None:
    first = call.number

    again = call.told("상담원 언제 연결돼요 상담원 연결해 주세요")

    assert call.number == first
    assert first in again
    assert "먼저 기다리시는 분" in again
    assert "알 수 없습니다" in again or "분쯤" in again


def test_who_gives_no_sign_loses_the_request_to_the_queue(call: Call, clock: HandClock) -> None:
    call.desk("take", {})
    service: Any = call.client.app.state.service  # type: ignore[attr-defined] # any ASGI application

    clock.move(service.settings.desk_away_s - 1)
    give_back(service)
    still = call.file(LEE)["ticket"]["state"]
    clock.move(2)
    give_back(service)

    assert still == "taken"
    assert call.file(LEE)["ticket"]["state"] == "kept"
    assert "다른 상담원을 기다리고 있습니다" in call.last_turn()


def test_a_page_that_is_loaded_again_gets_each_message_once_in_order(call: Call) -> None:
    call.desk("take", {})
    call.say("여보세요", "m1")
    call.desk("messages", {"text": "네 말씀하세요", "id": "p1"})

    page = call.client.get(f"/v1/sessions/{call.session_id}/history", headers=call.visitor).json()

    assert page["desk"]["state"] == "taken"
    assert page["desk"]["name"] == "김가나"
    assert [(each["id"], each["text"]) for each in page["desk"]["messages"]] == [
        ("p1", "네 말씀하세요")
    ]
    assert [each["message_id"] for each in page["turns"]].count("m1") == 1


def test_what_a_step_keeps_secret_reaches_nobody(call: Call) -> None:
    call.desk("take", {})

    call.say("1234567이에요", "m1")

    assert "1234567" not in str(call.file())
    assert [each["text"] for each in call.file()["messages"] if each["id"] == "m1"] == ["***"]


def test_a_conversation_that_is_deleted_takes_its_request_along(call: Call) -> None:
    call.desk("take", {})
    call.say("여보세요", "m1")

    call.client.delete(f"/v1/sessions/{call.session_id}", headers=call.visitor)

    assert call.client.get(f"{DESK}/{call.number}", headers=KIM).status_code == 404
    assert call.desk("messages", {"text": "네", "id": "p1"}).status_code == 404


def test_roles_that_do_not_reach_the_desk_see_nothing_of_it(call: Call) -> None:
    publisher = bearer(user_id="park", tenant_id="default", roles=["publisher"])

    assert call.client.get(DESK, headers=publisher).status_code == 403
    assert call.client.get(DESK).status_code == 401
    assert call.client.get("/api/admin/faqs", headers=KIM).status_code == 403
    assert call.client.get(f"{DESK}/A-9999", headers=KIM).status_code == 404
    assert call.desk("notes", {"text": "  "}).status_code == 422


def test_every_act_is_in_the_audit(call: Call) -> None:
    call.desk("take", {})

    audit: Any = call.client.app.state.service.audit  # type: ignore[attr-defined] # any ASGI application
    row = audit.rows(date.min, a_deadline())[-1].entry
    assert row.what.endswith("/take")
    assert row.about == call.number
    assert row.actor.startswith("staff:")


def test_nothing_is_said_to_a_customer_who_could_not_hear_it(client: TestClient) -> None:
    customer = bearer(user_id="u1", tenant_id="default")
    body = {"user_id": "u1", "session_id": "s1", "message": "상담원 연결해 주세요"}
    client.post("/chat", json=body, headers=customer)
    number = client.get(DESK, headers=KIM).json()["items"][-1]["number"]

    client.post(f"{DESK}/{number}/take", json={}, headers=KIM)
    said = client.post(f"{DESK}/{number}/messages", json={"text": "네", "id": "p"}, headers=KIM)
    on = client.post("/chat", json={**body, "message": "영업시간 알려 주세요"}, headers=customer)

    assert (said.status_code, said.json()["code"]) == (422, "not_live")
    assert "연결되었습니다" not in on.json()["response"]
    assert on.json()["response"]
