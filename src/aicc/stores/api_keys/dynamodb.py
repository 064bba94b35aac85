"""Keys in DynamoDB: what is revoked in one container opens nothing in any."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aicc.deadline import Deadline
from aicc.domain.api_key import ApiKey
from aicc.stores.aws import readable, store_errors
from aicc.stores.state_table import Row, StateTable, key, owner_of, text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_OWNER = owner_of("api-keys")
_KEY = "key#"


class DynamoApiKeys:
    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._table = StateTable(client, table)

    def add(self, key: ApiKey, deadline: Deadline) -> None:
        with store_errors("api_keys.add", deadline):
            self._table.client.put_item(TableName=self._table.name, Item=_to_row(key))

    def find(self, key_id: str, deadline: Deadline) -> ApiKey | None:
        row = self._table.get("api_keys.find", _OWNER, f"{_KEY}{key_id}", deadline)
        return _from_row(row) if row else None

    def all(self, deadline: Deadline) -> Sequence[ApiKey]:
        kept = map(_from_row, self._table.all("api_keys.all", _OWNER, _KEY, deadline))
        return tuple(sorted(kept, key=lambda each: (each.made_at, each.id)))

    def revoke(self, key_id: str, at: datetime, deadline: Deadline) -> bool:
        client = self._table.client
        with store_errors("api_keys.revoke", deadline):
            try:
                client.update_item(
                    TableName=self._table.name,
                    Key=key(_OWNER, f"{_KEY}{key_id}"),
                    UpdateExpression="SET revoked_at = if_not_exists(revoked_at, :at)",
                    ConditionExpression="attribute_exists(sort)",
                    ExpressionAttributeValues={":at": {"S": _text(at)}},
                )
            except client.exceptions.ConditionalCheckFailedException:
                return False
        return True


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _to_row(key: ApiKey) -> Row:
    row: Row = {
        "owner": {"S": _OWNER},
        "sort": {"S": f"{_KEY}{key.id}"},
        "id": {"S": key.id},
        "name": {"S": key.name},
        "role": {"S": key.role},
        "tenant_id": {"S": key.tenant_id},
        "hashed": {"S": key.hashed},
        "made_at": {"S": _text(key.made_at)},
    }
    if key.revoked_at:
        row["revoked_at"] = {"S": _text(key.revoked_at)}
    return row


def _from_row(row: Row) -> ApiKey:
    with readable("api_keys.read"):
        revoked_at = text(row, "revoked_at") if "revoked_at" in row else ""
        return ApiKey(
            id=text(row, "id"),
            name=text(row, "name"),
            role=text(row, "role"),
            tenant_id=text(row, "tenant_id"),
            hashed=text(row, "hashed"),
            made_at=datetime.fromisoformat(text(row, "made_at")),
            revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
        )
