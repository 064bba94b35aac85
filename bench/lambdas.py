"""The voice Lambda's start on a compiled pack: initialisation, a DynamoDB client and the first
turn, against boto3 with one client. The turn itself is kept in memory: no network is asked."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.report import Row, show
from chatbot_cli.train import train

ROUNDS = 5
EVENT = Path(__file__).parent.parent / "tests" / "events" / "connect_voice.json"
REFERENCE = """
import time
import boto3
boto3.client("dynamodb", region_name="ap-northeast-2")
print(time.process_time())
"""
OURS = """
import json, sys, time
from aicc import aws
from lambdas.connect_turn import lambda_handler
aws.client("dynamodb", region="ap-northeast-2")
lambda_handler(json.loads(sys.argv[1]), None)
print(time.process_time())
"""


def main() -> list[Row]:
    event = json.dumps(json.loads(EVENT.read_text(encoding="utf-8")))
    reference, ours = [], []
    folder = Path(tempfile.mkdtemp())
    train("banking", folder)
    for _ in range(ROUNDS):
        reference.append(_run(REFERENCE))
        ours.append(_run(OURS, event, pack=str(folder / "banking.json")))
    base, own = statistics.median(reference), statistics.median(ours)
    return [
        Row(
            what="voice Lambda: start and first turn / boto3 and a client",
            figure=own / base,
            unit="x",
            bar=2.5,
            stretch=1.8,
            note=f"{own * 1000:.0f} ms / {base * 1000:.0f} ms",
        )
    ]


def _run(script: str, *arguments: str, pack: str = "") -> float:
    environ = {
        **os.environ,
        "AICC_SESSION_STORE": "memory",
        "AICC_HISTORY_STORE": "memory",
        "AICC_LOG_LEVEL": "error",
        "AICC_PACK": pack,
        "AWS_ACCESS_KEY_ID": "made-up",
        "AWS_SECRET_ACCESS_KEY": "made-up",
    }
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environ,
    )
    return float(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    show(main())
