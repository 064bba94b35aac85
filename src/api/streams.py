"""Server-sent events: how they are written, and the keys that open a stream without a header."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fastapi.encoders import jsonable_encoder
from fastapi.responses import StreamingResponse

from aicc.conversation.gone import GoneSessions
from aicc.deadline import Deadline
from aicc.ids import new_id

from .signed import claims_in, sign

KEY_LIFETIME = timedelta(seconds=30)
STREAM_S = 1800.0  # then it is opened again, by who may still do so
AUDIENCE = "aicc-stream"
BEAT = ": beat\n\n"
STREAMS = frozenset({"/v1/events", "/api/admin/desk/events"})  # that stay open
_NAMESPACE = "stream:"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamOwner:
    """Who opens a stream: somebody of the desk, or the visitor of a session."""

    tenant_id: str
    author: str = ""
    session_id: str = ""


class StreamKeys:
    """`EventSource` sends no header: a key in the address, good once and for half a minute."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._used: dict[str, float] = {}  # here at once; other processes find them in the store

    def issue(self, owner: StreamOwner, now: datetime) -> tuple[str, datetime]:
        expires_at = (now + KEY_LIFETIME).replace(microsecond=0)
        claims = {
            "aud": AUDIENCE,
            "tid": owner.tenant_id,
            "author": owner.author,
            "sid": owner.session_id,
            "jti": new_id(),
            "exp": int(expires_at.timestamp()),
        }
        return sign(claims, self._key), expires_at

    def take(
        self, key: str, now: datetime, used: GoneSessions, deadline: Deadline
    ) -> StreamOwner | None:
        """None for one that is not ours, used, or past its time."""
        claims = claims_in(key, self._key, AUDIENCE, ["tid", "author", "sid", "jti"])
        if claims is None or claims["exp"] <= now.timestamp():
            return None
        tenant_id, mark = str(claims["tid"]), _NAMESPACE + str(claims["jti"])
        if mark in self._used or used.has(tenant_id, mark, deadline):
            return None
        self._used = {name: at for name, at in self._used.items() if at > now.timestamp()}
        self._used[mark] = float(claims["exp"])
        used.mark(tenant_id, mark, now + KEY_LIFETIME, deadline)
        author, session_id = str(claims["author"]), str(claims["sid"])
        return StreamOwner(tenant_id=tenant_id, author=author, session_id=session_id)


def event(name: str, data: Any, seq: int = 0) -> str:
    """`seq`, where there is one, is what the next stream begins behind."""
    at = f"id: {seq}\n" if seq else ""
    written = json.dumps(jsonable_encoder(data), ensure_ascii=False, separators=(",", ":"))
    return f"{at}event: {name}\ndata: {written}\n\n"


def streamed(events: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(
        events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )
