"""Who of the staff is let in: keys of programs, and accounts of people, where the history is."""

from typing import TYPE_CHECKING

from aicc import dynamo_stores
from aicc.settings import Settings
from aicc.stores.accounts.memory import MemoryAccounts
from aicc.stores.accounts.port import AccountStore
from aicc.stores.api_keys.memory import MemoryApiKeys
from aicc.stores.api_keys.port import ApiKeyStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from aicc.stores.sqlite import SqliteFile


def api_keys(
    settings: Settings, file: "SqliteFile | None", state: "DynamoDBClient | None"
) -> ApiKeyStore:
    if state:
        return dynamo_stores.api_keys(settings, state)
    if file is None:
        return MemoryApiKeys()
    from aicc.stores.api_keys.sqlite import SqliteApiKeys

    return SqliteApiKeys(file)


def accounts(
    settings: Settings, file: "SqliteFile | None", state: "DynamoDBClient | None"
) -> AccountStore:
    if state:
        return dynamo_stores.accounts(settings, state)
    if file is None:
        return MemoryAccounts()
    from aicc.stores.accounts.sqlite import SqliteAccounts

    return SqliteAccounts(file)
