"""Amazon Comprehend: how sentences feel, what they name, their key phrases and language.

One sentence is a batch of one. AWS answers each text of a batch by itself: a text that it failed
for has a `ProviderError`, one with nothing in it None, and the others keep their answers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from aicc.calls import LimitedCalls, Pending
from aicc.deadline import Deadline
from aicc.domain.json import Json, JsonMap, as_maps, as_number, as_text
from aicc.domain.meaning import Entity, Sentiment
from aicc.domain.said import Said
from aicc.errors import ProviderError
from aicc.stores.aws import provider_errors
from aicc.understanding.services.answers import read_sentiment
from aicc.understanding.services.leaving import cut_bytes, leaving

LANGUAGE = "ko"  # Comprehend's own spelling: Lex says ko_KR, Connect ko-KR
LARGEST_BATCH = 25
LARGEST_TEXT = 5000  # bytes of UTF-8

T = TypeVar("T")
Texts = list[str]
Each: TypeAlias = list[T | ProviderError | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    code: str
    confidence: float


class ComprehendRuntime(Protocol):
    """The calls that we make, with the names that boto3 gives them."""

    def batch_detect_sentiment(self, *, TextList: Texts, LanguageCode: str) -> JsonMap: ...
    def batch_detect_entities(self, *, TextList: Texts, LanguageCode: str) -> JsonMap: ...
    def batch_detect_key_phrases(self, *, TextList: Texts, LanguageCode: str) -> JsonMap: ...
    def batch_detect_dominant_language(self, *, TextList: Texts) -> JsonMap: ...


class ComprehendNlu:
    """Each method begins a call; it and its result raise `ProviderError`. Texts leave masked."""

    def __init__(self, client: ComprehendRuntime, *, calls: LimitedCalls) -> None:
        self._client = client
        self._calls = calls

    def sentiments(self, said: Sequence[Said], deadline: Deadline) -> Pending[Each[Sentiment]]:
        def ask(batch: Texts) -> JsonMap:
            return self._client.batch_detect_sentiment(TextList=batch, LanguageCode=LANGUAGE)

        def read(found: JsonMap, raw: str) -> Sentiment | None:
            return read_sentiment(found.get("Sentiment"), found.get("SentimentScore"))

        return self._begin(ask, read, said, deadline)

    def entities(
        self, said: Sequence[Said], deadline: Deadline
    ) -> Pending[Each[tuple[Entity, ...]]]:
        """`kind` is the type in small letters: person, location, organization, …"""

        def ask(batch: Texts) -> JsonMap:
            return self._client.batch_detect_entities(TextList=batch, LanguageCode=LANGUAGE)

        def read(found: JsonMap, raw: str) -> tuple[Entity, ...]:
            return _placed(as_maps(found.get("Entities")), raw)

        return self._begin(ask, read, said, deadline)

    def key_phrases(
        self, said: Sequence[Said], deadline: Deadline
    ) -> Pending[Each[tuple[Entity, ...]]]:
        def ask(batch: Texts) -> JsonMap:
            return self._client.batch_detect_key_phrases(TextList=batch, LanguageCode=LANGUAGE)

        def read(found: JsonMap, raw: str) -> tuple[Entity, ...]:
            return _placed(as_maps(found.get("KeyPhrases")), raw, kind="key_phrase")

        return self._begin(ask, read, said, deadline)

    def languages(
        self, said: Sequence[Said], deadline: Deadline
    ) -> Pending[Each[tuple[Language, ...]]]:
        """Likeliest first."""

        def ask(batch: Texts) -> JsonMap:
            return self._client.batch_detect_dominant_language(TextList=batch)

        return self._begin(ask, _languages, said, deadline)

    def _begin(
        self,
        ask: Callable[[Texts], JsonMap],
        read: Callable[[JsonMap, str], T | None],
        said: Sequence[Said],
        deadline: Deadline,
    ) -> Pending[Each[T]]:
        """A text with nothing in it is not sent: AWS would refuse the whole batch."""
        cut = (cut_bytes(leaving(each), LARGEST_TEXT) for each in said)
        sent = {at: text for at, text in enumerate(cut) if text.strip()}

        def call() -> Each[T]:
            results: Each[T] = [None] * len(said)
            for places in _batches(list(sent)):
                with provider_errors("comprehend"):
                    answer = ask([sent[at] for at in places])
                for at in places:
                    results[at] = ProviderError("comprehend: no answer for this text")
                for at, found in _by_place(answer.get("ResultList"), places):
                    results[at] = read(found, said[at].raw)
                for at, failed in _by_place(answer.get("ErrorList"), places):
                    results[at] = ProviderError(f"comprehend: {as_text(failed.get('ErrorCode'))}")
            return results

        return self._calls.begin(call, deadline)


def _batches(places: list[int]) -> list[list[int]]:
    return [places[start : start + LARGEST_BATCH] for start in range(0, len(places), LARGEST_BATCH)]


def _by_place(listed: Json, places: list[int]) -> Iterator[tuple[int, JsonMap]]:
    """AWS counts within the batch."""
    for each in as_maps(listed):
        index = each.get("Index")
        if isinstance(index, int) and 0 <= index < len(places):
            yield places[index], each


def _languages(found: JsonMap, raw: str) -> tuple[Language, ...]:
    read = [
        Language(code=as_text(each.get("LanguageCode")), confidence=as_number(each.get("Score")))
        for each in as_maps(found.get("Languages"))
    ]
    return tuple(sorted(read, key=lambda language: -language.confidence))


def _placed(found: list[JsonMap], raw: str, kind: str = "") -> tuple[Entity, ...]:
    """With places in what was said: AWS counts in the masked text, which may be shorter."""
    entities: list[Entity] = []
    behind = 0
    for each in sorted(found, key=lambda each: as_number(each.get("BeginOffset"))):
        text, told = as_text(each.get("Text")), int(as_number(each.get("BeginOffset")))
        start = told if raw.startswith(text, told) else raw.find(text, behind)
        if not text or start < 0:  # a mask is part of it
            continue
        behind = start + len(text)
        entities.append(
            Entity(
                kind=kind or as_text(each.get("Type")).lower(),
                text=text,
                start=start,
                end=behind,
                value=text,
                confidence=as_number(each.get("Score")),
            )
        )
    return tuple(entities)
