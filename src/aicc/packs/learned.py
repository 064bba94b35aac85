"""The models that a folder of a pack carries with it, so that a start learns nothing.

Each is kept compressed behind the digest of what it was learned from. A pack whose examples were
edited since has another digest: its intents are learned anew, its entries searched without a model.
"""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from aicc.packs.pack import Pack

FILE, ENTRIES_FILE = "learned.bin", "learned_faqs.bin"
_METHOD, _ENTRIES_METHOD = "1", "1"  # of learning: another one makes other models of the same
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedModels:
    intents: bytes = b""
    entries: bytes = b""  # empty where there are none to tell apart


def digest_of(pack: Pack) -> bytes:
    """Of all that the intents are learned from."""
    taught = [
        [each.name, each.examples, each.contrasts, each.keywords] for each in pack.intents.values()
    ]
    return _digest([_METHOD, taught, pack.out_of_scope])


def entries_digest_of(pack: Pack) -> bytes:
    """Of all that the entries are learned from."""
    taught = [[each.id, each.question, each.variants] for each in pack.searched]
    return _digest([_ENTRIES_METHOD, taught])


def write_learned(pack: Pack, models: LearnedModels, folder: Path) -> Path:
    _write(folder / ENTRIES_FILE, entries_digest_of(pack), models.entries)
    return _write(folder / FILE, digest_of(pack), models.intents)


def with_learned(pack: Pack, folder: Path) -> Pack:
    """The pack with what it carries; nothing of a model that was learned from other examples."""
    return replace(
        pack,
        trained=_read(folder / FILE, digest_of, pack),
        trained_entries=_read(folder / ENTRIES_FILE, entries_digest_of, pack),
    )


def _write(path: Path, digest: bytes, model: bytes) -> Path:
    path.write_bytes(digest + zlib.compress(model, 9))
    return path


def _read(path: Path, digest: Callable[[Pack], bytes], pack: Pack) -> bytes:
    try:
        data = path.read_bytes()
    except OSError:
        return b""
    if data[:_DIGEST_BYTES] != digest(pack):
        return b""
    return zlib.decompress(data[_DIGEST_BYTES:])


def _digest(taught: list[object]) -> bytes:
    return sha256(json.dumps(taught, ensure_ascii=False).encode()).digest()
