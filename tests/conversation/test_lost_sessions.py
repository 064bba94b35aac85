"""A new process each turn, with the sessions lost: scenarios with secrets still end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest

from aicc.deadline import Deadline
from aicc.domain.turn import Channel, Incoming, Reply, TurnRecord
from aicc.errors import StoreError
from aicc.packs.from_files import flow_from_plain
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.jsontext import to_text
from aicc.stores.secrets.memory import MemorySecrets
from aicc.stores.secrets.seal import Seal
from aicc.stores.sessions.memory import MemorySessions
from aicc.stores.sessions.port import Lease
from aicc.wiring import Parts, memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline
from tests.test_engine import TickingClock

KEY = "a hundred small boats on the river at night"
VISIT = "매장 방문 예약하고 싶어요"
SAID_SO = "한 번만 다시 여쭙겠습니다"


class LostSessions(MemorySessions):
    """Each turn finds an empty store."""

    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        self.erase(tenant_id, session_id, deadline)
        return super().open(tenant_id, session_id, deadline)


@dataclass(slots=True, kw_only=True)
class Forgetful:
    """What is known of the turns before is in history, and in the secrets where there is a key.
    `keeps_sessions`: and in the session store, as it is written there."""

    pack: Pack
    key: str = ""
    keeps_sessions: bool = False
    clock: TickingClock = field(default_factory=TickingClock)
    parts: Parts = field(init=False)
    engine: ChatEngine = field(init=False)
    turns: int = 0

    def __post_init__(self) -> None:
        self.parts = replace(
            memory_parts(self.pack, self.clock),
            sessions=MemorySessions() if self.keeps_sessions else LostSessions(),
            secrets=MemorySecrets(self.clock),
            seal=Seal(self.key) if self.key else None,
        )
        self.restart()

    def restart(self) -> None:
        self.engine = engine_from(self.parts, clock=self.clock)

    def say(self, text: str) -> Reply:
        self.turns += 1
        incoming = Incoming(
            session_id="s1",
            user_id="u1",
            message_id=f"m{self.turns}",
            channel=Channel.CHAT,
            text=text,
        )
        return self.engine.reply(incoming, a_deadline(30))

    def say_all(self, *texts: str) -> Reply:
        return [self.say(text) for text in texts][-1]

    @property
    def records(self) -> str:
        turns = self.parts.history.recent("default", "s1", a_deadline(), 50)
        return to_text({turn.turn_id: str(turn) for turn in turns})

    @property
    def item(self) -> str:
        item = self.parts.secrets.get("default", "s1", a_deadline())
        return Seal(self.key).open("default", "s1", item.sealed).decode() if item else ""


@cache
def shipped(name: str) -> Pack:
    return load_pack(name)


def a_pack(*steps: Mapping[str, Any]) -> Pack:
    """The shop, where these steps take the place of the visit's."""
    pack = shipped("shopping")
    plain = {"store_visit": {"name": "방문", "steps": list(steps)}}
    flows = {name: flow_from_plain(name, flow) for name, flow in plain.items()}
    return replace(pack, flows={**pack.flows, **flows}, plain_flows={**pack.plain_flows, **plain})


PHONE = {"id": "phone", "message": "번호는요?", "input_type": "phone", "secret": True,
         "next_step": "day"}  # fmt: skip
DAY = {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "at"}
AT = {"id": "at", "message": "몇 시입니까?", "input_type": "time", "next_step": "sure"}
SURE = {"id": "sure", "message": "{day:day} {at:time} 맞습니까?", "input_type": "confirm",
        "branches": {"yes": "done", "no": "stopped"}}  # fmt: skip
DONE = {"id": "done", "message": "{day:day} {at:time}에 {phone:masked} 번호로 잡았습니다."}
STOPPED = {"id": "stopped", "message": "잡지 않았습니다."}
BOOKING = (PHONE, DAY, AT, SURE, DONE, STOPPED)


