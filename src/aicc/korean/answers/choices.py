"""Choosing from a list: by place ("2번", "두 번째 거요", "삼번이요") or by nearly its words."""

import re
from difflib import SequenceMatcher

from aicc.korean.text.jamo import decompose

_PLACES = {
    **dict(zip(("첫", "두", "세", "네", "다섯", "여섯", "일곱"), range(1, 8), strict=True)),
    **dict(zip(("일", "이", "삼", "사", "오", "육", "칠"), range(1, 8), strict=True)),
}
_TAIL = r"(?:거|것|걸|번호)?(?:으로|로)?(?:이요|이에요|예요|요|할게요|해주세요|주세요)?[.!]?"
_SAID = re.compile(
    rf"(?P<digit>[1-9])(?:번째|번)?{_TAIL}"
    rf"|(?P<native>첫|두|세|네|다섯|여섯|일곱)번째{_TAIL}"
    rf"|(?P<sino>일|이|삼|사|오|육|칠)번{_TAIL}"
)


_ALL = re.compile(r"(?:전부|모두|다|전체|둘다|셋다|모든것|전부다|모두다)" + _TAIL)
_BETWEEN = re.compile(r"\s*(?:,|/|·|및|그리고|(?<=[가-힣0-9])(?:하고|이랑|랑|과|와)(?=\s))\s*")


def says_all(text: str) -> bool:
    return _ALL.fullmatch(text.replace(" ", "")) is not None


def parts_said(text: str) -> list[str]:
    """What is named one after the other: "1번하고 3번이요" in two parts."""
    return [part for part in _BETWEEN.split(text) if part]


def place_said(text: str) -> int | None:
    """The place from 1, when the whole text names one and nothing else."""
    found = _SAID.fullmatch(text.replace(" ", ""))
    if not found:
        return None
    if found["digit"]:
        return int(found["digit"])
    return _PLACES[found["native"] or found["sino"]]


def similarity(one: str, other: str) -> float:
    """From 0 to 1, letter by letter: a slip inside a syllable costs a third of it."""
    return SequenceMatcher(None, decompose(one), decompose(other), autojunk=False).ratio()
