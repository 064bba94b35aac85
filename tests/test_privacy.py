"""No registration number is in any file or log, however it was said in a hundred dialogues, or in
a thousand."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from aicc import logs
from aicc.domain.turn import Channel, Incoming
from aicc.redact import PersonalKind, mask_value
from aicc.settings import Settings
from chatbot_engine import build_engine
from tests.fakes import a_deadline
from tests.korean.personal_variants import Variant, variants

OPENINGS = ("잔액 조회해 주세요", "상담원 연결해 주세요", "카드를 잃어버렸어요", "안녕하세요")
RESIDENTS = {PersonalKind.RESIDENT, PersonalKind.FOREIGNER}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The service's own logging, into a file; afterwards as it was."""
    root, path = logging.getLogger(), tmp_path / "service.log"
    handlers, level = root.handlers, root.level
    logs.configure(mask=mask_value, level="debug")
    with path.open("w", encoding="utf-8") as file:
        (handler,) = root.handlers
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(file)
        yield path
    root.handlers, root.level = handlers, level


def resident_numbers(count: int) -> list[Variant]:
    found: list[Variant] = []
    seed = 0
    while len(found) < count:
        found += [each for each in variants(count, seed) if each.kind in RESIDENTS]
        seed += 1
    return found[:count]


@pytest.mark.parametrize("dialogues", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_no_registration_number_is_in_any_file_or_log(
    dialogues: int, tmp_path: Path, log: Path
) -> None:
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path)}))
    said = resident_numbers(dialogues)

    for number, variant in enumerate(said):
        channel = Channel.VOICE if number % 2 else Channel.CHAT
        for at, text in enumerate((OPENINGS[number % len(OPENINGS)], variant.text)):
            incoming = Incoming(
                session_id=f"s{number}",
                user_id="u",
                message_id=f"m{at}",
                channel=channel,
                text=text,
            )
            engine.reply(incoming, a_deadline(30))

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = b"\n".join(path.read_bytes() for path in files).decode("utf-8", errors="replace")
    assert log.read_text(encoding="utf-8").count("turn.replied") == 2 * dialogues
    assert OPENINGS[0] in written  # what may be kept is there to be read
    raw = [v for v in said if v.text in written or v.number in written or digits(v) in written]
    assert raw == []


HALVES = [
    ("주민번호 앞자리는 690305", "뒷자리는 2754018", "2754018"),
    ("610415", "2927257", "2927257"),
    ("내 휴대폰은 010-7391", "8264", "8264"),
    ("카드번호가 4539 2718", "8362 9174요", "9174"),
    ("주민번호 앞은 690305", "잠깐만요 지갑 좀 찾아볼게요", "2754018", "2754018"),
]


@pytest.mark.parametrize("said", HALVES)
def test_the_second_half_of_a_number_is_in_no_file(said: Sequence[str], tmp_path: Path) -> None:
    *halves, secret = said
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path)}))

    for at, text in enumerate(("안녕하세요", *halves, "상담원 연결해 주세요")):
        engine.reply(
            Incoming(session_id="s", user_id="u", message_id=f"m{at}", text=text), a_deadline(30)
        )

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = b"".join(path.read_bytes() for path in files).decode("utf-8", errors="replace")
    assert secret not in written


def digits(variant: Variant) -> str:
    return variant.number.replace("-", "")
