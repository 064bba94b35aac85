"""Values and a verified identity that outlive their scenario, as long as the pack says."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from aicc.clock import HandClock
from aicc.domain.turn import Incoming, Reply
from aicc.packs.from_files import flow_from_plain
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.stores.jsontext import to_text
from aicc.stores.secrets.memory import MemorySecrets
from aicc.stores.secrets.seal import Seal
from aicc.stores.sessions.memory import MemorySessions
from aicc.systems.identity.codes import DEMO_CODE
from aicc.wiring import Parts, memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline

KEY = "a hundred small boats on the river at night"
VISIT, RETURN = "매장 방문 예약하고 싶어요", "반품하고 싶어요"
PIN = {"id": "pin", "message": "번호는요?", "input_type": "digits", "secret": True,
       "validation": {"pattern": "[0-9]{6}"}, "next_step": "day"}  # fmt: skip
DAY = {"id": "day", "message": "언제입니까?", "input_type": "date", "next_step": "sure"}
SURE = {"id": "sure", "message": "{pin:masked}, {day:day} 맞습니까?", "input_type": "confirm",
        "branches": {"yes": "done", "no": "pin"}}  # fmt: skip
DONE = {"id": "done", "message": "마쳤습니다."}
STEPS = (PIN, DAY, SURE, DONE)


@cache
def shop() -> Pack:
    return load_pack("shopping")


def a_pack(keep: Mapping[str, str], other: Mapping[str, str] | None = None) -> Pack:
    """Two scenarios that ask for the same number, and keep what is said."""
    keeps = keep if other is None else other
    plain: dict[str, Any] = {
        "store_visit": {"name": "방문", "steps": list(STEPS), "keep": dict(keep)},
        "return_request": {"name": "반품", "steps": list(STEPS), "keep": dict(keeps)},
    }
    flows = {name: flow_from_plain(name, flow) for name, flow in plain.items()}
    pack = shop()
    return replace(pack, flows={**pack.flows, **flows}, plain_flows={**pack.plain_flows, **plain})


@dataclass(slots=True, kw_only=True)
class Talk:
    pack: Pack
    key: str = ""
    clock: HandClock = field(default_factory=HandClock)
    parts: Parts = field(init=False)
    engine: ChatEngine = field(init=False)
    sessions: MemorySessions = field(default_factory=MemorySessions)
    turns: int = 0

    def __post_init__(self) -> None:
        self.parts = replace(
            memory_parts(self.pack, self.clock),
            sessions=self.sessions,
            secrets=MemorySecrets(self.clock),
            seal=Seal(self.key) if self.key else None,
        )
        self.engine = engine_from(self.parts, clock=self.clock)

    def say(self, *texts: str) -> Reply:
        for text in texts:
            self.turns += 1
            self.clock.move(1)
            incoming = Incoming(
                session_id="s1", user_id="u1", message_id=f"m{self.turns}", text=text
            )
            reply = self.engine.reply(incoming, a_deadline(30))
        return reply

    @property
    def written(self) -> str:
        session = self.sessions.load("default", "s1", a_deadline())
        turns = self.parts.history.recent("default", "s1", a_deadline(), 50)
        kept = to_text(session.to_json()) if session and self.key else ""
        return kept + " ".join(str(turn) for turn in turns)


def test_what_is_kept_is_not_asked_again_in_the_next_scenario() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}))
    talk.say(VISIT, "123456", "내일", "네")

    reply = talk.say(RETURN)
    asked = talk.say("모레")

    assert reply.step_id == "day"
    assert reply.trace["remembered"] == ["pin"]
    assert "**3456" in asked.text


def test_by_default_nothing_outlives_its_scenario() -> None:
    talk = Talk(pack=a_pack({}))
    talk.say(VISIT, "123456", "내일", "네")

    assert talk.say(RETURN).step_id == "pin"


def test_a_scenario_that_keeps_nothing_knows_nothing_of_others() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}, other={}))
    talk.say(VISIT, "123456", "내일", "네")

    assert talk.say(RETURN).step_id == "pin"


def test_after_its_time_it_is_asked_again() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}))
    talk.say(VISIT, "123456", "내일", "네")
    talk.clock.move(601)

    assert talk.say(RETURN).step_id == "pin"


def test_using_it_again_gives_it_no_more_time() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}))
    talk.say(VISIT, "123456", "내일", "네")
    talk.clock.move(400)
    again = talk.say(RETURN)
    talk.say("모레", "네")
    talk.clock.move(400)

    assert again.step_id == "day"
    assert talk.say(VISIT).step_id == "pin"


def test_who_goes_back_to_the_question_is_asked_it() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}))
    talk.say(VISIT, "123456", "내일", "네", RETURN, "모레")

    asked = talk.say("아니요")
    other = talk.say("654321")

    assert asked.step_id == "pin"
    assert other.step_id == "day"


def test_another_answer_takes_the_place_of_the_one_that_was_kept() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}))
    talk.say(VISIT, "123456", "내일", "네", RETURN, "모레", "아니요", "654321", "모레", "네")

    asked = talk.say(VISIT, "내일")

    assert "**4321" in asked.text


def test_it_outlives_a_scenario_that_was_cancelled_or_waits() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}))
    talk.say(VISIT, "123456", "취소")

    assert talk.say(RETURN).step_id == "day"


def test_what_no_longer_fits_the_question_is_asked() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}))
    four = {**PIN, "validation": {"pattern": "[0-9]{4}"}}
    flow = flow_from_plain("return_request", {"steps": [four, *STEPS[1:]], "keep": {"pin": "10m"}})
    pack = replace(talk.pack, flows={**talk.pack.flows, "return_request": flow})
    talk.say(VISIT, "123456", "내일", "네")
    talk.engine = engine_from(replace(talk.parts, pack=pack), clock=talk.clock)

    assert talk.say(RETURN).step_id == "pin"


def test_a_kept_secret_is_written_nowhere_in_the_clear() -> None:
    talk = Talk(pack=a_pack({"pin": "10m"}), key=KEY)
    talk.say(VISIT, "123456", "내일", "네", "제 번호 123456 맞죠")

    reply = talk.say(RETURN)

    assert reply.step_id == "day"
    assert "123456" not in talk.written
    item = talk.parts.secrets.get("default", "s1", a_deadline())
    assert item is not None
    assert b"123456" not in item.sealed


def test_after_a_long_silence_it_is_forgotten() -> None:
    talk = Talk(pack=a_pack({"pin": "9h"}), key=KEY)
    talk.say(VISIT, "123456", "내일", "네")
    talk.clock.move(talk.pack.idle_s + 1)

    assert talk.say(RETURN).step_id == "pin"
    assert talk.parts.secrets.get("default", "s1", a_deadline()) is None


def test_a_balance_after_a_transfer_asks_for_no_identity_again() -> None:
    bank = load_pack("banking")
    enters = {"id": "who", "enter": "identity", "branches": {"failed": "no", "locked": "no"},
              "next_step": "told"}  # fmt: skip
    plain: dict[str, Any] = {
        "account_inquiry": {
            "name": "조회",
            "steps": [
                enters,
                {"id": "told", "message": "{person.customer_number:masked} 고객님 잔액입니다."},
                {"id": "no", "message": "확인하지 못했습니다."},
            ],
        }
    }
    flows = {name: flow_from_plain(name, flow) for name, flow in plain.items()}
    keep = {"identity_verified": 600.0, "person": 600.0}
    pack = replace(bank, flows={**bank.flows, **flows}, keep=keep)
    talk = Talk(pack=pack, key=KEY)

    first = talk.say("잔액 조회해 주세요", "1985년 3월 2일", "010-0000-5678", DEMO_CODE)
    again = talk.say("잔액 조회해 주세요")
    talk.clock.move(601)
    late = talk.say("잔액 조회해 주세요")

    assert "고객님 잔액입니다" in first.text
    assert "고객님 잔액입니다" in again.text
    assert late.step_id == "identity_birth_date"
