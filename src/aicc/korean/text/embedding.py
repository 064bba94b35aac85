"""What Korean words mean, as vectors: a small frozen table and a quick cover of text by its pieces.

The table is built once by `tools/build_embedding.py` from a Korean analyser and a large model of
sentences; nothing of either is needed here. A *piece* is a written form that carries one
content word or none (a particle, an ending). Each row has a weight: rare words count, common
ones hardly; the vector of a sentence is the weighted sum of its rows.
"""

import json
import mmap
import re
import struct
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aicc.errors import InvalidInputError
from aicc.korean.text.pieces import Pieces

Vector = NDArray[np.float32]
Rows = NDArray[np.intp]

MAGIC = b"AICCEMB1"
NO_ROW = 0xFFFF  # the piece carries no content word
UNKNOWN_COST = 272  # of a syllable that no piece covers, in sixteenths of a nat
PIECE_MAX = 8  # syllables
_ALIGN = 64
_REMEMBERED = 4096  # runs of Hangul whose rows are kept

HANGUL_RUN = re.compile(r"[가-힣]+")
_SLICE = 2048  # rows that are unpacked at once
# By byte of a packed row, the two numbers in it side by side.
_PAIRS = np.array([(each % 16 - 8, each // 16 - 8) for each in range(256)], np.int8).view(np.uint16)


class Embedding:
    """Nothing in it changes but a memory of recent words; any number of threads may ask it."""

    def __init__(self, data: "bytes | mmap.mmap") -> None:
        """Raises `InvalidInputError` for anything but a table of this version."""
        if data[: len(MAGIC)] != MAGIC:
            raise InvalidInputError("not an embedding table")
        (size,) = struct.unpack_from("<I", data, len(MAGIC))
        head = json.loads(data[len(MAGIC) + 4 : len(MAGIC) + 4 + size])
        self.dimensions: int = head["dimensions"]
        self.source: str = head["source"]
        sections = _sections(memoryview(data), head["sections"])
        self._packed = np.frombuffer(sections["rows"], np.uint8).reshape(-1, self.dimensions // 2)
        lengths = _lengths(self._packed)
        self._per_step: Vector = np.reciprocal(lengths)
        self._weights: Vector = lengths * np.frombuffer(sections["scale"], np.float16)
        pieces = str(sections["pieces"], "utf-8").split("\n")
        self._lexicon = Pieces(pieces, np.frombuffer(sections["costs"], np.uint32).tolist())
        self._exceptions = _exceptions(sections)
        self._exceptions_rows = np.frombuffer(sections["word_rows"], np.uint16)
        self._run_rows = lru_cache(maxsize=_REMEMBERED)(self._read_run)

    def pieces(self, text: str) -> Rows:
        """The table's rows that a normalised sentence touches, in its order."""
        rows: list[int] = []
        for run in HANGUL_RUN.findall(text):
            rows += self._run_rows(run)
        return np.array(rows, dtype=np.intp)

    def directions(self, rows: Rows) -> tuple[Vector, Vector]:
        """A unit vector a row, and how much each word counts."""
        steps = _unpacked(self._packed.take(rows, axis=0))
        units: Vector = steps * self._per_step.take(rows)[:, None]
        return units, self._weights.take(rows)

    def sentence(self, text: str) -> Vector:
        """Unit vector of a normalised sentence; zero when no word of it is known."""
        units, weights = self.directions(self.pieces(text))
        return unit(weights @ units)

    def cost(self, piece: str) -> int | None:
        """How rare a written form is, in sixteenths of a nat; None when it is not in the table."""
        packed = self._lexicon.get(piece)
        return None if packed is None else packed >> 16

    def _read_run(self, run: str) -> tuple[int, ...]:
        known = self._exceptions.get(run)
        if known is None:
            return cover(run, self._lexicon)
        end, count = divmod(known, 256)
        return tuple(self._exceptions_rows[end - count : end].tolist())


def unit(vector: Vector) -> Vector:
    length = float(np.sqrt(vector @ vector))
    return vector / np.float32(length) if length else vector


def cover(run: str, lexicon: Pieces) -> tuple[int, ...]:
    """Content rows of the cheapest way to lay pieces over a run of Hangul.

    A lexicon value is the cost shifted by sixteen bits, with the row below it.
    """
    size = len(run)
    best = [0] + [1 << 30] * size
    came: list[tuple[int, int]] = [(0, NO_ROW)] * (size + 1)
    for start in range(size):
        base = best[start]
        if base + UNKNOWN_COST < best[start + 1]:
            best[start + 1], came[start + 1] = base + UNKNOWN_COST, (start, NO_ROW)
        for length, piece in lexicon.within(run[start : start + PIECE_MAX]):
            end = start + length
            if base + (piece >> 16) < best[end]:
                best[end], came[end] = base + (piece >> 16), (start, piece & 0xFFFF)
    rows: list[int] = []
    at = size
    while at:
        at, row = came[at]
        if row != NO_ROW:
            rows.append(row)
    return tuple(reversed(rows))


@cache
def load() -> Embedding:
    """The table that ships beside this module, mapped into memory and read once a process."""
    with as_file(files(__package__) / "embedding.bin") as path:
        return _mapped(path)


def write(sections: Mapping[str, bytes], *, dimensions: int, source: str) -> bytes:
    """A table file; the names of its sections are those that `Embedding` reads."""
    places: dict[str, tuple[int, int]] = {}
    body = b""
    for name, content in sections.items():
        body += b"\0" * (-len(body) % _ALIGN)
        places[name] = (len(body), len(content))
        body += content
    head = json.dumps({"dimensions": dimensions, "source": source, "sections": places})
    encoded = head.encode() + b" " * (-(len(MAGIC) + 4 + len(head)) % _ALIGN)
    return MAGIC + struct.pack("<I", len(encoded)) + encoded + body


def _mapped(path: Path) -> Embedding:
    with path.open("rb") as file:
        return Embedding(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Two four-bit numbers of each byte, low half first."""
    return _PAIRS.take(packed).view(np.int8)


def _lengths(packed: NDArray[np.uint8]) -> Vector:
    """Length of each row; a few at a time, so that little memory is touched."""
    lengths = np.empty(len(packed), dtype=np.float32)
    for first in range(0, len(packed), _SLICE):
        part = _unpacked(packed[first : first + _SLICE]).astype(np.float32)
        lengths[first : first + _SLICE] = np.sqrt(np.einsum("ij,ij->i", part, part))
    return np.maximum(lengths, 1e-9, dtype=np.float32)


def _sections(data: memoryview, places: Mapping[str, tuple[int, int]]) -> dict[str, memoryview]:
    (size,) = struct.unpack_from("<I", data, len(MAGIC))
    body = data[len(MAGIC) + 4 + size :]
    return {name: body[start : start + length] for name, (start, length) in places.items()}


def _exceptions(sections: Mapping[str, memoryview]) -> Pieces:
    """Words whose pieces mislead. The number says where in `word_rows` their true rows end, and
    in its lowest byte how many they are."""
    words = str(sections["words"], "utf-8").split("\n")
    counts = np.frombuffer(sections["word_counts"], np.uint8).astype(np.uint32)
    return Pieces(words, (np.cumsum(counts) << 8 | counts).tolist())
