"""Lex V2 behind our port: what leaves, what comes back, what goes wrong."""

from pathlib import Path
from typing import cast

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ParamValidationError
from ruamel.yaml import YAML

from aicc.breaker import CircuitBreaker
from aicc.calls import LimitedCalls
from aicc.deadline import Deadline
from aicc.domain.meaning import IntentScore, SentimentLabel
from aicc.errors import ProviderError
from aicc.korean.text.said import as_said
from aicc.understanding.services.leaving import cut_bytes, cut_characters, leaving
from aicc.understanding.services.lex import LexNlu, LexRuntime
from aicc.understanding.services.lex_reading import LexReading, lex_name, own_name
from aicc.understanding.services.lex_states import LexState, LexStates, lex_session_id
from tests.fakes import a_deadline, no_time
from tests.understanding.fake_lex import ALIAS_ID, BOT_ID, FakeLex

KNOWN = ("account_inquiry", "transaction_history", "card_loss")
LEAVING = YAML(typ="safe").load(Path(__file__).with_name("data") / "leaving.yaml")
CASES = [(slot, *case) for slot, cases in LEAVING.items() for case in cases.items()]


def a_lex(
    fake: FakeLex,
    *,
    own_s: float = 5.0,
    bot_id: str = BOT_ID,
    bot_alias_id: str = ALIAS_ID,
    breaker: CircuitBreaker | None = None,
    states: LexStates | None = None,
) -> LexNlu:
    return LexNlu(
        cast("LexRuntime", fake),
        bot_id=bot_id,
        bot_alias_id=bot_alias_id,
        calls=LimitedCalls("lex", own_s=own_s, threads=4, breaker=breaker or CircuitBreaker()),
        states=states or LexStates(),
    )


def say(lex: LexNlu, said: str, session_id: str | None = "s1") -> LexReading:
    return lex.begin(as_said(said), a_deadline(), session_id=session_id, known=KNOWN).result()


def sent(fake: FakeLex) -> list[str]:
    return [request["text"] for request in fake.requests]


def test_intents_come_back_by_our_names_best_first_without_the_fallback() -> None:
    reading = say(a_lex(FakeLex({"잔액 좀요": "lex_account_inquiry"})), "잔액 좀요")

    assert reading.intents == (
        IntentScore(name="account_inquiry", confidence=0.86),
        IntentScore(name="transaction_history", confidence=0.41),
    )
    assert reading.is_named


def test_the_fallback_is_no_intent() -> None:
    reading = say(a_lex(FakeLex()), "오늘 날씨 어때요")

    assert not reading.is_named
    assert [intent.name for intent in reading.intents] == ["account_inquiry"]


def test_the_sentiment_of_lex_is_read() -> None:
    reading = say(a_lex(FakeLex({"짜증나요": "lex_angry"})), "짜증나요")

    assert reading.sentiment is not None
    assert reading.sentiment.label is SentimentLabel.NEGATIVE
    assert reading.sentiment.scores[SentimentLabel.NEGATIVE] == 0.94


def test_a_bot_without_sentiment_has_none() -> None:
    assert say(a_lex(FakeLex()), "잔액").sentiment is None


def test_a_slot_has_its_place_its_value_and_the_other_values() -> None:
    reading = say(a_lex(FakeLex({"음 적금이요": "lex_slot_filled"})), "음 적금이요")

    [slot] = reading.slots
    assert (slot.kind, slot.text, slot.value) == ("account_type", "적금", "적금계좌")
    assert (slot.start, slot.end) == (2, 4)
    assert slot.alternatives == ("예금계좌",)


def test_a_slot_that_an_earlier_sentence_filled_is_not_in_this_one() -> None:
    reading = say(a_lex(FakeLex({"네": "lex_ready"})), "네")

    assert reading.slots == ()


def test_lists_and_composite_slots_are_read() -> None:
    said = "서울로 우유랑 빵 보내 주세요"

    reading = say(a_lex(FakeLex({said: "lex_composite"})), said)

    found = [(slot.kind, slot.value) for slot in reading.slots]
    assert found == [("city", "서울특별시"), ("items", "우유"), ("items", "식빵")]


def test_an_intent_that_follows_the_bots_own_question_is_sure_without_a_score() -> None:
    reading = say(a_lex(FakeLex({"적금": "lex_slot_filled"})), "적금")

    assert reading.intents[0] == IntentScore(name="account_inquiry", confidence=1.0)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("account_inquiry", "AccountInquiry"), ("inquiry", "Inquiry"), ("otp_loss", "OtpLoss")],
)
def test_a_lex_intent_is_the_pascal_case_of_ours(ours: str, theirs: str) -> None:
    assert (lex_name(ours), own_name(theirs)) == (theirs, ours)


