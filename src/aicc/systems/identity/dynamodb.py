"""What is known of one-time codes, in DynamoDB: the containers of a Lambda share it."""

import time
from typing import TYPE_CHECKING, Any, TypeVar

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline, pauses
from aicc.stores.aws import readable, store_errors
from aicc.stores.jsontext import from_text, to_text
from aicc.stores.state_table import StateTable, count, key, owner_of, text
from aicc.systems.identity.port import Change
from aicc.systems.identity.rules import LOCKED_FOR, WINDOW, CodeState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")

_SORT = "-"
_FIRST_PAUSE_S = 0.01


class DynamoCodes:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock = utc_now) -> None:
        self._table = StateTable(client, table)
        self._clock = clock

    def update(self, owner: str, change: "Change[T]", deadline: Deadline) -> T:
        """Changed again on what came in between, as long as there is time."""
        waits = pauses(_FIRST_PAUSE_S)
        while True:
            row = self._table.get("codes.update", owner_of("code", owner), _SORT, deadline)
            with readable("codes.update"):
                state = CodeState.from_json(from_text(text(row, "state"))) if row else CodeState()
                seen = count(row, "version") if row else 0
            after, result = change(state)
            if self._written(owner, after, seen, deadline):
                return result
            time.sleep(deadline.cap(next(waits)))

    def _written(self, owner: str, state: CodeState, seen: int, deadline: Deadline) -> bool:
        """False when another change came first."""
        ends_at = self._clock() + LOCKED_FOR + WINDOW  # nothing counts longer
        put: Any = {
            "TableName": self._table.name,
            "Item": {
                **key(owner_of("code", owner), _SORT),
                "state": {"S": to_text(state.to_json())},
                "version": {"N": str(seen + 1)},
                "expires_at": {"N": str(round(ends_at.timestamp()))},
            },
            "ConditionExpression": "attribute_not_exists(sort)",
        }
        if seen:
            put["ConditionExpression"] = "version = :seen"
            put["ExpressionAttributeValues"] = {":seen": {"N": str(seen)}}
        late = self._table.client.exceptions.ConditionalCheckFailedException
        with store_errors("codes.update", deadline):
            try:
                self._table.client.put_item(**put)
            except late:
                return False
        return True
