"""Embedded FAQ index: time to build and to search, and what typing slips cost.

Run: python bench/faq_index.py [FILE.jsonl | entries ...]
A file has real questions, one {"text": ...} a line; else so many are made up (1000 10000 100000).
"""

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.port import FaqQuery
from aicc.korean.text.jamo import INITIALS, VOWELS, compose, decompose
from aicc.korean.text.said import as_said

SIZES = ("1000", "10000", "100000")
QUERIES = 300
SHORTEST = 4  # syllables: what is left of a shorter question after a slip means nothing
PRODUCTS = 12  # few, so that many entries differ in one word alone
TENANT = "bench"
WORDS: dict[str, Sequence[str]] = YAML(typ="safe").load(
    Path(__file__).with_name("faq_words.yaml").read_text(encoding="utf-8")
)
SYNONYMS = (WORDS["things"][:2], WORDS["things"][8:10])


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    point: str  # product, kind, thing and deed; all of it when the question is real
    ending: str

    @property
    def text(self) -> str:
        return self.point + self.ending


def questions(count: int, chance: random.Random) -> list[Question]:
    products = ["".join(chance.choices(WORDS["syllables"], k=3)) for _ in range(PRODUCTS)]
    points: dict[str, None] = {}
    while len(points) < count:
        words = [chance.choice(each) for each in (WORDS["kinds"], WORDS["things"], WORDS["deeds"])]
        points[" ".join([chance.choice(products), *words])] = None
    return [Question(point=each, ending=chance.choice(WORDS["endings"])) for each in points]


def built(asked: Sequence[Question]) -> tuple[EmbeddedFaqIndex, float]:
    """The index over the questions, and the processor seconds it took."""
    entries = [
        FaqEntry(id=str(number), question=each.text, answer=each.point)
        for number, each in enumerate(asked)
    ]
    index = EmbeddedFaqIndex(synonyms=SYNONYMS)
    started = time.process_time()
    index.put_many(TENANT, entries, Deadline(60))
    return index, time.process_time() - started


def search_ms(index: EmbeddedFaqIndex, queries: Sequence[str]) -> list[float]:
    """Processor time of each search, sorted; the best of three, for the machine has other work."""
    deadline, taken = Deadline(3600), []
    for query in queries:
        runs = []
        for _ in range(3):
            started = time.thread_time()
            index.search(TENANT, FaqQuery(said=as_said(query)), deadline)
            runs.append(time.thread_time() - started)
        taken.append(1000 * min(runs))
    return sorted(taken)


def slips(chance: random.Random) -> dict[str, Callable[[Question], str]]:
    """Ten ways in which a customer's sentence differs from the entry's."""

    def cut(text: str) -> str:
        at = chance.randrange(len(text))
        return text[:at] + text[at + 1 :]

    def doubled(text: str) -> str:
        at = chance.randrange(len(text))
        return text[:at] + text[at] + text[at:]

    def swapped(text: str) -> str:
        at = chance.randrange(len(text) - 1)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    def wrong_letter(text: str) -> str:
        letters = list(decompose(text))
        at = chance.choice([i for i, each in enumerate(letters) if each in INITIALS + VOWELS])
        letters[at] = chance.choice(INITIALS if letters[at] in INITIALS else VOWELS)
        return compose("".join(letters))

    def spaced(text: str) -> str:
        at = chance.randrange(1, len(text))
        return f"{text[:at]} {text[at:]}"

    def mixed(text: str) -> str:
        return " ".join(chance.sample(text.split(" "), len(text.split(" "))))

    return {
        "no spaces": lambda each: each.text.replace(" ", ""),
        "a space too many": lambda each: spaced(each.text),
        "a syllable left out": lambda each: cut(each.point) + each.ending,
        "a syllable doubled": lambda each: doubled(each.point) + each.ending,
        "two syllables swapped": lambda each: swapped(each.point) + each.ending,
        "a wrong letter": lambda each: wrong_letter(each.point) + each.ending,
        "another ending": lambda each: each.point + chance.choice(WORDS["other_endings"]),
        "an opening": lambda each: chance.choice(WORDS["openings"]) + each.text,
        "a tail": lambda each: each.text + chance.choice(WORDS["tails"]),
        "words in another order": lambda each: mixed(each.point) + each.ending,
    }


def recall(index: EmbeddedFaqIndex, pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """How often the entry comes first, and how often among the first five, in percent."""
    first = among_five = 0
    for query, faq_id in pairs:
        found = [
            hit.entry.id
            for hit in index.search(TENANT, FaqQuery(said=as_said(query)), Deadline(60)).hits
        ]
        first += found[:1] == [faq_id]
        among_five += faq_id in found
    return 100 * first / len(pairs), 100 * among_five / len(pairs)


def measure(asked: Sequence[Question], chance: random.Random) -> None:
    index, build_s = built(asked)
    numbers = chance.sample(range(len(asked)), min(QUERIES, len(asked)))
    taken = search_ms(index, [asked[number].text for number in numbers])
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"{len(asked)} entries: built in {build_s:.2f} s, p50 {middle:.2f} ms, p99 {late:.2f} ms")
    results = []
    for name, slip in slips(chance).items():
        pairs = [(slip(asked[number]), str(number)) for number in numbers]
        results.append(recall(index, pairs))
        print("  {:24} recall@1 {:5.1f}  @5 {:5.1f}".format(name, *results[-1]))
    means = [sum(column) / len(column) for column in zip(*results, strict=True)]
    print("  {:24} recall@1 {:5.1f}  @5 {:5.1f}".format("all ten", *means))


def main(arguments: Sequence[str]) -> None:
    chance = random.Random(1)
    if arguments and not arguments[0].isdigit():
        lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
        texts = dict.fromkeys(json.loads(line)["text"] for line in lines)
        real = [Question(point=each, ending="") for each in texts if len(each) >= SHORTEST]
        measure(real, chance)
        return
    for size in map(int, arguments or SIZES):
        measure(questions(size, chance), chance)


if __name__ == "__main__":
    main(sys.argv[1:])
