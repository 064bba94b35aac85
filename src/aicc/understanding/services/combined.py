"""The embedded engine together with Lex and Comprehend: who is asked. Who wins is in `who_wins`.

A service that is late, refuses, fails or rests is left out, and `degraded` says why. The embedded
engine always works, so there always is an answer.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from aicc.calls import Pending
from aicc.deadline import Deadline
from aicc.domain.meaning import Meaning
from aicc.domain.said import Said
from aicc.errors import ProviderError
from aicc.understanding.port import NluEngine
from aicc.understanding.services.comprehend import ComprehendNlu, Each
from aicc.understanding.services.lex import LexNlu
from aicc.understanding.services.lex_reading import LexReading
from aicc.understanding.services.who_wins import Heard, combined

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The services beside the embedded engine; `missing` says why one that was wanted is not."""

    lex: LexNlu | None = None
    comprehend: ComprehendNlu | None = None
    missing: Mapping[str, str] = field(default_factory=dict)


class CombinedNlu:
    """Cheap to make, so that it can be made for one call. `known` are the names of our intents."""

    def __init__(self, own: NluEngine, chosen: Chosen, *, known: Collection[str]) -> None:
        self._own = own
        self._chosen = chosen
        self._known = known

    def analyse(self, said: Said, deadline: Deadline, *, session_id: str | None = None) -> Meaning:
        """With a session Lex goes on where it was; without one the sentence stands alone."""
        return self._analyse([said], deadline, session_id)[0]

    def analyse_many(self, said: Sequence[Said], deadline: Deadline) -> list[Meaning]:
        """Sentences that have nothing to do with each other, asked about together."""
        return self._analyse(said, deadline, None)

    def _analyse(
        self, said: Sequence[Said], deadline: Deadline, session_id: str | None
    ) -> list[Meaning]:
        """Every service is asked first; ours works while they do."""
        comprehend = self._chosen.comprehend
        readings = [self._ask_lex(each, deadline, session_id) for each in said]
        felt = _Asked(lambda: comprehend.sentiments(said, deadline)) if comprehend else None
        named = _Asked(lambda: comprehend.entities(said, deadline)) if comprehend else None
        own = [self._own.analyse(each, deadline) for each in said]
        sentiments = felt.answer() if felt else None
        names = named.answer() if named else None
        heard = [
            Heard(
                lex=reading.answer() if reading else None,
                sentiment=_at(sentiments, place),
                names=_at(names, place),
                missing=self._chosen.missing,
            )
            for place, reading in enumerate(readings)
        ]
        return [combined(*pair) for pair in zip(own, heard, strict=True)]

    def _ask_lex(
        self, said: Said, deadline: Deadline, session_id: str | None
    ) -> "_Asked[LexReading] | None":
        lex = self._chosen.lex
        if lex is None or said.is_silent:
            return None
        return _Asked(lambda: lex.begin(said, deadline, session_id=session_id, known=self._known))


class _Asked(Generic[T]):
    """A call under way, or why it could not be begun."""

    def __init__(self, begin: Callable[[], Pending[T]]) -> None:
        self._begun: Pending[T] | ProviderError
        try:
            self._begun = begin()
        except ProviderError as error:
            self._begun = error

    def answer(self) -> T | ProviderError:
        if isinstance(self._begun, ProviderError):
            return self._begun
        try:
            return self._begun.result()
        except ProviderError as error:
            return error


def _at(answers: Each[T] | ProviderError | None, place: int) -> T | ProviderError | None:
    return answers[place] if isinstance(answers, list) else answers
