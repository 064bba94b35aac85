"""The compact file of an intent model: a JSON head, then the arrays one after another."""

import json
import struct
from collections.abc import Mapping
from itertools import accumulate

import numpy as np

from aicc.errors import InvalidInputError
from aicc.korean.text import embedding
from aicc.understanding.features_meaning import ExampleWords
from aicc.understanding.intent_model import IntentModel, Scope

_MAGIC = b"AICCINT3"
_HEAD_AT = len(_MAGIC) + 4


def to_bytes(model: IntentModel) -> bytes:
    head = {
        "labels": model.labels,
        "knows_outside": model.knows_outside,
        "bits": model.bits,
        "unseen_idf": model.unseen_idf,
        "temperature": model.temperature,
        "close_margin": model.close_margin,
        "scope": [getattr(model.scope, name) for name in Scope.__slots__],
        "rows": len(model.buckets),
        "words": len(model.words.rows),
        "meaning": len(model.meaning),
        "embedding": embedding.load().source if len(model.meaning) else "",
    }
    encoded = json.dumps(head, ensure_ascii=False).encode()
    parts = (
        model.buckets,
        model.idf.astype(np.float16),
        model.scale,
        model.bias,
        model.weights,
        model.words.rows.astype(np.uint16),
        model.meaning.astype(np.float16),
    )
    body = b"".join(part.tobytes() for part in parts)
    return _MAGIC + struct.pack("<I", len(encoded)) + encoded + body


def from_bytes(data: bytes) -> IntentModel:
    """Raises `InvalidInputError` for anything but what `to_bytes` made with the same embedding."""
    if data[: len(_MAGIC)] != _MAGIC or len(data) < _HEAD_AT:
        raise InvalidInputError("not an intent model")
    (size,) = struct.unpack_from("<I", data, len(_MAGIC))
    try:
        head: Mapping[str, object] = json.loads(data[_HEAD_AT : _HEAD_AT + size])
    except ValueError as error:
        raise InvalidInputError("the head of the intent model is damaged") from error
    return _from_parts(head, memoryview(data)[_HEAD_AT + size :])


def _from_parts(head: Mapping[str, object], body: memoryview) -> IntentModel:
    match head:
        case {
            "labels": [*labels],
            "knows_outside": bool(knows_outside),
            "bits": int(bits),
            "unseen_idf": float(unseen_idf),
            "temperature": float(temperature),
            "close_margin": float(close_margin),
            "scope": [float(), float(), float(), float(), float()] as scope,
            "rows": int(rows),
            "words": int(words),
            "meaning": int(meaning),
            "embedding": str(source),
        }:
            pass
        case _:
            raise InvalidInputError("the head of the intent model is damaged")
    if meaning and source != embedding.load().source:
        raise InvalidInputError("the intent model was trained with another embedding")
    width = len(labels) + knows_outside
    sizes = (rows * 4, rows * 2, width * 4, width * 4, rows * width, words * 2, meaning * width * 2)
    ends = list(accumulate(sizes))
    if len(body) != ends[-1]:
        raise InvalidInputError("the intent model is cut short")
    buckets, idf, scale, bias_part, weights, word_rows, meaning_part = (
        body[end - size : end] for size, end in zip(sizes, ends, strict=True)
    )
    return IntentModel(
        labels=tuple(str(label) for label in labels),
        knows_outside=knows_outside,
        bits=bits,
        buckets=np.frombuffer(buckets, np.uint32),
        idf=np.frombuffer(idf, np.float16).astype(np.float32),
        unseen_idf=unseen_idf,
        weights=np.frombuffer(weights, np.int8).reshape(rows, width),
        scale=np.frombuffer(scale, np.float32),
        bias=np.frombuffer(bias_part, np.float32),
        words=ExampleWords.of(np.frombuffer(word_rows, np.uint16).astype(np.intp)),
        meaning=np.frombuffer(meaning_part, np.float16).reshape(meaning, width).astype(np.float32),
        temperature=temperature,
        scope=Scope(**dict(zip(Scope.__slots__, scope, strict=True))),
        close_margin=close_margin,
    )
