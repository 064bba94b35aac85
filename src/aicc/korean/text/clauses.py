"""interim"""

import re

from aicc.domain.said import Said
from aicc.korean.text.said import part_of

_CUT = re.compile(
    r"(?<=[.!?])\s+|(?<=는데요)[\s,]+|(?<=거든요)[\s,.]+|(?<=는데)[\s,]+|(?<=고요)[\s,]+|(?<=[하되았었]고)\s+|\s+(?:그리고|근데|그런데|또)\s+|(?<=더라고요)[\s,.]+|(?<=니까)[\s,]+|(?<=[했있]는데)\s+"
)


def clauses(said: Said) -> tuple[Said, ...]:
    found = tuple(
        part_of(p.strip(" ,.")) for p in _CUT.split(said.plain) if p and len(p.strip(" ,.")) >= 3
    )
    return found if len(found) > 1 else (said,)
