"""Comprehend behind our port: batches, sizes, places in the sentence, failures of single texts."""

from typing import cast

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from aicc.breaker import CircuitBreaker
from aicc.calls import LimitedCalls
from aicc.domain.meaning import SentimentLabel
from aicc.errors import ProviderError
from aicc.korean.text.said import as_said
from aicc.understanding.services.comprehend import ComprehendNlu, ComprehendRuntime, Language
from tests.fakes import a_deadline, no_time
from tests.understanding.fake_comprehend import FakeComprehend

SENTIMENT, ENTITIES = "BatchDetectSentiment", "BatchDetectEntities"


def a_comprehend(fake: FakeComprehend) -> ComprehendNlu:
    calls = LimitedCalls("comprehend", own_s=5, threads=4, breaker=CircuitBreaker())
    return ComprehendNlu(cast("ComprehendRuntime", fake), calls=calls)


def test_a_sentiment_has_its_label_and_all_four_scores() -> None:
    fake = FakeComprehend({(SENTIMENT, "짜증나요"): "comprehend_sentiment"})

    [sentiment] = a_comprehend(fake).sentiments([as_said("짜증나요")], a_deadline()).result()

    assert sentiment is not None
    assert not isinstance(sentiment, ProviderError)
    assert sentiment.label is SentimentLabel.NEGATIVE
    assert set(sentiment.scores.values()) == {0.01, 0.95, 0.03}


def test_entities_have_their_kind_place_and_score() -> None:
    said = "김가상인데 내일 가상은행 가요"
    fake = FakeComprehend({(ENTITIES, said): "comprehend_entities"})

    [found] = a_comprehend(fake).entities([as_said(said)], a_deadline()).result()

    assert isinstance(found, tuple)
    read = [(each.kind, said[each.start : each.end], each.confidence) for each in found]
    assert read == [
        ("person", "김가상", 0.98),
        ("date", "내일", 0.91),
        ("organization", "가상은행", 0.88),
    ]


def test_places_are_of_the_sentence_as_it_was_said_and_masks_are_no_entities() -> None:
    said = "공일공에 영영영영에 공공공공 김가상"
    fake = FakeComprehend({(ENTITIES, "***-****-**00 김가상"): "comprehend_entities_masked"})

    [found] = a_comprehend(fake).entities([as_said(said)], a_deadline()).result()

    assert fake.texts(ENTITIES) == ["***-****-**00 김가상"]
    assert isinstance(found, tuple)
    assert [(each.kind, said[each.start : each.end]) for each in found] == [("person", "김가상")]


def test_key_phrases_have_their_places() -> None:
    said = "적금 만기가 다음 달인가요"
    fake = FakeComprehend({("BatchDetectKeyPhrases", said): "comprehend_key_phrases"})

    [found] = a_comprehend(fake).key_phrases([as_said(said)], a_deadline()).result()

    assert isinstance(found, tuple)
    assert [(each.kind, said[each.start : each.end]) for each in found] == [
        ("key_phrase", "적금 만기"),
        ("key_phrase", "다음 달"),
    ]


def test_the_likeliest_language_stands_first() -> None:
    fake = FakeComprehend({("BatchDetectDominantLanguage", "잔액요"): "comprehend_language"})

    [languages] = a_comprehend(fake).languages([as_said("잔액요")], a_deadline()).result()

    assert languages == (
        Language(code="ko", confidence=0.87),
        Language(code="en", confidence=0.12),
    )


def test_the_same_word_twice_has_two_places() -> None:
    said = "김가상 아니고 김가상"
    fake = FakeComprehend({(ENTITIES, said): "comprehend_entities_twice"})

    [found] = a_comprehend(fake).entities([as_said(said)], a_deadline()).result()

    assert isinstance(found, tuple)
    assert [each.start for each in found] == [0, 8]


def test_many_texts_go_in_batches_of_25_and_come_back_in_their_order() -> None:
    fake = FakeComprehend({(SENTIMENT, "문장 51"): "comprehend_sentiment"})
    texts = [f"문장 {number}" for number in range(60)]

    found = a_comprehend(fake).sentiments([as_said(text) for text in texts], a_deadline()).result()

    assert [len(sent["TextList"]) for _, sent in fake.requests] == [25, 25, 10]
    angry = [
        place
        for place, each in enumerate(found)
        if each and not isinstance(each, ProviderError) and each.label is SentimentLabel.NEGATIVE
    ]
    assert (len(found), angry) == (60, [51])


