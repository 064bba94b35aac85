"""Which heading of a sheet means which field, and which word in a cell which value.

The first word of a list is what a Korean sheet is written with, the second what an English one is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any

from aicc.content.sheets.table import Row, Sheet
from aicc.errors import InvalidInputError
from aicc.korean.text.normalise import normalise

HEADING_WITHIN = 20  # rows; a title may stand above the table
_LANGUAGES = ("ko", "en")
_IGNORED = re.compile(r"\s*\([^)]*\)|[\W_]+")

_Lists = Mapping[str, Sequence[str]]


class SheetWords:
    """Of one kind of sheet; read from a JSON file when they are first asked for. `needed` are the
    fields without whose headings there is no table."""

    def __init__(
        self, package: str, file: str, fields: Sequence[str], needed: Sequence[str]
    ) -> None:
        self._package = package
        self._file = file
        self._known = fields
        self._needed = needed

    def field_of(self, heading: str) -> str:
        """The field that a heading names, whatever its spaces and case; empty for none."""
        return self._fields.get(_plain(heading), "")

    def heading_of(self, field: str, locale: str) -> str:
        return _written(self._data["headings"][field], locale)

    def value_of(self, field: str, word: str) -> str:
        """What a word in a cell stands for; the word itself when it is not known."""
        return self._values[field].get(_plain(word), word)

    def word_of(self, field: str, value: str, locale: str) -> str:
        return _written(self._data["words"][field][value], locale)

    def text(self, name: str, locale: str) -> str:
        return _written(self._data[name], locale)

    def find_table(
        self, sheets: Sequence[Sheet], locale: str
    ) -> tuple[Sequence[Row], Sequence[str]]:
        """The rows below the headings, and the headings; of the first sheet that has those
        needed. `InvalidInputError` when none has."""
        seen: list[str] = []
        for sheet in sheets:
            for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
                if set(self._needed) <= set(map(self.field_of, row.cells)):
                    return sheet.rows[at + 1 :], row.cells
            first = next((row for row in sheet.rows if not row.is_empty), None)
            if first:
                shown = ", ".join(cell.split("\n")[0][:30] for cell in first.cells[:8] if cell)
                seen.append(f"{sheet.name}: {shown}" if sheet.name else shown)
        if not seen:
            raise InvalidInputError("the file has no rows")
        needed = " and ".join(f"{self.heading_of(field, locale)!r}" for field in self._needed)
        raise InvalidInputError(
            f"no sheet has the headings {needed} in one of its first {HEADING_WITHIN} rows; "
            f"found were {'; '.join(seen[:5])}"
        )

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        own = {_plain(field): field for field in self._known}
        return _by_word(self._data["headings"]) | own

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, str]]:
        return {field: _by_word(lists) for field, lists in self._data["words"].items()}

    @cached_property
    def _data(self) -> Any:  # a file of ours, whose shape the methods above show
        path = files(self._package).joinpath(self._file)
        return json.loads(path.read_text(encoding="utf-8"))


def _written(words: Sequence[str], locale: str) -> str:
    return words[_LANGUAGES.index(locale)]


def _plain(text: str) -> str:
    return _IGNORED.sub("", normalise(text).casefold())


def _by_word(lists: _Lists) -> dict[str, str]:
    return {_plain(word): meant for meant, words in lists.items() for word in words}
