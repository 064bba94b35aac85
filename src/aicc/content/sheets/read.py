"""Excel and CSV files read as text, with a message that says what to do about a bad one."""

import csv
import io
import zlib
from collections.abc import Iterable, Sequence
from zipfile import BadZipFile

from aicc.content.sheets.cells import as_text, unguarded
from aicc.content.sheets.extent import (
    IS_LOCKED,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    check_extent,
)
from aicc.content.sheets.table import Row, Sheet
from aicc.errors import InvalidInputError

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCODINGS = ("utf-8-sig", "cp949")  # what Excel saves CSV as, in new and in Korean old style
# What unpacking raises: flags that nobody knows are not implemented, a part that is cut has an end
_BROKEN = (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SMALL = 32 * 1024
_LONGEST_CELL = 1_000_000


def is_small_text(data: bytes) -> bool:
    """A CSV file that takes no time and no memory to speak of."""
    return len(data) <= _SMALL and not data.startswith((_ZIP, _OLD_EXCEL))


def read_sheets(data: bytes) -> list[Sheet]:
    """By what the file is, whatever it is called. `InvalidInputError` for what is no table."""
    if not data.strip():
        raise InvalidInputError("the file is empty")
    if data.startswith((_ZIP, _OLD_EXCEL)):
        return _excel(data)
    return [Sheet(name="", rows=_rows(_csv(_decoded(data))))]


def _excel(data: bytes) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        if data.startswith(_ZIP):
            check_extent(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(book.sheet_names) > MOST_SHEETS:
            raise InvalidInputError(f"the Excel file has more than {MOST_SHEETS} sheets")
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [
            Sheet(name=sheet.name, rows=_rows(sheet.to_python(skip_empty_area=False)))
            for sheet in sheets
        ]
    except PasswordError as error:
        raise InvalidInputError(IS_LOCKED) from error
    except (CalamineError, *_BROKEN) as error:
        message = "the Excel file is broken: open it in Excel, save it as .xlsx and try again"
        raise InvalidInputError(message) from error


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(_UTF_16) else _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInputError("the file is neither Excel nor CSV in UTF-8 or CP949 (EUC-KR)")


def _csv(text: str) -> Iterable[Sequence[str]]:
    if "\0" in text:
        raise InvalidInputError("the file is neither Excel nor CSV")
    csv.field_size_limit(_LONGEST_CELL)
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise InvalidInputError(f"the CSV file is broken: {error}") from error


def _rows(rows: Iterable[Sequence[object]]) -> list[Row]:
    found: list[Row] = []
    cells = 0
    for number, row in enumerate(rows, start=1):
        cells += len(row)
        if number > MOST_ROWS:
            raise InvalidInputError(f"the sheet has more than {MOST_ROWS:,} rows")
        if len(row) > MOST_COLUMNS:
            raise InvalidInputError(f"the sheet has more than {MOST_COLUMNS} columns")
        if cells > MOST_CELLS:
            raise InvalidInputError(f"the sheet has more than {MOST_CELLS:,} cells")
        found.append(Row(number=number, cells=tuple(unguarded(as_text(cell)) for cell in row)))
    return found
