"""The intent model that a folder of a pack carries with it, so that a start learns nothing.

`learned.bin` is the model, compressed, behind the digest of what it was learned from. A pack whose
examples were edited since has another digest: its model is left alone and learned anew.
"""

import json
import zlib
from hashlib import sha256
from pathlib import Path

from aicc.packs.pack import Pack

FILE = "learned.bin"
_METHOD = "1"  # of learning: another one makes other models of the same examples
_DIGEST_BYTES = 32


def digest_of(pack: Pack) -> bytes:
    """Of all that the intents are learned from."""
    taught = [
        [each.name, each.examples, each.contrasts, each.keywords] for each in pack.intents.values()
    ]
    text = json.dumps([_METHOD, taught, pack.out_of_scope], ensure_ascii=False)
    return sha256(text.encode()).digest()


def write_learned(pack: Pack, model: bytes, folder: Path) -> Path:
    path = folder / FILE
    path.write_bytes(digest_of(pack) + zlib.compress(model, 9))
    return path


def read_learned(pack: Pack, folder: Path) -> bytes:
    """Empty where there is none, or it was learned from other examples."""
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return b""
    if data[:_DIGEST_BYTES] != digest_of(pack):
        return b""
    return zlib.decompress(data[_DIGEST_BYTES:])
