"""No, block it already!: a no that only protests, before what is insisted on."""

import re

from aicc.domain.said import Said
from aicc.korean.text.said import part_of
from aicc.korean.words.lists import read_list

_NO = re.compile(r"^(?:아니 아니|아 아니|아니)[,.!~\s]+")
_LONGEST = 40  # letters


def insisted_on(said: Said) -> Said:
    """What is insisted on; the sentence itself where the no may be meant."""
    plain = said.plain
    no = _NO.match(plain)
    if no is None or len(plain) > _LONGEST or "?" in plain:
        return said
    rest = plain[no.end() :].strip()
    packed = rest.replace(" ", "")
    words = read_list("protest")
    if not any(word in packed for word in words["insists"]):
        return said
    for grumble in words["grumbles"]:
        rest = rest.replace(grumble, " ")
    return part_of(" ".join(rest.split()) or plain)
