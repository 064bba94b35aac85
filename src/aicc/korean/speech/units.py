"""What may stand after a figure, and how the figure before it is said."""

from aicc.korean.text.latin_names import UNITS

# 한, 두, 세 …; a longer word below takes precedence (개 but 개월, 달 but 달러)
_NATIVE = (
    "시간 개 명 살 장 대 병 잔 권 마리 벌 켤레 송이 가지 군데 곳 달 사람 건 통 줄 칸 배 자리 차례 "
    "그릇 판 봉지 상자 박스 세트 팩 캔 조각 쌍 그루 끼 매듭 마디 바퀴 걸음 채 척 자루"
)
# 일, 이, 삼 …
_SINO = (
    "원 년 개월 주 일 분 초 층 호 호선 회 차 위 점 도 박 인 인분 인당 세 단계 등 등급 학년 급 번 "
    "퍼센트 프로 개국 개사 개년 번지 쪽 페이지 평 달러 유로 엔 위안 매 부 석 통신 통화 대역 "
    "건반 장애 호점 시그마 킬로 미터 그램 리터 톤 포인트 마일 교시 주년 주차 월 분기 억 만 천 백 조"
)
_KIND = dict.fromkeys(_SINO.split(), "sino") | dict.fromkeys(_NATIVE.split(), "native")
_LONGEST = max(map(len, (*_KIND, *UNITS)))


def unit_after(text: str, at: int) -> str:
    """The unit or counter that follows a figure ending at `at`, a space between allowed."""
    at += text[at : at + 1] == " "
    for size in range(_LONGEST, 0, -1):
        unit = text[at : at + size]
        if unit in _KIND or unit in UNITS:
            return unit
    return ""


def is_native(unit: str) -> bool:
    return _KIND.get(unit) == "native"
