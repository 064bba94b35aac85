"""What is wanted of a topic: pairs that differ in that alone, and the model that reads them."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aicc.domain.acts import Act
from aicc.domain.said import SILENCE
from aicc.errors import InvalidInputError
from aicc.korean.text.said import as_said
from aicc.understanding.acts.examples import EXAMPLES, Haste, parse
from aicc.understanding.acts.features import features
from aicc.understanding.acts.reader import ActReader, act_reader
from aicc.understanding.acts.training import made_from, train
from aicc.understanding.acts.words import WORDS, WordClasses

PAIRS = Path(__file__).with_name("data") / "act_pairs.txt"
Member = tuple[set[Act], str]


def pairs(half: str) -> list[tuple[Member, Member]]:
    """Of the tuning half or the half set aside."""
    text = PAIRS.read_text(encoding="utf-8").partition(f"[{half}]\n")[2].partition("\n[")[0]
    found = [tuple(map(member, line.split(" / "))) for line in text.splitlines()]
    return [(first, second) for first, second in found]


def member(written: str) -> Member:
    acts, _, clause = written.partition(" ")
    return set(map(Act, acts.split("|"))), clause


def is_read(pair: tuple[Member, Member]) -> bool:
    return all(act_reader().read(as_said(clause)).best in acts for acts, clause in pair)


@pytest.mark.parametrize("half", ["tune", "aside"])
def test_both_of_a_pair_are_read_right_in_nineteen_of_twenty(half: str) -> None:
    found = pairs(half)

    read = sum(map(is_read, found))

    assert len(found) >= 145
    assert read >= 0.95 * len(found), f"{read} of {len(found)}"


def test_no_clause_set_aside_is_an_example() -> None:
    # patterns make a few of them by chance
    examples = {line for line in EXAMPLES.read_text(encoding="utf-8").splitlines() if line}
    aside = {clause for pair in pairs("aside") for _, clause in pair}

    assert not aside & examples


def test_the_model_is_built_from_what_lies_beside_it() -> None:
    assert act_reader().made_from == made_from(), "run tools/build_acts.py"


def test_the_same_examples_give_the_same_model() -> None:
    words = WordClasses.parse(WORDS.read_text(encoding="utf-8"))
    few = parse("[do]\n카드 주세요\n카드 줘\n[unwanted]\n카드 안 주세요\n카드 안 받아요\n")

    first, second = (train(few * 3, words).to_bytes() for _ in range(2))

    assert first == second


def test_the_model_knows_its_own_examples() -> None:
    examples = [each for at, each in enumerate(parse(EXAMPLES.read_text("utf-8"))) if at % 20 == 0]

    read = sum(act_reader().read(as_said(each.clause)).best is each.act for each in examples)

    assert read >= 0.95 * len(examples)


def test_every_act_has_examples() -> None:
    examples = parse(EXAMPLES.read_text(encoding="utf-8"))

    assert {each.act for each in examples} == set(Act)
    assert len(examples) >= 1500


@pytest.mark.parametrize(
    ("clause", "act"),
    [
        ("카드 분실했어요", Act.DO),
        ("카드분실했어여ㅠㅠ", Act.DO),
        ("한도 올려줘!!", Act.DO),
        ("이체 수수료 얼마예요?", Act.ASK),
        ("대출 신청 취소할래요", Act.UNDO),
        ("대출 신청했는데 결과 언제 나와요", Act.STATUS),
        ("로그인이 자꾸 안돼요 ㅡㅡ", Act.TROUBLE),
        ("대출 문자 그만 보내세요", Act.UNWANTED),
        ("카드 분실 안 했어요", Act.UNWANTED),
        ("남편이 카드를 잃어버렸대요", Act.REPORTED),
        ("네 감사합니다~", Act.SOCIAL),
        ("너 로봇이지?", Act.ABOUT_BOT),
        ("카드", Act.NONE),
    ],
)
def test_a_clause_has_the_act_that_it_ends_in(clause: str, act: Act) -> None:
    assert act_reader().read(as_said(clause)).best is act


@pytest.mark.parametrize("clause", ["", " ", "?", "ㅋㅋ", "1", "asdf", "😀", "요", "가" * 5000])
def test_anything_can_be_read(clause: str) -> None:
    reading = act_reader().read(as_said(clause))

    assert sum(reading.chances.values()) == pytest.approx(1)
    assert reading.chances[reading.best] == max(reading.chances.values())
    assert reading.chance(reading.best) == reading.chances[reading.best]


def test_a_clause_without_anything_known_leans_to_no_act() -> None:
    assert act_reader().read(SILENCE).chance(Act.DO) < 0.5


def test_a_model_comes_back_from_its_bytes() -> None:
    model = act_reader()

    again = ActReader.from_bytes(model.to_bytes())

    assert again == model


@pytest.mark.parametrize("data", [b"", b"ACT", b"XXXX" + bytes(8)])
def test_other_bytes_are_no_model(data: bytes) -> None:
    with pytest.raises(InvalidInputError):
        ActReader.from_bytes(data)


def test_a_word_counts_with_its_edges_its_spaces_and_at_its_longest() -> None:
    words = WordClasses.parse("# none\nnot: _안_ | 안 돼\nwill: ㄹ게요\n")

    assert "@not" in features(as_said("카드 안 써요"), words)
    assert "@not" not in features(as_said("보안 카드예요"), words)
    assert "@not" in features(as_said("카드안돼요"), words)
    assert "@will" in features(as_said("할게요"), words)
    assert "@will" not in features(as_said("하게요"), words)


def test_the_order_of_two_classes_is_seen() -> None:
    words = WordClasses.parse("undo: 취소\nnot: 말고_\n")

    assert "@undo@not" in features(as_said("취소 말고 변경"), words)
    assert "@not@undo" in features(as_said("변경 말고 취소"), words)


def test_a_clause_is_spoilt_the_same_way_each_time() -> None:
    haste = Haste(spellings=[("요$", ["여", "용"])], leads=["저기요 "])

    assert haste.spoil("카드 주세요") == haste.spoil("카드 주세요")


def test_patterns_become_clauses_with_their_particles() -> None:
    examples = parse("@n 카드|통장\n[do]\n{n:을/를} 주세요\n[ask]\n얼마예요\n")

    clauses = {each.clause: each.act for each in examples}
    assert {"카드를 주세요", "통장을 주세요"} <= clauses.keys()
    assert clauses["얼마예요"] is Act.ASK


def test_a_clause_costs_little() -> None:
    # 0.03 ms on a machine that adds a thousand numbers in 0.012 ms; a wide margin for a busy one
    clauses = [as_said(clause) for pair in pairs("aside") for _, clause in pair]
    read, numbers = act_reader().read, range(1000)
    for clause in clauses:
        read(clause)

    took = min(cpu(lambda: [read(clause) for clause in clauses]) for _ in range(5)) / len(clauses)
    unit = min(cpu(lambda: [sum(numbers) for _ in range(300)]) for _ in range(5)) / 300

    assert took < 6 * unit, f"{took * 1e6:.1f} us, {took / unit:.1f} units"


def cpu(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start
