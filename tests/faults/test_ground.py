"""A full disk, a clock that jumps, messages that come again: what was answered is kept, once."""

import resource
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from aicc.clock import HandClock
from aicc.domain.turn import Incoming
from aicc.errors import ConfigError, StoreError
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, build_engine, engine_from
from tests.fakes import a_deadline

DAY = timedelta(days=1).total_seconds()


def say(engine: ChatEngine, number: int, text: str = "영업시간 알려 주세요") -> str:
    return engine.reply(
        Incoming(session_id="s1", user_id="u1", message_id=f"m{number}", text=text), a_deadline(5)
    ).turn_id


def kept(engine: ChatEngine) -> list[str]:
    return [each.turn_id for each in engine.upkeep.history("default", "s1", a_deadline(), 10_000)]


@contextmanager
def no_file_grows_past(most: int) -> Iterator[None]:
    """As on a disk that is full, for this process alone."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_refuses_turns_and_loses_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path), "AICC_PACK": "general"}))
    answered, refused = [say(engine, 0)], 0
    largest = max(path.stat().st_size for path in tmp_path.iterdir())

    with no_file_grows_past(largest + 200_000):
        for number in range(1, 200):
            try:
                answered.append(say(engine, number))
            except StoreError:
                refused += 1
            if refused == 5:
                break
    answered.append(say(engine, 1000))

    with capsys.disabled():
        lost = set(answered) - set(kept(engine))
        print(f"\ndisk full: {len(answered)} answered, {refused} refused, {len(lost)} lost")
    assert refused == 5
    assert kept(engine) == answered


def test_a_folder_that_cannot_be_written_is_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands in the way")

    with pytest.raises(ConfigError, match="data") as refused:
        build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path / "data")}))

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("jump_days", [2, -2, 400, -400])
def test_a_clock_that_jumps_stops_no_conversation_and_turns_keep_their_order(
    jump_days: float,
) -> None:
    clock = HandClock()
    engine = engine_from(memory_parts(load_pack("general"), clock), clock=clock)
    before = [say(engine, number) for number in range(3)]

    clock.move(jump_days * DAY)
    during = [say(engine, number) for number in range(3, 6)]
    clock.move(-jump_days * DAY)
    after = [say(engine, number) for number in range(6, 9)]

    assert kept(engine) == [*before, *during, *after]


def test_a_message_that_comes_twenty_times_at_once_is_answered_once(tmp_path: Path) -> None:
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path), "AICC_PACK": "general"}))

    with ThreadPoolExecutor(max_workers=20) as threads:
        turns = list(threads.map(lambda _: say(engine, 1), range(20)))

    assert len(set(turns)) == 1
    assert kept(engine) == turns[:1]


def test_a_message_that_comes_late_gets_the_answer_it_had() -> None:
    engine = engine_from(memory_parts(load_pack("general")))
    turns = [say(engine, number) for number in range(5)]

    late = [say(engine, number) for number in (0, 3)]

    assert late == [turns[0], turns[3]]
    assert kept(engine) == turns
