"""Personal numbers are masked in spellings that nobody thought of, and other numbers are not."""

from collections import Counter
from collections.abc import Sequence

import pytest

from aicc.korean.personal.halves import left_open
from aicc.korean.text.said import as_said
from aicc.redact import mask, mask_said
from tests.korean.personal_harmless import harmless
from tests.korean.personal_spellings import spelled

EACH, SEED = 4, 20261130
MOST_LEAKS = {"core": 0.005, "everyday": 0.03, "exotic": 0.10}


@pytest.mark.parametrize("each", [EACH, pytest.param(40, marks=pytest.mark.long)])
def test_hardly_any_number_can_be_read_in_any_spelling(
    each: int, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    leaked: Counter[tuple[str, bool]] = Counter()
    for case in spelled(each, SEED):
        seen[case.group, case.is_kept_aside] += 1
        leaked[case.group, case.is_kept_aside] += case.leaks

    shares = {half: leaked[half] / seen[half] for half in seen}
    with capsys.disabled():
        for (group, is_aside), share in sorted(shares.items()):
            half = "kept aside" if is_aside else "looked at"
            print(f"\nleaks {group} spellings, {half}: {share:.4f}", end="")
    assert {half: share for half, share in shares.items() if share > MOST_LEAKS[half[0]]} == {}


def test_hardly_any_number_that_is_nobodys_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    sentences = list(harmless(20, SEED))

    wrong = [text for _, text in sentences if mask(text) != text]

    with capsys.disabled():
        print(f"\nfalse masks of hard shapes {len(wrong) / len(sentences):.4f}")
    assert len(wrong) <= 0.03 * len(sentences), wrong[:10]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("주민번호 앞자리는 900101 뒷자리는 1234567", "주민번호 앞자리는 ******-*******"),
        ("뒷자리 1234567", "뒷자리 *******"),
        ("제번호는M78382405", "제번호는M********"),
        ("공일공 짝대기 일이삼사 짝대기 오육칠팔이요", "***-****-**78이요"),
        ("구십만백일 다시 백이십삼만사천오백육십칠", "******-*******"),
        ("tel=010%2D1234%2D5678", "tel=***   ****   **78"),
        ("O1O-l234-5678", "***-****-**78"),
        ("⓪①⓪ ①②③④ ⑤⑥⑦⑧", "*** **** **78"),
        ("쿠폰번호 123456789012 안 돼요", "쿠폰번호 123456789012 안 돼요"),
        ("100만 원을 4000원씩 250번 나눠 1234567", "100만 원을 4000원씩 250번 나눠 1234567"),
        ("영수증번호 1234567890123", "영수증번호 1234567890123"),
    ],
)
def test_a_spelling_is_masked_as_a_whole(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["주민번호 앞자리는 690305", "뒷자리는 2754018"], "뒷자리는 *******"),
        (["610415", "2927257"], "*******"),
        (["육구공삼공오요", "이칠오사공일팔입니다"], "*******입니다"),
        (["주민번호 앞자리 690305요", "잠시만요", "2754018"], "*******"),
        (["010-1234", "5678"], "****"),
        (["공일공이요", "일이삼사에 오육칠팔이요"], "****-****이요"),
        (["공일공", "일이삼사", "오육칠팔"], "****"),
        (["카드번호 4111 1111", "1111 1111이요"], "****-****이요"),
        (["계좌 110-234", "네", "567890입니다"], "******입니다"),
        (["690305", "주문번호 1234567 취소요"], "주문번호 1234567 취소요"),
        (["주민번호 앞은 690305", "잠깐만요 지갑 좀 찾아볼게요", "2754018"], "*******"),
        (["690305", "네", "지갑이 방에 있어서요", "갖고 왔어요", "2754018이요"], "*******이요"),
        (["주민번호 900101 1", "234567"], "******"),
        (["주민번호 9001011 23", "4567이요"], "****이요"),
        (["690305", "이 2754018이요"], "이 *******이요"),
        (["4111 1111", "지갑에서 카드 좀 꺼내 볼게요", "1111 1111"], "****-****"),
        (
            ["690305", *["지갑이 어디에 있는지 잘 모르겠는데 조금 더 찾아볼게요"] * 5, "2754018"],
            "2754018",
        ),
        (["690305", "123456"], "123456"),
        (["계좌 110-234", "아 그 전에 한도부터 알려 주세요", "50000"], "50000"),
        (["010", "100만원 보내 주세요"], "100만원 보내 주세요"),
        (["1234567", "7654321"], "7654321"),
        (["생일이 690305인데 회원 등급이 궁금해요", "7654321"], "7654321"),
    ],
)
def test_a_number_said_in_two_turns_is_masked_in_the_second(
    turns: Sequence[str], expected: str
) -> None:
    after, shown = "", ""
    for text in turns:
        said = as_said(text, after=after)
        shown, after = mask_said(said), left_open(said)

    assert shown == expected
