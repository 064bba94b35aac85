"""Choosing from a list: by place ("2번", "두번째꺼", "마지막 거요") or by nearly its words."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from aicc.korean.text.jamo import decompose

_PLACES = {
    **dict(zip(("첫", "두", "세", "네", "다섯", "여섯", "일곱"), range(1, 8), strict=True)),
    **dict(zip(("일", "이", "삼", "사", "오", "육", "칠"), range(1, 8), strict=True)),
}
LAST = -1
_ENDS = {"맨위": 1, "제일위": 1, "맨앞": 1, "제일앞": 1, "맨처음": 1} | dict.fromkeys(
    ("마지막", "맨마지막", "제일마지막", "맨아래", "제일아래", "맨밑", "맨뒤", "맨끝"), LAST
)
_NAMED = {"첫째": 1, "둘째": 2, "셋째": 3, "넷째": 4, "다섯째": 5}
_LEAD = r"(?:음|아|어|그럼|그러면|그냥|저는|아까|위에서|앞에서)*"
_TAIL = (
    r"(?:에)?(?:있는)?(?:거|것|걸|꺼|껄|번호)?(?:으로|로)?"
    r"(?:이요|이에요|예요|요|할게요|할래요|해주세요|해줘|주세요|선택할게요|부탁해요|부탁드려요)?[.!]?"
)
_SAID = re.compile(
    rf"{_LEAD}(?:(?P<digit>[1-9])(?:번째|째|번)?"
    r"|(?P<native>첫|두|세|네|다섯|여섯|일곱)번째"
    r"|(?P<sino>일|이|삼|사|오|육|칠)번"
    rf"|(?P<named>{'|'.join(_NAMED)})"
    rf"|(?P<end>{'|'.join(sorted(_ENDS, key=len, reverse=True))}))"
    rf"{_TAIL}"
)


_PLEASE = r" ?(?:이?요|할게요|할래요|해 ?주세요|바꿔 ?주세요|주세요|부탁해요|부탁드려요)"
_BEFORE = r"(?:(?:음|아|어|네|예|그럼|그러면|그냥|저는|전) )*"
_FREE_WORDS = re.compile(
    rf"{_BEFORE}(?P<said>.+?)"
    rf"(?:(?:으로|(?<=[A-Za-z0-9])로)(?:{_PLEASE})?|로{_PLEASE}"
    r"|이요|입니다|이에요|예요|(?<=[A-Za-z0-9])요)[.!]?"
)
_WORDS_AROUND = re.compile(
    rf"{_BEFORE}(?P<said>.+?)(?:(?:으로|로)?{_PLEASE}|으로|로|입니다|이에요|예요)?[.!]?"
)
_NOTHING = re.compile(
    r"(?:음|아|어|네|예|그럼|그러면|그냥|저는|저희|우리|전부|모두|총|으로|로|에|이요|요|입니다|이에요|예요|이고요|고요"
    r"|쯤|정도|한|바꿔|바꿀게|변경|수정|해|할게|할래|주세요|줘|부탁드려|부탁해|방문|갈게|가려고|예약|[.,!~])*"
)
_ONE = re.compile(r"(?<=\S) ?(?:한 ?(?:장|개|켤레|벌)|하나)(?=이요|요|만|로|$)")
_I_DO = re.compile(r"(?:게요|께요|래요|겠습니다|려고요|려구요)[.!~]*$")
_ALL = re.compile(
    r"(?:그럼|그냥|네|아)*(?:전부|모두|다|전체|둘다|셋다|모든것|전부다|모두다|싹다|싹|몽땅|몽땅다|죄다|있는거다)"
    r"(?:막죠|막아(?:주세요|줘요?)|막을게요|정지(?:해주세요|할게요|요)|해죠)?" + _TAIL
)
_BETWEEN = re.compile(r"\s*(?:,|/|·|및|그리고|(?<=[가-힣0-9])(?:하고|이랑|랑|과|와)(?=\s))\s*")


def says_all(text: str) -> bool:
    return _ALL.fullmatch(text.replace(" ", "")) is not None


def parts_said(text: str) -> list[str]:
    """What is named one after the other: "1번하고 3번이요" in two parts."""
    return [part for part in _BETWEEN.split(text) if part]


def place_said(text: str) -> int | None:
    """The place from 1, or `LAST`, when the whole text names one and nothing else."""
    found = _SAID.fullmatch(text.replace(" ", ""))
    if not found:
        return None
    if found["end"] or found["named"]:
        return _ENDS.get(found["end"]) or _NAMED[found["named"]]
    if found["digit"]:
        return int(found["digit"])
    return _PLACES[found["native"] or found["sino"]]


def without_ending(text: str) -> str:
    """A few free words without what is said around them: 그럼 L로 is L, 검정색으로요 is 검정색."""
    around = _FREE_WORDS.fullmatch(text)
    return around["said"] if around else text


def without_around(text: str) -> str:
    """An option without what is said around it: 그럼 라지로 할게요 is 라지, 체크카드 한 장이요."""
    text = _ONE.sub("", text)
    around = _WORDS_AROUND.fullmatch(text)
    return around["said"] if around else text


def says_nothing(text: str) -> bool:
    """Fillers, endings and the wish to have it so."""
    return _NOTHING.fullmatch(text.replace(" ", "")) is not None


_ABOUT = re.compile(
    r"(?:저는|전|그냥|아|음|네|좀|이|가|은|는|을|를|에|에 ?대해|문의|상담|관련|때문에?|건|쪽"
    r"|으로|로|하려고|하고|싶은데|싶어서|그러는데|그런데|그래서|했는데"
    r"|이고|인데|이에|예|이?요|입니다|고요|[.,!~ ])*"
)


def says_about(text: str, names: Iterable[str]) -> bool:
    """An option with nothing beside it but that it is about it: 결제 때문에 그러는데요."""
    packed = text.replace(" ", "")
    found = max(
        (name.replace(" ", "") for name in names if name.replace(" ", "") in packed), key=len
    )
    return _ABOUT.fullmatch(packed.replace(found, "", 1)) is not None


def says_what_i_do(text: str) -> bool:
    """Of several words that tell what somebody will do: 생각해보니 그냥 입을게요."""
    return " " in text and _I_DO.search(text) is not None


def similarity(one: str, other: str) -> float:
    """From 0 to 1, letter by letter: a slip inside a syllable costs a third of it."""
    return SequenceMatcher(None, decompose(one), decompose(other), autojunk=False).ratio()
