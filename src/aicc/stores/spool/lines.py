"""A turn as one line of text, with a sum that tells a line that was cut off."""

from datetime import datetime
from zlib import crc32

from aicc.domain.json import as_map, as_text
from aicc.domain.turn import Channel, TurnRecord
from aicc.errors import StoreError
from aicc.stores.jsontext import from_text, to_text


def to_line(turn: TurnRecord) -> str:
    """No line break is in it."""
    text = to_text({
        "tenant_id": turn.tenant_id,
        "session_id": turn.session_id,
        "turn_id": turn.turn_id,
        "at": turn.at.isoformat(),
        "user_id": turn.user_id,
        "user_input": turn.user_input,
        "bot_response": turn.bot_response,
        "channel": turn.channel.value,
        "message_id": turn.message_id,
        "metadata": turn.metadata,
    })  # fmt: skip
    return f"{crc32(text.encode(errors='surrogatepass')):08x} {text}"


def from_line(line: str) -> TurnRecord:
    """`StoreError` for a line that is not whole."""
    total, _, text = line.partition(" ")
    if total != f"{crc32(text.encode(errors='surrogatepass')):08x}":
        raise StoreError("spool: a line is not whole")
    data = from_text(text)
    return TurnRecord(
        tenant_id=as_text(data["tenant_id"]),
        session_id=as_text(data["session_id"]),
        turn_id=as_text(data["turn_id"]),
        at=datetime.fromisoformat(as_text(data["at"])),
        user_id=as_text(data["user_id"]),
        user_input=as_text(data["user_input"]),
        bot_response=as_text(data["bot_response"]),
        channel=Channel(as_text(data["channel"])),
        message_id=as_text(data["message_id"]),
        metadata=as_map(data["metadata"]),
    )