@pytest.fixture
def forgetful() -> Forgetful:
    return Forgetful(pack=a_pack(*BOOKING))


def test_without_a_key_the_secret_is_asked_once_more_and_the_scenario_ends(
    forgetful: Forgetful,
) -> None:
    again = forgetful.say_all(VISIT, "010-0000-5678", "내일", "세 시", "네")
    done = forgetful.say("010-0000-5678")

    assert again.step_id == "phone"
    assert SAID_SO in again.text
    assert done.text == "3월 3일 화요일 오후 3시에 ***-****-5678 번호로 잡았습니다."
    assert done.ended


def test_with_the_key_nothing_is_asked_twice() -> None:
    forgetful = Forgetful(pack=a_pack(*BOOKING), key=KEY)

    done = forgetful.say_all(VISIT, "010-0000-5678", "내일", "세 시", "네")

    assert done.ended
    assert "***-****-5678" in done.text


def test_what_needs_no_secret_goes_on_without_it(forgetful: Forgetful) -> None:
    stopped = forgetful.say_all(VISIT, "010-0000-5678", "내일", "세 시", "아니요")

    assert stopped.text == "잡지 않았습니다."


def test_the_sentence_of_the_turn_is_applied(forgetful: Forgetful) -> None:
    asked = forgetful.say_all(VISIT, "010-0000-5678", "내일", "세 시", "아니 두 시로")
    done = forgetful.say_all("네", "010-0000-5678")

    assert asked.step_id == "sure"
    assert "오후 2시" in asked.text
    assert "오후 2시" in done.text
    assert done.ended


def test_a_yes_to_what_named_the_secret_is_asked_for_again() -> None:
    sure = {**SURE, "message": "{phone:masked} 번호가 맞습니까?"}
    forgetful = Forgetful(pack=a_pack(PHONE, DAY, AT, sure, DONE, STOPPED))

    again = forgetful.say_all(VISIT, "010-0000-5678", "내일", "세 시")
    asked = forgetful.say("010-0000-9999")

    assert again.step_id == "phone"
    assert asked.step_id == "sure"
    assert "***-****-9999" in asked.text


def test_what_cannot_be_kept_together_ends_with_a_person_and_never_circles() -> None:
    code = {"id": "code", "message": "코드는요?", "input_type": "digits", "secret": True,
            "next_step": "sure"}  # fmt: skip
    done = {"id": "done", "message": "{phone:masked}, {code:masked} 확인했습니다."}
    forgetful = Forgetful(
        pack=a_pack({**PHONE, "next_step": "code"}, code, SURE_BARE, done, STOPPED)
    )
    said = [VISIT, "010-0000-5678", "4321", "네", "010-0000-5678", "4321"]

    *_, last = [forgetful.say(text) for text in said]
    person = forgetful.say("네")

    assert "상담원의 도움을 받으시겠습니까" in last.text
    assert last.ended
    assert person.handoff is not None


SURE_BARE = {**SURE, "message": "진행할까요?"}


def test_with_a_new_process_each_turn_it_is_the_same(forgetful: Forgetful) -> None:
    replies = []
    for text in (VISIT, "010-0000-5678", "내일", "세 시", "네", "010-0000-5678"):
        forgetful.restart()
        replies.append(forgetful.say(text))

    assert [each.step_id for each in replies] == ["phone", "day", "at", "sure", "phone", "done"]


@pytest.mark.parametrize("key", ["", KEY], ids=["no key", "key"])
@pytest.mark.parametrize("keeps_sessions", [True, False], ids=["sessions kept", "lost"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("banking", ["잔액 조회해 주세요", "1234567", "예금계좌", "1234567"]),
        ("general", ["전화 상담 예약할게요", "나도향", "010-0000-5678", "결제",
                     "내일 오전 10시", "네", "나도향", "010-0000-5678", "네"]),
        ("banking", ["카드 잃어버렸어요", "1234567", "신용카드", "1234567", "네", "네", "1234567"]),
    ],
    ids=["balance", "callback", "card loss"],
)  # fmt: skip
def test_every_scenario_with_a_secret_ends(
    name: str, said: Sequence[str], *, keeps_sessions: bool, key: str
) -> None:
    forgetful = Forgetful(pack=shipped(name), key=key, keeps_sessions=keeps_sessions)
    replies: list[Reply] = []
    for text in said:
        replies.append(forgetful.say(text))
        if replies[-1].ended:
            break

    assert replies[-1].ended, [each.text for each in replies]
    for secret in ("1234567", "나도향", "5678"):
        assert secret not in forgetful.records
    assert forgetful.item == ""


def test_the_item_holds_the_secrets_alone_and_goes_with_the_scenario() -> None:
    forgetful = Forgetful(pack=a_pack(*BOOKING), key=KEY)

    forgetful.say_all(VISIT, "010-0000-5678", "내일")
    while_running = forgetful.item
    forgetful.say_all("세 시", "네")

    assert "010-0000-5678" in while_running
    assert "2026-03-03" not in while_running
    assert forgetful.item == ""


def test_a_session_under_the_key_holds_no_secret() -> None:
    forgetful = Forgetful(pack=a_pack(*BOOKING), key=KEY, keeps_sessions=True)

    forgetful.say_all(VISIT, "010-0000-5678", "내일")
    session = forgetful.parts.sessions.load("default", "s1", a_deadline())

    assert session is not None
    assert session.run is not None
    assert session.run.lost == ("phone",)
    assert "5678" not in str(session.to_json())


def test_with_the_item_away_the_secret_is_asked_once_more() -> None:
    forgetful = Forgetful(pack=a_pack(*BOOKING), key=KEY, keeps_sessions=True)
    forgetful.say_all(VISIT, "010-0000-5678", "내일", "세 시")
    forgetful.parts.secrets.erase("default", "s1", a_deadline())

    again = forgetful.say("네")
    done = forgetful.say("010-0000-5678")

    assert SAID_SO in again.text
    assert done.ended


def test_an_item_that_was_sealed_with_another_key_is_as_good_as_none() -> None:
    forgetful = Forgetful(pack=a_pack(*BOOKING), key=KEY)
    forgetful.say_all(VISIT, "010-0000-5678", "내일", "세 시")
    forgetful.parts = replace(forgetful.parts, seal=Seal(KEY[::-1]))
    forgetful.restart()

    again = forgetful.say("네")

    assert again.step_id == "phone"


def test_after_a_long_silence_the_secret_is_gone_from_its_item_too() -> None:
    forgetful = Forgetful(pack=a_pack(*BOOKING), key=KEY)
    forgetful.say_all(VISIT, "010-0000-5678", "내일")
    forgetful.clock.move(forgetful.pack.idle_s + 1)

    reply = forgetful.say("세 시")

    assert reply.step_id == "phone"
    assert forgetful.item == ""


class HistoryAwayOnce(MemoryHistory):
    """Refuses one turn."""

    def __init__(self) -> None:
        super().__init__()
        self.is_away = False

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        if self.is_away:
            self.is_away = False
            raise StoreError("away")
        super().append_many(turns, deadline)


@pytest.mark.parametrize(
    "before", [["010-0000-5678", "내일", "세 시"], []], ids=["at the end", "at the secret"]
)
def test_a_turn_that_was_not_kept_is_made_again_with_its_secrets(before: list[str]) -> None:
    forgetful = Forgetful(pack=a_pack(*BOOKING), key=KEY, keeps_sessions=True)
    history = HistoryAwayOnce()
    forgetful.parts = replace(forgetful.parts, history=history)
    forgetful.restart()
    forgetful.say_all(VISIT, *before)
    text, history.is_away = "네" if before else "010-0000-5678", True

    with pytest.raises(StoreError):
        forgetful.say(text)
    forgetful.turns -= 1
    reply = forgetful.say(text)

    assert SAID_SO not in reply.text
    assert reply.step_id == ("done" if before else "day")
