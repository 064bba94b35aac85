"""Turning the pages of what is offered: "다음", "다른 시간은요?", "이전 거"."""

import re
from enum import StrEnum

from aicc.domain.said import Said


class Page(StrEnum):
    NEXT = "next"
    BEFORE = "before"


_LEAD = r"(?:음|아|어|네|아니요|그럼|그러면|혹시|그거말고|그중에는없고|그중에없어요)*"
_THINGS = r"(?:거|것|걸|꺼|시간|시간대|날|날짜|예약|페이지|목록)?"
_TAIL = (
    r"(?:으로|로|은|는|을|도)?(?:(?:좀)?(?:더)?(?:보여|들려|말씀해|말해|알려|불러|넘겨)(?:주세요|줘|주시겠어요|줄래요)?"
    r"|넘어가주세요|듣기|보기|볼게요|들을게요|있나요|있어요|있습니까|없나요|없어요|없습니까|없을까요|주세요|부탁해요)?"
    r"(?:이요|요)?[?.!]*"
)
_NEXT = re.compile(
    rf"{_LEAD}(?:(?:그)?다음|더|더보기|또|또다른|다른|그외|나머지|그밖에다른){_THINGS}{_TAIL}"
)
_BEFORE = re.compile(rf"{_LEAD}(?:이전|앞|앞에|전|방금전|아까){_THINGS}{_TAIL}")


def page_said(said: Said) -> Page | None:
    """When the whole sentence turns a page and says nothing else."""
    packed = said.plain.replace(" ", "").replace(",", "")
    if _NEXT.fullmatch(packed):
        return Page.NEXT
    return Page.BEFORE if _BEFORE.fullmatch(packed) else None
