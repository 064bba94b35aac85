"""Repeats and fillers of a transcript are taken out; what they only resemble stays."""

import pytest

from aicc.korean.text.in_passing import without_passing


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("그 그 그게 안 와요", "그게 안 와요"),
        ("저 거시기 매장이 어디예요", "매장이 어디예요"),
        ("쿠폰인가 머신가 그거 어떻게 써요", "쿠폰 어떻게 써요"),
        ("비밀번혼가 그걸 잊었어요", "비밀번호 잊었어요"),
        ("교환 아니 아니 그 반품요", "반품요"),
        ("환불 말고 아니 그 교환으로 해 주세요", "교환으로 해 주세요"),
        ("한도 좀 낮춰 주세요 체크카드요", "체크카드 한도 좀 낮춰 주세요"),
        ("돈을 갖다가 부쳐야 하는데", "돈을 부쳐야 하는데"),
        ("빨리 좀 보내 주세요 지금요", "빨리 좀 보내 주세요 지금요"),
        ("일 일 구 이요", "일 일 구 이요"),
        ("주문 아니 왜 안 와요", "주문 아니 왜 안 와요"),
        ("색이 거시기해서 보낼게요", "색이 거시기해서 보낼게요"),
        ("여기가 은행인가 병원인가요", "여기가 은행인가 병원인가요"),
    ],
)
def test_what_is_said_in_passing_is_taken_out(said: str, left: str) -> None:
    assert without_passing(said) == left
