"""Why a question finds what it finds, and what the bot would do with it."""

import pytest

from aicc.domain.faq import FaqEntry
from aicc.domain.meaning import Thresholds
from aicc.faqs.report.explain import Explained, Use, explain, use_of
from aicc.faqs.report.measure import area
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.korean.text.said import as_said
from tests.fakes import a_deadline

THRESHOLDS = Thresholds(intent=0.5, faq=0.55, margin=0.08)
ENTRIES = [
    FaqEntry(id="limit", question="이체 한도는 얼마인가요?", answer="답"),
    FaqEntry(id="fee", question="이체 수수료", answer="답", keywords=("수수료",), priority=3),
]


def explained(query: str) -> Explained:
    index = EmbeddedFaqIndex()
    index.put_many("bank", ENTRIES, a_deadline())
    return explain(index, "bank", as_said(query), a_deadline(), thresholds=THRESHOLDS)


def test_hits_come_with_their_signals_and_the_letters_they_share() -> None:
    best = explained("이체 한도").hits[0]

    assert best.entry.id == "limit"
    assert best.grams == ("이체", "체한", "한도")
    assert set(best.signals) == {"letters", "meaning", "jamo", "whole", "lift"}
    assert best.signals["lift"] == 1.0


def test_priority_and_a_keyword_that_was_said_lift_a_score() -> None:
    assert explained("수수료").hits[0].signals["lift"] == pytest.approx(1.03)


@pytest.mark.parametrize(
    ("score", "use"),
    [(0.5, Use.ANSWER), (0.49, Use.OFFER), (0.25, Use.OFFER), (0.24, Use.LEAVE)],
)
def test_the_thresholds_say_what_a_score_is_good_for(score: float, use: Use) -> None:
    assert use_of(score, Thresholds(intent=0.5, faq=0.5, margin=0.25)) is use


def test_a_question_that_finds_nothing_has_no_hits() -> None:
    assert explained("?!").hits == ()


@pytest.mark.parametrize(
    ("known", "strange", "wanted"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([], [0.1], None),
    ],
)
def test_the_area_is_how_often_an_answerable_question_scores_higher(
    known: list[float], strange: list[float], wanted: float | None
) -> None:
    assert area(known, strange) == wanted
