from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pytest

from aicc.domain.meaning import SentimentLabel
from aicc.errors import InvalidInputError
from aicc.korean.text.said import as_said
from aicc.understanding import sentiment, signals
from aicc.understanding.features import clean
from aicc.understanding.sentiment_polarity import Polarity, train
from tests.understanding.samples import json_lines, yaml_rows


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("정말 화가 납니다", SentimentLabel.NEGATIVE),
        ("세 번째 전화하는 겁니다", SentimentLabel.NEGATIVE),
        ("너무 불친절하시네요", SentimentLabel.NEGATIVE),
        ("해지하고 싶어요", SentimentLabel.NEUTRAL),
        ("카드를 잃어버렸어요", SentimentLabel.NEUTRAL),
        ("계좌 잔액을 확인하고 싶습니다", SentimentLabel.NEUTRAL),
        ("감사합니다", SentimentLabel.POSITIVE),
        ("상담원분이 정말 친절하셨어요", SentimentLabel.POSITIVE),
        ("상담은 정말 친절하고 좋았지만 배송이 너무 늦어서 짜증나요", SentimentLabel.MIXED),
        ("", SentimentLabel.NEUTRAL),
    ],
)
def test_a_caller_is_heard_as_meant(text: str, label: SentimentLabel) -> None:
    assert sentiment.analyse(as_said(text)).label == label


def test_held_out_sentences_of_a_contact_centre_are_heard() -> None:
    rows = [row for row in json_lines("contact_sentiment.jsonl") if row["part"] == "held_out"]

    right = [
        sentiment.analyse(as_said(row["text"])).label.value.lower() == row["label"] for row in rows
    ]

    assert len(rows) == 150
    assert np.mean(right) >= 0.88


def test_requests_are_rarely_taken_for_complaints() -> None:
    requests = [row for row in json_lines("contact_centre.jsonl") if row["label"] != "complaint"]

    labels = [sentiment.analyse(as_said(row["text"])).label for row in requests]

    assert np.mean([label == SentimentLabel.NEGATIVE for label in labels]) <= 0.02


@pytest.mark.parametrize("text", ["네", "", "최고예요 하지만 별로예요", "ㅋㅋㅋ", "good"])
def test_scores_are_chances(text: str) -> None:
    scores = sentiment.analyse(as_said(text)).scores

    assert set(scores) == set(SentimentLabel)
    assert sum(scores.values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(("text", "heard"), yaml_rows("signals.yaml"))
def test_signals_are_heard_where_they_are(text: str, heard: Sequence[str]) -> None:
    found = signals.read(as_said(text))

    assert [name for name, strength in asdict(found).items() if strength >= 0.4] == heard


def test_two_signs_of_anger_are_more_than_one() -> None:
    one, two = signals.read(as_said("짜증나요")), signals.read(as_said("도대체 왜 이래요 짜증나요"))

    assert one.anger < two.anger <= 1


def test_polarity_learns_from_reviews_and_is_kept() -> None:
    good, bad = ["정말 재미있다 최고", "감동적이고 좋다"], ["지루하고 최악", "재미없다 별로"]
    texts = [clean(as_said(text)) for text in (good + bad) * 5]

    learnt = train(texts, [True, True, False, False] * 5)
    kept = Polarity.from_buffer(memoryview(learnt.to_bytes()))

    assert kept.of("최고 좋다") == pytest.approx(learnt.of("최고 좋다"), rel=1e-5)
    assert kept.of("최고 좋다") > 0
    assert kept.of("최악 지루하다") < 0


@pytest.mark.parametrize("data", [b"", b"POL1", b"x" * 100])
def test_another_file_is_no_polarity(data: bytes) -> None:
    with pytest.raises(InvalidInputError):
        Polarity.from_buffer(memoryview(data))
