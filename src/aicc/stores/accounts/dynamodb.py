"""Accounts in DynamoDB: known to every container."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aicc.deadline import Deadline
from aicc.domain.account import Account
from aicc.stores.aws import readable, store_errors
from aicc.stores.state_table import Row, StateTable, key, owner_of, text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_OWNER = owner_of("accounts")
_ACCOUNT = "account#"
_IS_NEW, _IS_THERE = "attribute_not_exists(sort)", "attribute_exists(sort)"


class DynamoAccounts:
    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._table = StateTable(client, table)

    def add(self, account: Account, deadline: Deadline) -> bool:
        return self._put("accounts.add", account, _IS_NEW, deadline)

    def find(self, name: str, deadline: Deadline) -> Account | None:
        row = self._table.get("accounts.find", _OWNER, f"{_ACCOUNT}{name}", deadline)
        return _from_row(row) if row else None

    def all(self, deadline: Deadline) -> Sequence[Account]:
        kept = map(_from_row, self._table.all("accounts.all", _OWNER, _ACCOUNT, deadline))
        return tuple(sorted(kept, key=lambda each: each.name))

    def put(self, account: Account, deadline: Deadline) -> bool:
        return self._put("accounts.put", account, _IS_THERE, deadline)

    def remove(self, name: str, deadline: Deadline) -> bool:
        client = self._table.client
        with store_errors("accounts.remove", deadline):
            try:
                client.delete_item(
                    TableName=self._table.name,
                    Key=key(_OWNER, f"{_ACCOUNT}{name}"),
                    ConditionExpression=_IS_THERE,
                )
            except client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def _put(self, what: str, account: Account, condition: str, deadline: Deadline) -> bool:
        client = self._table.client
        with store_errors(what, deadline):
            try:
                client.put_item(
                    TableName=self._table.name,
                    Item=_to_row(account),
                    ConditionExpression=condition,
                )
            except client.exceptions.ConditionalCheckFailedException:
                return False
        return True


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _to_row(account: Account) -> Row:
    return {
        "owner": {"S": _OWNER},
        "sort": {"S": f"{_ACCOUNT}{account.name}"},
        "name": {"S": account.name},
        "called": {"S": account.called},
        "role": {"S": account.role},
        "tenant_id": {"S": account.tenant_id},
        "hashed": {"S": account.hashed},
        "made_at": {"S": _text(account.made_at)},
        "changed_at": {"S": _text(account.changed_at)},
    }


def _from_row(row: Row) -> Account:
    with readable("accounts.read"):
        return Account(
            name=text(row, "name"),
            called=text(row, "called"),
            role=text(row, "role"),
            tenant_id=text(row, "tenant_id"),
            hashed=text(row, "hashed"),
            made_at=datetime.fromisoformat(text(row, "made_at")),
            changed_at=datetime.fromisoformat(text(row, "changed_at")),
        )