def test_names_with_shouted_words_and_built_in_ones_can_be_read() -> None:
    assert own_name("OTPLoss") == "otp_loss"
    assert own_name("AMAZON.HelpIntent") == "help_intent"


def test_one_session_of_ours_is_one_session_of_lex() -> None:
    fake = FakeLex()
    lex = a_lex(fake)
    for said in ("하나", "둘"):
        say(lex, said, "contact-1")

    assert [request["sessionId"] for request in fake.requests] == ["contact-1", "contact-1"]


def test_sentences_without_a_session_have_nothing_to_do_with_each_other() -> None:
    fake = FakeLex()
    lex = a_lex(fake)
    for said in ("하나", "둘"):
        say(lex, said, None)

    assert len({request["sessionId"] for request in fake.requests}) == 2


@pytest.mark.parametrize("session_id", ["세션", "a", "s/1", "x" * 101, "010-0000-0000", "\udcff"])
def test_an_id_that_lex_refuses_or_that_tells_something_personal_is_hashed(session_id: str) -> None:
    fake = FakeLex()
    for said in ("하나", "둘"):
        say(a_lex(fake), said, session_id)

    ids = {request["sessionId"] for request in fake.requests}
    assert ids == {lex_session_id(session_id)}
    assert session_id not in ids


def test_what_a_slot_is_asked_for_leaves_as_it_was_said() -> None:
    fake = FakeLex({"적금": "lex_slot_filled", "010-0000-0000": "lex_ready"})
    lex = a_lex(fake)
    say(lex, "010-0000-0000")
    say(lex, "적금")
    reading = say(lex, "010-0000-0000")
    say(lex, "010-0000-0000")

    assert sent(fake) == ["***-****-**00", "적금", "010-0000-0000", "***-****-**00"]
    assert [slot.kind for slot in reading.slots] == ["phone_number"]


def test_what_one_session_is_asked_for_does_not_leave_in_another() -> None:
    fake = FakeLex({"적금": "lex_slot_filled"})
    lex = a_lex(fake)
    say(lex, "적금", "s1")
    say(lex, "010-0000-0000", "s2")

    assert sent(fake)[1] == "***-****-**00"


@pytest.mark.parametrize(("slot", "said", "left"), CASES)
def test_only_the_value_of_the_slot_may_pass_and_some_never(
    slot: str, said: str, left: str | None
) -> None:
    assert leaving(as_said(said), asked_slot=slot) == (said if left is None else left)


def test_lex_has_forgotten_what_it_asked_after_its_idle_time() -> None:
    now = [0.0]
    states = LexStates(idle_s=300, monotonic=lambda: now[0])
    states.keep("s1", LexState(intent="AccountInquiry", asked_slot="PhoneNumber"))
    now[0] = 300.0
    in_time = states.recall("s1")
    now[0] = 300.1

    assert in_time.asked_slot == "PhoneNumber"
    assert states.recall("s1") == LexState()


@pytest.mark.parametrize("said", ["가" * 3000, "😀" * 3000, "가😀" * 1000])
def test_a_long_sentence_is_cut_to_what_lex_takes(said: str) -> None:
    fake = FakeLex()
    say(a_lex(fake), said)

    [text] = sent(fake)
    assert 1023 <= len(text.encode("utf-16-le")) // 2 <= 1024
    assert said.startswith(text)


def test_a_number_at_the_cut_is_masked_before() -> None:
    fake = FakeLex()
    say(a_lex(fake), "가" * 1018 + " 900101-1234567")

    assert sent(fake) == ["가" * 1018 + " *****"]


def test_texts_are_cut_between_characters_and_half_characters_vanish() -> None:
    assert cut_bytes("가나다", 8) == "가나"
    assert cut_bytes("a\ud800b", 8) == "ab"
    assert cut_characters("a😀", 2) == "a"


@pytest.mark.parametrize(
    ("code", "retryable"),
    [
        ("ThrottlingException", True),
        ("ConflictException", True),
        ("DependencyFailedException", True),
        ("BadGatewayException", True),
        ("InternalServerException", True),
        ("ValidationException", False),
        ("ResourceNotFoundException", False),
        ("AccessDeniedException", False),
    ],
)
def test_a_refusal_has_its_name_and_says_if_trying_again_makes_sense(
    code: str, retryable: bool
) -> None:
    fake = FakeLex()
    fake.failing = code

    with pytest.raises(ProviderError, match=f"^lex: {code}$") as failed:
        say(a_lex(fake), "잔액")

    assert failed.value.retryable is retryable


