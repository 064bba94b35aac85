"""Lex as the phone plays it: what it hears and fills, what its hook may answer, its limits."""

from typing import Any

import pytest

from aicc.amazon.phone.contact import Contact
from tests.phone.made import Rung, action, banking_bot, flow, ring, says

Answer = dict[str, Any]


class Hook:
    """Answers what a test says, one after the other, the last again; keeps what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any], context: object) -> Any:
        self.asked.append(event)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def closes(state: str = "Fulfilled", name: str = "AccountInquiry", **attributes: str) -> Answer:
    return {
        "sessionState": {
            "dialogAction": {"type": "Close"},
            "intent": {"name": name, "slots": {}, "state": state},
            "sessionAttributes": attributes,
        }
    }


def asks(slot: str, text: str, slots: Any = None) -> Answer:
    intent = {"name": "AccountInquiry", "slots": slots or {slot: None}, "state": "InProgress"}
    return {
        "sessionState": {
            "dialogAction": {"type": "ElicitSlot", "slotToElicit": slot},
            "intent": intent,
            "sessionAttributes": {},
        },
        "messages": [{"contentType": "PlainText", "content": text}],
    }


def delegates(slots: dict[str, Any]) -> Answer:
    return {
        "sessionState": {
            "dialogAction": {"type": "Delegate"},
            "intent": {"name": "AccountInquiry", "slots": slots, "state": "InProgress"},
            "sessionAttributes": {},
        }
    }


def lex_flow(attributes: dict[str, str] | None = None, intent: str = "AccountInquiry") -> Any:
    block = {
        "Text": "말씀하세요",
        "LexV2Bot": {"AliasArn": "{{lex:AICC-ChatBot}}"},
        "LexSessionAttributes": attributes or {},
    }
    errors = {
        "NoMatchingCondition": "other",
        "NoMatchingError": "failed",
        "InputTimeLimitExceeded": "late",
    }
    return flow(
        {
            "lex": action(
                "ConnectParticipantWithLexBot",
                block,
                "other",
                errors=errors,
                conditions=[("Equals", intent, "named")],
            ),
            "named": says("$.Lex.IntentName $.Lex.IntentConfidence.Score $.Lex.Slots.AccountType"),
            "other": says("다른 것 $.Lex.SessionAttributes.k"),
            "failed": says("실패"),
            "late": says("늦음"),
        }
    )


def call(hook: Hook | None, lines: list[str], **more: Any) -> Rung:
    handlers = {"lex_code_hook": hook} if hook else {}
    return ring(
        more.pop("flow", None) or lex_flow(), lines, handlers=handlers, bot=banking_bot(), **more
    )


def test_the_hook_gets_lexs_event_with_connects_nulls() -> None:
    hook = Hook(closes())

    call(hook, ["예금계좌 잔액 조회해 주세요"])

    [event] = hook.asked
    first, *_, last = event["interpretations"]
    assert event["inputTranscript"] == "예금계좌 잔액 조회해 주세요"
    assert event["inputMode"] == "Speech"
    assert first["intent"]["name"] == event["sessionState"]["intent"]["name"] == "AccountInquiry"
    assert first["intent"]["slots"]["AccountType"]["value"]["interpretedValue"] == "예금계좌"
    assert first["intent"]["slots"]["CustomerNumber"] is None
    assert last["intent"]["name"] == "FallbackIntent"
    assert "nluConfidence" not in last
    assert event["proposedNextState"] is None
    assert event["sessionState"]["runtimeHints"] is None
    assert event["requestAttributes"]["x-amz-lex:channels:platform"] == "Connect"


def test_a_chat_takes_no_ssml() -> None:
    answer = {**closes(), "messages": [{"contentType": "SSML", "content": "<speak>네</speak>"}]}

    spoken = call(Hook(answer), ["잔액"])
    written = call(Hook(answer), ["잔액"], contact=Contact(contact_id="c", channel="CHAT"))

    assert "네" in spoken.said
    assert written.said[-1] == "실패"
    assert "SSML is not accepted" in written.notes


def test_the_branch_follows_the_intent() -> None:
    rung = call(Hook(closes(k="값", name="Other")), ["잔액 조회"])

    assert rung.said == ["말씀하세요", "다른 것 값"]


def test_session_attributes_of_the_block_reach_the_hook_and_outlive_it() -> None:
    hook = Hook(closes())

    call(hook, ["잔액"], flow=lex_flow({"from": "$.CustomerEndpoint.Address"}))

    assert hook.asked[0]["sessionState"]["sessionAttributes"] == {"from": "+821000000000"}


def test_an_elicited_slot_is_filled_by_the_answer() -> None:
    hook = Hook(asks("AccountType", "어떤 계좌요?"), closes())

    rung = call(hook, ["잔액 조회", "적금이요"])

    slot = hook.asked[1]["sessionState"]["intent"]["slots"]["AccountType"]
    assert rung.said[1] == "어떤 계좌요?"
    assert slot["value"] == {
        "originalValue": "적금이요",
        "interpretedValue": "적금계좌",
        "resolvedValues": ["적금계좌"],
    }


def test_another_wish_in_place_of_an_answer_is_another_intent() -> None:
    hook = Hook(asks("AccountType", "어떤 계좌요?"), closes())

    call(hook, ["잔액 조회", "카드를 잃어버렸어요"])

    assert hook.asked[1]["sessionState"]["intent"]["name"] == "CardLoss"


def test_keys_come_as_dtmf_up_to_the_end_key() -> None:
    hook = Hook(closes())

    call(hook, ["#99*1234567#8"])

    [event] = hook.asked
    assert event["inputMode"] == "DTMF"
    assert event["inputTranscript"] == "1234567"
    assert event["requestAttributes"]["x-amz-lex:dtmf-transcript"] == "1234567"


def test_several_hearings_come_surest_first() -> None:
    hook = Hook(closes())

    call(hook, ["일이상사 | 일이삼사"])

    hearings = [each["transcription"] for each in hook.asked[0]["transcriptions"]]
    assert hearings == ["일이상사", "일이삼사"]
    assert hook.asked[0]["inputTranscript"] == "일이상사"


def test_silence_is_the_flows_branch_but_inside_a_question_lex_asks_again() -> None:
    hook = Hook(asks("AccountType", "어떤 계좌요?"), closes())

    first = call(Hook(closes()), [""])
    inside = call(hook, ["잔액 조회", "", "적금"])

    assert first.said == ["말씀하세요", "늦음"]
    assert len(hook.asked) == 2
    assert inside.said[-1].startswith("AccountInquiry")


def test_delegating_lets_lex_ask_for_the_rest_and_then_fulfil() -> None:
    filled = {"shape": "Scalar", "value": {"interpretedValue": "예금계좌"}}
    every = dict.fromkeys(banking_bot().steps_of("AccountInquiry"), filled)
    hook = Hook(delegates({**every, "AccountType": None}), delegates(every), closes())

    rung = call(hook, ["잔액 조회", "적금"])

    assert any("계좌" in each for each in rung.said[1:-1])
    assert hook.asked[-1]["invocationSource"] == "FulfillmentCodeHook"
    assert hook.asked[-1]["sessionState"]["intent"]["state"] == "ReadyForFulfillment"


WRONG: list[tuple[Any, str]] = [
    (None, "must be a map"),
    ({}, "sessionState must be a map"),
    (closes("Done"), "Fulfilled or Failed"),
    ({**closes(), "messages": [{"contentType": "PlainText", "content": ""}]}, "1 to 1024"),
    ({**closes(), "messages": [{"contentType": "PlainText", "content": "가" * 1025}]}, "1024"),
    ({**closes(), "messages": [{"contentType": "Markdown", "content": "a"}]}, "contentType"),
    ({**closes(), "messages": [{"contentType": "PlainText", "content": "a"}] * 11}, "at most 10"),
    (asks("NoSlot", "?", {"AccountType": None}), "ElicitSlot needs a slot"),
    ({"sessionState": {"dialogAction": {"type": "ElicitIntent"}}}, "needs messages"),
    ({"sessionState": {"dialogAction": {"type": "Delegate"}}}, "needs an intent"),
    ({"sessionState": {"dialogAction": {"type": "Wait"}}}, "none of Lex"),
    (closes(k=1), "are strings"),  # type: ignore[arg-type] # what a hook must not do
    (closes(k="가" * 5000), "12 KB"),
]


@pytest.mark.parametrize(("answer", "why"), WRONG, ids=[why for _, why in WRONG])
def test_what_lex_refuses_takes_the_error_branch(answer: Any, why: str) -> None:
    rung = call(Hook(answer), ["잔액"])

    assert rung.said[-1] == "실패"
    assert why in rung.notes


def test_lex_stops_listening_to_a_very_long_sentence() -> None:
    hook = Hook(closes())

    rung = call(hook, ["잔액" * 600])

    assert len(hook.asked[0]["inputTranscript"]) < 100
    assert "stops listening" in rung.notes


def test_an_order_says_what_lex_understands() -> None:
    hook = Hook(closes(name="CardLoss"))

    call(hook, ["/intent CardLoss CardType=신용카드"])

    intent = hook.asked[0]["sessionState"]["intent"]
    assert intent["name"] == "CardLoss"
    assert intent["slots"]["CardType"]["value"]["interpretedValue"] == "신용카드"


def test_without_a_hook_lex_fills_the_slots_itself() -> None:
    rung = call(None, ["예금계좌 잔액 조회해 주세요", "1234567", "네", "네"])

    assert rung.said[-1].startswith("AccountInquiry")
    assert rung.said[-1].endswith("예금계좌")


def test_another_bot_is_played_by_the_names_that_the_flow_branches_on() -> None:
    hook = Hook(closes())

    named = call(hook, ["book hotel"], flow=lex_flow(intent="BookHotel"))
    asked_again = call(hook, ["호텔이요", "/intent BookHotel"], flow=lex_flow(intent="BookHotel"))
    unnamed = call(hook, ["호텔이요"] * 3, flow=lex_flow(intent="BookHotel"))

    assert named.said[-1].startswith("BookHotel")
    assert asked_again.said[-1].startswith("BookHotel")
    assert unnamed.said[-1].startswith("다른 것")
    assert "one of BookHotel" in unnamed.notes
    assert hook.asked == []
