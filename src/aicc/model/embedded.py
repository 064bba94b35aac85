"""The model that needs nothing: it writes no sentence, it quotes those of the sources."""

import re

from aicc.deadline import Deadline
from aicc.domain.model import (
    Ended,
    ModelInfo,
    ModelRequest,
    Passage,
    Pieces,
    Role,
    Stop,
    TextPiece,
    Usage,
)
from aicc.errors import ProviderError
from aicc.korean.text.jamo import decompose
from aicc.korean.text.normalise import normalise

_MOST = 3  # sentences: what a caller can listen to
_LEAST = 0.25  # of the question's letters: below it a sentence only happens to look like it
_NEAR = 0.7  # of the best one's nearness: what is farther is about something else
_GRAM = 3  # letters, as in the search of entries
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
_SILENT = re.compile(r"[\W_]+")


class EmbeddedModel:
    """The sentences nearest to the last message, in their order, each with its source's number.
    Without any source it says nothing. It calls no tools and fills no shape."""

    about = ModelInfo(provider="embedded", name="extractive", calls_tools=False, is_embedded=True)

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        if deadline.is_over:
            raise ProviderError("embedded: no time left", retryable=True)
        if request.shape is not None or request.must_call:
            raise ProviderError("embedded: it quotes, and cannot fill a form or call a tool")
        asked = next((each.text for each in request.messages[::-1] if each.role is Role.USER), "")
        for at, said in enumerate(quoted(asked, request.sources)):
            yield TextPiece(f" {said}" if at else said)
        yield Ended(reason=Stop.ANSWERED, usage=Usage())


def quoted(asked: str, sources: tuple[Passage, ...]) -> list[str]:
    """Of equally near sentences the first counts."""
    wanted = _grams(asked)
    found = [
        (_nearness(wanted, f"{source.title} {sentence}"), number, sentence)
        for number, source in enumerate(sources, 1)
        for sentence in _BETWEEN_SENTENCES.split(source.text.strip())
        if sentence
    ]
    best = max((near for near, _, _ in found), default=0.0)
    if best < _LEAST:
        return []
    near_enough = sorted((near for near, _, _ in found if near >= _NEAR * best), reverse=True)
    least = near_enough[:_MOST][-1]
    chosen = [(number, sentence) for near, number, sentence in found if near >= least][:_MOST]
    return [f"{sentence} [{number}]" for number, sentence in chosen]


def _nearness(wanted: frozenset[str], text: str) -> float:
    return len(wanted & _grams(text)) / len(wanted) if wanted else 0.0


def _grams(text: str) -> frozenset[str]:
    letters = _SILENT.sub("", decompose(normalise(text))).lower()
    return frozenset(letters[at : at + _GRAM] for at in range(len(letters) - _GRAM + 1))
