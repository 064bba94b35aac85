"""Of two people in one answer the caller's own part: 남편은 자영업이고 저는 회사원이에요."""

import re

from aicc.domain.said import Said
from aicc.korean.text.said import part_of

_KIN = (
    r"(?:남편|아내|와이프|집사람|안사람|바깥양반|신랑|각시|배우자|엄마|아빠|어머니|아버지"
    r"|어머님|아버님|부모님|아들|딸|동생|언니|누나|오빠|형|친구|애들? ?아빠|애들? ?엄마"
    r"|시어머니|시아버지|장모님|장인|며느리|사위|할머니|할아버지|남자 ?친구|여자 ?친구"
    r"|남친|여친|그 ?사람|그이)(?:분|님)?"
)
_THING = r"(?: ?(?:[건꺼]|것은|거는|것|거|연봉|소득|수입|월급|직업)[은는이가]?)"
_MARK = re.compile(
    rf"(?<![가-힣])(?:(?P<own>(?:저는요?|전|제가|나는|난|내가|본인은)(?= )|(?:제|내){_THING})"
    rf"|(?:제|내|우리|저희)? ?(?P<other>{_KIN})(?:[은는이가](?![가-힣])|의?{_THING}))"
)


def own_part(said: Said) -> Said:
    """All of it, where it does not tell of somebody else beside the caller."""
    marks = list(_MARK.finditer(said.plain))
    if not any(mark["own"] for mark in marks) or not any(mark["other"] for mark in marks):
        return said
    ends = [*(mark.start() for mark in marks[1:]), len(said.plain)]
    parts = zip(marks, ends, strict=True)
    own = (said.plain[each.end() : end].strip() for each, end in parts if each["own"])
    return part_of(" ".join(own))