def test_a_bot_that_is_not_there_is_a_provider_error() -> None:
    with pytest.raises(ProviderError, match="ResourceNotFoundException"):
        say(a_lex(FakeLex(), bot_id="MADEUPBOT2"), "잔액")


def test_a_bot_id_that_botocore_refuses_is_a_provider_error() -> None:
    with pytest.raises(ProviderError, match="ParamValidationError"):
        say(a_lex(FakeLex(), bot_id="made-up"), "잔액")


class Unreachable(FakeLex):
    def recognize_text(self, **parameters: object) -> dict[str, object]:
        raise EndpointConnectionError(endpoint_url="made up")


def test_a_service_that_cannot_be_reached_may_be_tried_again() -> None:
    with pytest.raises(ProviderError, match="EndpointConnectionError") as failed:
        say(a_lex(Unreachable()), "잔액")

    assert failed.value.retryable


def test_what_a_provider_error_says_does_not_repeat_the_sentence() -> None:
    with pytest.raises(ProviderError) as failed:
        say(a_lex(FakeLex(), bot_alias_id="별칭"), "비밀 문장")

    assert "비밀" not in str(failed.value)


def test_an_answer_that_is_late_is_given_up_at_the_deadline() -> None:
    fake = FakeLex()
    fake.may_answer.clear()
    lex = a_lex(fake)
    try:
        with pytest.raises(ProviderError, match=r"no answer in 0\.10 s"):
            lex.begin(as_said("잔액"), Deadline(0.1), session_id="s1", known=KNOWN).result()
    finally:
        fake.may_answer.set()


def test_nothing_leaves_when_there_is_no_time_left() -> None:
    fake = FakeLex()

    with pytest.raises(ProviderError, match="no time left"):
        a_lex(fake).begin(as_said("잔액"), no_time(), session_id="s1", known=KNOWN)

    assert fake.requests == []


def test_nothing_leaves_while_the_circuit_is_open() -> None:
    fake = FakeLex()
    fake.failing = "ThrottlingException"
    lex = a_lex(fake, breaker=CircuitBreaker(failures=2))
    for _ in range(2):
        with pytest.raises(ProviderError, match="ThrottlingException"):
            say(lex, "잔액")

    with pytest.raises(ProviderError, match="rests"):
        say(lex, "잔액")

    assert len(fake.requests) == 2


def test_a_turn_that_had_little_time_left_does_not_open_the_circuit() -> None:
    fake = FakeLex()
    fake.may_answer.clear()
    lex = a_lex(fake, breaker=CircuitBreaker(failures=1))
    try:
        with pytest.raises(ProviderError, match="no answer"):
            lex.begin(as_said("잔액"), Deadline(0.1), session_id="s1", known=KNOWN).result()
    finally:
        fake.may_answer.set()

    assert not say(lex, "잔액", "s2").is_named


def test_a_service_that_had_its_time_and_was_late_opens_the_circuit() -> None:
    fake = FakeLex()
    fake.may_answer.clear()
    lex = a_lex(fake, own_s=0.1, breaker=CircuitBreaker(failures=1))
    try:
        with pytest.raises(ProviderError, match="no answer"):
            say(lex, "잔액")
        with pytest.raises(ProviderError, match="rests"):
            say(lex, "잔액")
    finally:
        fake.may_answer.set()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"text": ""}, ParamValidationError),
        ({"sessionId": "s"}, ParamValidationError),
        ({"text": "가" * 1025}, ClientError),
        ({"sessionId": "세션"}, ClientError),
        ({"localeId": "ko-KR"}, ClientError),
        ({"botAliasId": "prod"}, ClientError),
        ({"sessionState": {"dialogAction": {"type": "Bogus"}}}, ClientError),
        ({"requestAttributes": {"x-amz-lex:made": "up"}}, ClientError),
    ],
)
def test_the_fake_is_as_strict_as_lex(wrong: dict[str, object], refusal: type[Exception]) -> None:
    right = {
        "botId": BOT_ID,
        "botAliasId": ALIAS_ID,
        "localeId": "ko_KR",
        "sessionId": "s1",
        "text": "잔액",
    }

    with pytest.raises(refusal):
        FakeLex().recognize_text(**{**right, **wrong})
