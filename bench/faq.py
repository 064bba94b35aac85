"""FAQ search in a growing index: the middle time of a search, building, memory."""

import gc
import os
import random
import subprocess
import sys
from pathlib import Path

from bench.faq_index import QUERIES, built, questions, search_ms
from bench.processes import resident_mb
from bench.report import Row, show

BARS = ((1_000, 0.5), (10_000, 1.0), (100_000, 5.0))
BUILT, BUILD_S = 10_000, 1.0
REPEATED = 3


def main() -> list[Row]:
    rows = [_row(size, bar) for size, bar in BARS]
    build_s = min(built(questions(BUILT, random.Random(1)))[1] for _ in range(REPEATED))
    what = f"FAQ index built from {BUILT:,} entries"
    return [*rows, Row(what=what, figure=build_s, unit="s", bar=BUILD_S, stretch=BUILD_S / 2)]


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
        note=f"p99 {taken[int(len(taken) * 0.99)]:.2f} ms, built in {build_s:.2f} s, "
        f"{_memory_mb(size):.0f} MB",
    )


def _memory_mb(size: int) -> float:
    """What the index takes, in a process that does nothing else."""
    command = [sys.executable, "-m", "bench.faq", str(size)]
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    return float(done.stdout)


def _print_memory(size: int) -> None:
    built(questions(1, random.Random(1)))  # what any index loads
    asked = questions(size, random.Random(1))
    gc.collect()
    before = resident_mb(os.getpid())
    index, _ = built(asked)
    gc.collect()
    print(resident_mb(os.getpid()) - before)
    del index


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _print_memory(int(sys.argv[1]))
    else:
        show(main())
