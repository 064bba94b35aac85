"""The DynamoDB tables: made from one description, and held against it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from moto import mock_aws
from typer.testing import CliRunner

from aicc import dynamo_stores
from aicc.errors import ConfigError, StoreError
from aicc.settings import Settings
from aicc.stores import aws
from aicc.stores.tables import CONTENT, HISTORY, STATE, Table, create, differences
from chatbot_cli.main import app
from tests.fakes import a_deadline
from tests.servers.dynamodb import REGION, make_up_credentials

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OTHER = Table(keeps="something else", keys={"session_id": "S", "turn": "N"})


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    make_up_credentials(monkeypatch)
    with mock_aws():
        yield aws.client("dynamodb", REGION)


@pytest.mark.parametrize("table", [HISTORY, CONTENT, STATE], ids=["history", "content", "state"])
def test_a_table_that_was_made_is_as_it_should_be(client: "DynamoDBClient", table: Table) -> None:
    is_new = create(client, "t", table, a_deadline(5))
    is_new_again = create(client, "t", table, a_deadline(5))

    assert (is_new, is_new_again) == (True, False)
    assert differences(client, "t", table, a_deadline(5)) == []


def test_what_is_wrong_with_a_table_is_named(client: "DynamoDBClient") -> None:
    create(client, "t", OTHER, a_deadline(5))

    wrong = differences(client, "t", HISTORY, a_deadline(5))

    assert len(wrong) == 3
    assert "session_id, timestamp" in wrong[0]
    assert "UserIndex" in wrong[1]
    assert "expires_at" in wrong[2]


def test_a_table_that_is_not_there_is_an_error_of_the_store(client: "DynamoDBClient") -> None:
    with pytest.raises(StoreError, match="ResourceNotFound"):
        differences(client, "t", HISTORY, a_deadline(5))


def test_the_settings_say_which_tables_are_needed() -> None:
    both = Settings(history_store="dynamodb", history_table="H", content_table="C")
    secrets = Settings(history_store="sqlite", session_secrets="dynamodb", history_table="H")

    assert dynamo_stores.tables(both) == {"H": HISTORY, "AiccState": STATE, "C": CONTENT}
    assert dynamo_stores.tables(secrets) == {"H": HISTORY}
    assert dynamo_stores.tables(Settings()) == {}


@pytest.mark.usefixtures("client")
def test_the_command_makes_them_and_leaves_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AICC_HISTORY_STORE", "dynamodb")

    first = CliRunner().invoke(app, ["tables", "create"])
    second = CliRunner().invoke(app, ["tables", "create"])

    assert first.output.count("made") == 3
    assert second.output.count("there") == 3


def test_without_dynamodb_the_command_says_what_to_set() -> None:
    done = CliRunner().invoke(app, ["tables", "create"])

    assert isinstance(done.exception, ConfigError)
    assert "AICC_HISTORY_STORE" in str(done.exception)
