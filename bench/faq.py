"""FAQ search in a growing index: the middle time of a search, best of three each."""

import random

from bench.faq_index import QUERIES, built, questions, search_ms
from bench.report import Row, show

BARS = ((1_000, 0.5), (10_000, 1.0), (100_000, 5.0))


def main() -> list[Row]:
    return [_row(size, bar) for size, bar in BARS]


def _row(size: int, bar: float) -> Row:
    chance = random.Random(1)
    asked = questions(size, chance)
    index, build_s = built(asked)
    numbers = chance.sample(range(len(asked)), QUERIES)
    taken = search_ms(index, [asked[number].text for number in numbers])
    return Row(
        what=f"FAQ search, {size:,} entries, p50",
        figure=taken[len(taken) // 2],
        unit="ms",
        bar=bar,
        stretch=bar / 2,
        note=f"built in {build_s:.2f} s",
    )


if __name__ == "__main__":
    show(main())
