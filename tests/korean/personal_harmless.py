"""Made-up sentences whose long numbers name nobody."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from ruamel.yaml import YAML

SHAPES: list[str] = YAML(typ="safe").load(Path(__file__).parent / "data" / "personal_harmless.yaml")
_SLOT = re.compile(r"\{(\w+)\}")


def harmless(each: int, seed: int) -> Iterator[tuple[str, str]]:
    """Every shape with `each` numbers: the shape, and a sentence of it."""
    random = Random(seed)
    for shape in SHAPES:
        for _ in range(each):
            yield shape, _SLOT.sub(lambda slot: _filled(random, slot[1]), shape)


def _filled(random: Random, slot: str) -> str:
    if slot == "won":
        return f"{random.randint(1_000, 99_000_000):,}"
    if slot == "dd":
        return f"{random.randint(1, 28):02}"
    if slot in {"isbn", "ean"}:
        return _with_check(("979" if slot == "isbn" else "880") + _figures(random, 9))
    return _figures(random, int(slot[1:]))


def _figures(random: Random, size: int) -> str:
    return random.choice("123456789") + "".join(random.choices("0123456789", k=size - 1))


def _with_check(digits: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-total % 10)
