"""Sealed secrets in the table of the history, in a partition of their own beside each session's.

The table's time to live removes them; no turn of a session is read together with them.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.stores.aws import readable, store_errors
from aicc.stores.history.items import is_expired, partition
from aicc.stores.secrets.port import SecretItem

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from aicc.stores.history.items import Item

_BEFORE = "##"  # no partition of turns begins so: an id's own mark is escaped
_SORT = "-"  # less than any instant, so that reports over a period pass it by


class DynamoSecrets:
    """The client comes with its time-outs set."""

    def __init__(self, client: "DynamoDBClient", table: str, *, now: Clock = utc_now) -> None:
        self._client = client
        self._table = table
        self._now = now

    def put(self, tenant_id: str, session_id: str, item: SecretItem, deadline: Deadline) -> None:
        kept: Item = {
            **_key(tenant_id, session_id),
            "sealed": {"B": item.sealed},
            "expires_at": {"N": str(int(item.expires_at.timestamp()))},
        }
        with store_errors("secrets.put", deadline):
            self._client.put_item(TableName=self._table, Item=kept)

    def get(self, tenant_id: str, session_id: str, deadline: Deadline) -> SecretItem | None:
        with store_errors("secrets.get", deadline):
            answer = self._client.get_item(
                TableName=self._table, Key=_key(tenant_id, session_id), ConsistentRead=True
            )
        with readable("secrets.get"):
            item = answer.get("Item")
            if not item or is_expired(item, self._now()):
                return None
            return SecretItem(
                sealed=bytes(item["sealed"]["B"]),
                expires_at=datetime.fromtimestamp(float(item["expires_at"]["N"]), UTC),
            )

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        with store_errors("secrets.erase", deadline):
            self._client.delete_item(TableName=self._table, Key=_key(tenant_id, session_id))


def _key(tenant_id: str, session_id: str) -> "Item":
    return {
        "session_id": {"S": f"{_BEFORE}{partition(tenant_id, session_id)}"},
        "timestamp": {"S": _SORT},
    }
