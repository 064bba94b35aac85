"""How many people come: 아내랑 둘이, 저 혼자, 우리 넷, 애 둘 데리고, 동생도 같이 가요.

Who names companions counts as one beside them. What adds to a number that was given before, or
takes from it, is `more`.
"""

import re
from dataclasses import dataclass
from functools import cache

from aicc.domain.said import Said
from aicc.korean.words.lists import read_list

COUNTERS = frozenset({"명", "분", "사람", "인"})
_LONGEST = 60
_NATIVE = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5,
    "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_N = r"(?:다섯|여섯|일곱|여덟|아홉|열|하나|둘|셋|넷)"
_COUNTED = r"(?:(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|[1-9]|10) ?(?:명|분|사람)|" + _N + r")"
_ALONE = re.compile(
    r"(?<![가-힣])(?:저|나|제가|내가)? ?(?:혼자|저만|나만|저 ?하나|나 ?하나|저 ?한 ?(?:명|사람))"
    r"(?:서|만)?(?:요|이요|이에요|예요|입니다|가요|갈|갑|방문|만|서| |$|[.,!])"
)
_TOGETHER = re.compile(  # 셋이서 · 우리 넷 · 아내랑 둘 · 다 해서 다섯
    r"(?<![가-힣])(?:(?P<adverb>둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)이"
    r"(?:서|서요|요|고|에요|에여)?(?![가-힣])"
    r"|(?:우리|저희|가족|식구|식구가|가족이|총|모두|합쳐서|합해서|해서|전부"
    r"|다 ?해서|이랑|랑|하고|과|와) ?"
    rf"(?P<counted>{_COUNTED})(?! ?(?:다|째|더|도))(?=이|가|서|요|입|예|에|$|[ .,!]))"
)
_NUMBER = re.compile(
    r"^(?P<number>둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열|하나)"
    r"(?:이?요|이서요?|이에요|입니다|이고요?)?[.! ]*$"
)
_COUPLE = re.compile(r"(?<![가-힣])(?:부부|커플)(?:가|끼리|예요|요|입니다|동반| )")
_GOES = re.compile(
    r"같이|함께|데리|데려|동반|(?<![가-힣])(?:가|갈|갑|간|와|올|온|방문|예약|들를|들르)(?!르|지고|격|방)"
)
_MORE = re.compile(
    r"(?:더|추가|늘|합류|따라|데려|데리고|같이|함께|끼|껴"
    r"|온대|온다|오기로|오고 ?싶|가고 ?싶|가기로|갈 ?거|올 ?거|간대"
    r"|가겠|오겠|간다|갈래|올래|넣어|포함|와요|가요|가게 ?됐|오게 ?됐|갈 ?것|올 ?것|가려|오려)"
)
_IN_ALL = re.compile(r"이서|우리|저희|혼자|다 ?해서|합쳐|모두|전부(?!.*(?:더|추가))")
_LESS = re.compile(
    r"(?:못|안) ?(?:와|오|온|올|가|간|갈)|빠[져지진질졌]|빼|불참|줄었|줄어|취소했|(?:갈|올) ?수 ?없"
)
_NO_PARTY = re.compile(r"물어|상의|의논|얘기|상담|선물|때문|몰래|명의|카드|통장|전화|번호|대신")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`total` where all of them are told; `more` where some come in addition, or stay away;
    `is_open`: the number changes, and nobody says to how many."""

    total: int | None = None
    more: int = 0
    is_open: bool = False


def party_told(said: Said, *, asked: bool = False) -> int | None:
    """All who come; `asked`: the sentence answers just that, so nothing else need say it."""
    plain = said.plain
    if len(plain) > _LONGEST or _NO_PARTY.search(plain):
        return None
    if _ALONE.search(plain):
        return 1
    if asked and (found := _NUMBER.match(plain)):
        return _NATIVE[found["number"]]
    children = _with_children(plain)
    if children is not None and (asked or _GOES.search(plain)):
        return children
    if found := _TOGETHER.search(plain):
        return _number_in(found["adverb"] or found["counted"])
    if _COUPLE.search(plain) and (asked or _GOES.search(plain)):
        return 2
    companions = _companions(plain)
    return 1 + companions if companions and (asked or _GOES.search(plain)) else None


def party_changed(said: Said) -> Party | None:
    """What is said of a party whose number is known: one more, without the husband, alone."""
    plain = said.plain
    if len(plain) > _LONGEST or "?" in plain or _NO_PARTY.search(plain):
        return None
    total = party_told(said)
    if total and _IN_ALL.search(plain):
        return Party(total=total)
    by = _many_of(plain)
    if by is not None and _LESS.search(plain):
        return Party(more=-by) if by else Party(is_open=True)
    if by is not None and _MORE.search(plain):
        return Party(more=by) if by else Party(is_open=True)
    return Party(total=total) if total else None


def _many_of(plain: str) -> int | None:
    """How many the sentence speaks of; 0 where it does not say, None where it speaks of nobody."""
    kin = _kin().search(plain)
    if kin:
        counted = re.match(rf"(?:들|이|가)? ?(?P<n>{_COUNTED})", plain[kin.end("who") :])
        if counted:
            return _number_in(counted["n"])
        return {"one": 1, "two": 2, "many": 0}[_size_of(kin["who"])]
    counted = re.search(rf"(?<![가-힣0-9])(?P<n>{_COUNTED})(?=이|도|가| |은|만|$)", plain)
    return _number_in(counted["n"]) if counted else None


def _with_children(plain: str) -> int | None:
    """남편이랑 애 둘 데리고: those who are counted, those who are named, and who speaks."""
    found = re.search(
        rf"(?<![가-힣])(?:애|아이|애기|아들|딸|친구|동생|조카|손주|동료)(?:들)? ?(?P<n>{_COUNTED})",
        plain,
    )
    if not found or re.search(r"더|추가", plain):
        return None
    rest = plain[: found.start()] + " " + plain[found.end() :]
    return 1 + _number_in(found["n"]) + _companions(rest)


def _companions(plain: str) -> int:
    """Of those who are named with "with"."""
    sizes = {"one": 1, "two": 2, "many": 99}
    sizes_said = [sizes[_size_of(found["who"])] for found in _kin_with().finditer(plain)]
    total = sum(sizes_said)
    return total if total < sizes["many"] else 0


def _number_in(counted: str) -> int:
    letters = re.sub(r" ?(?:명|분|사람)$", "", counted)
    return int(letters) if letters.isdigit() else _NATIVE[letters]


def _size_of(who: str) -> str:
    lists = read_list("people")
    return next(name for name in ("many", "two", "one") if who in lists[name])


@cache
def _names() -> str:
    words = [word for name in read_list("people").values() for word in name]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![가-힣])(?:제|내|우리|저희)? ?(?P<who>{_names()})"
        rf"(?=이?도|이?랑|하고|은|는|이|가|까지|만|들| ?{_COUNTED}| 한| 같이| 함께| 더| 못| 안)"
    )


@cache
def _kin_with() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![가-힣])(?:제|내|우리|저희)? ?(?P<who>{_names()})"
        r"(?:이랑|랑|하고|과|와|까지|이| 데리고| 모시고)요?(?![가-힣])"
    )
