"""The service over stores that a release wrote or is to write: a data folder, or servers."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from redis import Redis
from ruamel.yaml import YAML

from aicc.clock import HandClock
from aicc.content.dynamodb import DynamoContent
from aicc.content.sqlite import SqliteContent
from aicc.deadline import Deadline
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.stores.desk.sqlite import SqliteDesk
from aicc.stores.feedback.sqlite import SqliteFeedback
from aicc.stores.history.dynamodb import DynamoHistory
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.redis_client import connect
from aicc.stores.sessions.redis import RedisSessions
from aicc.stores.sessions.sqlite import SqliteSessions
from aicc.stores.sqlite import SqliteFile
from aicc.wiring import DATABASE, Parts, memory_parts
from api.app import create_app
from chatbot_engine import engine_from
from tests.http.conftest import SECRET, bearer
from tests.servers.dynamodb import CONTENT_TABLE, TABLE, a_content_table, a_history_table
from tests.servers.redis_server import running_redis

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

STAFF = bearer(user_id="kim", tenant_id="default", roles=["publisher"])
TURN_S = 30.0  # on a machine that has other work
TTL_S = 86_400.0

REDIS_FILE, DYNAMODB_FILE = "redis.json", "dynamodb.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service, and the clock and the stores behind it."""

    client: TestClient
    parts: Parts
    clock: HandClock

    def say(self, conversation: str, user: str, message_id: str, text: str) -> dict[str, Any]:
        self.clock.move(1.0)  # history is in the order of its instants
        body = {"user_id": user, "session_id": conversation, "message": text}
        answer = self.client.post(
            "/chat",
            json={**body, "message_id": message_id},
            headers=bearer(user_id=user, tenant_id="default"),
        )
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.json()
        return said


def read_story(release: Path) -> dict[str, Any]:
    story: dict[str, Any] = YAML(typ="safe", pure=True).load(release / "story.yaml")
    return story


@contextmanager
def data_folder_house(release: Path, folder: Path) -> Iterator[House]:
    """Over the SQLite file of a data folder, which is made where there is none."""
    clock = HandClock()
    own = memory_parts(load_pack(str(release / "pack")), clock)
    with SqliteFile(folder / DATABASE) as file:
        parts = replace(
            own,
            sessions=SqliteSessions(file, ttl_s=TTL_S, now=clock),
            history=SqliteHistory(file),
            desk=SqliteDesk(file),
            content=SqliteContent(file, own.pack.id),
            feedback=SqliteFeedback(file, own.pack.id),
        )
        with _served(parts, clock, folder) as house:
            yield house


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """A Redis and a DynamoDB that hold nothing else."""

    redis: Redis
    history: "DynamoDBClient"
    content: "DynamoDBClient"

    def keep(self, folder: Path) -> None:
        """All that they hold, as JSON: hashes by key, items by table as DynamoDB writes them."""
        hashes = {key: self.redis.hgetall(key) for key in sorted(self.redis.scan_iter())}
        items = {
            name: client.scan(TableName=name)["Items"]
            for name, client in ((TABLE, self.history), (CONTENT_TABLE, self.content))
        }
        for name, kept in ((REDIS_FILE, hashes), (DYNAMODB_FILE, items)):
            text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
            (folder / name).write_text(f"{text}\n", encoding="utf-8")

    def fill(self, folder: Path) -> None:
        """Undoes `keep`."""
        for key, fields in json.loads((folder / REDIS_FILE).read_text(encoding="utf-8")).items():
            self.redis.hset(key, mapping=fields)
        items = json.loads((folder / DYNAMODB_FILE).read_text(encoding="utf-8"))
        for name, client in ((TABLE, self.history), (CONTENT_TABLE, self.content)):
            for item in items[name]:
                client.put_item(TableName=name, Item=item)


@contextmanager
def running_servers() -> Iterator[Servers]:
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        yield Servers(
            redis=stack.enter_context(connect(stack.enter_context(running_redis()), timeout_s=5.0)),
            history=stack.enter_context(a_history_table(patch)),
            content=stack.enter_context(a_content_table(patch)),
        )


@contextmanager
def servers_house(release: Path, servers: Servers, folder: Path) -> Iterator[House]:
    clock = HandClock()
    own = memory_parts(load_pack(str(release / "pack")), clock)
    parts = replace(
        own,
        sessions=RedisSessions(servers.redis, ttl_s=TTL_S, now=clock),
        history=DynamoHistory(servers.history, TABLE),
        content=DynamoContent(servers.content, CONTENT_TABLE, own.pack.id),
    )
    with _served(parts, clock, folder) as house:
        yield house


@contextmanager
def _served(parts: Parts, clock: HandClock, folder: Path) -> Iterator[House]:
    environ = {
        "AICC_DATA_DIR": str(folder),
        "JWT_SECRET": SECRET,
        "AICC_ADDRESS_RATE": "0",
        "AICC_SESSION_RATE": "0",
        "AICC_LOG_LEVEL": "error",
        "AICC_CHAT_DEADLINE": f"{TURN_S:.0f}s",
    }
    app = create_app(Settings.load(environ), engine=engine_from(parts, clock=clock), clock=clock)
    with TestClient(app) as client:
        yield House(client=client, parts=parts, clock=clock)


def a_deadline() -> Deadline:
    return Deadline(TURN_S)
