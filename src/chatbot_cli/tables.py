"""`aicc tables`: the DynamoDB tables that the settings name."""

from collections.abc import Iterator

import typer

from aicc import dynamo_stores
from aicc.deadline import Deadline
from aicc.errors import ConfigError
from aicc.settings import Settings
from aicc.stores import tables
from aicc.stores.tables import Table

from .output import out

CREATE_S, CHECK_S = 300.0, 5.0

app = typer.Typer(help="DynamoDB tables.", no_args_is_help=True)


@app.command("create")
def create() -> None:
    """Make the tables that the settings name and that are not there, with their indexes and time
    to live. What is there stays."""
    settings = Settings.load()
    wanted = dynamo_stores.tables(settings)
    if not wanted:
        raise ConfigError(
            "nothing is kept in DynamoDB: set AICC_HISTORY_STORE or AICC_CONTENT_STORE to dynamodb"
        )
    client, deadline = dynamo_stores.client(settings), Deadline(CREATE_S)
    for name, table in wanted.items():
        is_new = tables.create(client, name, table, deadline)
        out.print(f"{'made' if is_new else 'there'}  {name}: {table.keeps}", markup=False)


def faults(settings: Settings) -> Iterator[str]:
    """For `aicc doctor`: what of the tables is not as it should be."""
    client = dynamo_stores.client(settings)
    for name, table in _named(settings):
        for fault in tables.differences(client, name, table, Deadline(CHECK_S)):
            yield f"{name}: {fault}"


def _named(settings: Settings) -> list[tuple[str, Table]]:
    return list(dynamo_stores.tables(settings).items())
