"""How large the tables of an Excel file are, read from the file as it streams by.

The reader behind `read.py` makes room for every cell between the first and the last, so that a
file of two cells could ask for more memory than there is. What is counted here comes first.
"""

import io
import re
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from aicc.errors import InvalidInputError

MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_CELLS = 2_000_000  # between the first and the last, the empty ones among them
MOST_SHEETS = 20
MOST_PARTS = 1_000  # files in the file: a sheet has a handful
MOST_UNPACKED = 64 * 1024**2
IS_LOCKED = "the Excel file has a password: save it without one and try again"

_ENCRYPTED = 1  # the bit of a part's flags
_PACKINGS = frozenset({ZIP_STORED, ZIP_DEFLATED})
_AT_ONCE = 64 * 1024
_PLACE = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})\Z")
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
_BOOK = "xl/workbook.xml"


def check_extent(data: bytes) -> None:
    """`InvalidInputError` for a file that is larger inside than staff write by hand."""
    with ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS:
            raise InvalidInputError(f"the Excel file has more than {MOST_PARTS:,} parts")
        if _BOOK not in {part.filename for part in parts}:
            raise InvalidInputError("the file is no .xlsx: save it as .xlsx and try again")
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise InvalidInputError(IS_LOCKED)
        if not {part.compress_type for part in parts} <= _PACKINGS:
            raise BadZipFile("packed as Excel packs nothing")
        found = _Extent()
        for part in parts:
            found.begin_part()
            _read(packed, part, found)


class _Extent:
    """What was seen so far: of the file, and of the part that is read."""

    def __init__(self) -> None:
        self.unpacked = 0
        self.sheets = 0
        self.cells = 0
        self.begin_part()

    def begin_part(self) -> None:
        self._top = self._left = 0
        self._bottom = self._right = 0
        self._row = 0
        self._cell = (0, 0)  # the one that is open: its row and column
        self._counted = 0

    def unpack(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > MOST_UNPACKED:
            raise InvalidInputError("the Excel file is too large: split it in several")

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "sheet":
                self.sheets += 1
                if self.sheets > MOST_SHEETS:
                    raise InvalidInputError(f"the Excel file has more than {MOST_SHEETS} sheets")
            case "row":
                given = attributes.get("r", "")
                self._row = int(given) if given.isdecimal() and len(given) < 10 else self._row + 1
                self._cell = (self._row, 0)
            case "c":
                self._cell = self._place(attributes.get("r", ""))
            case "v" | "is" | "f":  # a cell that only has a colour takes no room
                self._reach(*self._cell)

    def _place(self, place: str) -> tuple[int, int]:
        found = _PLACE.fullmatch(place)
        return (int(found[2]), _column(found[1])) if found else (self._row, self._cell[1] + 1)

    def _reach(self, row: int, column: int) -> None:
        """The box around all cells, as a reader that makes room for it would."""
        if row > MOST_ROWS:
            raise InvalidInputError(f"the sheet has more than {MOST_ROWS:,} rows")
        if column > MOST_COLUMNS:
            raise InvalidInputError(f"the sheet has more than {MOST_COLUMNS} columns")
        self._top = min(self._top or row, row)
        self._left = min(self._left or column, column)
        self._bottom = max(self._bottom, row)
        self._right = max(self._right, column)
        box = (self._bottom - self._top + 1) * (self._right - self._left + 1)
        self.cells += box - self._counted
        self._counted = box
        if self.cells > MOST_CELLS:
            raise InvalidInputError(f"the sheets have more than {MOST_CELLS:,} cells")


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read(packed: ZipFile, part: ZipInfo, found: _Extent) -> None:
    """As XML when it begins like XML, whatever it is called."""
    with packed.open(part) as stream:
        blocks = _blocks(stream, found)
        first = next(blocks, b"")
        if not first.lstrip(_BEFORE_XML).startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
            for _ in blocks:
                pass
            return
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = found.element
        parser.EntityDeclHandler = _refuse_entity
        try:
            parser.Parse(first)
            for block in blocks:
                parser.Parse(block)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ValueError(f"{part.filename}: {error}") from error


def _blocks(stream: IO[bytes], found: _Extent) -> Iterator[bytes]:
    while block := stream.read(_AT_ONCE):
        found.unpack(len(block))
        yield block


def _refuse_entity(*declared: object) -> None:
    raise ValueError("an entity is declared")
