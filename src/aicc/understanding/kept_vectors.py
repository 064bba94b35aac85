"""Sentence vectors of examples, kept in a file: the large model reads a thousand in half a minute,
and the next start only what is new."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from aicc import logs
from aicc.deadline import Deadline
from aicc.domain.said import Said
from aicc.ids import new_id
from aicc.understanding.features_meaning import Floats
from aicc.understanding.second_look import Vectors

FILE = "sentence_vectors.npz"
_KEY_BYTES = 8
_MOST_KEPT = 20_000  # of all tenants

log = logs.get("aicc.understanding")

_Kept: TypeAlias = Mapping[int, NDArray[np.float16]]


class KeptVectors:
    """Of texts their digests alone are kept, of vectors half the precision."""

    def __init__(self, vectors: Vectors, file: Path) -> None:
        self._vectors = vectors
        self._file = file

    def of(self, said: Said, deadline: Deadline) -> Floats | None:
        """What a customer says is not kept."""
        return self._vectors.of(said, deadline)

    def of_all(self, texts: Sequence[str]) -> Floats:
        keys = [_key(text) for text in texts]
        kept = self._read()
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        if new:
            found = self._vectors.of_all(list(new.values())).astype(np.float16)
            rows = {**kept, **dict(zip(new, found, strict=True))}
            kept = {key: rows[key] for key in keys}
            self._write(self._with_others(kept))
        return np.array([kept[key] for key in keys]).astype(np.float32)

    def _read(self) -> _Kept:
        """Empty where there is none yet, or it is damaged."""
        try:
            with np.load(BytesIO(self._file.read_bytes()), allow_pickle=False) as file:
                keys, rows = file["keys"], file["rows"]
            return dict(zip(keys.tolist(), rows, strict=True))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return {}

    def _with_others(self, kept: _Kept) -> _Kept:
        """Other tenants' examples are in the same file, also what was written meanwhile; what was
        not written for longest goes first."""
        others = {key: row for key, row in self._read().items() if key not in kept}
        left = max(0, _MOST_KEPT - len(kept))
        return {**dict(list(others.items())[max(0, len(others) - left) :]), **kept}

    def _write(self, kept: _Kept) -> None:
        """In one step and each writer by a file of its own, so that the kept one is always whole.
        Without it the next start takes longer, no more."""
        beside = self._file.with_suffix(f".{new_id()}.npz")
        keys = np.array(list(kept), dtype=np.uint64)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                np.savez(beside, keys=keys, rows=np.array(list(kept.values()), dtype=np.float16))
                beside.replace(self._file)
            finally:
                beside.unlink(missing_ok=True)
        except OSError as error:
            log.warning("vectors.not_kept", file=self._file.name, error=str(error))


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=_KEY_BYTES).digest())
