"""History in DynamoDB: partition = session, sort key = instant and turn id."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.turn import DEFAULT_TENANT, TurnRecord
from aicc.stores.aws import in_batches, readable, store_errors
from aicc.stores.history.items import from_item, instant, is_expired, partition, to_item
from aicc.stores.tables import USER_INDEX

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        QueryInputTypeDef,
        ScanInputTypeDef,
        WriteRequestUnionTypeDef,
    )

    from aicc.stores.history.items import Item


_PROBE = "probe"


class DynamoHistory:
    """The client comes with its time-outs set. With `keep_s` turns expire after that long, but for
    those of `held` users."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        *,
        keep_s: float | None = None,
        held: Collection[str] = (),
        now: Clock = utc_now,
    ) -> None:
        self._client = client
        self._table = table
        self._keep_s = keep_s
        self._held = frozenset(held)
        self._now = now

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        # A batch that names one item twice is refused whole.
        once = {(turn.tenant_id, turn.session_id, turn.at, turn.turn_id): turn for turn in turns}
        puts: list[WriteRequestUnionTypeDef] = [
            {"PutRequest": {"Item": self._item(turn)}} for turn in once.values()
        ]
        in_batches("history.append", self._client, self._table, puts, deadline)

    def recent(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        asked = self._of_session(tenant_id, session_id)
        asked["Limit"] = limit
        return self._turns("history.recent", asked, limit, deadline)

    def by_message(
        self, tenant_id: str, session_id: str, message_id: str, deadline: Deadline
    ) -> TurnRecord | None:
        asked = self._of_session(tenant_id, session_id, {":m": {"S": message_id}})
        asked["FilterExpression"] = "message_id = :m"
        found = self._turns("history.by_message", asked, 1, deadline)
        return found[0] if found else None

    def by_user(
        self, tenant_id: str, user_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        """The index follows a moment after the table."""
        asked: QueryInputTypeDef = {
            "TableName": self._table,
            "IndexName": USER_INDEX,
            "KeyConditionExpression": "user_id = :u",
            "ExpressionAttributeValues": {":u": {"S": partition(tenant_id, user_id)}},
            "ScanIndexForward": False,
            "Limit": limit,
        }
        return self._turns("history.by_user", asked, limit, deadline)

    def since(
        self, tenant_id: str, at: datetime, deadline: Deadline, limit: int = 10_000
    ) -> Sequence[TurnRecord]:
        """Reads the whole table, a page at a time; DynamoDB bills every item of it."""
        asked: ScanInputTypeDef = {
            "TableName": self._table,
            "FilterExpression": "#at >= :t",
            "ExpressionAttributeNames": {"#at": "timestamp"},
            "ExpressionAttributeValues": {":t": {"S": instant(at)}},
        }
        now, turns = self._now(), list[TurnRecord]()
        while True:
            with store_errors("history.since", deadline):
                page = self._client.scan(**asked)
            with readable("history.since"):
                items = [item for item in page["Items"] if not is_expired(item, now)]
                turns += [turn for turn in map(from_item, items) if turn.tenant_id == tenant_id]
            if "LastEvaluatedKey" not in page:
                break
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        return tuple(sorted(turns, key=lambda turn: (turn.at, turn.turn_id))[-limit:])

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        return 0  # the table's time to live does it

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        asked = self._of_session(tenant_id, session_id)
        asked["ProjectionExpression"] = "session_id, #at"
        asked["ExpressionAttributeNames"] = {"#at": "timestamp"}
        keys = self._query("history.erase", asked, None, deadline)
        deletes: list[WriteRequestUnionTypeDef] = [{"DeleteRequest": {"Key": key}} for key in keys]
        in_batches("history.erase", self._client, self._table, deletes, deadline)
        return len(keys)

    def probe(self, deadline: Deadline) -> None:
        """A write whose condition cannot hold: it needs all that a write needs, and writes
        nothing."""
        self.recent(DEFAULT_TENANT, _PROBE, deadline, 1)
        refused = self._client.exceptions.ConditionalCheckFailedException
        with store_errors("history.probe", deadline), suppress(refused):
            self._client.put_item(
                TableName=self._table,
                Item={"session_id": {"S": _PROBE}, "timestamp": {"S": _PROBE}},
                ConditionExpression="attribute_exists(session_id)",
            )

    def _item(self, turn: TurnRecord) -> "Item":
        if self._keep_s is None or turn.user_id in self._held:
            return to_item(turn)
        return to_item(turn, expires_at=round(turn.at.timestamp() + self._keep_s))

    def _of_session(
        self, tenant_id: str, session_id: str, values: "Item | None" = None
    ) -> "QueryInputTypeDef":
        """Newest first; consistent, because a turn taken over looks for what was just written."""
        return {
            "TableName": self._table,
            "KeyConditionExpression": "session_id = :s",
            "ExpressionAttributeValues": {
                ":s": {"S": partition(tenant_id, session_id)},
                **(values or {}),
            },
            "ScanIndexForward": False,
            "ConsistentRead": True,
        }

    def _turns(
        self, operation: str, asked: "QueryInputTypeDef", limit: int, deadline: Deadline
    ) -> Sequence[TurnRecord]:
        now = self._now()
        items = self._query(operation, asked, limit, deadline)
        with readable(operation):
            return tuple(from_item(item) for item in reversed(items) if not is_expired(item, now))

    def _query(
        self, operation: str, asked: "QueryInputTypeDef", limit: int | None, deadline: Deadline
    ) -> "list[Item]":
        """Page after page until there are `limit` items; None for all."""
        items: list[Item] = []
        while True:
            with store_errors(operation, deadline):
                page = self._client.query(**asked)
            with readable(operation):
                items += page["Items"]
            if "LastEvaluatedKey" not in page or (limit and len(items) >= limit):
                return items[:limit]
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]
