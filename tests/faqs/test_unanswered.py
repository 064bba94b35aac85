"""Questions without an answer, together by wording and meaning."""

import pytest

from aicc.domain.faq import FaqEntry
from aicc.domain.feedback import AnswerCount, Unanswered
from aicc.faqs.report.near import near_pairs
from aicc.faqs.report.thumbs import report
from aicc.faqs.report.unanswered import clusters
from tests.fakes import A_DAY


def asked(*texts: str, count: int = 1) -> list[Unanswered]:
    return [Unanswered(text=text, count=count, first_at=A_DAY, last_at=A_DAY) for text in texts]


def test_questions_of_one_sort_are_one_cluster() -> None:
    found = clusters(
        [
            *asked("주차장 있어요", "로또 번호 뭐예요", "주차장이 어디예요", "로또 번호 알려줘"),
            *asked("주차장 있나요?", count=5),
        ]
    )

    assert [set(each.texts) for each in found] == [
        {"주차장 있나요?", "주차장 있어요", "주차장이 어디예요"},
        {"로또 번호 뭐예요", "로또 번호 알려줘"},
    ]
    assert found[0].texts[0] == "주차장 있나요?"
    assert found[0].count == 7


def test_the_order_in_which_questions_come_changes_nothing() -> None:
    questions = asked("주차장 있나요", "주차장 있어요", "환율이 얼마예요", "오늘 환율 얼마예요")

    assert clusters(questions) == clusters(questions[::-1])


def test_no_question_gives_no_cluster() -> None:
    assert clusters([]) == []


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("이체 수수료가 얼마예요?", "이체수수료가 얼마예요", True),
        ("이체 수수료가 얼마예요?", "이체 수수료는 얼마예요", True),
        ("이체 수수료가 얼마예요?", "카드를 잃어버렸어요", False),
        ("?!", "...", False),
    ],
)
def test_sentences_are_near_but_for_a_letter(one: str, other: str, is_near: bool) -> None:
    assert bool(near_pairs([one, other], 0.85)) == is_near


def test_the_worst_rated_entry_is_the_one_that_is_surely_disliked() -> None:
    entries = [FaqEntry(id=name, question=f"{name}?", answer="답") for name in ("a", "b", "c", "d")]
    given = [
        AnswerCount(faq_id="a", count=5, up=0, down=1),
        AnswerCount(faq_id="b", count=40, up=2, down=18),
        AnswerCount(faq_id="c", count=9, up=9, down=0),
    ]

    made = report(entries, given, unanswered=3)

    assert [row.id for row in made.worst_rated] == ["b", "a"]
    assert [row.id for row in made.most_asked] == ["b", "c", "a"]
    assert [row.id for row in made.never_asked] == ["d"]
    assert (made.answers, made.up, made.down, made.unanswered) == (54, 11, 19, 3)
