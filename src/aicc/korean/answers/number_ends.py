"""A part of a number that was given before: 끝자리가 3이 아니라 5예요, 뒤에 두 자리가 34예요."""

import re
from dataclasses import dataclass

from aicc.domain.said import Said
from aicc.korean.numbers.spoken_digits import SPOKEN_DIGITS

_LONGEST = 50
_DIGITS = r"(?:[0-9]+|[공영일이삼사오육륙칠팔구]+?)"
_PLACE = (
    r"(?:(?P<end>(?:맨 ?)?(?:끝|마지막|뒤|뒷|맨뒤))|(?P<start>(?:맨 ?)?(?:앞|처음|첫)))"
    r"(?:에|의|쪽)? ?"
)
_UNIT = r"(?:(?:한|두|세|네|[1-4])? ?(?:자리|번호|숫자|번째|거|꺼))(?:가|는|이|은|를|만)? ?"
_IS = (
    r"(?:이에요|예요|에요|이요|요|입니다|이거든요|거든요|인데요|이고요|고요|네요|이네요|임|이야|야"
    r"|(?:이었|였)(?:어요|네요?|다|습니다|는데요?)"
    r"|(?:으로|로) ?(?:바꿔|고쳐|해|정정|수정)[가-힣 ]*|(?:으로|로)요?)?[.! ]*"
    r"(?:,? ?(?:제가 |아까 )?(?:잘못|틀리게) ?[가-힣]+[.! ]*)?"
)
_NOT = r"(?:이|가|은|는)? ?(?:아니라|아니고|아니구|말고|아니에요|아니예요|아닙니다|아니)[,. ]*"
_SWAPPED = re.compile(
    rf"{_PLACE}(?:{_UNIT})?.{{0,4}}?(?P<old>{_DIGITS}){_NOT}(?P<new>{_DIGITS}){_IS}$"
)
_BEHIND = re.compile(rf"{_PLACE}(?:{_UNIT})?(?P<new>{_DIGITS}){_IS}[, ]*(?P<old>{_DIGITS}){_NOT}$")
_FOUR = re.compile(  # 끝에 3443이었다
    rf"{_PLACE}(?P<new>[0-9]{{3,4}}|[공영일이삼사오육륙칠팔구]{{3,4}}){_IS}$"
)
_WRONG = re.compile(  # 번호 틀렸다 5679예요
    r"번호[가-힣]{0,3} ?(?:잘못|틀)[가-힣 ]*?[,. ]+"
    rf"(?P<new>[0-9]{{4}}|[공영일이삼사오육륙칠팔구]{{4}}){_IS}$"
)
_ALONE = re.compile(rf"{_PLACE}{_UNIT}(?P<new>{_DIGITS}){_IS}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEnd:
    new: str
    old: str = ""
    is_start: bool = False

    def put_into(self, number: str) -> str | None:
        """The number with its end, or its start, changed; None where it did not have the old."""
        size = len(self.new)
        if size >= len(number) or (self.old and len(self.old) != size):
            return None
        kept = number[:size] if self.is_start else number[-size:]
        if self.old and kept != self.old:
            return None
        return self.new + number[size:] if self.is_start else number[:-size] + self.new


def number_end(said: Said) -> NumberEnd | None:
    if len(said.plain) > _LONGEST or "?" in said.plain:
        return None
    for pattern in (_SWAPPED, _BEHIND, _ALONE, _FOUR, _WRONG):
        found = pattern.search(said.plain)
        if found:
            groups = found.groupdict()
            return NumberEnd(
                new=_figures(groups["new"]),
                old=_figures(groups.get("old") or ""),
                is_start=bool(groups.get("start")),
            )
    return None


def _figures(spoken: str) -> str:
    return "".join(SPOKEN_DIGITS.get(each, each) for each in spoken)
