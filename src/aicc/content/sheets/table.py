"""A table as a file holds it: cells are text, and rows know their number in the file."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`number` counts from 1, as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`name` is empty for a CSV file."""

    name: str
    rows: Sequence[Row]
