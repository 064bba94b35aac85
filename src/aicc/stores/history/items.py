"""Turns as items of the DynamoDB table `ConversationHistory`.

`session_id` and `user_id` stand bare for the default tenant and as `tenant#id` for any other.
`timestamp` is the instant and the turn's id: one turn written twice is one item.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aicc.domain.json import Json, JsonMap
from aicc.domain.turn import DEFAULT_TENANT, Channel, TurnRecord
from aicc.errors import StoreError
from aicc.stores.jsontext import from_text, to_text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    Item = Mapping[str, AttributeValueTypeDef]

SCHEMA_VERSION = 1

_ESCAPES = (("%", "%25"), ("#", "%23"))  # the mark between tenant and id is in neither of them


def partition(tenant_id: str, own_id: str) -> str:
    """The key of a session or user; no other tenant's can be the same."""
    own = _escaped(own_id)
    return own if tenant_id == DEFAULT_TENANT else f"{_escaped(tenant_id)}#{own}"


def to_item(turn: TurnRecord, expires_at: int | None = None) -> "Item":
    item: dict[str, AttributeValueTypeDef] = {
        "session_id": {"S": partition(turn.tenant_id, turn.session_id)},
        "timestamp": {"S": f"{instant(turn.at)}#{turn.turn_id}"},
        "user_input": {"S": turn.user_input},
        "bot_response": {"S": turn.bot_response},
        "metadata": {"S": to_text(turn.metadata)},
        "channel": {"S": turn.channel.value},
        "message_id": {"S": turn.message_id},
        "v": {"N": str(SCHEMA_VERSION)},
    }
    user = partition(turn.tenant_id, turn.user_id)
    if user:  # the key of an index must not be empty
        item["user_id"] = {"S": user}
    if expires_at is not None:
        item["expires_at"] = {"N": str(expires_at)}
    return item


def instant(at: datetime) -> str:
    """Text that sorts as the instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_item(item: "Item") -> TurnRecord:
    """Reads what others wrote by the table's documented names too; `StoreError` if it cannot."""
    try:
        tenant_id, session_id = _parted(_text(item, "session_id"))
        instant, _, turn_id = _text(item, "timestamp").partition("#")
        return TurnRecord(
            tenant_id=tenant_id,
            session_id=session_id,
            turn_id=turn_id or instant,
            at=_aware(datetime.fromisoformat(instant)),
            user_id=_parted(_text(item, "user_id"))[1],
            user_input=_text(item, "user_input"),
            bot_response=_text(item, "bot_response"),
            channel=Channel(_text(item, "channel") or Channel.CHAT),
            message_id=_text(item, "message_id"),
            metadata=_metadata(item),
        )
    except ValueError as error:
        raise StoreError(f"a stored turn cannot be read: {error}") from error


def is_expired(item: "Item", now: datetime) -> bool:
    """DynamoDB removes what is past its time when it comes to it, within days."""
    value = item.get("expires_at", {}).get("N")
    return value is not None and float(value) <= now.timestamp()


def _escaped(text: str) -> str:
    for plain, escape in _ESCAPES:
        text = text.replace(plain, escape)
    return text


def _parted(key: str) -> tuple[str, str]:
    """Undoes `partition`."""
    tenant_id, mark, own_id = key.rpartition("#")
    return _plain_text(tenant_id) if mark else DEFAULT_TENANT, _plain_text(own_id)


def _plain_text(text: str) -> str:
    for plain, escape in reversed(_ESCAPES):
        text = text.replace(escape, plain)
    return text


def _text(item: "Item", name: str) -> str:
    return item.get(name, {}).get("S", "")


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _metadata(item: "Item") -> JsonMap:
    value = item.get("metadata", {})
    if "M" in value:
        return {name: _json(each) for name, each in value["M"].items()}
    return from_text(value.get("S") or "{}")


def _json(value: "AttributeValueTypeDef") -> Json:
    """A value that was written as DynamoDB's own types; sets and bytes are not JSON."""
    if "M" in value:
        return {name: _json(each) for name, each in value["M"].items()}
    if "L" in value:
        return [_json(each) for each in value["L"]]
    if "N" in value:
        number = value["N"]
        return int(number) if number.lstrip("-").isdecimal() else float(number)
    return value.get("S", value.get("BOOL"))
