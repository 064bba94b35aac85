import random

import numpy as np
import pytest

from aicc.errors import InvalidInputError
from aicc.korean.text.said import as_said
from aicc.understanding.features import clean
from aicc.understanding.intent_model_file import to_bytes
from aicc.understanding.training.descent import DescentSolver
from aicc.understanding.training.exact import ExactSolver
from aicc.understanding.training.matrix import Problem, build, gram
from aicc.understanding.training.train import train
from tests.understanding.samples import contact_centre, json_lines


def test_the_same_examples_give_the_same_model() -> None:
    assert to_bytes(train(contact_centre(0, 3))) == to_bytes(train(contact_centre(0, 3)))


def test_nothing_to_learn_from_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        train({})


def test_one_intent_with_one_example_is_enough() -> None:
    trained = train({"inquiry": ["잔액 조회"]})

    assert trained.predict(as_said("잔액")).top[0].name == "inquiry"


def test_an_intent_may_have_keywords_alone() -> None:
    trained = train(contact_centre(0, 5), keywords={"pension": ["연금", "퇴직연금"]})

    top = trained.predict(as_said("퇴직연금 문의드려요")).top[0]

    assert top.name == "pension"
    assert top.confidence > 0.5


def test_a_name_that_callers_use_is_an_example() -> None:
    examples = {
        "card_arrival": ["where is my card"],
        "exchange_rate": ["what is the rate of euros"],
    }

    with_name = train(examples).predict(as_said("arrival")).top[0]
    without = train({"a": examples["card_arrival"], "b": examples["exchange_rate"]})

    assert with_name.name == "card_arrival"
    assert with_name.confidence > without.predict(as_said("arrival")).top[0].confidence


def test_sentences_for_none_teach_what_is_out_of_scope() -> None:
    strange = [row["text"] for row in json_lines("contact_centre_oos.jsonl")]
    random.Random(0).shuffle(strange)
    taught, new = strange[:60], strange[60:]
    meant = [text for texts in contact_centre(10, 20).values() for text in texts]

    trained = train(contact_centre(0, 10), out_of_scope=taught)
    scores = [trained.predict(as_said(text)).in_scope_score for text in meant]
    new_scores = [trained.predict(as_said(text)).in_scope_score for text in new]

    assert np.mean(np.array(scores) >= 0.5) > 0.75
    assert np.mean(np.array(new_scores) < 0.5) > 0.6
    assert "" not in trained.labels


def test_descent_comes_near_the_exact_answer() -> None:
    groups = contact_centre(0, 10)
    texts = [clean(as_said(text)) for own in groups.values() for text in own]
    owner = np.repeat(np.arange(len(groups)), 10)
    vocabulary, rows = build(texts, bits=20, seen_min=1)
    nothing = np.zeros((len(texts), 0), dtype=np.float32)
    problem = Problem(
        rows=rows, vocabulary=vocabulary, meaning=nothing, owner=owner, classes=len(groups)
    )
    rest = np.arange(0, len(texts), 5)
    inside = np.setdiff1d(np.arange(len(texts)), rest)

    exact = ExactSolver(problem).scores_unseen(inside, rest).argmax(axis=1)
    descent = DescentSolver(problem, seed=0).scores_unseen(inside, rest).argmax(axis=1)

    assert np.mean(exact == descent) > 0.8


def test_products_of_sentences_are_those_of_their_rows() -> None:
    _, rows = build(["카드 분실", "카드 신청", "배송 조회", "카드 분실"], bits=20, seen_min=1)
    dense = np.zeros((4, rows.width), dtype=np.float32)
    for index in range(4):
        columns, values = rows.row(index)
        dense[index, columns] = values

    assert gram(rows, slice_width=7) == pytest.approx(dense @ dense.T, abs=1e-5)
