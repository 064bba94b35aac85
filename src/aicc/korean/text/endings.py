"""Polite endings as they are typed in chats, put back as they are written."""

import re

# 해여, 해염, 해용: behind a syllable that a polite ending may follow, so not in 비용 or 신용카드
_PLAYFUL = re.compile(
    r"(?<=[어아에예네세게께까나해돼되죠고래려데줘와봐서져러])(?:여|염|욤|용|영|ㅛ)(?=\??\Z)"
    r"|(?<=[가-힣][이가])(?:여|염|욤|ㅛ)(?=\??\Z)"
)


def written_politely(text: str) -> str:
    """The last ending alone: 할게여 -> 할게요, 돼용? -> 돼요?, 비용 stays."""
    return _PLAYFUL.sub("요", text)
