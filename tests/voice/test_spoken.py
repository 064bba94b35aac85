"""Replies for the ear: words alone, whole sentences, within what Connect and Lex take."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.channels.connect_voice import write
from aicc.channels.handover import Handover
from aicc.channels.voice_text import LONGEST_SPOKEN, LONGEST_SSML, spoken, spoken_ssml
from aicc.domain.turn import Channel, Handoff, Incoming, Reply
from tests.voice.lambdas_here import a_container, banking

CALL = Incoming(session_id="s", user_id="u", message_id="m", channel=Channel.VOICE)
REPLY = Reply(turn_id="t", at=datetime(2026, 3, 2, tzinfo=UTC), parts=("잔액은 1,234원입니다.",))
CONNECT_BYTES = 32 * 1024


def written(reply: Reply, incoming: Incoming = CALL) -> dict[str, str]:
    return write(incoming, reply, 3, Handover(), "연결해 드리겠습니다.")


def test_a_reply_is_given_as_words_and_as_ssml() -> None:
    answer = written(REPLY)

    assert answer["response_text"] == "잔액은 천이백삼십사 원입니다."
    assert answer["response_ssml"] == "<speak>잔액은 천이백삼십사 원입니다.</speak>"
    assert answer["turn"] == "4"


def test_a_chat_contact_reads_figures_and_has_no_ssml() -> None:
    answer = written(REPLY, replace(CALL, channel=Channel.CHAT))

    assert answer["response_text"] == "잔액은 1,234원입니다."
    assert answer["response_ssml"] == ""


@pytest.mark.parametrize(("goodbye", "ended"), [(True, "true"), (False, "false")])
def test_a_goodbye_ends_the_call_and_the_end_of_a_scenario_does_not(
    goodbye: bool, ended: str
) -> None:
    answer = written(replace(REPLY, ended=True, goodbye=goodbye))

    assert answer["ended"] == ended


def test_a_caller_who_gets_a_person_hears_nothing_of_how_the_bot_goes_on() -> None:
    container = a_container()

    container.turn("잔액 조회해 주세요", "0")
    answer = container.turn("상담원 연결해 주세요", "1")

    assert answer["response_text"] == (
        "상담원에게 연결해 드리겠습니다. 접수 번호는 에이 공공공일입니다."
    )


def test_why_a_scenario_needs_a_person_is_said_before_the_transfer() -> None:
    reply = replace(
        REPLY,
        parts=("지금은 확인할 수 없습니다.", "접수 번호는 A-0001입니다.", "이어서 진행합니다."),
        handoff=Handoff(ticket="A-0001", state="kept"),
    )

    answer = write(CALL, reply, 0, Handover(), "연결해 드리겠습니다.")

    assert answer["response_text"] == "지금은 확인할 수 없습니다. 연결해 드리겠습니다."


@pytest.mark.parametrize(("state", "escalates"), [("kept", "true"), ("withdrawn", "false")])
def test_a_ticket_that_waits_escalates(state: str, escalates: str) -> None:
    answer = written(replace(REPLY, handoff=Handoff(ticket="A-0001", state=state)))

    assert answer["escalate"] == escalates


def test_the_longest_reply_stays_within_every_limit() -> None:
    long = replace(REPLY, parts=tuple("네 <계좌> 02-1234-5678번입니다." for _ in range(900)))

    answer = written(long)
    body = {name: value for name, value in answer.items() if name != "response_ssml"}
    both = {**answer, "body": json.dumps(body, ensure_ascii=False)}

    assert len(answer["response_text"]) <= LONGEST_SPOKEN
    assert len(answer["response_ssml"]) <= LONGEST_SSML
    assert answer["response_text"].endswith("입니다.")
    assert len(json.dumps(both)) < CONNECT_BYTES


def test_the_person_hears_why_and_what_was_done() -> None:
    container = a_container()

    container.turn("잔액 조회해 주세요", "0")
    container.turn("1234567", "1")
    answer = container.turn("제 번호 010-1234-5678인데 상담원 연결해 주세요", "2")

    assert answer["escalate"] == "true"
    assert answer["reason"] == "상담원 연결 요청"
    assert "계좌 조회" in answer["summary"]
    assert answer["queue"] == "default"
    assert "1234" not in answer["summary"]
    assert "일이삼사" not in answer["summary"]


def test_what_a_pack_wrote_for_the_ear_is_said_as_it_stands_or_in_words_for_good() -> None:
    steps = [step for flow in banking().flows.values() for step in flow.steps.values()]
    written_texts = [step.voice or step.message for step in steps if "{" not in step.message]

    once = [spoken(text) for text in written_texts]

    assert once
    assert [spoken(text) for text in once] == once
    assert not [text for text in once if re.search("[0-9]", text)]


def test_without_the_ticket_history_tells_what_was_said() -> None:
    container = a_container()
    container.service = replace(container.service, ticket=lambda *arguments: None)

    container.turn("잔액 조회해 주세요", "0")
    answer = container.turn("상담원 연결해 주세요", "1")

    assert answer["escalate"] == "true"
    assert answer["reason"] == ""
    assert answer["summary"] == "고객 말씀, 상담원 연결해 주세요. 진행한 업무, 계좌 조회"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.text(
        alphabet=st.sampled_from("가나다 네.?!1,0-9:/*_#[](){}<>&\"'~%$@\n링크httpswww.com😀•→1원")
    )
)
def test_whatever_is_said_can_be_heard(text: str) -> None:
    words, ssml = spoken(text), spoken_ssml(text)

    assert not re.search(r"[0-9*_#\[\]<>😀•→]", words)
    assert ElementTree.fromstring(ssml).tag == "speak"


def test_the_reference_names_every_field_of_an_answer() -> None:
    reference = (Path(__file__).parents[2] / "docs/reference/voice.md").read_text(encoding="utf-8")

    assert [name for name in written(REPLY) if f"`{name}`" not in reference] == []
