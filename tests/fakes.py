"""What tests hand in instead of the world: who signs an edit, sessions and turns they make up."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from aicc.deadline import Deadline
from aicc.domain.content import Signature
from aicc.domain.json import JsonMap
from aicc.domain.session import Session
from aicc.domain.turn import Channel, TurnRecord

A_DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 10:00 in Seoul, a Monday
SIGNED = Signature(author="kim", at=A_DAY)


def a_deadline(seconds: float = 5.0) -> Deadline:
    return Deadline(seconds)


def no_time() -> Deadline:
    """A deadline that is over already."""
    return Deadline(0.0)


def until(claim: Callable[[], bool], seconds: float = 5.0) -> None:
    """Come back when the claim is true, which another thread makes it; fail if it never is."""
    deadline = Deadline(seconds)
    while not claim():
        assert not deadline.is_over, "it never came true"
        time.sleep(0)  # only lets the other threads run


def a_session(
    session_id: str = "s1", *, tenant_id: str = "bank", user_id: str = "u1", turns: int = 0
) -> Session:
    return Session(
        tenant_id=tenant_id,
        session_id=session_id,
        user_id=user_id,
        started_at=A_DAY,
        turns=turns,
    )


def a_turn(
    user_input: str = "잔액",
    *,
    tenant_id: str = "bank",
    session_id: str = "s1",
    user_id: str = "u1",
    minute: int = 0,
    message_id: str = "",
    turn_id: str = "",
    metadata: JsonMap | None = None,
) -> TurnRecord:
    """A turn said `minute` minutes into the day; its ids follow from the minute."""
    return TurnRecord(
        tenant_id=tenant_id,
        session_id=session_id,
        turn_id=turn_id or f"turn-{minute}",
        at=A_DAY + timedelta(minutes=minute),
        user_id=user_id,
        user_input=user_input,
        bot_response=f"{user_input} 안내입니다.",
        channel=Channel.CHAT,
        message_id=message_id or f"message-{minute}",
        metadata=metadata or {},
    )


def inside(data: JsonMap, name: str) -> JsonMap:
    """What stands under that name, which is an object."""
    found = data[name]
    assert isinstance(found, Mapping), found
    return found
