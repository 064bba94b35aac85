"""An HTTP turn on Redis and DynamoDB against the echo, 32 clients at once; the stores are
processes of their own (a real redis-server, and moto in the place of DynamoDB)."""

import os
import shutil
import tempfile

from aicc.deadline import Deadline
from aicc.stores import aws, tables
from bench.processes import Load, free_port, server
from bench.report import Row, out, show
from bench.slices import by_turns
from bench.turns import SAID, echo_server, echoing, over_echo, serving, talking
from tests.servers.redis_server import running_redis

CLIENTS = 32
ROUNDS = 3  # moto slows down as its table grows
ECHOES = 96  # a slice of each client's
MADE_UP = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up"}
TABLE = "ConversationHistory"
STATE_TABLE = "AiccState"


def main() -> list[Row]:
    if not shutil.which("redis-server"):
        out.print("not measured: redis-server is missing")
        return []
    os.environ.update(MADE_UP)
    dynamo, echo, own = free_port(), free_port(), free_port()
    endpoint = f"http://127.0.0.1:{dynamo}"
    moto = server(["-m", "moto.server", "-p", str(dynamo)], dynamo, "/moto-api/")
    with tempfile.TemporaryDirectory() as folder, running_redis() as redis_url, moto:
        patient = aws.client(
            "dynamodb", region="ap-northeast-2", endpoint=endpoint, read_timeout_s=30
        )
        tables.create(patient, TABLE, tables.HISTORY, Deadline(60))
        tables.create(patient, STATE_TABLE, tables.STATE, Deadline(60))
        environ = {
            **MADE_UP,
            "AICC_SESSION_STORE": "redis",
            "REDIS_URL": redis_url,
            "AICC_HISTORY_STORE": "dynamodb",
            "DYNAMODB_ENDPOINT": endpoint,
            "AICC_CHAT_DEADLINE": "30s",
        }
        with (
            echo_server(echo) as echo_pid,
            serving(own, folder, environ) as pid,
            Load(echo_pid, CLIENTS, echoing(echo)) as echoes,
            Load(pid, CLIENTS, talking(own)) as turns,
        ):
            sides = {
                "echo": lambda _: echoes.slice_us(ECHOES),
                "turn": lambda _: turns.slice_us(len(SAID)),
            }
            found = by_turns(sides, ROUNDS)
    return [over_echo("HTTP turn, Redis + DynamoDB, 32 clients / echo", found, bar=8, stretch=5)]


if __name__ == "__main__":
    show(main())
