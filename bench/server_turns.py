"""An HTTP turn on Redis and DynamoDB against the echo, 32 clients at once; the stores are
processes of their own (a real redis-server, and moto in the place of DynamoDB)."""

import os
import shutil
import tempfile

from aicc.stores import aws
from aicc.stores.history.dynamodb import create_table
from bench.processes import free_port, per_request_us, server
from bench.report import Row, out, show
from bench.turns import echo_server, echoing, serving, talking
from tests.servers.redis_server import running_redis

CLIENTS = 32
REQUESTS = 32 * 24  # two conversations each; moto slows down as its table grows
MADE_UP = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up"}
TABLE = "ConversationHistory"


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
        create_table(patient, TABLE)
        environ = {
            **MADE_UP,
            "AICC_SESSION_STORE": "redis",
            "REDIS_URL": redis_url,
            "AICC_HISTORY_STORE": "dynamodb",
            "DYNAMODB_ENDPOINT": endpoint,
            "AICC_CHAT_DEADLINE": "30s",
        }
        with echo_server(echo) as echo_pid, serving(own, folder, environ) as pid:
            base = per_request_us(echo_pid, CLIENTS, REQUESTS * 4, echoing(echo))
            turn = per_request_us(pid, CLIENTS, REQUESTS, talking(own))
    return [
        Row(
            what="HTTP turn, Redis + DynamoDB, 32 clients / echo",
            figure=turn / base,
            unit="x",
            bar=8,
            stretch=5,
            note=f"{turn:.0f} us / {base:.0f} us",
        )
    ]


if __name__ == "__main__":
    show(main())
