"""The examples of acts: patterns and clauses of a text file, written out as labelled clauses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from zlib import crc32

from aicc.domain.acts import Act
from aicc.korean.text.josa import particle

EXAMPLES = Path(__file__).with_name("examples.txt")
_FILLED = 5  # clauses made of each pattern
_FIELD = re.compile(r"\{(\w)(?::([^}]+))?\}")


@dataclass(frozen=True, slots=True)
class Example:
    act: Act
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Haste:
    """How clauses are spoilt: spellings for an ending or a piece, and words before them."""

    spellings: Sequence[tuple[str, Sequence[str]]]
    leads: Sequence[str]

    def spoil(self, clause: str) -> str:
        """The same clause is always spoilt in the same way."""
        dice = crc32(clause.encode())
        if dice % 3 == 0 and self.leads:
            clause = self.leads[dice // 3 % len(self.leads)] + clause
        for number, (piece, spellings) in enumerate(self.spellings):
            roll = (dice >> number) % 7
            if roll < len(spellings):
                clause = _replaced(clause, piece, spellings[roll])
        return clause.replace(" ", "") if dice % 5 < 3 else clause


def parse(text: str) -> list[Example]:
    """In the order of the file; the same file gives the same clauses."""
    words: dict[str, Sequence[str]] = {}
    spellings: list[tuple[str, Sequence[str]]] = []
    leads: Sequence[str] = ()
    found: dict[tuple[Act, str], None] = {}
    act = Act.NONE
    for line in text.splitlines():
        if line.startswith("@"):
            words[line[1]] = line[2:].strip().split("|")
        elif line.startswith("~"):
            piece, *others = line[1:].split()
            spellings.append((piece, others))
        elif line.startswith("&"):
            leads = line[1:].split("|")
        elif line.startswith("["):
            act = Act(line.strip("[]"))
        elif line and not line.startswith("#"):
            found |= {(act, clause): None for clause in _filled(line, words)}
    haste = Haste(spellings=spellings, leads=leads)
    found |= {(act, haste.spoil(clause)): None for act, clause in found}
    return [Example(act, clause) for act, clause in found]


def _replaced(clause: str, piece: str, spelling: str) -> str:
    if not piece.endswith("$"):
        return clause.replace(piece, spelling)
    ending = piece[:-1]
    return clause.removesuffix(ending) + spelling if clause.endswith(ending) else clause


def _filled(pattern: str, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """With words that differ from pattern to pattern, and from field to field."""
    if "{" not in pattern:
        yield pattern
        return
    for number in range(_FILLED):
        places = count()

        def word(field: re.Match[str], number: int = number, places: "count[int]" = places) -> str:
            choice = words[field[1]]
            first = crc32(f"{pattern}{next(places)}".encode())
            stride = max(1, len(choice) // _FILLED)
            said = choice[(first + number * stride) % len(choice)]
            return said + (particle(said, field[2]) if field[2] else "")

        yield _FIELD.sub(word, pattern)
