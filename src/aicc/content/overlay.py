"""What a tenant has: the pack's, over it what staff keep for all tenants, then its own."""

import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Self, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Generic[T]):
    """What customers get, and published versions before it that still count, the oldest first."""

    value: T
    earlier: tuple[T, ...] = ()


# By id; None where an archived item hides what lies below. Replaced when it changes.
Layer: TypeAlias = Mapping[str, Published[T] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay(Generic[T]):
    """Layers over each other, the lowest first.

    Over a pack with `fee` and `hours`, the layer {"fee": another, "hours": None, "parking": new}
    gives the other `fee` and `parking`.
    """

    layers: tuple[Layer[T], ...]

    def get(self, content_id: str) -> T | None:
        for layer in reversed(self.layers):
            if content_id in layer:
                found = layer[content_id]
                return found.value if found else None
        return None

    def values(self) -> dict[str, T]:
        """By id, in the order of the pack, then of what was added."""
        merged: dict[str, Published[T] | None] = {}
        for layer in self.layers:
            merged.update(layer)
        return {content_id: each.value for content_id, each in merged.items() if each}

    def versions(self) -> Iterator[T]:
        """What is published in any layer, and its versions before; archiving withdraws an item
        with its versions, and with those of the layers below."""
        found: dict[str, list[T]] = {}
        for layer in self.layers:
            for content_id, each in layer.items():
                if each is None:
                    found.pop(content_id, None)
                else:
                    found.setdefault(content_id, []).extend((*each.earlier, each.value))
        for values in found.values():
            yield from values

    def changed_since(self, before: Self) -> list[str] | None:
        """Ids that differ in the uppermost layer; None where another one was replaced too."""
        below, below_before = self.layers[:-1], before.layers[:-1]
        if len(below) != len(below_before) or not all(map(operator.is_, below, below_before)):
            return None
        now, then, absent = self.layers[-1], before.layers[-1], object()
        if now is then:
            return []
        return [each for each in {**then, **now} if then.get(each, absent) != now.get(each, absent)]