def test_one_text_that_failed_does_not_take_the_others_along() -> None:
    fake = FakeComprehend()
    fake.broken = frozenset({"둘"})

    found = (
        a_comprehend(fake)
        .sentiments([as_said(each) for each in ("하나", "둘", "셋")], a_deadline())
        .result()
    )

    assert [isinstance(each, ProviderError) for each in found] == [False, True, False]
    assert str(found[1]) == "comprehend: INTERNAL_SERVER_ERROR"


class Forgetful(FakeComprehend):
    """Says nothing of the last text of a batch."""

    def batch_detect_sentiment(self, **parameters: object) -> dict[str, object]:
        answer = super().batch_detect_sentiment(**parameters)
        return {**answer, "ResultList": answer["ResultList"][:-1]}


def test_a_text_that_nothing_is_said_of_has_failed() -> None:
    found = (
        a_comprehend(Forgetful())
        .sentiments([as_said("하나"), as_said("둘")], a_deadline())
        .result()
    )

    assert [isinstance(each, ProviderError) for each in found] == [False, True]


def test_texts_with_nothing_in_them_are_not_sent() -> None:
    fake = FakeComprehend()

    found = (
        a_comprehend(fake)
        .sentiments([as_said(each) for each in ("", "하나", " \n", "\ud800")], a_deadline())
        .result()
    )

    assert fake.texts(SENTIMENT) == ["하나"]
    assert [each is None for each in found] == [True, False, True, True]


def test_nobody_is_asked_about_nothing() -> None:
    fake = FakeComprehend()

    assert a_comprehend(fake).entities([as_said(""), as_said(" ")], a_deadline()).result() == [
        None,
        None,
    ]
    assert fake.requests == []


@pytest.mark.parametrize("said", ["가" * 4000, "a가" * 3000, "😀" * 2000])
def test_a_long_text_is_cut_to_5000_bytes_at_a_character(said: str) -> None:
    fake = FakeComprehend()
    a_comprehend(fake).sentiments([as_said(said)], a_deadline()).result()

    [text] = fake.texts(SENTIMENT)
    assert 4996 < len(text.encode()) <= 5000
    assert said.startswith(text)


@pytest.mark.parametrize("personal", ["900101-1234567", "4000-0000-0000-0000", "010-0000-0000"])
def test_nothing_personal_leaves(personal: str) -> None:
    fake = FakeComprehend()
    comprehend = a_comprehend(fake)
    for ask in (
        comprehend.sentiments,
        comprehend.entities,
        comprehend.key_phrases,
        comprehend.languages,
    ):
        ask([as_said(f"제 번호는 {personal}입니다")], a_deadline()).result()

    assert len(fake.requests) == 4
    assert personal not in str(fake.requests)


@pytest.mark.parametrize(
    ("code", "retryable"),
    [
        ("TooManyRequestsException", True),
        ("InternalServerException", True),
        ("InvalidRequestException", False),
        ("UnsupportedLanguageException", False),
    ],
)
def test_a_refusal_has_its_name_and_says_if_trying_again_makes_sense(
    code: str, retryable: bool
) -> None:
    fake = FakeComprehend()
    fake.failing = code

    with pytest.raises(ProviderError, match=f"^comprehend: {code}$") as failed:
        a_comprehend(fake).sentiments([as_said("잔액")], a_deadline()).result()

    assert failed.value.retryable is retryable


def test_nothing_leaves_when_there_is_no_time_left() -> None:
    fake = FakeComprehend()

    with pytest.raises(ProviderError, match="no time left"):
        a_comprehend(fake).sentiments([as_said("잔액")], no_time())

    assert fake.requests == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"TextList": []}, ParamValidationError),
        ({"TextList": [""]}, ParamValidationError),
        ({"TextList": [" "]}, ClientError),
        ({"TextList": ["잔액"] * 26}, ClientError),
        ({"TextList": ["가" * 1667]}, ClientError),
        ({"LanguageCode": "ko_KR"}, ClientError),
    ],
)
def test_the_fake_is_as_strict_as_comprehend(
    wrong: dict[str, object], refusal: type[Exception]
) -> None:
    right = {"TextList": ["잔액"], "LanguageCode": "ko"}

    with pytest.raises(refusal):
        FakeComprehend().batch_detect_sentiment(**{**right, **wrong})
