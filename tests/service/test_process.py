"""The service as a process: it stops cleanly, survives being killed, and says what is wrong."""

import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.serving import Serving

WRITERS = 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def serving(folder: Path, unused_port: int) -> Iterator[Serving]:
    started = Serving(folder, unused_port)
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait()


def open_session(serving: Serving) -> tuple[str, str]:
    opened = serving.ask("POST", "/v1/sessions", {})
    return opened["session_id"], opened["token"]


def test_every_acknowledged_turn_is_in_the_history_after_kill_9(
    serving: Serving, folder: Path, unused_port: int
) -> None:
    serving.wait_until_ready()
    sessions = [open_session(serving) for _ in range(WRITERS)]
    acknowledged: list[tuple[int, str]] = []
    enough = threading.Event()

    def write(owner: int) -> None:
        for number in range(100_000):
            message_id = f"m{owner}-{number}"
            body = {"message": "감사합니다", "message_id": message_id}
            try:
                serving.ask("POST", "/v1/chat", body, sessions[owner][1])
            except (OSError, ValueError):
                return  # it was killed
            acknowledged.append((owner, message_id))
            if len(acknowledged) >= 100:
                enough.set()

    threads = [threading.Thread(target=write, args=(owner,)) for owner in range(WRITERS)]
    for thread in threads:
        thread.start()
    assert enough.wait(60)
    serving.end(signal.SIGKILL)
    for thread in threads:
        thread.join()

    again = Serving(folder, unused_port)
    try:
        again.wait_until_ready()
        for owner, (session_id, token) in enumerate(sessions):
            path = f"/v1/sessions/{session_id}/history?limit=200"
            kept = {turn["message_id"] for turn in again.ask("GET", path, token=token)["turns"]}
            mine = [message_id for who, message_id in acknowledged if who == owner]
            assert set(mine[-150:]) <= kept  # the page holds 200 turns
    finally:
        again.end(signal.SIGKILL)


def test_state_survives_a_restart_and_ctrl_c_stops_cleanly(
    serving: Serving, folder: Path, unused_port: int
) -> None:
    serving.wait_until_ready()
    session_id, token = open_session(serving)
    serving.ask("POST", "/v1/chat", {"message": "안녕하세요"}, token)

    code = serving.end(signal.SIGINT)
    again = Serving(folder, unused_port)
    again.wait_until_ready()
    turns = again.ask("GET", f"/v1/sessions/{session_id}/history", token=token)["turns"]
    again.end(signal.SIGTERM)

    assert code == 0
    assert "Traceback" not in serving.output
    assert [turn["user"]["text"] for turn in turns] == ["안녕하세요"]


def test_it_says_what_is_where(serving: Serving, folder: Path) -> None:
    serving.wait_until_ready()

    for word in ("widget demo", "/docs", str(folder / "data")):
        assert word in serving.output


def test_the_session_key_is_the_owners_alone(serving: Serving, folder: Path) -> None:
    serving.wait_until_ready()

    assert (folder / "data" / "session.key").stat().st_mode & 0o777 == 0o600


def test_a_busy_port_is_one_clear_line(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = Serving(folder, taken.getsockname()[1])
        code = refused.process.wait(timeout=60)

    assert code == 1
    assert refused.output.count("\n") == 1
    assert "cannot listen on" in refused.output


@pytest.mark.parametrize(
    ("name", "value"),
    [("AICC_DATA_DIR", "/proc/nowhere"), ("AICC_CHAT_DEADLINE", "soon"), ("AICC_PACK", "nowhere")],
)
def test_a_wrong_setting_is_one_clear_line(
    folder: Path, unused_port: int, name: str, value: str
) -> None:
    refused = Serving(folder, unused_port, **{name: value})
    code = refused.process.wait(timeout=60)

    assert code == 1
    assert refused.output.count("\n") == 1, refused.output
    assert value in refused.output
