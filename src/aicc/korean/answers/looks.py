"""What is chosen anew by its own words: another colour or size, the other one of two options."""

import re

from aicc.domain.said import Said

_COLOUR = (
    r"검정|블랙|화이트|빨강|레드|파랑|블루|네이비|초록|그린|노랑|그레이|베이지|분홍|핑크|보라|퍼플|브라운"
    r"|카키|주황|오렌지|아이보리|민트|연두"
)
_BEFORE_COLOUR = r"검은|까만|흰|하얀|하양|빨간|파란|노란|남|녹|회|갈|하늘"  # these take 색
_SIZE = (
    r"(?:(?<![A-Za-z])(?:[2-4]?X{0,3}L|XS|[SM])(?![A-Za-z])"
    r"|스몰|미디엄|미듐|(?:투 ?)?엑스라지|라지|프리"
    r"|(?<![0-9])[0-9]{2,3}(?![0-9])(?= ?사이즈|으?로|이?요))"
)
_LOOK = re.compile(
    rf"(?:{_COLOUR}|{_BEFORE_COLOUR})색|{_COLOUR}|{_SIZE}",
    re.IGNORECASE,
)
_TURNED_AWAY = re.compile(
    r".{0,10}?(?:말고|아니|안 ?[되돼될]|못|없|힘들|어렵|곤란|싫|빼고|별로|바빠|출근|안 ?맞)"
)


def look_said(said: Said) -> str:
    """The only colour or size of a sentence; empty where there is none, or more."""
    found = {each.group() for each in _LOOK.finditer(said.plain)}
    return found.pop() if len(found) == 1 else ""


_LABELS = re.compile(r"사이즈|색|크기|옵션|치수")
_WANTED = re.compile(
    rf"(?P<look>(?:{_COLOUR}|{_BEFORE_COLOUR})색|{_COLOUR}|{_SIZE}) ?(?:사이즈|색상?)?"
    r"(?:으로|로| ?(?:교환|변경|원해|원합|바꾸|바꿔))",
    re.IGNORECASE,
)


def asks_for_look(labels: tuple[str, ...]) -> bool:
    """A question whose answer is called a size or a colour."""
    return any(_LABELS.search(label) for label in labels)


def look_wanted(said: Said) -> str:
    """The look that something is to become: of M에서 L로 the L. Empty where none is said to."""
    wanted = {each["look"] for each in _WANTED.finditer(said.plain)}
    return wanted.pop() if len(wanted) == 1 else ""


def turns_to_other(said: Said, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Of two options the old one is turned away, or the new one is the last word."""
    old_at, old_end = _place(said.plain, old)
    new_at, new_end = _place(said.plain, new)
    if old_at < 0 or new_at < 0:
        return False
    between_old = said.plain[old_end : new_at if new_at > old_at else None]
    between_new = said.plain[new_end : old_at if old_at > new_at else None]
    if _TURNED_AWAY.match(between_new):
        return False
    return _TURNED_AWAY.match(between_old) is not None or new_at > old_at


def _place(plain: str, names: tuple[str, ...]) -> tuple[int, int]:
    """Where the longest of the names stands, and where it ends; -1 where none does."""
    for name in sorted(names, key=len, reverse=True):
        at = plain.find(name)
        if at >= 0:
            return at, at + len(name)
    return -1, -1
