"""Where on the paper everything stands: layers turned into points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from aicc.trials.pictures.layers import Layers, neighbours

ROUNDS = 40
_STRAIGHT = 8.0  # how much more an arrow's own places want to stand in line


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The middle of something, and its size."""

    x: float
    y: float
    size: Size

    @property
    def top(self) -> float:
        return self.y - self.size.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.size.height / 2

    @property
    def left(self) -> float:
        return self.x - self.size.width / 2

    @property
    def right(self) -> float:
        return self.x + self.size.width / 2


def places(made: Layers, sizes: Mapping[str, Size], gap: Size) -> dict[str, Spot]:
    """A spot for every place of the layers; the left and upper edges are at zero.

    What an arrow passes is as tall as its layer.
    """
    across = _across(made, sizes, gap.width)
    left = min((across[name] - sizes[name].width / 2 for name in across), default=0.0)
    heights = [max(sizes[name].height for name in row) for row in made.rows]
    tops = [0.0, *accumulate(height + gap.height for height in heights)]
    passed = {place for route in made.routes for place in route.places[1:-1]}
    spots: dict[str, Spot] = {}
    for at, row in enumerate(made.rows):
        for name in row:
            size = replace(sizes[name], height=heights[at]) if name in passed else sizes[name]
            spots[name] = Spot(x=across[name] - left, y=tops[at] + heights[at] / 2, size=size)
    return spots


def _across(made: Layers, sizes: Mapping[str, Size], gap: float) -> dict[str, float]:
    """Steps near the middle of their neighbours, arrows in line, all in order and apart."""
    wanted_by = _wanted_by(made)
    x = _packed(made.rows, sizes, gap)
    for turn in range(ROUNDS):
        rows = made.rows if turn % 2 == 0 else tuple(reversed(made.rows))
        for row in rows:
            wanted = [_middle(wanted_by[name], x) for name in row]
            weights = [_weight(name, wanted_by) for name in row]
            apart = [
                (sizes[one].width + sizes[other].width) / 2 + gap for one, other in pairwise(row)
            ]
            x |= zip(row, spread(wanted, weights, apart), strict=True)
    return x


def _wanted_by(made: Layers) -> dict[str, Sequence[str]]:
    """By place, those in whose middle it wants to stand: what one arrow passes, in one line."""
    above, below = neighbours(made.routes)
    wanted: dict[str, Sequence[str]] = {
        name: (*above.get(name, ()), *below.get(name, ())) or (name,)
        for row in made.rows
        for name in row
    }
    for route in made.routes:
        passed = route.places[1:-1]
        ends = (route.places[0], route.places[-1]) if len(passed) == 1 else ()
        wanted |= dict.fromkeys(passed, (*passed, *ends))
    return wanted


def _weight(name: str, wanted_by: Mapping[str, Sequence[str]]) -> float:
    return _STRAIGHT if name in wanted_by[name] and len(wanted_by[name]) > 1 else 1.0


def _packed(
    rows: Sequence[Sequence[str]], sizes: Mapping[str, Size], gap: float
) -> dict[str, float]:
    x: dict[str, float] = {}
    for row in rows:
        at = 0.0
        for name in row:
            x[name] = at + sizes[name].width / 2
            at += sizes[name].width + gap
    return x


def _middle(names: Sequence[str], x: Mapping[str, float]) -> float:
    return sum(x[name] for name in names) / len(names)


def spread(
    wanted: Sequence[float], weights: Sequence[float], apart: Sequence[float]
) -> list[float]:
    """As near to what is wanted as the distances between neighbours allow.

    Without the distances the answer must only not fall from left to right: neighbours that
    would are put together at their mean, again and again.
    """
    shifts = [*accumulate(apart, initial=0.0)][: len(wanted)]
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many
    for want, weight, shift in zip(wanted, weights, shifts, strict=True):
        block = (want - shift, weight, 1)
        while blocks and blocks[-1][0] >= block[0]:
            mean, heavy, count = blocks.pop()
            both = heavy + block[1]
            block = ((mean * heavy + block[0] * block[1]) / both, both, count + block[2])
        blocks.append(block)
    means = [mean for mean, _, count in blocks for _ in range(count)]
    return [mean + shift for mean, shift in zip(means, shifts, strict=True)]
