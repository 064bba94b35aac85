"""Danger is read in what people say, and in next to nothing else."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aicc.domain.danger import DangerKind
from aicc.errors import InvalidInputError
from aicc.korean.danger import DangerReader, shipped
from aicc.korean.text.rules.reader import LONGEST_TEXT
from aicc.korean.text.said import as_said

DATA = Path(__file__).parent / "data"
READER = DangerReader()
LOST_TAILS = str.maketrans("했됐갔왔었았렸났", "햇됏갓왓엇앗렷낫")


def lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def halves() -> dict[str, list[tuple[DangerKind, str]]]:
    found: dict[str, list[tuple[DangerKind, str]]] = {}
    for line in lines("danger.txt"):
        if line.startswith("=="):
            half = found.setdefault(line.strip("= "), [])
        else:
            kind, _, text = line.partition(": ")
            half.append((DangerKind(kind), text))
    return found


HALVES = halves()
HARMLESS = list(lines("not_danger.txt"))


@pytest.mark.parametrize("half", sorted(HALVES))
def test_danger_is_read_in_nearly_every_sentence(half: str) -> None:
    said = Counter(kind for kind, _ in HALVES[half])
    missed = [(kind, text) for kind, text in HALVES[half] if READER.read(as_said(text)) is None]

    by_kind = Counter(kind for kind, _ in missed)
    for kind, count in said.items():
        print(f"{half} {kind}: {count - by_kind[kind]} of {count}")
    assert len(missed) <= 0.05 * len(HALVES[half]), missed


@pytest.mark.parametrize("half", sorted(HALVES))
def test_the_kind_is_mostly_the_right_one(half: str) -> None:
    read = [(kind, READER.read(as_said(text))) for kind, text in HALVES[half]]

    right = [danger for kind, danger in read if danger and danger.kind is kind]

    assert len(right) >= 0.85 * len(read)


def test_harmless_sentences_raise_next_to_no_alarm() -> None:
    alarms = [text for text in HARMLESS if READER.read(as_said(text))]

    assert len(alarms) <= 0.005 * len(HARMLESS), alarms


def test_who_is_hurt_by_what_was_bought_is_heard() -> None:
    said = yaml.safe_load((DATA / "product_harm.yaml").read_text(encoding="utf-8"))
    heard = [READER.read(as_said(text)) is not None for text in said["held"]]
    alarms = [
        text for text in (*said["harmless"], *said["harmless_held"]) if READER.read(as_said(text))
    ]

    assert sum(heard) >= 0.95 * len(heard)
    assert not alarms


@pytest.mark.parametrize(
    "said",
    [
        "셔츠에 커피를 쏟았어요",
        "리턴 피를 내나요",
        "리미티드 에디션은 맥시멈 몇 개예요",
        "적금을 딸에게 그대로 물려주고 싶어요",
    ],
)
def test_words_of_another_sense_are_no_danger(said: str) -> None:
    assert READER.read(as_said(said)) is None


def test_the_halves_are_large_and_share_no_sentence() -> None:
    texts = {half: {text for _, text in said} for half, said in HALVES.items()}

    assert min(map(len, texts.values())) >= 130
    assert len(set().union(*texts.values())) == sum(map(len, texts.values()))
    for said in HALVES.values():
        assert min(Counter(kind for kind, _ in said).values()) >= 10
    assert len(set(HARMLESS)) >= 500


def test_blanks_are_not_needed() -> None:
    read = [READER.read(as_said(text.replace(" ", ""))) for _, text in HALVES["b"]]

    assert sum(danger is not None for danger in read) >= 0.85 * len(read)


def test_endings_with_a_letter_lost_are_read_the_same() -> None:
    for _, text in HALVES["b"]:
        as_typed, right = (
            READER.read(as_said(text.translate(LOST_TAILS))),
            READER.read(as_said(text)),
        )

        assert (as_typed and as_typed.kind) == (right and right.kind), text


def test_danger_in_the_middle_of_a_long_story_is_found() -> None:
    before = (
        "제가 지난주에 이사를 했는데요 짐을 옮기느라 정신이 없었거든요 그래서 어제야 쉬었어요. " * 3
    )
    behind = " 그리고 다음 주에는 여행을 가려고 하는데 준비할 게 참 많더라고요." * 3
    told = [text for _, text in HALVES["a"] if READER.read(as_said(text))][::10]

    found = [text for text in told if READER.read(as_said(before + text + behind))]

    assert len(found) >= 0.95 * len(told)


def test_the_words_are_the_customers_own() -> None:
    danger = READER.read(as_said("어제 검찰이라면서 돈을 옮기래요"))

    assert danger is not None
    assert danger.kind is DangerKind.IMPERSONATION
    assert "검찰" in danger.words


def test_lives_come_before_money() -> None:
    danger = READER.read(as_said("보이스피싱 당해서 돈을 다 보냈어요 죽고 싶어요"))

    assert danger is not None
    assert danger.kind is DangerKind.SUICIDE


def test_a_pack_adds_its_own_rules() -> None:
    reader = DangerReader(add={DangerKind.MEDICAL: ["<phone> + 뜨거워"]})

    danger = reader.read(as_said("핸드폰이 너무 뜨거워요"))

    assert READER.read(as_said("핸드폰이 너무 뜨거워요")) is None
    assert danger is not None
    assert danger.kind is DangerKind.MEDICAL


def test_a_pack_takes_a_kind_off() -> None:
    reader = DangerReader(without=[DangerKind.VIOLENCE])

    assert READER.read(as_said("강도가 들었어요")) is not None
    assert reader.read(as_said("강도가 들었어요")) is None


def test_a_pack_names_a_harmless_context() -> None:
    reader = DangerReader(without=["방탈출"])

    assert reader.read(as_said("방탈출 카페에 갇혔어요")) is None
    assert reader.read(as_said("창고에 갇혔어요")) is not None


def test_a_rule_that_cannot_be_read_is_refused_with_its_words() -> None:
    reader = DangerReader(add={DangerKind.MEDICAL: ["(열|숨"]})

    with pytest.raises(InvalidInputError, match=r"열\|숨"):
        reader.read(as_said("열이 나요"))


def test_every_line_of_the_list_can_be_read() -> None:
    rules = [rule for each in shipped().rules.values() for rule in each]

    for rule in rules:
        for phrase in (*rule.parts, *rule.some, *rule.without):
            assert phrase.pattern


@given(st.text(max_size=60), st.integers(min_value=1, max_value=100))
def test_any_text_of_any_length_is_read(text: str, times: int) -> None:
    danger = READER.read(as_said(text * times))

    assert danger is None or all(len(each) <= LONGEST_TEXT for each in danger.words)
