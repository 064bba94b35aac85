"""Korean words as Kiwi knows them: their forms, how common they are, its vectors of them."""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np
from kiwipiepy import Kiwi, Token

from aicc.korean.text.embedding import HANGUL_RUN as HANGUL
from aicc.korean.text.embedding import NO_ROW, PIECE_MAX, cover

VECTOR_IDS = 70_488  # morphemes with a higher number have no vector
LANDMARKS = 400
RANK = 256  # of the vectors inside Kiwi
DROPPED, KEPT = 5, 128  # strongest directions say how common a word is, not what it means
ENTRIES = 30_000
PRIOR = 0.015  # numbers run in order of frequency, so 1 / number is a fair guess at it
SMOOTH = 1e-4
WORD_ROWS_MAX = 4
CONTENT = frozenset(["NNG", "NNP", "NNB", "NR", "VV", "VA", "VX", "VCN", "MAG", "MM", "XR", "IC"])
FUNCTION = re.compile(r"J|E|XS|VCP")
ENDINGS = json.loads(Path(__file__).with_name("endings.json").read_text("utf-8"))["endings"]


@dataclass
class Counts:
    """What the texts show."""

    tokens: int = 0
    morphemes: Counter[int] = field(default_factory=Counter)
    pieces: defaultdict[str, Counter[int | None]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    words: defaultdict[str, Counter[tuple[int, ...]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`lexicon` and `exceptions` as in `aicc.korean.text.embedding`; a row of the arrays a word."""

    lexicon: Mapping[str, int]
    exceptions: Mapping[str, tuple[int, ...]]
    vectors: np.ndarray  # of length one
    weights: np.ndarray  # up to 1 for the rarest
    source: str


def read_words(texts: Sequence[str]) -> Words:
    kiwi = Kiwi(num_workers=1)
    tags = [str(kiwi.morpheme(index).tag).split("-")[0] for index in range(VECTOR_IDS)]
    content = [
        index
        for index in range(1, VECTOR_IDS)
        if tags[index] in CONTENT and HANGUL.fullmatch(kiwi.morpheme(index).form)
    ]
    counts = count(kiwi, texts, frozenset(content))
    frequency = {
        index: (counts.morphemes[index] + PRIOR * counts.tokens / index) / counts.tokens
        for index in content
    }
    entries = sorted(content, key=lambda index: -frequency[index])[:ENTRIES]
    row_of = {index: row for row, index in enumerate(entries)}
    share = np.array([frequency[index] for index in entries])
    weights = SMOOTH / (SMOOTH + share)
    lexicon = build_lexicon(kiwi, counts, frequency, row_of)
    return Words(
        lexicon=lexicon,
        exceptions=exceptions(counts, lexicon, row_of),
        vectors=centred(exact_vectors(kiwi, content, entries), np.sqrt(share)),
        weights=weights / weights.max(),
        source=f"kiwipiepy {version('kiwipiepy')}, kiwipiepy_model {version('kiwipiepy_model')}",
    )


def count(kiwi: Kiwi, texts: Sequence[str], content: frozenset[int]) -> Counts:
    counts = Counts()
    for text, tokens in zip(texts, kiwi.tokenize(texts), strict=True):
        found = list(pieces(text, tokens, content))
        counts.tokens += len(tokens)
        counts.morphemes.update(token.id for token in tokens if token.id in content)
        for _, surface, ids in found:
            if HANGUL.fullmatch(surface):
                counts.pieces[surface][rarest(ids)] += 1
        for run in HANGUL.finditer(text):
            inside = [
                index
                for start, _, ids in found
                if run.start() <= start < run.end()
                for index in ids
            ]
            counts.words[run[0]][tuple(inside)] += 1
    return counts


def pieces(
    text: str, tokens: Sequence[Token], content: frozenset[int]
) -> Iterator[tuple[int, str, list[int]]]:
    """Place, written form and content morphemes of tokens whose spans overlap."""
    start, end, ids = 0, 0, []
    for token in tokens:
        if token.start >= end and token.len > 0 and end > start:
            yield start, text[start:end], ids
            start, end, ids = token.start, token.start, []
        if end == start:
            start = token.start
        end = max(end, token.start + token.len)
        if token.id in content:
            ids = [*ids, token.id]
    if end > start:
        yield start, text[start:end], ids


def rarest(ids: Sequence[int]) -> int | None:
    return max(ids, default=None)


def exact_vectors(kiwi: Kiwi, content: Sequence[int], entries: Sequence[int]) -> np.ndarray:
    """Vectors whose products are Kiwi's own similarities, from those to some landmarks."""
    marks = content[:LANDMARKS]
    between = np.array([[kiwi.morpheme_similarity(a, b) for b in marks] for a in marks])
    np.fill_diagonal(between, 1.0)
    values, directions = np.linalg.eigh(between)
    values, directions = values[-RANK:], directions[:, -RANK:]
    similar = np.array([[kiwi.morpheme_similarity(a, b) for b in marks] for a in entries])
    place = {index: column for column, index in enumerate(marks)}
    for row, index in enumerate(entries):  # Kiwi does not compare a morpheme with itself
        if index in place:
            similar[row, place[index]] = 1.0
    return similar @ directions / np.sqrt(values)


def centred(vectors: np.ndarray, share: np.ndarray) -> np.ndarray:
    share = share / share.sum()
    vectors = vectors - share @ vectors
    _, directions = np.linalg.eigh((vectors * share[:, None]).T @ vectors)
    kept = directions[:, ::-1][:, DROPPED : DROPPED + KEPT]
    vectors = vectors @ kept
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def build_lexicon(
    kiwi: Kiwi, counts: Counts, frequency: dict[int, float], row_of: dict[int, int]
) -> dict[str, int]:
    """Written form -> cost and row: seen in the texts, made from the dictionary, or both."""
    weight: defaultdict[str, float] = defaultdict(float)
    meaning: dict[str, tuple[float, int | None]] = {}

    def add(form: str, index: int | None, much: float) -> None:
        if not HANGUL.fullmatch(form) or len(form) > PIECE_MAX:
            return
        weight[form] += much
        if much > meaning.get(form, (0.0, None))[0]:
            meaning[form] = (much, index)

    for surface, analyses in counts.pieces.items():
        index, _ = analyses.most_common(1)[0]
        if analyses.total() >= 2:
            add(surface, index, analyses.total())
    for index in row_of:
        prior = PRIOR * counts.tokens / index
        morpheme = kiwi.morpheme(index)
        for form in sorted(forms(kiwi, morpheme.form, str(morpheme.tag))):
            add(form, index, prior)
    for index in range(1, VECTOR_IDS + 3000):
        morpheme = kiwi.morpheme(index)
        if FUNCTION.match(str(morpheme.tag)):
            add(morpheme.form, None, PRIOR * counts.tokens / index)
            add(morpheme.form[1:], None, PRIOR * counts.tokens / index)
    total = sum(weight.values())
    return {
        form: min(0xFFFF, round(-16 * math.log(much / total))) << 16
        | (NO_ROW if (index := meaning[form][1]) is None else row_of.get(index, NO_ROW))
        for form, much in weight.items()
    }


def forms(kiwi: Kiwi, form: str, tag: str) -> set[str]:
    """How a morpheme is written: a stem before endings, with what it swallows of them."""
    if tag.split("-")[0] not in ("VV", "VA", "VX", "VCN"):
        return {form}
    found = {form}
    for ending, kind, cuts in ENDINGS:
        joined = kiwi.join([(form, tag), (ending, kind)])
        cut = next((cut for cut in cuts if joined.endswith(cut)), "")
        found.add(joined.removesuffix(cut))
    return found


def exceptions(
    counts: Counts, lexicon: dict[str, int], row_of: dict[int, int]
) -> dict[str, tuple[int, ...]]:
    """Words seen twice or more that the cover reads differently from Kiwi."""
    found: dict[str, tuple[int, ...]] = {}
    for word, analyses in counts.words.items():
        if analyses.total() < 2:
            continue
        ids, _ = analyses.most_common(1)[0]
        rows = tuple(row_of[index] for index in ids if index in row_of)[:WORD_ROWS_MAX]
        if rows != cover(word, lexicon):
            found[word] = rows
    return found
