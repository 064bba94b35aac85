"""An intent model is learned once in a test run, however many engines speak for its pack."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from aicc.understanding.intent_model import IntentModel

KEPT = 16  # a few megabytes each: the shipped packs, and small ones of the tests

_Words: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


def remembering(learn: Callable[..., IntentModel]) -> Callable[..., IntentModel]:
    """The same examples give the same model, and nobody can change it: engines may share it."""

    @lru_cache(maxsize=KEPT)
    def learned(
        examples: _Words,
        keywords: _Words,
        outside: tuple[str, ...],
        rest: tuple[tuple[str, int], ...],
    ) -> IntentModel:
        return learn(dict(examples), keywords=dict(keywords), out_of_scope=outside, **dict(rest))

    def remembered(
        examples: Mapping[str, Sequence[str]],
        *,
        keywords: Mapping[str, Sequence[str]] | None = None,
        out_of_scope: Sequence[str] = (),
        **rest: int,
    ) -> IntentModel:
        named = tuple(rest.items())
        return learned(_words(examples), _words(keywords or {}), tuple(out_of_scope), named)

    return remembered


def _words(by_name: Mapping[str, Sequence[str]]) -> _Words:
    return tuple((name, tuple(words)) for name, words in by_name.items())
