"""Old words become those of the content; a word of today that looks like one stays."""

import pytest

from aicc.korean.text.old_verbs import in_words_of_today


@pytest.mark.parametrize(
    ("said", "today"),
    [
        ("받은 바지 물리고 싶은데", "받은 바지 반품하고 싶은데"),
        ("보낸 돈이랑 예약 물릴 수 있나", "보낸 돈이랑 예약 취소할 수 있나"),
        ("물건값을 노나서 낼게", "물건값을 할부로 결제할게"),
        ("적금을 깨면 이자는", "적금을 해지하면 이자는"),
        ("돈을 좀 빼고 싶어", "돈을 찾고 싶어"),
        ("통장 하나 트려고", "통장을 만들려고"),
        ("이자를 물려요", "이자를 내요"),
        ("카드를 흘려뿌렸어", "카드를 잃어버렸어"),
        ("그릇을 깨면 어떡해", "그릇을 깨면 어떡해"),
        ("누가 돈을 빼갔어요", "누가 돈을 빼갔어요"),
        ("대출 갈아타고 싶어요", "대출 갈아타고 싶어요"),
        ("물려받은 옷이에요", "물려받은 옷이에요"),
        ("이따가 갈게요", "이따가 갈게요"),
    ],
)
def test_old_words_become_those_of_today(said: str, today: str) -> None:
    assert in_words_of_today(said) == today
