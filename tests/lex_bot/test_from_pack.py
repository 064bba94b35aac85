"""What a pack becomes: the same intents and sentences, its questions as slots."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from aicc.amazon.lex_bot.archive import packed
from aicc.amazon.lex_bot.check import check_archive
from aicc.amazon.lex_bot.documents import documents_of
from aicc.amazon.lex_bot.from_pack import BOT_NAME, bot_from
from aicc.amazon.lex_bot.model import Intent, Locale, Slot, SlotType
from aicc.amazon.lex_bot.slot_types import lex_pattern
from aicc.domain.acts import Act, ToFlow
from aicc.domain.flow import Flow, InputType
from aicc.errors import InvalidInputError
from aicc.packs.from_files import flow_from_plain
from aicc.packs.pack import Pack
from aicc.understanding.services.lex_reading import lex_name, own_name, read
from aicc.understanding.services.lex_states import IDLE_S
from aicc.understanding.training.train import train
from tests.conversation.booking import WHO, booking
from tests.lex_bot.made import PACKS, bot_of, pack_of

FALLBACK = "FallbackIntent"


def locale_read_back(pack: str) -> Locale:
    bot = check_archive(packed(documents_of(bot_of(pack)))).bot
    assert bot is not None
    (locale,) = bot.locales
    return locale


def pack_with(
    flows: Mapping[str, Mapping[str, Any]], entities: tuple[Mapping[str, Any], ...] = ()
) -> Pack:
    """Every flow is started by an intent of its own name."""
    given = pack_of("general")
    like = given.intents["greeting"]
    return replace(
        given,
        intents={
            name: replace(
                like,
                name=name,
                examples=(f"{name} 해 주세요",),
                when={Act.DO: ToFlow(name)},
            )
            for name in flows
        },
        flows={name: flow_from_plain(name, flow) for name, flow in flows.items()},
        entities=entities,
    )


def booking_pack() -> Pack:
    given = pack_with({"who": WHO})
    like = given.intents["who"]
    return replace(
        given,
        intents={"booking": replace(like, name="booking", when={Act.DO: ToFlow("booking")})},
        flows={"booking": booking(), **given.flows},
    )


def choice(*options: str, save_as: str = "reason", **more: Any) -> dict[str, Any]:
    return {"id": "ask", "message": "무엇입니까?", "input_type": "selection", "save_as": save_as,
            "options": list(options), **more}  # fmt: skip


def slots_of(pack: Pack, intent: str) -> dict[str, Slot]:
    return {slot.name: slot for slot in intent_of(pack, intent).slots}


def intent_of(pack: Pack, name: str) -> Intent:
    (locale,) = bot_from(pack).bot.locales
    return next(each for each in locale.intents if each.name == name)


def types_of(pack: Pack) -> dict[str, SlotType]:
    (locale,) = bot_from(pack).bot.locales
    return {each.name: each for each in locale.slot_types}


def values_of(kind: SlotType) -> list[str]:
    return [each.value for each in kind.values]


@pytest.mark.parametrize("pack", PACKS)
def test_the_whole_bot_is_read_back_as_it_was_written(pack: str) -> None:
    assert check_archive(packed(documents_of(bot_of(pack)))).bot == bot_of(pack)


@pytest.mark.parametrize("pack", PACKS)
def test_intents_with_their_sentences_and_the_threshold_are_the_packs(pack: str) -> None:
    given, locale = pack_of(pack), locale_read_back(pack)

    assert locale.threshold == given.thresholds.intent
    assert {each.name: each.utterances for each in locale.intents if each.name != FALLBACK} == {
        lex_name(each.name): each.examples for each in given.intents.values()
    }


@pytest.mark.parametrize("pack", PACKS)
def test_values_of_the_packs_lists_are_read_back(pack: str) -> None:
    types = {each.name: values_of(each) for each in locale_read_back(pack).slot_types}

    for entity in pack_of(pack).entities:
        values = [each["value"] for each in entity["values"]]
        assert types[lex_name(entity["name"])][: len(values)] == values


def test_the_embedded_engine_learns_the_same_intents() -> None:
    pack = pack_of("general")
    examples = {each.name: each.examples[:3] for each in pack.intents.values()}

    labels = train(examples).labels

    (locale,) = bot_of("general").locales
    assert {lex_name(label) for label in labels} == {each.name for each in locale.intents} - {
        FALLBACK
    }


@pytest.mark.parametrize("pack", PACKS)
def test_what_lex_will_call_intents_and_slots_is_read_by_our_names(pack: str) -> None:
    given, locale = pack_of(pack), locale_read_back(pack)

    for intent in (each for each in locale.intents if not each.is_fallback):
        slots = {slot.name: {"value": {"originalValue": "말"}} for slot in intent.slots}
        reading = read(
            {"interpretations": [{"intent": {"name": intent.name, "slots": slots}}]},
            "말",
            given.intents,
        )

        ours = given.intents[reading.intents[0].name]
        asked = asked_in(given.flows, ours.flow) if ours.flow else set()
        assert {each.kind for each in reading.slots} == asked


def asked_in(flows: Mapping[str, Flow], flow_id: str) -> set[str]:
    """The answers that the flow asks for, with those of the flows it enters."""
    steps = flows[flow_id].steps.values()
    inside = (asked_in(flows, step.enters) for step in steps if step.enters)
    return {step.slot for step in steps if step.asks}.union(*inside)


def test_the_bot_of_the_banking_pack_has_the_agreed_names() -> None:
    bot = bot_of("banking")
    (locale,) = bot.locales
    intent = next(each for each in locale.intents if each.name == "AccountInquiry")
    kind = next(each for each in locale.slot_types if each.name == "AccountType")

    assert (bot.name, bot.idle_s, bot.is_for_children) == (BOT_NAME, int(IDLE_S), False)
    assert (locale.id, locale.voice, locale.engine) == ("ko_KR", "Seoyeon", "neural")
    assert [slot.type for slot in intent.slots][:2] == ["AMAZON.AlphaNumeric", "AccountType"]
    assert values_of(kind) == ["예금계좌", "적금계좌", "대출계좌"]
    assert intent.calls_in_dialog
    assert intent.calls_to_fulfil


def test_a_list_and_an_entity_of_the_same_name_are_one_type_without_a_word_twice() -> None:
    (locale,) = bot_of("banking").locales

    kind = next(each for each in locale.slot_types if each.name == "CardType")

    words = [word for each in kind.values for word in (each.value, *each.synonyms)]
    assert values_of(kind) == ["신용카드", "체크카드", "모든 카드"]
    assert kind.values[0].synonyms[:2] == ("신용", "크레딧카드")
    assert len(set(kind.values[0].synonyms)) == len(kind.values[0].synonyms)
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("slot", "kind"),
    [
        ("Day", "AMAZON.Date"),
        ("At", "AMAZON.Time"),
        ("Branch", "Branch"),
        ("People", "AMAZON.Number"),
        ("Extras", "Extras"),
        ("Birth", "AMAZON.Date"),
        ("Member", "AMAZON.AlphaNumeric"),
        ("Sure", "AMAZON.Confirmation"),
    ],
)
def test_a_question_of_a_flow_or_of_one_it_enters_is_a_slot_of_its_kind(
    slot: str, kind: str
) -> None:
    assert slots_of(booking_pack(), "Booking")[slot].type == kind


def test_every_kind_of_input_has_a_type() -> None:
    kinds = {slot.type for slot in slots_of(booking_pack(), "Booking").values()}
    kinds |= {slot.type for slot in slots_of(pack_of("general"), "CallbackRequest").values()}

    assert kinds >= {"AMAZON.FreeFormInput", "AMAZON.PhoneNumber"}
    assert len(InputType) == 12  # a new one needs a line in TYPE_OF_INPUT, or a list


def test_slots_stand_in_the_order_in_which_they_are_asked() -> None:
    intent = intent_of(booking_pack(), "Booking")

    assert [(each.order, each.slot) for each in intent.priorities] == list(
        enumerate(["Day", "At", "Branch", "People", "Extras", "Birth", "Member", "Sure"], 1)
    )


def test_what_not_every_walk_comes_by_is_optional() -> None:
    slots = slots_of(booking_pack(), "Booking")

    required = {name for name, slot in slots.items() if slot.is_required}

    assert required == {"Day", "At", "Branch", "People", "Extras"}


def test_a_secret_is_hidden_in_the_logs_of_lex() -> None:
    slots = slots_of(booking_pack(), "Booking")

    assert {name for name, slot in slots.items() if slot.is_secret} == {"Birth", "Member"}


def test_a_flow_that_enters_itself_is_asked_once() -> None:
    circle = {"steps": [{"id": "day", "message": "언제요?", "input_type": "date",
                         "next_step": "again"}, {"id": "again", "enter": "circle"}]}  # fmt: skip

    assert list(slots_of(pack_with({"circle": circle}), "Circle")) == ["Day"]


def test_lists_that_differ_for_the_same_slot_are_types_of_their_own() -> None:
    pack = pack_with({"go": {"steps": [choice("가", "나")]}, "come": {"steps": [choice("다")]}})

    assert {name: values_of(kind) for name, kind in types_of(pack).items()} == {
        "GoAsk": ["가", "나"],
        "ComeAsk": ["다"],
    }
    assert slots_of(pack, "Go")["Reason"].type == "GoAsk"


def test_lists_that_are_the_same_are_one_type() -> None:
    pack = pack_with({"go": {"steps": [choice("가")]}, "come": {"steps": [choice("가")]}})

    assert list(types_of(pack)) == ["Reason"]


def test_two_questions_for_one_slot_that_ask_for_different_things_are_two_slots() -> None:
    day = {"id": "day", "message": "언제입니까?", "input_type": "date", "save_as": "reason"}
    pack = pack_with({"go": {"steps": [choice("가", next_step="day"), day]}})

    assert {name: slot.type for name, slot in slots_of(pack, "Go").items()} == {
        "Reason": "Reason",
        "GoDay": "AMAZON.Date",
    }


def test_free_text_for_an_entity_of_the_pack_has_its_type() -> None:
    text = {"id": "colour", "message": "무슨 색입니까?", "input_type": "text"}
    entity = {"name": "colour", "values": [{"value": "빨강", "synonyms": []}], "pattern": None}

    pack = pack_with({"go": {"steps": [text]}}, (entity,))

    assert slots_of(pack, "Go")["Colour"].type == "Colour"


def test_a_name_that_lex_would_not_give_back_stays_as_it_is() -> None:
    text = {"id": "line_2", "message": "다음 줄은요?", "input_type": "text"}

    (name,) = slots_of(pack_with({"go": {"steps": [text]}}), "Go")

    assert (name, own_name(name)) == ("line_2", "line_2")


def test_the_phones_sentence_is_the_prompt() -> None:
    slot = slots_of(pack_of("banking"), "AccountInquiry")["CustomerNumber"]

    assert slot.prompt
    assert slot.prompt.texts == (
        "계좌 조회를 위해 고객번호 일곱 자리를 말씀하시거나 눌러 주십시오.",
    )


def test_a_sentence_for_the_screen_is_put_for_the_ear() -> None:
    step = {"id": "day", "message": "3월 5일에 가능합니다. 언제 오십니까?", "input_type": "date"}

    prompt = slots_of(pack_with({"go": {"steps": [step]}}), "Go")["Day"].prompt

    assert prompt
    assert prompt.texts == ("삼월 오일에 가능합니다. 언제 오십니까?",)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"input_type": "confirm"}, "네 또는 아니요로 답해 주십시오."),
        ({"input_type": "text"}, "이어서 말씀해 주십시오."),
        ({"input_type": "selection", "options": ["가"]}, "다음 중 하나를 말씀해 주십시오. 가"),
    ],
)
def test_a_sentence_with_fields_is_left_to_the_hook(step: dict[str, Any], said: str) -> None:
    given = {"id": "ask", "message": "{name:은/는} 무엇입니까?", **step}

    prompt = slots_of(pack_with({"go": {"steps": [given]}}), "Go")["Ask"].prompt

    assert prompt
    assert prompt.texts == (said,)


def test_retries_are_the_steps_and_five_at_most() -> None:
    steps = [{"id": "day", "message": "언제요?", "input_type": "date", "max_retries": 9}]

    prompt = slots_of(pack_with({"go": {"steps": steps}}), "Go")["Day"].prompt

    assert prompt
    assert (prompt.retries, prompt.may_interrupt) == (5, True)
    assert [name for name, _ in prompt.attempts] == ["Initial", *(f"Retry{n}" for n in range(1, 6))]


def test_digits_of_a_fixed_length_need_no_end_key() -> None:
    slot = slots_of(pack_of("banking"), "AccountInquiry")["CustomerNumber"]

    assert slot.prompt
    assert {waits.keys_max_length for _, waits in slot.prompt.attempts} == {7}


def test_free_text_cannot_be_keyed_in() -> None:
    slot = slots_of(pack_of("general"), "CallbackRequest")["Name"]

    assert slot.prompt
    assert {waits.takes_keys for _, waits in slot.prompt.attempts} == {False}


def test_listed_names_and_keywords_are_the_vocabulary_where_they_are_words_of_hangul() -> None:
    (locale,) = bot_of("banking").locales

    assert {"예금계좌", "계좌 조회", "모든 카드"} <= set(locale.vocabulary)
    assert "OTP" not in locale.vocabulary


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        (r"\d{8}", "[0-9]{8}"),
        ("[A-Z]{2}[0-9]{4,6}", "[A-Z]{2}[0-9]{4,6}"),
        (r"\d+", None),
        ("CT-[0-9]{6}", None),
        ("a.c", None),
        (r"\w{3}", None),
    ],
)
def test_a_pattern_is_taken_where_lex_can(pattern: str, taken: str | None) -> None:
    assert lex_pattern(pattern) == taken


def test_a_pattern_that_lex_cannot_take_is_told() -> None:
    entities = (
        {"name": "code", "values": [], "pattern": r"[A-Z]{2}\d{4}"},
        {"name": "contract", "values": [], "pattern": "CT-[0-9]{6}"},
    )

    built = bot_from(pack_with({"go": {"steps": [choice("가")]}}, entities))

    (locale,) = built.bot.locales
    assert [kind.pattern for kind in locale.slot_types if kind.name == "Code"] == [
        "[A-Z]{2}[0-9]{4}"
    ]
    assert built.notes == ("entity contract: Lex cannot take its pattern: it is left out",)


@pytest.mark.parametrize("name", ["은행봇", "a--b", "a b", "", "-a", "a" * 101])
def test_a_bot_name_that_lex_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(InvalidInputError, match="bot name"):
        bot_from(pack_of("general"), name=name)


@pytest.mark.parametrize("locale_id", ["ko-KR", "ko", "fr_FR"])
def test_a_locale_that_we_do_not_speak_is_refused(locale_id: str) -> None:
    with pytest.raises(InvalidInputError, match="ko_KR"):
        bot_from(pack_of("general"), locale_id=locale_id)


def test_two_intents_of_one_name_in_lex_are_refused() -> None:
    pack = pack_with({"fallback_intent": {"steps": [choice("가")]}})

    with pytest.raises(InvalidInputError, match=FALLBACK):
        bot_from(pack)


def test_a_flow_that_is_not_there_is_named() -> None:
    pack = replace(booking_pack(), flows={"booking": booking()})

    with pytest.raises(InvalidInputError, match="no flow who"):
        bot_from(pack)
