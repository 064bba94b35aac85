"""Answers and replies that say what a company's system says now."""

from pathlib import Path

import pytest

from aicc.domain.turn import Channel, Incoming, Reply
from aicc.packs.files import LineFinding
from aicc.packs.lint.pack import lint
from aicc.settings import Settings
from aicc.wiring import open_parts
from chatbot_cli.new import new
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline
from tests.systems.system import System, says

ACTIONS = """
actions:
  - name: waiting
    arguments: [now]
    outcomes:
      ok: {people: number}
      closed: []
    http: {method: GET, url: "{{address}}/waiting"}
"""
ENTRY = """
faqs:
  - id: waiting
    category: 안내
    question: 지금 대기 인원이 몇 명인가요?
    variants: [많이 기다려야 하나요]
    answer: "지금 {waiting.people:number}명이 기다립니다. {이것}은 그대로입니다."
    otherwise: 지금은 대기 인원을 알 수 없습니다.
"""
REPLY = """
  crowd:
    chat: "{waiting.people}명이 기다립니다. 천천히 오십시오."
    otherwise: 천천히 오십시오.
"""


@pytest.fixture
def engine(system: System, tmp_path: Path) -> ChatEngine:
    a_pack(system, tmp_path)
    stores = {f"AICC_{store}_STORE": "memory" for store in ("SESSION", "HISTORY", "CONTENT")}
    return engine_from(open_parts(Settings.load({"AICC_PACK": str(tmp_path / "a_pack"), **stores})))


def a_pack(system: System, folder: Path, entry: str = ENTRY) -> Path:
    pack = folder / "a_pack"
    new(pack)
    (pack / "actions.yaml").write_text(ACTIONS.replace("{{address}}", system.address), "utf-8")
    (pack / "faqs.yaml").write_text(entry, "utf-8")
    replies = pack / "replies.yaml"
    said = replies.read_text("utf-8")
    replies.write_text(said + REPLY, "utf-8")
    intents = pack / "intents.yaml"
    written = intents.read_text("utf-8")
    intents.write_text(written.replace("reply: thanks", "reply: crowd"), "utf-8")
    return pack


def asked(engine: ChatEngine, text: str, channel: Channel = Channel.CHAT) -> Reply:
    return engine.reply(
        Incoming(session_id="s1", user_id="u1", message_id=text, text=text, channel=channel),
        a_deadline(30),  # a process's first turn reads its models
    )


def test_an_answer_has_the_value_that_the_system_gives_now(
    system: System, engine: ChatEngine
) -> None:
    system.will(says({"outcome": "ok", "values": {"people": 12}}))

    reply = asked(engine, "지금 대기 인원이 몇 명인가요?")

    assert reply.text == "지금 12명이 기다립니다. {이것}은 그대로입니다."
    assert "now=" in system.asked[0].target


def test_on_the_phone_it_is_in_words(system: System, engine: ChatEngine) -> None:
    system.will(says({"outcome": "ok", "values": {"people": 12}}))

    reply = asked(engine, "지금 대기 인원이 몇 명인가요?", Channel.VOICE)

    assert reply.text.startswith("지금 십이명이")


def test_a_reply_of_an_intent_too(system: System, engine: ChatEngine) -> None:
    system.will(says({"outcome": "ok", "values": {"people": 3}}))

    assert asked(engine, "덕분에 문제가 잘 풀렸습니다").text == "3명이 기다립니다. 천천히 오십시오."


@pytest.mark.parametrize(
    "answer", [says({}, 500), says({"outcome": "closed"}), says({"outcome": "ok", "values": {}})]
)
def test_without_the_value_something_else_is_said(
    system: System, engine: ChatEngine, answer: object
) -> None:
    system.will(answer)  # type: ignore[arg-type]  # one of the answers above

    assert (
        asked(engine, "지금 대기 인원이 몇 명인가요?").text == "지금은 대기 인원을 알 수 없습니다."
    )


@pytest.mark.parametrize(
    ("old", "changed", "wrong"),
    [
        ("", "", ""),
        ("waiting.people", "wating.people", "there is no action wating: did you mean waiting?"),
        ("waiting.people", "waiting.peple", "waiting has no value peple"),
        (":number}", ":numbr}", "unknown format"),
        ("    otherwise: 지금은 대기 인원을 알 수 없습니다.\n", "", "say under otherwise"),
        ("{waiting.people:number}", "여러 ", "otherwise has no effect"),
        ("otherwise: 지금은", 'otherwise: "{waiting.people}', "cannot stand in otherwise"),
    ],
)
def test_what_nothing_gives_is_found(
    system: System, tmp_path: Path, old: str, changed: str, wrong: str
) -> None:
    entry = ENTRY.replace(old, changed) if old else ENTRY
    if wrong.startswith("cannot stand"):
        entry = entry.replace("알 수 없습니다.", '알 수 없습니다."')
    pack = a_pack(system, tmp_path, entry)

    found: list[LineFinding] = [each for each in lint(pack, {}) if each.is_error]

    assert [wrong in each.message for each in found] == ([True] if wrong else [])


def test_an_action_that_must_be_told_something_cannot_be_asked(
    system: System, tmp_path: Path
) -> None:
    pack = a_pack(system, tmp_path)
    actions = pack / "actions.yaml"
    actions.write_text(actions.read_text("utf-8").replace("[now]", "[now, branch]"), "utf-8")

    found = {each.message for each in lint(pack, {}) if each.is_error}

    why = "waiting cannot be asked by an answer: it must be told branch"
    assert found == {f"entry waiting: {why}", f"reply crowd: {why}"}
