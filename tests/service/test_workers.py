"""Several processes behind one port: they are one service, and nobody is cut off when it ends."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import until
from tests.service.serving import Serving
from tests.service.virtual_users import a_crowd, faults_of

WORKERS, USERS = 4, 200


@pytest.fixture
def serving(request: pytest.FixtureRequest, tmp_path: Path, unused_port: int) -> Iterator[Serving]:
    """With as many workers as the test says, when all of them are there."""
    count = getattr(request, "param", WORKERS)
    started = Serving(tmp_path, unused_port, AICC_WORKERS=str(count), AICC_DRAIN="4s")
    until(lambda: len(workers_of(started)) == count, 60)
    started.wait_until_ready()
    yield started
    if started.process.poll() is None:
        started.end(signal.SIGTERM)


def workers_of(serving: Serving) -> list[int]:
    """As the log has them, the newest last."""
    words = serving.output.split("Started server process [")[1:]
    return [int(each.partition("]")[0]) for each in words]


@pytest.mark.parametrize("seconds", [1, pytest.param(60, marks=pytest.mark.long)])
def test_four_processes_and_two_hundred_users_are_one_conversation_each(
    serving: Serving, tmp_path: Path, capsys: pytest.CaptureFixture[str], seconds: float
) -> None:
    opened = [serving.ask("POST", "/v1/sessions", {}) for _ in range(USERS // 2)]
    crowd = a_crowd(serving.port, [(each["session_id"], each["token"]) for each in opened])

    crowd.start()
    crowd.stop.wait(seconds)
    until(lambda: crowd.answered > USERS, 60)
    began = time.monotonic()
    code = serving.end(signal.SIGTERM)  # while all of them talk
    took_s = time.monotonic() - began
    crowd.wait()

    cut_off = [each for user in crowd.users for each in user.cut_off]
    faults = list(faults_of(crowd, tmp_path / "data"))
    with capsys.disabled():
        shed = sum(user.shed for user in crowd.users)
        print(f"\n{WORKERS} processes, {USERS} users, {seconds} s: {crowd.answered} messages")
        print(f"answered, {shed} shed, {len(cut_off)} cut off, {len(faults)} faults;", end=" ")
        print(f"ended in {took_s:.1f} s")
    assert (cut_off, faults, code) == ([], [], 0)
    assert all(user.is_refused for user in crowd.users)


@pytest.mark.parametrize("serving", [2], indirect=True)
def test_a_killed_worker_is_started_again_and_all_end_with_whom_they_belong_to(
    serving: Serving,
) -> None:
    os.kill(workers_of(serving)[0], signal.SIGKILL)
    until(lambda: len(workers_of(serving)) == 3, 60)

    serving.end(signal.SIGKILL)

    until(lambda: not any(map(is_running, workers_of(serving))), 20)
    assert "worker.lost" in serving.output


def is_running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("store", ["AICC_SESSION_STORE", "AICC_HISTORY_STORE"])
def test_what_one_process_keeps_to_itself_cannot_have_several(
    tmp_path: Path, unused_port: int, store: str
) -> None:
    refused = Serving(tmp_path, unused_port, AICC_WORKERS="2", **{store: "memory"})

    assert refused.process.wait(timeout=60) == 1
    assert refused.output.count("\n") == 1
    assert store in refused.output
