"""Which texts hold which character grams: arrays that grow, searched with numpy."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# Adding up this many postings takes about half a millisecond. The commonest grams of a big index
# go beyond it: they tell texts apart least, and the candidates are weighed with all grams anyway.
_LOOKED_AT = 150_000
_RAREST = 24  # grams of a query; those beyond tell little
_SOFT_LENGTH = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Per text and gram: is it found, as 0 or 1, and how much it counts for the text."""

    found: Floats
    shares: Floats
    mass: Floats  # what the text's grams weigh together


class Postings:
    """Texts are numbered as they come. Not safe for threads: the index holds a lock."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._holders: list[array[int]] = []  # by gram: the texts that hold it
        self._held = array("q")  # by gram: how many they are
        self._column = array("q")  # by gram: scratch of `_columns_of`, -1 between calls
        self._texts = array("i")  # the grams of all texts, one after the other
        self._shares = array("f")  # ... and how much each counts for its text
        self._starts = array("q", [0])
        self._softness = array("f")  # the shorter the text the higher; 0 when it was dropped
        self._total: int | None = None  # None: as many as there are
        self._rare: Floats | None = None  # by gram: its rarity, until something comes

    def __len__(self) -> int:
        return len(self._softness)

    def add(self, text_grams: Mapping[str, float]) -> int:
        """Keep a text: its grams, and how much each counts for it. All of them are found."""
        self._rare = None
        number, known = len(self), self._ids
        holders, held = self._holders, self._held
        gram_ids = [known[gram] if gram in known else self._id_of(gram) for gram in text_grams]
        for gram_id in gram_ids:
            holders[gram_id].append(number)
            held[gram_id] += 1
        self._texts.extend(gram_ids)
        self._shares.extend(text_grams.values())
        self._starts.append(len(self._texts))
        self._softness.append(1.0 / (_SOFT_LENGTH + sum(text_grams.values())))
        return number

    def count_as(self, total: int, held: Mapping[str, int]) -> None:
        """Weigh grams as an index of so many texts does; `candidates` is of no use after it."""
        self._total, self._rare = total, None
        for gram, count in held.items():
            self._held[self._id_of(gram)] = count

    def drop(self, number: int) -> None:
        """The text is not found any more; its place stays taken."""
        self._softness[number] = 0.0

    @contextmanager
    def hiding(self, number: int) -> Iterator[None]:
        softness = self._softness[number]
        self.drop(number)
        try:
            yield
        finally:
            self._softness[number] = softness

    def ids(self, grams: Sequence[str]) -> Ints:
        """By which the other methods know them; -1 for a gram that no text ever held."""
        return np.array([self._ids.get(gram, -1) for gram in grams], dtype=np.int64)

    def weights(self, asked: Ints) -> Floats:
        """How much each gram tells: the fewer texts hold it the more."""
        held = np.zeros(len(asked), dtype=np.int64)
        known = asked >= 0
        held[known] = np.frombuffer(self._held, dtype=np.int64)[asked[known]]
        return self._rarity(held)

    def candidates(
        self, asked: Ints, weights: Floats, count: int, allowed: Bools | None = None
    ) -> Ints:
        """About `count` texts, or more, that share most with the grams; in no order."""
        known = asked >= 0
        grams, weights = asked[known], weights[known]
        held = np.frombuffer(self._held, dtype=np.int64)[grams]
        rarest = np.argsort(held, kind="stable")[:_RAREST]
        if not len(rarest):
            return rarest
        rarest = rarest[: max(1, int((np.cumsum(held[rarest]) <= _LOOKED_AT).sum()))]
        lists = (self._holders[gram_id] for gram_id in grams[rarest].tolist())
        holders = np.concatenate([np.frombuffer(each, dtype=np.int32) for each in lists])
        each_weight = np.repeat(weights[rarest], held[rarest])
        scores = np.bincount(holders, each_weight, len(self)).astype(np.float32)
        scores *= np.frombuffer(self._softness, dtype=np.float32)
        if allowed is not None:
            scores *= allowed
        return highest(scores, count)

    def overlap(self, texts: Ints, asked: Ints) -> Overlap:
        """The texts against all the grams, common ones too."""
        rows, gram_ids, shares = self._grams_of(texts)
        if self._rare is None:
            self._rare = self._rarity(np.frombuffer(self._held, dtype=np.int64))
        rare = self._rare.take(gram_ids)
        mass = np.bincount(rows, weights=rare * shares, minlength=len(texts))
        columns = self._columns_of(asked, gram_ids)
        hits = np.flatnonzero(columns >= 0)
        at = rows[hits], columns[hits]
        found = np.zeros((len(texts), len(asked)), dtype=np.float32)
        count = np.zeros_like(found)
        found[at] = 1.0
        count[at] = shares[hits]
        return Overlap(found=found, shares=count, mass=mass.astype(np.float32))

    def _grams_of(self, texts: Ints) -> tuple[Ints, Ints, Floats]:
        """Row by row in one line: which text, which gram, and how much it counts."""
        starts = np.frombuffer(self._starts, dtype=np.int64)
        begins, ends = starts[texts], starts[texts + 1]
        lengths = ends - begins
        rows = np.repeat(np.arange(len(texts)), lengths)
        places = np.arange(len(rows)) + (begins - np.cumsum(lengths) + lengths)[rows]
        gram_ids = np.frombuffer(self._texts, dtype=np.int32)[places].astype(np.int64)
        return rows, gram_ids, np.frombuffer(self._shares, dtype=np.float32)[places]

    def _columns_of(self, asked: Ints, gram_ids: Ints) -> Ints:
        """Where each gram stands among those asked for; -1 for the others."""
        known = np.flatnonzero(asked >= 0)
        table = np.frombuffer(self._column, dtype=np.int64)
        table[asked[known]] = known
        columns: Ints = table[gram_ids]
        table[asked[known]] = -1
        return columns

    def _id_of(self, gram: str) -> int:
        gram_id = self._ids.setdefault(gram, len(self._holders))
        if gram_id == len(self._holders):
            self._holders.append(array("i"))
            self._held.append(0)
            self._column.append(-1)
        return gram_id

    def _rarity(self, held: Ints) -> Floats:
        few = held.astype(np.float32) + np.float32(0.5)
        total = len(self) if self._total is None else self._total
        return np.log1p((np.float32(total + 1) - few) / few)


def highest(scores: Floats, count: int, least: float = 0.0) -> Ints:
    """Where the highest scores above `least` are, in no order.

    Half the best is asked for first, for sorting all is slow.
    """
    bar = max(float(scores.max(initial=0.0)) / 2, least)
    best = np.flatnonzero(scores > bar)
    while len(best) < count and bar > least:
        bar = max(bar / 2, least) if bar > 1e-3 else least
        best = np.flatnonzero(scores > bar)
    if len(best) <= count:
        return best
    return best[np.argpartition(-scores[best], count - 1)[:count]]
