"""Every wording that the entries hold, and a file of questions, asked: what finds what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from aicc.domain.faq import FaqEntry
from aicc.domain.meaning import Thresholds
from aicc.faqs.report.explain import Use, use_of
from aicc.faqs.report.questions import Question
from aicc.faqs.search.corpus import Corpus, corpus_of
from aicc.faqs.search.synonyms import Synonyms
from aicc.faqs.search.wording import query_of
from aicc.korean.text.said import as_said

AMONG = 5

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a text found, and what it should have: `wanted` is empty when nothing answers it."""

    text: str
    wanted: str
    is_stored: bool  # a wording of the entry, asked while the entry is without it
    found: tuple[str, ...] = ()
    score: float = 0.0  # of the first
    matched: str = ""  # and its wording that fitted best

    @property
    def rank(self) -> int:
        """From 1; 0 when it was not found."""
        return self.found.index(self.wanted) + 1 if self.wanted in self.found else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    outcomes: tuple[Outcome, ...]
    thresholds: Thresholds
    lone: int  # entries with one wording alone: without it there is nothing to find

    @property
    def answerable(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.wanted]

    def hit_at(self, among: int) -> float:
        asked = self.answerable
        return sum(1 <= each.rank <= among for each in asked) / len(asked) if asked else 0.0

    @property
    def answered(self) -> list[Outcome]:
        """Those that the bot would answer."""
        return [each for each in self.outcomes if self.use(each) is Use.ANSWER]

    @property
    def precision(self) -> float:
        """How many of the answers are right."""
        answered = self.answered
        return sum(each.rank == 1 for each in answered) / len(answered) if answered else 0.0

    @property
    def collisions(self) -> list[Outcome]:
        """Wordings of one entry that find another one well enough to be said or offered."""
        wrong = (each for each in self.outcomes if each.is_stored and each.found)
        strong = (each for each in wrong if each.rank != 1 and self.use(each) is not Use.LEAVE)
        return sorted(strong, key=lambda each: -each.score)

    def use(self, outcome: Outcome) -> Use:
        return use_of(outcome.score, self.thresholds) if outcome.found else Use.LEAVE


def try_all(
    entries: Sequence[FaqEntry],
    *,
    thresholds: Thresholds,
    synonyms: Sequence[Sequence[str]] = (),
    questions: Sequence[Question] = (),
    progress: Progress = lambda done, of: None,
) -> Trial:
    """Ask each stored wording while its entry does not hold it, then the questions, whose labels
    are ids of entries. On entries of its own, ranked as those that serve are."""
    corpus, alike = corpus_of(entries), Synonyms(synonyms)
    outcomes: list[Outcome] = []
    for number, entry in enumerate(entries):
        outcomes += _without_each(corpus, alike, entry)
        progress(number + 1, len(entries))
    outcomes += [_ask(corpus, alike, each.text, each.label) for each in questions]
    lone = sum(not entry.variants for entry in entries)
    return Trial(outcomes=tuple(outcomes), thresholds=thresholds, lone=lone)


def _without_each(corpus: Corpus, alike: Synonyms, entry: FaqEntry) -> Iterator[Outcome]:
    if not entry.variants:
        return
    for text in dict.fromkeys((entry.question, *entry.variants)):
        with corpus.without(entry.id, text):
            yield replace(_ask(corpus, alike, text, entry.id), is_stored=True)


def _ask(corpus: Corpus, alike: Synonyms, text: str, wanted: str) -> Outcome:
    query = query_of(as_said(text), alike)
    hits = corpus.search(query, None, AMONG) if query else ()
    outcome = Outcome(text=text, wanted=wanted, is_stored=False)
    if not hits:
        return outcome
    best, found = hits[0], tuple(hit.entry.id for hit in hits)
    return replace(outcome, found=found, score=best.score, matched=best.matched)
