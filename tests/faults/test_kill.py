"""`kill -9` at any point of a turn: what was answered is in the file, once, and it goes on."""

import os
import signal
import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.stores.desk.sqlite import SqliteDesk
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.secrets.seal import Seal
from aicc.stores.secrets.sqlite import SqliteSecrets
from aicc.stores.sessions.sqlite import SqliteSessions
from aicc.stores.sqlite import SqliteFile
from aicc.wiring import DATABASE, Parts, memory_parts
from chatbot_engine import engine_from
from tests.fakes import a_deadline

SEED = 20_261_130
LATEST_MS = 40.0  # after the first answer; a turn takes a few
SAID = ("전화 상담 예약할게요", "취소", "상담원 연결해 주세요", "영업시간 알려 주세요")
LEASE_S = 0.2  # which the next process waits for; the service's own is longer
KEY = "ab" * 32


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("general")


def parts_over(file: SqliteFile, pack: Pack) -> Parts:
    return replace(
        memory_parts(pack),
        sessions=SqliteSessions(file, lease_s=LEASE_S),
        history=SqliteHistory(file),
        desk=SqliteDesk(file),
        secrets=SqliteSecrets(file),
        try_hold=file.try_hold,
        key=KEY,
        seal=Seal(KEY),
    )


def talk_until_killed(path: Path, pack: Pack, told: int, first: int) -> None:
    """In a process of its own: each answered number goes into the pipe."""
    with SqliteFile(path) as file:
        engine = engine_from(parts_over(file, pack))
        for number in range(first, first + 100_000):
            text = SAID[number % len(SAID)]
            incoming = Incoming(session_id="s1", user_id="u1", message_id=f"m{number}", text=text)
            engine.reply(incoming, a_deadline(30))
            os.write(told, struct.pack("I", number))


def answered_before_a_kill(path: Path, pack: Pack, first: int, after_s: float) -> list[int]:
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            talk_until_killed(path, pack, writes, first)
        finally:
            os._exit(1)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        began = pipe.read(4)
        signal.sigtimedwait([], after_s)  # no signal: only the time
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        rest = pipe.read()
    return [number for (number,) in struct.iter_unpack("I", began + rest)]


def faults_in(path: Path, pack: Pack, answered: list[int]) -> Iterator[str]:
    with sqlite3.connect(path) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "the file is damaged"
    with SqliteFile(path) as file:
        kept = SqliteHistory(file).recent("default", "s1", a_deadline(60), 1_000_000)
        tickets = SqliteDesk(file).about("default", a_deadline(60), session_id="s1")
    messages = [turn.message_id for turn in kept]
    lost = {f"m{number}" for number in answered} - set(messages)
    doubled = len(messages) - len(set(messages))
    turns = {turn.turn_id for turn in kept}
    orphans = [each.number for each in tickets if each.request.request_id not in turns]
    if lost or doubled:
        yield f"{len(lost)} answered turns lost, {doubled} doubled"
    if len(orphans) > 1:  # of the turn under way; said again it has this very ticket
        yield f"tickets without a turn: {orphans}"


@pytest.mark.parametrize("points", [10, pytest.param(200, marks=pytest.mark.long)])
def test_a_killed_process_loses_and_doubles_nothing(
    tmp_path: Path, pack: Pack, capsys: pytest.CaptureFixture[str], points: int
) -> None:
    random, path, answered = Random(SEED), tmp_path / DATABASE, list[int]()
    engine_from(memory_parts(pack))  # what is learned, each of the processes has
    for _ in range(points):
        after_s = random.uniform(0, LATEST_MS / 1000)
        first = answered[-1] + 1 if answered else 0  # the turn that was cut off is said again
        answered += answered_before_a_kill(path, pack, first, after_s)

    faults = list(faults_in(path, pack, answered))

    with capsys.disabled():
        print(f"\nkill -9 at {points} points: {len(answered)} turns answered, {len(faults)} faults")
    assert faults == []
    assert answered == list(range(len(answered)))
