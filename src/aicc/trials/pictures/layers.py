"""Which layer every step belongs to, and in which order the steps of a layer stand.

Steps go down from the first; an arrow that leads back up is laid out as if it went down. An
arrow passes every layer between its ends, and the layer below its source where its label stands:
what it passes gets a place there, so that nothing is drawn over anything else.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aicc.trials.pictures.sketch import Arrow, Sketch

SWEEPS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An arrow and the places that it passes, from the upper step to the lower one."""

    arrow: Arrow
    places: tuple[str, ...]
    goes_up: bool

    @property
    def label_place(self) -> str:
        """The first place below the upper step, or above the lower one for an arrow that rises."""
        inner = self.places[1:-1]
        return inner[-1] if self.goes_up else inner[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """Steps and passed places by layer, left to right. Loops lead from a step to itself."""

    rows: tuple[tuple[str, ...], ...]
    routes: tuple[Route, ...]
    loops: tuple[Arrow, ...]


def layers(drawn: Sketch) -> Layers:
    loops = tuple(arrow for arrow in drawn.arrows if arrow.source == arrow.target)
    arrows = [arrow for arrow in drawn.arrows if arrow.source != arrow.target]
    rising = _rising(drawn, arrows)
    ranks = _ranks(drawn, arrows, rising)
    routes = tuple(_route(arrow, number, ranks, rising) for number, arrow in enumerate(arrows))
    rows = _rows(ranks, routes)
    return Layers(rows=_ordered(rows, routes), routes=routes, loops=loops)


def _rising(drawn: Sketch, arrows: Sequence[Arrow]) -> frozenset[tuple[str, str]]:
    """The arrows that close a circle, walked in the order of the scenario."""
    onward = defaultdict(list)
    for arrow in arrows:
        onward[arrow.source].append(arrow.target)
    done, under_way = set[str](), set[str]()
    rising: set[tuple[str, str]] = set()

    def walk(step: str) -> None:
        under_way.add(step)
        for target in onward[step]:
            if target in under_way:
                rising.add((step, target))
            elif target not in done:
                walk(target)
        under_way.discard(step)
        done.add(step)

    for step in drawn.boxes:
        if step not in done:
            walk(step)
    return frozenset(rising)


def _ranks(
    drawn: Sketch, arrows: Sequence[Arrow], rising: frozenset[tuple[str, str]]
) -> dict[str, int]:
    """Two layers apart at least: labels stand in the layer between."""
    falling = [arrow for arrow in arrows if (arrow.source, arrow.target) not in rising]
    ranks = dict.fromkeys(drawn.boxes, 0)
    for _ in drawn.boxes:  # no way is longer than there are steps
        moved = False
        for arrow in falling:
            below = ranks[arrow.source] + 2
            if ranks[arrow.target] < below:
                ranks[arrow.target], moved = below, True
        if not moved:
            break
    return ranks


def _route(
    arrow: Arrow, number: int, ranks: Mapping[str, int], rising: frozenset[tuple[str, str]]
) -> Route:
    goes_up = (arrow.source, arrow.target) in rising
    upper, lower = (arrow.target, arrow.source) if goes_up else (arrow.source, arrow.target)
    passed = [f"{number}:{rank}" for rank in range(ranks[upper] + 1, ranks[lower])]
    return Route(arrow=arrow, places=(upper, *passed, lower), goes_up=goes_up)


def _rows(ranks: Mapping[str, int], routes: Sequence[Route]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max(ranks.values(), default=0) + 1)]
    for step, rank in ranks.items():
        rows[rank].append(step)
    for route in routes:
        upper = ranks[route.places[0]]
        for below, place in enumerate(route.places[1:-1], 1):
            rows[upper + below].append(place)
    return rows


def _ordered(rows: list[list[str]], routes: Sequence[Route]) -> tuple[tuple[str, ...], ...]:
    """Sorted again and again by where the neighbours stand; the order that crosses least wins."""
    above, below = neighbours(routes)
    best, fewest = [list(row) for row in rows], _crossings(rows, below)
    for sweep in range(SWEEPS):
        downwards = sweep % 2 == 0
        beside = above if downwards else below
        order = range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1)
        for at in order:
            other = rows[at - 1 if downwards else at + 1]
            position = {place: index for index, place in enumerate(other)}
            rows[at] = _sorted(rows[at], beside, position)
        _swap_where_better(rows, below)
        crossings = _crossings(rows, below)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    return tuple(map(tuple, best))


def neighbours(
    routes: Sequence[Route],
) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """By place, those of the layer above and of the layer below."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for route in routes:
        for upper, lower in pairwise(route.places):
            below[upper].append(lower)
            above[lower].append(upper)
    return above, below


def _sorted(
    row: Sequence[str], beside: Mapping[str, list[str]], position: Mapping[str, int]
) -> list[str]:
    def middle(at: int) -> float:
        places = [position[each] for each in beside.get(row[at], ())]
        return sum(places) / len(places) if places else at

    return [row[at] for at in sorted(range(len(row)), key=middle)]


def _swap_where_better(rows: list[list[str]], below: Mapping[str, list[str]]) -> None:
    for at, row in enumerate(rows):
        around = rows[max(0, at - 1) : at + 2]
        for left in range(len(row) - 1):
            before = _crossings(around, below)
            row[left], row[left + 1] = row[left + 1], row[left]
            if before <= _crossings(around, below):
                row[left], row[left + 1] = row[left + 1], row[left]


def _crossings(rows: Sequence[Sequence[str]], below: Mapping[str, list[str]]) -> int:
    crossings = 0
    for upper, lower in pairwise(rows):
        position = {place: index for index, place in enumerate(lower)}
        ends = [
            sorted(position[each] for each in below.get(place, ()) if each in position)
            for place in upper
        ]
        flat = [end for each in ends for end in each]
        crossings += sum(
            later < earlier for at, earlier in enumerate(flat) for later in flat[at + 1 :]
        )
    return crossings
