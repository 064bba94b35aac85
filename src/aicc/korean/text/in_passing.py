"""What a speaker says in passing, taken out of a transcript: repeats, 거시기, words put right.

"그 그 그게 쿠폰인가 머신가 그거 어떻게 써요" is "그게 쿠폰 어떻게 써요"; "교환 아니 아니 반품요" is
"반품요"; "한도 낮춰 주세요 체크카드요" is "체크카드 한도 낮춰 주세요".
"""

import re

_FIRST, _FINALS, _N = 0xAC00, 28, 4  # ㄴ in the order of finals
_STALLING = re.compile(
    r"(?<![가-힣])(?:그 |저 )?(?:거시기|머시기|뭐시기|머시냐|뭐시냐|뭣이냐|머더라|뭐더라|뭐꼬|머꼬"
    r"|뭐라 ?카노|있잖여|있잖수|에 또|가만 있자)[\s,.]+"
)
# 쿠폰인가 머신가 그거, 비밀번혼가 그걸: the word itself
_UNSURE = re.compile(
    r"(?<![가-힣])(?P<word>[가-힣A-Za-z]{1,9}?)(?P<as>인가|[가-힣]가) "
    r"(?:(?:머시?기?인?가|머신가|머시긴가|뭔가|뭐신가|뭐시긴가|뭔지)(?: 그거이?| 그걸| 그게)?"
    r"|그거이?|그걸|그게)(?=[\s,.])"
)
_REPEATED = re.compile(r"(?<![가-힣])(?P<said>[가-힣]{1,4})(?:[\s,.…]+(?P=said))+(?=[\s가-힣])")
_COUNTED = re.compile(r"[일이삼사오육칠팔구공영둘셋넷]|하나")
_PUT_RIGHT = re.compile(
    r"^[가-힣]{2,6}[\s,.…]+(?:말고[\s,]+)?"
    r"(?:(?:아니|아이)[\s,.…]+(?:아니|아이|그)|아니다|아니지|아이다|아이지)[\s,.…]+(?:그[\s,.…]+)?(?=[가-힣]{2})"
)

_TAKING = re.compile(r"(?<=[가-힣])([을를]) 갖다가(?:는|설라무네)? (?=.{4})")  # 카드를 갖다가
# 한도 좀 낮춰 주세요 체크카드요: what it is about comes last
_AFTERTHOUGHT = re.compile(
    r"^(?P<wish>.{3,40}(?:주세요|줘요|주이소|주실래요|싶어요|싶은데요?|하려고요?|할게요|되나요|돼요))[\s,.?]+"
    r"(?P<matter>[가-힣]{0,4}(?:카드|통장|계좌|적금|예금|대출|이체|주문|반품|교환|신발|구독|요금제))(?:이?요)?[.?]?$"
)


def without_passing(plain: str) -> str:
    """The sentence itself where nothing was said in passing."""
    plain = _STALLING.sub("", f"{plain} ").rstrip()
    plain = _PUT_RIGHT.sub("", plain)
    plain = _REPEATED.sub(_once, plain)
    plain = _TAKING.sub(r"\1 ", _UNSURE.sub(_surely, plain))
    return _AFTERTHOUGHT.sub(r"\g<matter> \g<wish>", plain)


def _once(found: re.Match[str]) -> str:
    """Figures that are said one by one stay: 일 일 구."""
    return found[0] if _COUNTED.fullmatch(found["said"]) else found["said"]


def _surely(found: re.Match[str]) -> str:
    if found["as"] == "인가":
        return found["word"]
    letter = found["as"][0]
    place = ord(letter) - _FIRST
    if place % _FINALS != _N:
        return found[0]
    return found["word"] + chr(_FIRST + place - _N)
