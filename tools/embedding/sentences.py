"""The sentences that the embedding learns from: those of the texts, and our own from frames."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aicc.korean.text.josa import attach
from aicc.korean.text.normalise import normalise

FRAMES = Path(__file__).with_name("sentences.txt")
MOST = 25_000  # of each file of texts; a smaller one is read whole
SHORT = range(6, 29)  # letters of a sentence out of a larger one
_FREE = 0.2  # how often a sentence is a free line
_HEADS = (("{thing} ", 60), ("{thing:을/를} ", 15), ("{thing:은/는} ", 10), ("", 7), ("{thing}", 8))
_OPENED, _UNMARKED = 0.15, 0.2  # how often one begins with an opener, ends without its mark
_FIELD = re.compile(r"\{([^{}:]+)(?::([^{}]+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    deeds: Sequence[tuple[str, str]]  # of each thing
    frames: Sequence[Sequence[str]]  # by kind, a kind as often as it is to be drawn
    free: Sequence[str]
    openers: Sequence[str]


def read_grammar(path: Path = FRAMES) -> Grammar:
    sections: defaultdict[str, list[str]] = defaultdict(list)
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[name].append(line)
    kinds = [(name.split(), frames) for name, frames in sections.items() if "frames" in name]
    return Grammar(
        deeds=[
            (thing, deed)
            for thing, _, deeds in (line.partition(":") for line in sections["things"])
            for deed in deeds.split()
        ],
        frames=[frames for (_, _, often), frames in kinds for _ in range(int(often))],
        free=sections["free"],
        openers=sections["openers"],
    )


def own_sentences(count: int, *, seed: int = 1) -> list[str]:
    """So many different ones; the same for the same seed."""
    grammar = read_grammar()
    chance = random.Random(seed)  # noqa: S311 -- a draw of sentences, no secret
    found: dict[str, None] = {}
    while len(found) < count:
        found.setdefault(normalise(_drawn(grammar, chance)))
    return list(found)


def _drawn(grammar: Grammar, chance: random.Random) -> str:
    values: Mapping[str, str] = {}
    if chance.random() < _FREE:
        frame = chance.choice(grammar.free)
    else:
        thing, deed = chance.choice(grammar.deeds)
        values = {"thing": thing, "deed": deed}
        heads, often = zip(*_HEADS, strict=True)
        [head] = chance.choices(heads, often)
        frame = head + chance.choice(chance.choice(grammar.frames))
    sentence = _FIELD.sub(lambda field: _filled(field, values, chance), frame)
    if chance.random() < _OPENED:
        sentence = f"{chance.choice(grammar.openers)} {sentence}"
    return sentence.rstrip("?.") if chance.random() < _UNMARKED else sentence


def _filled(field: re.Match[str], values: Mapping[str, str], chance: random.Random) -> str:
    name, pair = field[1], field[2]
    word = values[name] if name in values else chance.choice(name.split("|"))
    return attach(word, pair) if pair else word


def read_texts(path: Path) -> list[str]:
    """The field "text" of each line, normalised."""
    lines = path.read_text("utf-8").splitlines()
    return [normalise(json.loads(line)["text"]) for line in lines]


def some_of(texts: Sequence[str], *, seed: int = 1) -> list[str]:
    """All of a small file; of a large one short sentences, as questions are."""
    if len(texts) <= MOST:
        return list(texts)
    short = [text for text in texts if len(text) in SHORT]
    chance = random.Random(seed)  # noqa: S311 -- a draw of sentences, no secret
    return chance.sample(short, min(MOST, len(short)))


def without(texts: Iterable[str], held_out: Iterable[str]) -> list[str]:
    """Each text once, and none that a measure asks."""
    held = set(held_out)
    return [text for text in dict.fromkeys(texts) if text not in held]
