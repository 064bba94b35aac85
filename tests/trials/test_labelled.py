"""Labelled sentences: what a label means, what a decision is beside it, which thresholds win."""

from pathlib import Path

import pytest

from aicc.conversation.decision import (
    AnswerFaq,
    AskWhich,
    Decision,
    HandOff,
    OfferPerson,
    Repeat,
    Say,
    StartFlow,
)
from aicc.domain.meaning import Thresholds
from aicc.domain.session import Choice
from aicc.errors import InvalidInputError
from aicc.packs.loader import load_pack
from aicc.trials.labelled.files import LabelledSentence, read_labelled
from aicc.trials.labelled.label import Label, LabelKind, Labels
from aicc.trials.labelled.measure import TriedSentence, confusions, rows
from aicc.trials.labelled.outcome import Deed, Outcome
from aicc.trials.labelled.propose import FEWEST, propose

FLOW = Label(kind=LabelKind.FLOW, name="callback_request")
FAQ = Label(kind=LabelKind.FAQ, name="fee")
NONE, PERSON = Label(kind=LabelKind.NONE), Label(kind=LabelKind.PERSON)
NOW = Thresholds(intent=0.5, faq=0.5, margin=0.1)


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels(load_pack("general"), frozenset({"fee", "callback_request"}))


def asked(*choices: Choice) -> AskWhich:
    return AskWhich(choices=choices)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("callback_request", FLOW),
        ("faq:callback_request", Label(kind=LabelKind.FAQ, name="callback_request")),
        ("fee", FAQ),
        ("thanks", Label(kind=LabelKind.REPLY, name="thanks")),
        ("person", PERSON),
        ("none", NONE),
    ],
)
def test_a_label_is_a_name_of_the_bot(labels: Labels, text: str, label: Label) -> None:
    assert labels.find(text) == label


def test_a_name_that_nothing_has_is_refused_with_its_line(labels: Labels, tmp_path: Path) -> None:
    file = tmp_path / "said.tsv"
    file.write_text("# 3월\n수수료 얼마예요\tfee\n전화 주세요\tcallback_reqest\n", encoding="utf-8")

    with pytest.raises(InvalidInputError, match=r"said.tsv:3: .*did you mean callback_request"):
        read_labelled(file, labels)


def test_both_forms_of_a_file_are_read(labels: Labels, tmp_path: Path) -> None:
    file = tmp_path / "said"
    file.write_text('수수료\tfee\n{"text": "전화 줘", "expected": "callback_request"}\n', "utf-8")

    assert [(each.text, each.label) for each in read_labelled(file, labels)] == [
        ("수수료", FAQ), ("전화 줘", FLOW),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("decision", "wanted", "outcome"),
    [
        (StartFlow(flow_id="callback_request"), FLOW, Outcome.RIGHT),
        (StartFlow(flow_id="visit"), FLOW, Outcome.WRONG),
        (asked(Choice(label="예약", flow_id="callback_request")), FLOW, Outcome.NEAR),
        (asked(Choice(label="수수료", faq_id="fee")), FLOW, Outcome.NOTHING),
        (Say(key="fallback", is_miss=True), FLOW, Outcome.NOTHING),
        (Repeat(), FLOW, Outcome.WRONG),
        (HandOff(), PERSON, Outcome.RIGHT),
        (OfferPerson(key="offer_person"), PERSON, Outcome.NEAR),
        (Say(key="fallback", is_miss=True), NONE, Outcome.RIGHT),
        (AnswerFaq(faq_id="not_here.weather"), NONE, Outcome.RIGHT),
        (asked(Choice(label="수수료", faq_id="fee")), NONE, Outcome.NEAR),
        (AnswerFaq(faq_id="fee"), NONE, Outcome.WRONG),
    ],
)
def test_what_was_decided_is_right_near_wrong_or_nothing(
    decision: Decision, wanted: Label, outcome: Outcome
) -> None:
    assert Deed.of(decision).beside(wanted) is outcome


def tried(wanted: Label, decision: Decision, text: str = "말") -> TriedSentence:
    sentence = LabelledSentence(text=text, label=wanted)
    return TriedSentence(sentence=sentence, deed=Deed.of(decision))


def test_rows_count_by_kind_and_errors_stand_by_what_was_done() -> None:
    every = [
        tried(FLOW, StartFlow(flow_id="callback_request")),
        tried(FLOW, AnswerFaq(faq_id="fee"), "가"),
        tried(FLOW, AnswerFaq(faq_id="fee"), "나"),
        tried(FAQ, Say(key="fallback", is_miss=True), "다"),
    ]

    assert [(row.kind, row.total, row.counts[Outcome.WRONG]) for row in rows(every)] == [
        ("faq", 1, 0), ("flow", 3, 2), ("all", 4, 2),
    ]  # fmt: skip
    assert [(str(each.wanted), each.deed, each.texts) for each in confusions(every)] == [
        ("flow callback_request", "faq fee", ("가", "나")),
        ("faq fee", "nothing", ("다",)),
    ]


def bot(given: Thresholds) -> list[TriedSentence]:
    """Starts a wrong scenario with a chance of 0.6, and the right one with 0.7."""
    starts = {0.6: StartFlow(flow_id="visit"), 0.7: StartFlow(flow_id="callback_request")}
    missed = Say(key="fallback", is_miss=True)
    return [
        tried(FLOW, decision if chance >= given.intent else missed)
        for chance, decision in starts.items()
        for _ in range(FEWEST)
    ]


def test_a_threshold_is_proposed_that_keeps_what_is_right_and_leaves_what_is_wrong() -> None:
    better, proposals = propose(NOW, bot)

    assert (better.intent, better.faq, better.margin) == (0.65, NOW.faq, NOW.margin)
    assert [(each.field, each.changes[Outcome.WRONG]) for each in proposals] == [
        ("intent", -FEWEST)
    ]


def test_what_is_best_already_and_what_few_sentences_say_stays() -> None:
    good = Thresholds(intent=0.65, faq=0.5, margin=0.1)

    assert propose(good, bot) == (good, [])
    assert propose(NOW, lambda given: bot(given)[: FEWEST - 1]) == (NOW, [])
