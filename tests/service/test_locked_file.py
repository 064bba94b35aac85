"""Another process holds the data file: nobody but turns waits for it, and those not for ever."""

import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.service.serving import Serving

TURNS = 6


@pytest.fixture
def serving(tmp_path: Path, unused_port: int) -> Iterator[Serving]:
    started = Serving(tmp_path, unused_port)
    started.wait_until_ready()
    yield started
    started.end(signal.SIGKILL)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """As a backup or a shell does it."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def test_health_answers_while_turns_wait_for_a_locked_file(
    serving: Serving, tmp_path: Path
) -> None:
    def say(number: int) -> str:
        body = {"user_id": f"u{number}", "session_id": f"s{number}", "message": "안녕하세요"}
        answer = serving.ask("POST", "/chat", body, timeout_s=30)
        return str(answer.get("code") or "answered")

    with ThreadPoolExecutor(TURNS) as pool:
        with locked(tmp_path / "data" / "aicc.sqlite3"):
            waiting = [pool.submit(say, number) for number in range(TURNS)]
            health = [serving.ask("GET", "/health", timeout_s=1.0)["status"] for _ in range(20)]
            ready = serving.ask("GET", "/ready", timeout_s=10.0)
            refused = {each.result(timeout=30) for each in waiting}
        after = say(TURNS)

    assert set(health) == {"healthy"}
    assert ready == {"status": "degraded", "degraded": {"sessions": "away", "history": "away"}}
    assert refused == {"store"}
    assert after == "answered"


def test_a_turn_goes_on_as_soon_as_the_file_is_free(serving: Serving, tmp_path: Path) -> None:
    body = {"user_id": "u1", "session_id": "s1", "message": "안녕하세요", "message_id": "m1"}
    with ThreadPoolExecutor(1) as pool:
        with locked(tmp_path / "data" / "aicc.sqlite3"):
            waiting = pool.submit(serving.ask, "POST", "/chat", body, timeout_s=30)
            for _ in range(5):
                assert serving.ask("GET", "/health", timeout_s=1.0)["status"] == "healthy"
        answer = waiting.result(timeout=30)
    again = serving.ask("POST", "/chat", body)

    assert answer["response"]
    assert again["turn_id"] == answer["turn_id"]
