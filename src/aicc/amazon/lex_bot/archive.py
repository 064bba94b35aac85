"""The zip around the files: written byte for byte the same, read without trust."""

import json
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from aicc.amazon.lex_bot.documents import Documents
from aicc.domain.finding import RuleFinding
from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError

LARGEST_ARCHIVE = 50_000_000  # bytes, packed or unpacked
LARGEST_FILE = 5_000_000
MOST_FILES = 20_000

# How zipfile says that bytes are wrong, by where they are
_DAMAGED = (BadZipFile, EOFError, OSError, ValueError, struct.error, zlib.error)
_BOUNDED = frozenset({ZIP_STORED, ZIP_DEFLATED})  # of others zipfile unpacks more than it is asked
_ADDED_BY_MACS = "__MACOSX/"
_ANEW = "zip it anew, deflated and without a password"
_NO_PART = "no part of an export: leave it out"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can write: no file has a time of its own


class ArchiveError(InvalidInputError):
    """The bytes as a whole are no archive that can be read."""


def packed(files: Documents) -> bytes:
    """Stored, not deflated: compressed bytes differ from one zlib to the next."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for path in sorted(files):
            entry = ZipInfo(path, date_time=_FIRST_DAY)
            entry.create_system = 3  # else the machine's own
            entry.external_attr = 0o644 << 16
            text = json.dumps(files[path], ensure_ascii=False, indent=2)
            archive.writestr(entry, f"{text}\n".encode())
    return buffer.getvalue()


def unpacked(content: bytes, findings: list[RuleFinding]) -> dict[str, JsonMap]:
    """The JSON files by path, sorted; what is wrong with one file is added to `findings`.

    `ArchiveError` when nothing at all can be read.
    """
    if len(content) > LARGEST_ARCHIVE:
        raise ArchiveError(f"larger than {LARGEST_ARCHIVE:,} bytes")
    try:
        with ZipFile(BytesIO(content)) as archive:
            texts = dict(_texts(archive))
    except _DAMAGED as error:
        raise ArchiveError(f"not a whole zip file ({error}): export the bot again") from error
    except RuntimeError as error:  # a password
        raise ArchiveError(f"{error}: {_ANEW}") from error
    found: dict[str, JsonMap] = {}
    for path, text in sorted(texts.items()):
        if not path.endswith(".json") or path.startswith(_ADDED_BY_MACS):
            findings.append(RuleFinding(rule="path", place=path, message=_NO_PART, is_error=False))
            continue
        document = _document(path, text, findings)
        if document is not None:
            found[path] = document
    return found


def _texts(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Sizes are counted as bytes come out: what a zip declares need not be true."""
    # not `is_dir`, which raises for an empty name
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    if len(entries) > MOST_FILES:
        raise ArchiveError(f"{len(entries):,} files: {MOST_FILES:,} at most")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise ArchiveError("the same path stands in it twice")
    if not all(entry.compress_type in _BOUNDED for entry in entries):
        raise ArchiveError(f"packed in a rare way: {_ANEW}")
    total = 0
    for entry in entries:
        with archive.open(entry) as file:
            text = file.read(LARGEST_FILE + 1)
        total += len(text)
        if len(text) > LARGEST_FILE or total > LARGEST_ARCHIVE:
            raise ArchiveError(f"{entry.filename}: too large once unpacked")
        yield entry.filename, text


def _no_number(word: str) -> NoReturn:
    """Python alone reads NaN and Infinity."""
    raise ValueError(f"{word} is no number")


def _document(path: str, text: bytes, findings: list[RuleFinding]) -> JsonMap | None:
    try:
        document = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        findings.append(RuleFinding(rule="json", place=path, message="write it as UTF-8"))
    except (ValueError, RecursionError) as error:
        findings.append(RuleFinding(rule="json", place=path, message=f"not JSON: {error}"))
    else:
        if isinstance(document, dict):
            return document
        findings.append(RuleFinding(rule="json", place=path, message="must be one JSON object"))
    return None
