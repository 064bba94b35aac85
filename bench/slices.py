"""Sides measured by turns in short slices: whatever else the machine does meets all of them.

The one way in which the benches compare. What counts of a side, or of two sides held against each
other, is the middle of its slices; the bounds of their middle half tell how far to trust it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Self, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The middle of some slices, and the bounds of their middle half."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, slices: Sequence[float]) -> Self:
        """Of two slices at least."""
        low, median, high = quantiles(slices, n=4, method="inclusive")
        return cls(median=median, low=low, high=high)

    @classmethod
    def of_ratio(cls, slices: Sequence[float], base: Sequence[float]) -> Self:
        """Slice by slice, as those of one round had the same machine."""
        return cls.of([own / other for own, other in zip(slices, base, strict=True)])

    def times(self, factor: float) -> Self:
        return type(self)(
            median=self.median * factor, low=self.low * factor, high=self.high * factor
        )

    @property
    def half(self) -> str:
        return f"half of the slices {self.low:.4g} to {self.high:.4g}"


def by_turns(
    sides: Mapping[str, Callable[[int], Found]], rounds: int, *, warm_up: int = 1
) -> dict[str, list[Found]]:
    """What each side found in each round, by its name; each is given the number of the round.

    Who goes first changes from round to round. Rounds of warming up come before, with the numbers
    below zero, and what they found is left out.
    """
    found: dict[str, list[Found]] = {name: [] for name in sides}
    for number in range(-warm_up, rounds):
        names = list(sides)
        for name in names if number % 2 else reversed(names):
            figure = sides[name](number)
            if number >= 0:
                found[name].append(figure)
    return found
