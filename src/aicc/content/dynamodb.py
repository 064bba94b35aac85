"""Content in DynamoDB: a write is a transaction that holds only while nobody else wrote."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aicc.content.items import item_row, number_key, owner, read_item, read_version, version_row
from aicc.content.next_version import after, check_expected, check_once
from aicc.deadline import Deadline
from aicc.domain.content import ContentKind, Edit, Item, Signature, Version
from aicc.stores.aws import readable, store_errors
from aicc.stores.tables import BY_REVISION

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        AttributeValueTypeDef,
        QueryInputTypeDef,
        TransactWriteItemTypeDef,
    )

    from aicc.content.items import Row

_REVISION_KEY = "revision"
_KEYS = 100  # BatchGetItem takes no more
_EDITS = 49  # a transaction takes 100 items: two for an edit, and the counter


class DynamoContent:
    """More than 49 edits are several transactions: when one of them fails, those before it
    stand. An edit that is not expected is found before the first one is written."""

    def __init__(self, client: "DynamoDBClient", table: str, pack: str) -> None:
        self._client = client
        self._table = table
        self._pack = pack

    def write(
        self, tenant_id: str, edits: Sequence[Edit], signed: Signature, deadline: Deadline
    ) -> Sequence[Version]:
        check_once(edits)
        revision = self.revision(tenant_id, deadline)
        items = self._after(tenant_id, edits, signed, deadline)
        for start in range(0, len(items), _EDITS):
            end = start + _EDITS
            while not self._commit(tenant_id, items[start:end], revision, deadline):
                revision = self.revision(tenant_id, deadline)
                items[start:] = self._after(tenant_id, edits[start:], signed, deadline)
            revision += 1
        return tuple(item.latest for item in items)

    def item(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Item | None:
        row = self._get(owner(tenant_id, self._pack, kind), content_id, deadline)
        return read_item(row) if row else None

    def items(
        self, tenant_id: str, kind: ContentKind, deadline: Deadline, *, since: int = 0
    ) -> Sequence[Item]:
        asked: QueryInputTypeDef = {
            "TableName": self._table,
            "IndexName": BY_REVISION,
            "KeyConditionExpression": "#o = :o AND revision > :since",
            "ExpressionAttributeNames": {"#o": "owner"},
            "ExpressionAttributeValues": {
                ":o": {"S": owner(tenant_id, self._pack, kind)},
                ":since": {"N": str(since)},
            },
            "ConsistentRead": True,
        }
        items = [read_item(row) for row in self._rows("content.items", asked, deadline)]
        return tuple(sorted(items, key=lambda item: item.latest.id))

    def versions(
        self, tenant_id: str, kind: ContentKind, content_id: str, deadline: Deadline
    ) -> Sequence[Version]:
        asked: QueryInputTypeDef = {
            "TableName": self._table,
            "KeyConditionExpression": "#o = :o",
            "ExpressionAttributeNames": {"#o": "owner"},
            "ExpressionAttributeValues": {
                ":o": {"S": owner(tenant_id, self._pack, kind, content_id)}
            },
            "ConsistentRead": True,
        }
        return tuple(read_version(row) for row in self._rows("content.versions", asked, deadline))

    def version(
        self, tenant_id: str, kind: ContentKind, content_id: str, number: int, deadline: Deadline
    ) -> Version | None:
        key = owner(tenant_id, self._pack, kind, content_id)
        row = self._get(key, number_key(number), deadline)
        return read_version(row) if row else None

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        row = self._get(owner(tenant_id, self._pack), _REVISION_KEY, deadline)
        return int(row.get("n", {}).get("N", "0")) if row else 0

    def _after(
        self, tenant_id: str, edits: Sequence[Edit], signed: Signature, deadline: Deadline
    ) -> list[Item]:
        """The items with their edits, if each of them is expected."""
        items = self._items_of(tenant_id, edits, deadline)
        for edit in edits:
            self._check(tenant_id, edit, items.get((edit.kind, edit.id)), deadline)
        return [after(tenant_id, items.get((edit.kind, edit.id)), edit, signed) for edit in edits]

    def _check(self, tenant_id: str, edit: Edit, item: Item | None, deadline: Deadline) -> None:
        check_expected(
            edit,
            item,
            lambda number: self.version(tenant_id, edit.kind, edit.id, number, deadline),
        )

    def _items_of(
        self, tenant_id: str, edits: Sequence[Edit], deadline: Deadline
    ) -> dict[tuple[ContentKind, str], Item]:
        """Those that are there, a hundred at a time."""
        keys: list[dict[str, AttributeValueTypeDef]] = [
            {"owner": {"S": owner(tenant_id, self._pack, edit.kind)}, "sort": {"S": edit.id}}
            for edit in edits
        ]
        found: dict[tuple[ContentKind, str], Item] = {}
        while keys:
            some, keys = keys[:_KEYS], keys[_KEYS:]
            with store_errors("content.items_of", deadline):
                answer = self._client.batch_get_item(
                    RequestItems={self._table: {"Keys": some, "ConsistentRead": True}}
                )
            with readable("content.items_of"):
                for row in answer["Responses"].get(self._table, ()):
                    item = read_item(row)
                    found[item.latest.kind, item.latest.id] = item
                left = answer["UnprocessedKeys"].get(self._table)
                keys += [dict(key) for key in left["Keys"]] if left else []
        return found

    def _commit(
        self, tenant_id: str, items: Sequence[Item], revision: int, deadline: Deadline
    ) -> bool:
        """False when the tenant's revision is no longer the one that was read."""
        puts: list[TransactWriteItemTypeDef] = [self._counted(tenant_id, revision)]
        for item in items:
            puts += [
                {"Put": {"TableName": self._table, "Item": row}}
                for row in (
                    version_row(item.latest, self._pack),
                    item_row(item, self._pack, revision + 1),
                )
            ]
        cancelled = self._client.exceptions.TransactionCanceledException
        with store_errors("content.write", deadline):
            try:
                self._client.transact_write_items(TransactItems=puts)
            except cancelled as error:
                reasons = error.response.get("CancellationReasons", [])
                if not _is_only_late(reason.get("Code", "") for reason in reasons):
                    raise
                return False
        return True

    def _counted(self, tenant_id: str, revision: int) -> "TransactWriteItemTypeDef":
        return {
            "Update": {
                "TableName": self._table,
                "Key": {
                    "owner": {"S": owner(tenant_id, self._pack)},
                    "sort": {"S": _REVISION_KEY},
                },
                "UpdateExpression": "SET n = :next",
                "ConditionExpression": "n = :seen" if revision else "attribute_not_exists(n)",
                "ExpressionAttributeValues": {
                    ":next": {"N": str(revision + 1)},
                    **({":seen": {"N": str(revision)}} if revision else {}),
                },
            }
        }

    def _get(self, owner_key: str, sort: str, deadline: Deadline) -> "Row | None":
        with store_errors("content.get", deadline):
            answer = self._client.get_item(
                TableName=self._table,
                Key={"owner": {"S": owner_key}, "sort": {"S": sort}},
                ConsistentRead=True,
            )
        with readable("content.get"):
            return answer.get("Item")

    def _rows(
        self, operation: str, asked: "QueryInputTypeDef", deadline: Deadline
    ) -> "Iterator[Row]":
        while True:
            with store_errors(operation, deadline):
                page = self._client.query(**asked)
            with readable(operation):
                rows = list(page["Items"])
            yield from rows
            if "LastEvaluatedKey" not in page:
                return
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _is_only_late(codes: Iterator[str]) -> bool:
    """Another write came first, or stands in the way this moment; it is worth another try."""
    found = {code for code in codes if code and code != "None"}
    return bool(found) and found <= {"ConditionalCheckFailed", "TransactionConflict"}
