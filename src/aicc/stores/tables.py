"""Every DynamoDB table that AICC keeps things in: keys, indexes, time to live. The one place.

`aicc tables create` makes them, `aicc doctor` holds them against this, the adapters take the names
of indexes from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aicc.deadline import Deadline
from aicc.stores.aws import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        AttributeDefinitionTypeDef,
        CreateTableInputTypeDef,
        KeySchemaElementTypeDef,
        ProjectionTypeDef,
        TableDescriptionTypeDef,
    )

USER_INDEX, BY_REVISION = "UserIndex", "ByRevision"
EXPIRES_AT = "expires_at"  # seconds since 1970, behind which DynamoDB removes an item
ALL: "ProjectionTypeDef" = {"ProjectionType": "ALL"}
MOST_LOOKS = 60  # two seconds apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Keys are a partition and a sort key, each with its type: `S` text, `N` number.

    `global_indexes` have keys of their own, `local_indexes` another sort key in a partition.
    """

    keeps: str
    keys: Mapping[str, str]
    global_indexes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    local_indexes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    expires_by: str = ""

    @property
    def attributes(self) -> Mapping[str, str]:
        every = (self.keys, *self.global_indexes.values(), *self.local_indexes.values())
        return {name: kind for keys in every for name, kind in keys.items()}


HISTORY = Table(
    keeps="conversations, and the sealed secrets of scenarios under way",
    keys={"session_id": "S", "timestamp": "S"},
    global_indexes={USER_INDEX: {"user_id": "S", "timestamp": "S"}},
    expires_by=EXPIRES_AT,
)
STATE = Table(
    keeps="tickets, feedback, one-time codes, API keys and the audit",
    keys={"owner": "S", "sort": "S"},
    expires_by=EXPIRES_AT,
)
CONTENT = Table(
    keeps="what staff edit",
    keys={"owner": "S", "sort": "S"},
    local_indexes={BY_REVISION: {"owner": "S", "revision": "N"}},
)


def create(client: "DynamoDBClient", name: str, table: Table, deadline: Deadline) -> bool:
    """False where it is there already. Its time to live is set once it can be used."""
    with store_errors("tables.create", deadline):
        is_new = _create(client, name, table)
        client.get_waiter("table_exists").wait(
            TableName=name, WaiterConfig={"Delay": 2, "MaxAttempts": MOST_LOOKS}
        )
        if table.expires_by and _expires_by(client, name) != table.expires_by:
            client.update_time_to_live(
                TableName=name,
                TimeToLiveSpecification={"Enabled": True, "AttributeName": table.expires_by},
            )
    return is_new


def differences(client: "DynamoDBClient", name: str, table: Table, deadline: Deadline) -> list[str]:
    """What is not as it should be; `StoreError` for a table that is not there."""
    with store_errors("tables.check", deadline):
        found = client.describe_table(TableName=name)["Table"]
        expires_by = _expires_by(client, name)
    return [*_wrong_keys(found, table), *_wrong_life(expires_by, table)]


def _create(client: "DynamoDBClient", name: str, table: Table) -> bool:
    asked: CreateTableInputTypeDef = {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": _definitions(table),
        "KeySchema": _schema(table.keys),
    }
    if table.global_indexes:  # DynamoDB takes no empty list
        asked["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index,
                "KeySchema": _schema(keys),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index, keys in table.global_indexes.items()
        ]
    if table.local_indexes:
        asked["LocalSecondaryIndexes"] = [
            {
                "IndexName": index,
                "KeySchema": _schema(keys),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index, keys in table.local_indexes.items()
        ]
    try:
        client.create_table(**asked)
    except client.exceptions.ResourceInUseException:
        return False
    return True


def _definitions(table: Table) -> "list[AttributeDefinitionTypeDef]":
    return [
        {"AttributeName": name, "AttributeType": "N" if kind == "N" else "S"}
        for name, kind in table.attributes.items()
    ]


def _schema(keys: Mapping[str, str]) -> "list[KeySchemaElementTypeDef]":
    partition, sort = keys
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def _expires_by(client: "DynamoDBClient", name: str) -> str:
    told = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    is_on = told.get("TimeToLiveStatus") in {"ENABLED", "ENABLING"}
    return str(told.get("AttributeName") or "") if is_on else ""


def _wrong_keys(found: "TableDescriptionTypeDef", table: Table) -> Iterator[str]:
    if found.get("KeySchema") != _schema(table.keys):
        yield f"its keys should be {', '.join(table.keys)}: make it anew"
    there = {
        each.get("IndexName"): each.get("KeySchema")
        for each in (
            *found.get("GlobalSecondaryIndexes", ()),
            *found.get("LocalSecondaryIndexes", ()),
        )
    }
    for index, keys in (*table.global_indexes.items(), *table.local_indexes.items()):
        if there.get(index) != _schema(keys):
            yield f"the index {index} over {', '.join(keys)} is missing"


def _wrong_life(expires_by: str, table: Table) -> Iterator[str]:
    if table.expires_by and expires_by != table.expires_by:
        yield f"its time to live is not {table.expires_by}: aicc tables create sets it"
