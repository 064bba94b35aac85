"""FAQ entries read from the rows of a sheet: every row that is wrong says where and what to do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from aicc.content.sheets.apart import Progress
from aicc.content.sheets.cells import parted
from aicc.content.sheets.table import Row, Sheet
from aicc.domain.content import ContentStatus
from aicc.domain.faq import FaqEntry
from aicc.domain.finding import Finding
from aicc.domain.json import Json
from aicc.errors import InvalidInputError
from aicc.faqs.search.wording import letters_of
from aicc.faqs.sheets.columns import FIELDS, NEEDED, WORDS, no_category
from aicc.packs.schema.faq import FaqFile

LIST_MARKS: Mapping[str, str] = {
    "variants": "\n;",
    "keywords": "\n;,",
    "tags": "\n;,",
    "channels": "\n;,",
}
PART_MARK = "|"
_TOLD_EVERY = 500
_WITH_ITEMS = frozenset({"list", "buttons"})
_WHAT_TO_DO = {
    "string_too_short": "is empty: fill it in",
    "string_too_long": "is too long: at most 2,000 characters",
    "string_pattern_mismatch": "may have letters A-Z, digits and _ . - (at most 64)",
    "int_parsing": "must be a whole number from 0 to 9",
    "greater_than_equal": "must be a whole number from 0 to 9",
    "less_than_equal": "must be a whole number from 0 to 9",
    "enum": "has an unknown word: text, list, link, image or buttons",
    "literal_error": "has an unknown word: chat or voice",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFinding(Finding):
    """`column` is the heading as the file has it; `row` 0 means the file as a whole."""

    row: int
    column: str = ""

    def __str__(self) -> str:
        place = f"row {self.row}: " if self.row else ""
        column = f"{self.column} " if self.column else ""
        return f"{place}{self.level}: {column}{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """`status` is None where the sheet says nothing of it; `has_id` whether it names the entry."""

    row: int
    entry: FaqEntry
    status: ContentStatus | None
    has_id: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSheet:
    rows: Sequence[ReadRow]
    findings: Sequence[CellFinding]


def read_rows(
    sheets: Sequence[Sheet], locale: str, progress: Progress = lambda done, of: None
) -> ReadSheet:
    """From the first sheet that has the headings needed; `InvalidInputError` when none has."""
    rows, headings = WORDS.find_table(sheets, locale)
    columns = {
        field: at for at, field in reversed([*enumerate(map(WORDS.field_of, headings))]) if field
    }
    names = {field: headings[at] for field, at in columns.items()}
    findings = list(_about_headings(headings))
    read: list[ReadRow] = []
    for count, row in enumerate(rows):
        if count % _TOLD_EVERY == 0:
            progress(count, len(rows))
        if row.is_empty:
            continue
        cells = {field: row.cells[at] for field, at in columns.items() if at < len(row.cells)}
        try:
            read.append(_read_row(row, cells, locale))
        except ValidationError as error:
            findings += [_finding(row.number, each, names) for each in error.errors()]
        except _CellError as error:
            column = names[error.field]
            findings.append(CellFinding(row=row.number, column=column, message=error.message))
    progress(len(rows), len(rows))
    if not read and not findings:
        raise InvalidInputError("there is no row below the headings")
    return ReadSheet(rows=read, findings=findings)


def id_for(question: str) -> str:
    """The id of an entry that its sheet names not: the same for the same question."""
    return f"faq-{blake2b(letters_of(question).encode(), digest_size=6).hexdigest()}"


class _CellError(Exception):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def _about_headings(headings: Sequence[str]) -> list[CellFinding]:
    unknown = [heading for heading in headings if heading and not WORDS.field_of(heading)]
    known = [field for heading in headings if (field := WORDS.field_of(heading))]
    twice = sorted({field for field in known if known.count(field) > 1}, key=FIELDS.index)
    messages = [f"the column {heading!r} is not known and was left out" for heading in unknown]
    messages += [f"two columns are {field}: the first one counts" for field in twice]
    return [CellFinding(row=0, message=message, is_error=False) for message in messages]


def _read_row(row: Row, cells: Mapping[str, str], locale: str) -> ReadRow:
    given: dict[str, Json] = {}
    for field, cell in cells.items():
        if cell and field != "status":
            given[field] = _value(field, cell)
    given.setdefault("category", no_category(locale))
    for field in NEEDED:
        given.setdefault(field, "")
    has_id = "id" in given
    given.setdefault("id", id_for(cells.get("question", "")))
    entry = FaqFile.model_validate(given).entry()
    return ReadRow(row=row.number, entry=entry, status=_status(cells), has_id=has_id)


def _value(field: str, cell: str) -> Json:
    if field == "parts":
        return [_part(line) for line in cell.split("\n") if line.strip()]
    if field in LIST_MARKS:
        values = [value for value in parted(cell, LIST_MARKS[field]) if value]
        return [WORDS.value_of(field, each) for each in values] if field == "channels" else values
    if field in {"valid_from", "valid_until"}:
        return _day(cell)
    return cell


def _part(line: str) -> Json:
    kind, *rest = parted(line, PART_MARK)
    kind, text = WORDS.value_of("parts", kind), rest[0] if rest else ""
    if kind in _WITH_ITEMS:
        return {"kind": kind, "text": text, "items": [item for item in rest[1:] if item]}
    return {"kind": kind, "text": text, "url": rest[1] if len(rest) > 1 else ""}


def _day(cell: str) -> str:
    """Also 2026.3.1, 2026/03/01 and 20260301, as people write them."""
    found = re.fullmatch(r"(\d{4})\D{0,3}(\d{1,2})\D{0,3}(\d{1,2})\D?", cell)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else cell


def _status(cells: Mapping[str, str]) -> ContentStatus | None:
    cell = cells.get("status", "")
    if not cell:
        return None
    value = WORDS.value_of("status", cell)
    if value not in list(ContentStatus):
        message = f"{cell!r} is not known: draft, published or archived"
        raise _CellError("status", message)
    return ContentStatus(value)


def _finding(row: int, error: ErrorDetails, names: Mapping[str, str]) -> CellFinding:
    """What pydantic found, in words about the sheet."""
    field = str(error["loc"][0]) if error["loc"] else ""
    message = error["msg"].removeprefix("Value error, ")
    message = _WHAT_TO_DO.get(error["type"], message)
    return CellFinding(row=row, column=names.get(field, field), message=message)
