"""The Lex code hook: one turn for each utterance, always in a form that Lex takes."""

from collections.abc import Mapping
from typing import Any

import pytest

from aicc.amazon.phone.lex.answer import read_hook_answer
from tests.fakes import a_deadline
from tests.voice.lambdas_here import EVENTS, Container, a_container, recorded

RECORDED = sorted(path.stem for path in EVENTS.glob("hook_*.json"))
LISTEN = {"aicc_hook": "listen"}


@pytest.fixture(scope="module")
def container() -> Container:
    return a_container()


def hook(
    container: Container,
    name: str,
    session_id: str,
    request: str = "",
    attributes: Mapping[str, str] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """The recorded event in a session of its own, answered."""
    event = recorded(name)
    event["sessionId"] = session_id
    event["sessionState"]["originatingRequestId"] = request or f"{session_id}:{name}"
    event["sessionState"]["sessionAttributes"] = attributes or {}
    event.update(fields)
    answer: dict[str, Any] = container.call("lex_code_hook", event)
    return answer


def action(answer: Mapping[str, Any]) -> str:
    return str(answer["sessionState"]["dialogAction"]["type"])


def attributes(answer: Mapping[str, Any]) -> dict[str, str]:
    given: dict[str, str] = answer["sessionState"]["sessionAttributes"]
    return given


@pytest.mark.parametrize("name", RECORDED)
@pytest.mark.parametrize("given", [{}, LISTEN], ids=["talk", "listen"])
def test_lex_takes_every_answer(container: Container, name: str, given: dict[str, str]) -> None:
    answer = hook(container, name, f"takes:{name}:{len(given)}", attributes=given)

    read = read_hook_answer(answer, takes_ssml=name not in {"hook_chat", "hook_nulls"})
    assert read.attributes.items() >= given.items()


def test_the_slot_of_the_waiting_step_is_asked_for(container: Container) -> None:
    answer = hook(container, "hook_voice", "slot")

    assert action(answer) == "ElicitSlot"
    assert answer["sessionState"]["dialogAction"]["slotToElicit"] == "CustomerNumber"
    assert answer["sessionState"]["intent"]["name"] == "AccountInquiry"
    [message] = answer["messages"]
    assert message["contentType"] == "SSML"
    assert "일곱 자리" in message["content"]


def test_keys_answer_the_step(container: Container) -> None:
    hook(container, "hook_voice", "keys")

    answer = hook(container, "hook_keys", "keys")

    assert answer["sessionState"]["dialogAction"]["slotToElicit"] == "AccountType"


def test_of_several_hearings_the_one_that_fits_the_question_wins(container: Container) -> None:
    hook(container, "hook_voice", "hearings")

    answer = hook(container, "hook_hearings", "hearings")

    assert attributes(answer)["step_id"] == "account_select"


def test_without_a_question_lexs_first_hearing_counts(container: Container) -> None:
    answer = hook(container, "hook_hearings", "first", attributes=LISTEN)

    assert attributes(answer)["user_input"] == "일이 상사 오륙"


def test_a_yes_that_lex_understood_counts_where_the_words_do_not(container: Container) -> None:
    hook(
        container,
        "hook_fallback",
        "yes",
        "1",
        inputTranscript="카드를 잃어버렸어요",
        transcriptions=[],
    )
    hook(container, "hook_fallback", "yes", "2", inputTranscript="1234567", transcriptions=[])
    asked = hook(
        container, "hook_fallback", "yes", "3", inputTranscript="신용카드", transcriptions=[]
    )
    event = recorded("hook_fallback")
    state = event["sessionState"]
    state["intent"]["confirmationState"] = "Confirmed"

    answer = hook(
        container, "hook_fallback", "yes", "4",
        inputTranscript="뭐 그러시든가", transcriptions=[], sessionState=state,
    )  # fmt: skip

    assert attributes(asked)["step_id"] == "confirm_block"
    assert attributes(answer)["step_id"] == "ask_reissue"


def test_an_intent_that_lex_does_not_name_leaves_the_caller_free(container: Container) -> None:
    answer = hook(
        container,
        "hook_fallback",
        "free",
        inputTranscript="이체한도 변경하려고 합니다",
        transcriptions=[],
    )

    assert action(answer) == "ElicitIntent"
    assert attributes(answer)["step_id"] == "auth_request"
    assert "intent" not in answer["sessionState"]


def test_a_request_for_a_person_ends_the_conversation_with_lex(container: Container) -> None:
    answer = hook(container, "hook_chat", "person")

    assert action(answer) == "Close"
    assert answer["sessionState"]["intent"]["state"] == "Failed"
    assert attributes(answer)["escalate"] == "true"
    assert attributes(answer)["ticket"].startswith("A-")
    assert answer["messages"][0]["contentType"] == "PlainText"


def test_a_goodbye_ends_it_fulfilled(container: Container) -> None:
    answer = hook(
        container, "hook_fallback", "bye", inputTranscript="안녕히 계세요", transcriptions=[]
    )

    assert action(answer) == "Close"
    assert answer["sessionState"]["intent"]["state"] == "Fulfilled"
    assert attributes(answer)["ended"] == "true"


def test_an_intent_of_somebody_else_is_left_to_lex(container: Container) -> None:
    asked = hook(container, "hook_other_intent", "other")
    done = hook(container, "hook_other_intent", "other", invocationSource="FulfillmentCodeHook")

    assert action(asked) == "Delegate"
    assert action(done) == "Close"


def test_fulfilment_of_what_was_answered_already_is_the_same_turn(container: Container) -> None:
    first = hook(container, "hook_voice", "same", "request-1")
    again = hook(container, "hook_fulfillment", "same", "request-1")

    assert attributes(again)["response_text"] == attributes(first)["response_text"]
    assert len(container.parts.history.recent("default", "same", a_deadline())) == 1


def test_listening_hands_back_what_was_said_and_makes_no_turn(container: Container) -> None:
    answer = hook(container, "hook_keys", "listen", attributes={**LISTEN, "kept": "yes"})

    assert action(answer) == "Close"
    assert attributes(answer) == {**LISTEN, "kept": "yes", "user_input": "1234567"}
    assert list(container.parts.history.recent("default", "listen", a_deadline())) == []


def test_the_caller_is_the_same_person_as_for_the_turn_lambda(container: Container) -> None:
    hook(container, "hook_voice", "caller", attributes={"caller": "+821000000000"})

    answer = container.turn("1234567", "1", "caller")

    assert answer["step_id"] == "account_select"


def test_a_long_reply_is_several_messages_within_lexs_limits(container: Container) -> None:
    answer = hook(container, "hook_fallback", "long", inputTranscript="도움말", transcriptions=[])

    assert all(0 < len(each["content"]) <= 1024 for each in answer["messages"])


def test_a_failure_is_an_apology_that_lex_takes(container: Container) -> None:
    hook(container, "hook_voice", "taken", attributes={"caller": "+821000000000"})

    answer = hook(container, "hook_voice", "taken", "other", attributes={"caller": "+821000000001"})

    assert action(answer) == "ElicitIntent"
    assert attributes(answer)["error"] == "true"
    assert "죄송합니다" in answer["messages"][0]["content"]
