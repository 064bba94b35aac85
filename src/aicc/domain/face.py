"""What a company's chat looks like before anything was said in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from aicc.domain.bot_sentence import quick_replies
from aicc.domain.turn import QuickReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """`avatar` and `logo` are addresses of pictures; `questions` are ids of FAQ entries. What is
    empty has a default where it is shown."""

    bot: str = ""
    avatar: str = ""
    logo: str = ""
    can_do: tuple[QuickReply, ...] = ()
    questions: tuple[str, ...] = ()

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            bot=data.get("bot") or "",
            avatar=data.get("avatar") or "",
            logo=data.get("logo") or "",
            can_do=quick_replies(data.get("can_do") or ()),
            questions=tuple(data.get("questions") or ()),
        )
