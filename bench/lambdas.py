"""The voice Lambda's start on a compiled pack: initialisation, a DynamoDB client and the first
turn, against boto3 with one client. The turn itself is kept in memory: no network is asked."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.report import Row, show
from bench.slices import Spread, by_turns
from chatbot_cli.train import train

ROUNDS = 7
EVENT = Path(__file__).parent.parent / "tests" / "events" / "connect_voice.json"
REFERENCE = """
import time
import boto3
boto3.client("dynamodb", region_name="ap-northeast-2")
print(time.process_time())
"""
OURS = """
import json, sys, time
from aicc.stores import aws
from lambdas.connect_turn import lambda_handler
aws.client("dynamodb", region="ap-northeast-2")
lambda_handler(json.loads(sys.argv[1]), None)
print(time.process_time())
"""
# A call of five turns, again and again, against a handler that only answers.
WARM = """
import contextlib, io, json, sys, time
from bench.slices import Spread, by_turns
from lambdas.connect_turn import lambda_handler

SAID = ("잔액 조회해 주세요", "일이삼사오육칠", "예금계좌", "영업점 몇 시까지 해요?", "감사합니다")
CALLS, ROUNDS = 10, 20

def bare(event, context):
    return {"response_text": "", "turn": "1"}

def took(handler, name):
    event = json.loads(sys.argv[1])
    contact = event["Details"]["ContactData"]
    began = time.process_time()
    for call in range(CALLS):
        contact["ContactId"] = f"{name}-{call}"
        for turn, said in enumerate(SAID):
            contact["Attributes"] = {"aicc_turn": str(turn)}
            event["Details"]["Parameters"]["UserInput"] = said
            handler(json.loads(json.dumps(event)), None)
    return (time.process_time() - began) / (CALLS * len(SAID))

with contextlib.redirect_stdout(io.StringIO()):
    found = by_turns({
        "own": lambda number: took(lambda_handler, f"round-{number}"),
        "bare": lambda number: took(bare, f"bare-{number}"),
    }, ROUNDS, warm_up=4)
print(Spread.of(found["own"]).median - Spread.of(found["bare"]).median)
"""


def main() -> list[Row]:
    event = json.dumps(json.loads(EVENT.read_text(encoding="utf-8")))
    folder = Path(tempfile.mkdtemp())
    train("banking", folder)
    pack = str(folder / "banking.json")
    sides = {"base": lambda _: _run(REFERENCE), "own": lambda _: _run(OURS, event, pack=pack)}
    found = by_turns(sides, ROUNDS)
    base, own = (Spread.of(found[name]).median for name in sides)
    ratio = Spread.of_ratio(found["own"], found["base"])
    return [
        Row(
            what="voice Lambda: start and first turn / boto3 and a client",
            figure=ratio.median,
            unit="x",
            bar=2.5,
            stretch=1.8,
            note=f"{ratio.half}; {own * 1000:.0f} ms / {base * 1000:.0f} ms",
        ),
        Row(
            what="voice Lambda: a warm turn beyond a bare handler",
            figure=_run(WARM, event, pack=pack) * 1000,
            unit="ms",
            bar=1.5,
            stretch=0.75,
            note="of five turns: scenario, FAQ, small talk",
        ),
    ]


def _run(script: str, *arguments: str, pack: str = "") -> float:
    environ = {
        **os.environ,
        "AICC_SESSION_STORE": "memory",
        "AICC_HISTORY_STORE": "memory",
        "AICC_LOG_LEVEL": "error",
        "OPENBLAS_NUM_THREADS": "1",
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
