"""The handlers under Lambda's own runtime, and what their start may load."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chatbot_cli.train import train
from tests.voice.lambdas_here import recorded, saying
from tests.voice.runtime_api import RuntimeApi, runtime_api

pytest.importorskip("awslambdaric", reason="the runtime is for Linux alone")

ROOT = Path(__file__).parents[2]
# what a caller must not wait for: web service, servers that are not configured, tools of authors
TOO_HEAVY = (
    "fastapi", "uvicorn", "elasticsearch", "redis", "sklearn", "kiwipiepy", "pydantic",
    "pydantic_settings", "ruamel", "phonenumbers", "rich", "typer", "openpyxl", "sqlite3",
    "aicc.understanding.training.train", "aicc.packs.schema.pack", "aicc.amazon.phone",
    "aicc.amazon.lex_bot", "boto3", "botocore",
)  # fmt: skip
LOADED = """
import json, sys
from lambdas.{handler} import lambda_handler
answer = lambda_handler(json.load(sys.stdin), None)
print(json.dumps({{"answer": answer, "loaded": [name for name in {names} if name in sys.modules]}}))
"""


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of a function with a compiled pack."""
    folder = tmp_path_factory.mktemp("pack")
    train("banking", folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "AICC_PACK": str(folder / "banking.json"),
        "AICC_SESSION_STORE": "memory",
        "AICC_HISTORY_STORE": "memory",
        "AICC_LOG_LEVEL": "error",
    }


@contextmanager
def running(handler: str, environ: Mapping[str, str]) -> Iterator[RuntimeApi]:
    with runtime_api() as api:
        process = subprocess.Popen(
            [sys.executable, "-m", "awslambdaric", f"lambdas.{handler}.lambda_handler"],
            cwd=ROOT,
            env={**environ, "AWS_LAMBDA_RUNTIME_API": api.address},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield api
        finally:
            process.kill()
            process.wait()


def test_the_turn_handler_starts_answers_and_survives_bad_events(
    container: Mapping[str, str],
) -> None:
    odd: tuple[object, ...] = ({}, [], "text", None, {"Details": 7})
    with running("connect_turn", container) as api:
        first = api.invoke(saying("잔액 조회해 주세요", "0"))
        bad = [api.invoke(event) for event in odd]
        broken = api.invoke(b"{not json")
        last = api.invoke(saying("1234567", "1"))

    assert first[0] == "response"
    assert first[1]["step_id"] == "auth_request"
    assert all(where == "response" and answer["response_text"] for where, answer in bad)
    assert broken[0] == "error"
    assert last[1]["step_id"] == "account_select"


@pytest.mark.parametrize(
    ("handler", "name", "field"),
    [
        ("lex_code_hook", "hook_voice", "sessionState"),
        ("contact_events", "contact_queued", "kept"),
    ],
)
def test_every_handler_starts_and_answers(
    container: Mapping[str, str], handler: str, name: str, field: str
) -> None:
    with running(handler, container) as api:
        where, answer = api.invoke(recorded(name))

    assert where == "response"
    assert field in answer


def test_a_start_that_fails_is_told_to_lambda(container: Mapping[str, str]) -> None:
    with running("connect_turn", {**container, "AICC_PACK": "no-such-pack"}) as api:
        where, answer = api.posted.get(timeout=30)

    assert where == "error"
    assert answer["errorType"] == "PackError"


@pytest.mark.parametrize(
    ("handler", "name"), [("connect_turn", "connect_voice"), ("lex_code_hook", "hook_voice")]
)
def test_a_first_turn_loads_nothing_that_it_can_do_without(
    container: Mapping[str, str], handler: str, name: str
) -> None:
    found = loaded(container, handler, name)

    assert found["answer"]
    assert found["loaded"] == []


def loaded(environ: Mapping[str, str], handler: str, name: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(handler=handler, names=TOO_HEAVY)],
        input=json.dumps(recorded(name)),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=dict(environ),
    )
    return json.loads(done.stdout.splitlines()[-1])
