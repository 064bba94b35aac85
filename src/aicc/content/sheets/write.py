"""Tables written as Excel and as CSV that Excel opens; the same table gives the same cells."""

import csv
import io
import re
from collections.abc import Sequence

from aicc.content.sheets.cells import guarded

_WIDTH, _WIDEST = 10, 60
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read a character there


def to_xlsx(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet with its headings frozen."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at, width in enumerate(_widths(headings, rows), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width

    def cells(texts: Sequence[str], font: Font | None = None) -> list[Cell]:
        made = []
        for text in texts:
            cell = WriteOnlyCell(sheet, value=_LOOKS_ESCAPED.sub("_x005F_", guarded(text)))
            cell.alignment = wrapped
            if font:
                cell.font = font
            made.append(cell)
        return made

    wrapped = Alignment(wrap_text=True, vertical="top")
    sheet.append(cells(headings, Font(bold=True)))
    for row in rows:
        sheet.append(cells(row))
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def to_csv(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with the mark that tells Excel so."""
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerows([guarded(text) for text in row] for row in (headings, *rows))
    return into.getvalue().encode("utf-8-sig")


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Of the longest line in the first rows; Hangul is twice as wide."""
    sample = [headings, *rows[:50]]
    return [
        min(_WIDEST, max(_WIDTH, *(2 * _longest_line(row[at]) for row in sample)))
        for at in range(len(headings))
    ]


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))
