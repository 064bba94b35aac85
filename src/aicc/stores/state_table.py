"""The DynamoDB table of what is no turn: tickets, feedback, one-time codes, API keys, the audit.

`owner` is whose it is, `sort` what it is; each adapter has owners of its own by their beginning.
Items with `expires_at` go by the table's time to live.
"""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from aicc.deadline import Deadline, pauses
from aicc.stores.aws import in_batches, readable, store_errors
from aicc.stores.history.items import partition

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef, WriteRequestUnionTypeDef

_PASSING = frozenset({"ConditionalCheckFailed", "TransactionConflict"})
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.01, 0.1

Row = dict[str, Any]  # attributes by name, as DynamoDB types them: {"count": {"N": "3"}}


def owner_of(kind: str, *names: str) -> str:
    """`owner_of("desk", "bank")`: no two lists of names look alike."""
    return "#".join((kind, *(partition("default", name) for name in names)))


class StateTable:
    """The client comes with its time-outs set."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self.client = client
        self.name = name

    def get(self, operation: str, owner: str, sort: str, deadline: Deadline) -> Row | None:
        with store_errors(operation, deadline):
            answer = self.client.get_item(
                TableName=self.name, Key=key(owner, sort), ConsistentRead=True
            )
        with readable(operation):
            item = answer.get("Item")
            return dict(item) if item else None

    def rows(
        self, operation: str, owner: str, first: str, last: str, deadline: Deadline
    ) -> list[Row]:
        """Those whose sort key lies between, both included."""
        asked: Any = {
            "TableName": self.name,
            "KeyConditionExpression": "#o = :o AND #s BETWEEN :a AND :b",
            "ExpressionAttributeNames": {"#o": "owner", "#s": "sort"},
            "ExpressionAttributeValues": {
                ":o": {"S": owner},
                ":a": {"S": first},
                ":b": {"S": last},
            },
            "ConsistentRead": True,
        }
        found: list[Row] = []
        while True:
            with store_errors(operation, deadline):
                page = self.client.query(**asked)
            with readable(operation):
                found += [dict(item) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                return found
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def all(self, operation: str, owner: str, kind: str, deadline: Deadline) -> list[Row]:
        """Those whose sort key begins with the kind."""
        return self.rows(operation, owner, kind, f"{kind}\uffff", deadline)

    def newest_first(
        self, operation: str, owner: str, first: str, last: str, deadline: Deadline
    ) -> Iterator[Row]:
        """As `rows` the other way round, a page at a time as far as they are wanted."""
        asked: Any = {
            "TableName": self.name,
            "KeyConditionExpression": "#o = :o AND #s BETWEEN :a AND :b",
            "ExpressionAttributeNames": {"#o": "owner", "#s": "sort"},
            "ExpressionAttributeValues": {
                ":o": {"S": owner},
                ":a": {"S": first},
                ":b": {"S": last},
            },
            "ScanIndexForward": False,
            "ConsistentRead": True,
        }
        while True:
            with store_errors(operation, deadline):
                page = self.client.query(**asked)
            yield from map(dict, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def at_end(
        self, operation: str, owner: str, kind: str, deadline: Deadline, *, newest: bool
    ) -> Row | None:
        """The last, or the first, whose sort key begins with the kind."""
        with store_errors(operation, deadline):
            page = self.client.query(
                TableName=self.name,
                KeyConditionExpression="#o = :o AND begins_with(#s, :k)",
                ExpressionAttributeNames={"#o": "owner", "#s": "sort"},
                ExpressionAttributeValues={":o": {"S": owner}, ":k": {"S": kind}},
                ScanIndexForward=not newest,
                ConsistentRead=True,
                Limit=1,
            )
        with readable(operation):
            return next(map(dict, page["Items"]), None)

    def together(self, operation: str, items: Sequence[Any], deadline: Deadline) -> bool:
        """All of it is written or nothing; false when the condition of one does not hold. Where
        somebody else is just writing one of them, it is tried again."""
        for pause_s in pauses(_FIRST_PAUSE_S, _LONGEST_PAUSE_S):
            refused = self._refused(operation, items, deadline)
            if "ConditionalCheckFailed" in refused:
                return False
            if not refused:
                break
            time.sleep(deadline.cap(pause_s))
        return True

    def _refused(self, operation: str, items: Sequence[Any], deadline: Deadline) -> set[str]:
        """Why nothing was written, as far as it may be written yet; empty when it was."""
        cancelled = self.client.exceptions.TransactionCanceledException
        with store_errors(operation, deadline):
            try:
                self.client.transact_write_items(TransactItems=items)
            except cancelled as error:
                reasons = error.response.get("CancellationReasons", [])
                known = {str(each.get("Code")) for each in reasons} & _PASSING
                if not known:
                    raise
                return known
        return set()

    def delete(self, operation: str, keys: list[tuple[str, str]], deadline: Deadline) -> None:
        requests: list[WriteRequestUnionTypeDef] = [
            {"DeleteRequest": {"Key": key(owner, sort)}} for owner, sort in dict.fromkeys(keys)
        ]
        in_batches(operation, self.client, self.name, requests, deadline)


def key(owner: str, sort: str) -> "dict[str, AttributeValueTypeDef]":
    return {"owner": {"S": owner}, "sort": {"S": sort}}


def text(row: Row, name: str) -> str:
    return str(row[name]["S"])


def count(row: Row, name: str) -> int:
    return int(row[name]["N"])


def next_count(table: StateTable, operation: str, owner: str, sort: str, deadline: Deadline) -> int:
    """A number that nobody else gets; one that is then not used is left out."""
    with store_errors(operation, deadline):
        answer = table.client.update_item(
            TableName=table.name,
            Key=key(owner, sort),
            UpdateExpression="ADD #n :one",
            ExpressionAttributeNames={"#n": "count"},
            ExpressionAttributeValues={":one": {"N": "1"}},
            ReturnValues="UPDATED_NEW",
        )
    with readable(operation):
        return count(dict(answer["Attributes"]), "count")
