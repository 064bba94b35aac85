"""Every wording asked without itself: hits, collisions, and what a change made of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from aicc.domain.faq import FaqEntry
from aicc.domain.meaning import Thresholds
from aicc.errors import InvalidInputError
from aicc.faqs.report import trial_file
from aicc.faqs.report.questions import Question
from aicc.faqs.report.trial import Trial, try_all

THRESHOLDS = Thresholds(intent=0.5, faq=0.55, margin=0.08)
BALANCE = FaqEntry(
    id="balance",
    question="계좌 잔액은 어떻게 확인하나요?",
    answer="앱의 첫 화면에서 봅니다.",
    variants=("계좌 잔액을 알려 주세요", "잔액 조회는 어디서 하나요?"),
)
LOSS = FaqEntry(
    id="loss",
    question="카드를 잃어버렸어요",
    answer="분실 신고를 하시면 바로 막힙니다.",
    variants=("카드 분실 신고를 하고 싶어요",),
)
LONE = FaqEntry(id="lone", question="영업점은 몇 시까지 하나요?", answer="네 시까지입니다.")
STRAY = FaqEntry(
    id="stray",
    question="주소 변경",
    answer="앱에서 바꿉니다.",
    variants=("카드 분실 신고는 어디에 하나요?",),
)


def tried(*entries: FaqEntry, questions: tuple[Question, ...] = ()) -> Trial:
    return try_all(entries, thresholds=THRESHOLDS, questions=questions)


def test_a_wording_is_asked_while_its_entry_does_not_hold_it() -> None:
    outcomes = tried(BALANCE, LOSS).outcomes

    assert [each.text for each in outcomes] == [
        *(BALANCE.question, *BALANCE.variants),
        *(LOSS.question, *LOSS.variants),
    ]
    assert all(each.text != each.matched for each in outcomes)
    assert outcomes[0].rank == 1


def test_the_entry_is_whole_again_when_the_next_one_is_asked() -> None:
    trial = tried(BALANCE, LOSS, questions=(Question(text=BALANCE.question, label="balance"),))

    assert trial.outcomes[-1].matched == BALANCE.question
    assert trial.outcomes[-1].score == pytest.approx(1.0)


def test_an_entry_with_one_wording_is_counted_and_not_asked() -> None:
    trial = tried(BALANCE, LONE)

    assert trial.lone == 1
    assert {each.wanted for each in trial.outcomes} == {"balance"}


def test_a_wording_that_finds_another_entry_is_a_collision() -> None:
    clean, mixed = tried(BALANCE, LOSS), tried(BALANCE, LOSS, STRAY)

    assert clean.collisions == []
    assert [(each.wanted, each.found[0]) for each in mixed.collisions] == [
        ("loss", "stray"),
        ("stray", "loss"),
    ]


def test_figures_are_shares_of_what_was_asked() -> None:
    questions = (
        Question(text="계좌 잔액 확인", label="balance"),
        Question(text="비행기표를 예약하고 싶어요"),
        Question(text="계좌 잔액을 확인해 주세요"),
    )

    trial = tried(replace(BALANCE, variants=()), questions=questions)

    assert trial.hit_at(1) == 1.0
    assert len(trial.answered) == 2
    assert trial.precision == 0.5


def test_nothing_to_ask_is_no_division_by_nothing() -> None:
    assert trial_file.figures(tried())["hit_at_1"] == 0.0


def test_a_change_is_compared_with_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    trial_file.save(tried(BALANCE, LOSS, STRAY), path)

    after = tried(BALANCE, LOSS, replace(STRAY, variants=("주소를 바꾸고 싶어요",)))
    changes = trial_file.changes(trial_file.load(path), after)

    assert {STRAY.question, *LOSS.variants} <= {each.text for each in changes.better}
    assert changes.worse == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [("{", "not a trial"), ("{}", "not a trial"), ('{"schema": 99}', "schema 99")],
)
def test_a_file_that_is_no_trial_is_named(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "before.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInputError, match=rf"before\.json: .*{why}|before\.json: {why}"):
        trial_file.load(path)
