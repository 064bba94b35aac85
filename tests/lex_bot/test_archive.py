"""The zip: the same bytes for the same pack, and no trust in what somebody else zipped."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.amazon.lex_bot import archive
from aicc.amazon.lex_bot.archive import packed
from aicc.amazon.lex_bot.check import check_archive
from aicc.amazon.lex_bot.documents import documents_of
from tests.lex_bot.made import bot_of, files_of, zipped

ROOT = Path(__file__).resolve().parents[2]
GOOD = packed(documents_of(bot_of("general")))
SMALL = zipped({"Manifest.json": {"metaData": {}}, "A/Bot.json": {"name": "A"}})
EXPORT = """
from pathlib import Path
from aicc.amazon.lex_bot.archive import packed
from aicc.amazon.lex_bot.documents import documents_of
from aicc.amazon.lex_bot.from_pack import bot_from
from aicc.packs.loader import load_pack
Path({path!r}).write_bytes(packed(documents_of(bot_from(load_pack("banking")).bot)))
"""


def exported(path: Path, seed: str) -> str:
    """In a process of its own, where sets come in an order of their own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    script = EXPORT.format(path=str(path))
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
    return sha256(path.read_bytes()).hexdigest()


def refused(content: bytes) -> str:
    (finding,) = check_archive(content).findings
    assert (finding.rule, finding.place, finding.is_error) == ("archive", "", True)
    return finding.message


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = (exported(tmp_path / f"{seed}.zip", seed) for seed in ("1", "2"))

    assert first == second


def test_no_file_in_it_has_a_time_of_its_own() -> None:
    with ZipFile(BytesIO(GOOD)) as opened:
        entries = opened.infolist()

    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries] == sorted(files_of("general"))


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", GOOD[:5000], GOOD[: len(GOOD) // 2], GOOD[5000:], GOOD[:-30]],
    ids=["empty", "text", "a start", "a half", "an end", "without its end"],
)
def test_what_is_no_whole_zip_is_refused(content: bytes) -> None:
    assert "zip" in refused(content)


def test_damaged_bytes_are_refused() -> None:
    content = bytearray(zipped(files_of("general")))
    content[200:260] = bytes(60)

    assert "zip" in refused(bytes(content))


def test_a_password_is_refused() -> None:
    content = bytearray(zipped({"Manifest.json": {}}))
    content[6] |= 1  # the flag, in the file's own header
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "password" in refused(bytes(content))


def test_a_rare_way_of_packing_is_refused() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_LZMA) as opened:
        opened.writestr("Manifest.json", "{}")

    assert "deflated" in refused(buffer.getvalue())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_damage_is_told_and_never_raised(changes: list[tuple[int, int]]) -> None:
    content = bytearray(SMALL)
    for at, byte in changes:
        content[at % len(content)] = byte

    check_archive(bytes(content))


def test_an_entry_without_a_name_is_told_and_never_raised() -> None:
    content = zipped({"A": "x"}).replace(b"A", b"\0")  # a name ends where a zero stands

    assert check_archive(content).findings


@pytest.mark.parametrize(
    ("limit", "value"), [("LARGEST_FILE", 1000), ("LARGEST_ARCHIVE", 40_000), ("MOST_FILES", 10)]
)
def test_what_is_too_much_is_refused(
    limit: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, limit, value)

    message = refused(zipped(files_of("general")))

    assert "large" in message or "at most" in message


def test_a_bomb_is_not_unpacked_to_its_end() -> None:
    message = refused(zipped({"Manifest.json": " " * (archive.LARGEST_FILE + 1)}))

    assert message == "Manifest.json: too large once unpacked"


def test_a_size_that_is_declared_too_small_does_not_help() -> None:
    content = bytearray(zipped({"Manifest.json": " " * (archive.LARGEST_FILE + 1)}))
    for header, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(header) + at
        content[place : place + 4] = (10).to_bytes(4, "little")

    assert refused(bytes(content))


def test_a_path_that_stands_in_it_twice_is_refused() -> None:
    content = zipped({"Manifest.json": {}, "manifest.json": {}})

    assert "twice" in refused(content.replace(b"manifest.json", b"Manifest.json"))


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "not JSON"), ("[]", "object"), ("[" * 100_000, "not JSON"), (b"\xff\xfe", "UTF-8")],
    ids=["broken", "a list", "too deep", "another encoding"],
)
def test_a_file_that_is_no_json_is_named(text: str | bytes, says: str) -> None:
    files: dict[str, Any] = files_of("general") | {"Manifest.json": text}

    findings = check_archive(zipped(files)).findings

    assert any(each.place == "Manifest.json" and says in each.message for each in findings)


def test_a_byte_order_mark_is_tolerated() -> None:
    files = files_of("general")
    marked = b"\xef\xbb\xbf" + json.dumps(files["Manifest.json"]).encode()

    assert check_archive(zipped(files | {"Manifest.json": marked})).findings == ()


def test_a_zipped_folder_is_told_from_what_is_in_it() -> None:
    files = {f"export/{path}": each for path, each in files_of("general").items()}

    first = check_archive(zipped(files)).findings[0]

    assert first.message.startswith("it is in export/Manifest.json: zip what is in the folder")


def test_what_a_mac_adds_is_told_and_passed_over() -> None:
    findings = check_archive(zipped(files_of("general") | {"__MACOSX/._Bot.json": "x"})).findings

    assert [(each.place, each.is_error) for each in findings] == [("__MACOSX/._Bot.json", False)]
