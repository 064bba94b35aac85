"""A sign that somebody is there ends by itself: there is one for each visitor and ticket."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aicc.stores.desk.dynamodb import DynamoDesk
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.desk.port import AgentDesk
from aicc.stores.desk.sqlite import SqliteDesk
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table


def signs_after_two_days(desk: AgentDesk) -> Mapping[str, datetime]:
    desk.sign("bank", "visitor:A-0001", A_DAY, a_deadline())
    desk.sign("bank", "kim", A_DAY + timedelta(days=2), a_deadline())
    return desk.signs("bank", a_deadline())


def test_an_old_sign_is_gone_with_the_next_one(tmp_path: Path) -> None:
    with SqliteFile(tmp_path / "aicc.db") as file:
        assert set(signs_after_two_days(SqliteDesk(file))) == {"kim"}
    assert set(signs_after_two_days(MemoryDesk())) == {"kim"}


def test_the_table_drops_it_by_its_time_to_live(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_state_table(monkeypatch) as client:
        DynamoDesk(client, STATE_TABLE).sign("bank", "kim", A_DAY, a_deadline())

        [item] = client.scan(TableName=STATE_TABLE)["Items"]

    assert int(item["expires_at"]["N"]) == (A_DAY + timedelta(days=1)).timestamp()
