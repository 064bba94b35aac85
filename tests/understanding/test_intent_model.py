import dataclasses
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest

from aicc.errors import InvalidInputError
from aicc.korean.text.said import as_said
from aicc.understanding.evaluation.scores import auroc
from aicc.understanding.intent_model import IntentModel
from aicc.understanding.intent_model_file import from_bytes, to_bytes
from aicc.understanding.training.train import train
from tests.understanding.samples import contact_centre, json_lines, yaml_rows


@cache
def model() -> IntentModel:
    return train(contact_centre(0, 10))


def unseen() -> list[tuple[str, str]]:
    groups = contact_centre(10, 20)
    return [(label, text) for label, texts in groups.items() for text in texts]


def test_most_unseen_sentences_find_their_intent() -> None:
    right = [model().predict(as_said(text)).top[0].name == label for label, text in unseen()]

    assert np.mean(right) > 0.64


@pytest.mark.parametrize("row", yaml_rows("robust.yaml"), ids=lambda row: str(row["intent"]))
def test_slips_spaces_and_endings_keep_the_intent(row: Mapping[str, str | Sequence[str]]) -> None:
    trained = train(contact_centre(0, 20))
    found = {form: trained.predict(as_said(form)).top[0].name for form in row["forms"]}

    assert found == dict.fromkeys(row["forms"], row["intent"])


def test_decomposed_text_is_read_as_composed() -> None:
    text = "카드를 잃어버렸어요"

    assert model().predict(as_said(unicodedata.normalize("NFD", text))) == model().predict(
        as_said(text)
    )


def test_strange_sentences_score_below_meant_ones() -> None:
    strange = [row["text"] for row in json_lines("contact_centre_oos.jsonl")]
    meant = np.array([model().predict(as_said(text)).in_scope_score for _, text in unseen()])

    assert (
        auroc(meant, np.array([model().predict(as_said(t)).in_scope_score for t in strange])) > 0.83
    )


def test_confidence_is_about_as_often_right_as_it_says() -> None:
    predictions = [(model().predict(as_said(text)).top[0], label) for label, text in unseen()]
    confidence = np.mean([top.confidence for top, _ in predictions])
    right = np.mean([top.name == label for top, label in predictions])

    assert confidence == pytest.approx(right, abs=0.1)


def test_the_best_three_are_in_order_and_within_one() -> None:
    scores = [
        score.confidence for score in model().predict(as_said("카드 한도 좀 알려 주세요")).top
    ]

    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1 + 1e-6


def test_two_intents_that_both_fit_are_close() -> None:
    trained = train({"a": ["카드 신청할게요"], "b": ["카드 해지할게요"], "c": ["배송 조회"]})

    assert trained.predict(as_said("카드")).close
    assert not trained.predict(as_said("배송 조회")).close


def test_ten_threads_read_what_one_reads() -> None:
    texts = [text for _, text in unseen()] * 2
    alone = [model().predict(as_said(text)) for text in texts]

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(model().predict, map(as_said, texts))) == alone


@pytest.mark.parametrize("text", ["", " ", "😀", "12345", "abc", "가" * 3000])
def test_any_text_gets_an_answer(text: str) -> None:
    prediction = model().predict(as_said(text))

    assert len(prediction.top) == 3
    assert 0 <= prediction.in_scope_score <= 1


def test_a_saved_model_answers_the_same() -> None:
    loaded = from_bytes(to_bytes(model()))

    for label, text in unseen()[:50]:
        before, after = model().predict(as_said(text)), loaded.predict(as_said(text))
        assert after.top[0].name == before.top[0].name, label
        assert after.top[0].confidence == pytest.approx(before.top[0].confidence, abs=0.01)
        assert after.in_scope_score == pytest.approx(before.in_scope_score, abs=0.01)


def test_a_damaged_file_is_refused() -> None:
    data = to_bytes(train({"a": ["하나"], "b": ["둘"]}))

    for damaged in (b"", b"AICC", data[:-1], data[:12] + b"!" + data[13:], b"x" + data):
        with pytest.raises(InvalidInputError):
            from_bytes(damaged)


def test_a_model_of_another_embedding_is_refused() -> None:
    data = to_bytes(train({"a": ["카드 분실"], "b": ["배송 조회"]}))

    with pytest.raises(InvalidInputError, match="another embedding"):
        from_bytes(data.replace(b"kiwipiepy 0", b"kiwipiepy 9"))


def test_models_are_values() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        model().temperature = 2.0  # type: ignore[misc]
