"""A file that would take the service with it is refused, and what is written runs nowhere."""

import io
import os
import struct
import zipfile
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook

from aicc.content.sheets.apart import Limits, run_apart
from aicc.content.sheets.cells import guarded, unguarded
from aicc.content.sheets.extent import MOST_COLUMNS, MOST_ROWS
from aicc.content.sheets.read import read_sheets
from aicc.errors import InvalidInputError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SMALL = Limits(memory_mb=300, time_s=20)


def packed(sheets: Sequence[str], body: str, *, more: dict[str, bytes] | None = None) -> bytes:
    """An Excel file whose sheets are all the same part."""
    listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId1"/>'
                     for at, name in enumerate(sheets, start=1))  # fmt: skip
    target = '<Relationship Id="rId1" Type="{0}/worksheet" Target="worksheets/sheet1.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',  # noqa: E501
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{target.format(LINKS)}</Relationships>',  # noqa: E501
        "xl/worksheets/sheet1.xml": body,
    }
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        parts.update(more or {})
        for name, text in parts.items():
            file.writestr(name, text)
    return into.getvalue()


def cells(*places: str) -> str:
    rows = "".join(f'<row><c r="{place}"><v>1</v></c></row>' for place in places)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed(["one"], cells("A1", "XFD1048576")), f"{MOST_ROWS:,} rows"),
        (packed(["one"], cells("A1", "ZZ190000")), f"{MOST_COLUMNS} columns"),
        (packed(["one"], cells("A1", "IV199999")), "2,000,000 cells"),
        (packed([f"s{at}" for at in range(300)], cells("A1")), "20 sheets"),
        (packed(["one"], cells("A1"), more={f"p{at}": b"" for at in range(1_200)}), "1,000 parts"),
        (packed(["one"], cells("A1"), more={"xl/sharedStrings.xml": b" " * 65 * 1024**2}), "large"),
        (
            packed(["one"], f'<!DOCTYPE w [<!ENTITY a "aaaa">]><w xmlns="{MAIN}">&a;</w>'),
            "broken",
        ),
        (("\n".join(["a"] * (MOST_ROWS + 1))).encode(), f"{MOST_ROWS:,} rows"),
        (("," * MOST_COLUMNS).encode(), f"{MOST_COLUMNS} columns"),
    ],
    ids=["sparse", "wide", "box", "sheets", "parts", "unpacked", "entity", "rows", "columns"],
)
def test_a_file_that_is_larger_inside_is_refused_before_it_is_read(data: bytes, why: str) -> None:
    with pytest.raises(InvalidInputError, match=why):
        read_sheets(data)


def corrupt() -> bytes:
    """The packed bytes of the first part are others."""
    data = bytearray(packed(["one"], cells("A1")))
    at = zipfile.ZipFile(io.BytesIO(data)).infolist()[0]
    begins = at.header_offset + 30 + len(at.filename)
    data[begins : begins + at.compress_size] = b"\xff" * at.compress_size
    return bytes(data)


def marked(flags: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Every part says of itself, in both places, that it is packed so."""
    data = bytearray(packed(["one"], cells("A1")))
    for part in zipfile.ZipFile(io.BytesIO(data)).infolist():
        data[part.header_offset + 6 : part.header_offset + 10] = struct.pack("<HH", flags, method)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8 : at + 12] = struct.pack("<HH", flags, method)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (corrupt(), "broken"),
        (packed(["one"], cells("A1"))[:-30], "broken"),
        (marked(0, method=99), "broken"),
        (marked(0, method=zipfile.ZIP_LZMA), "broken"),
        (marked(0, method=zipfile.ZIP_BZIP2), "broken"),
        (marked(1), "password"),
        (marked(1 | 64), "password"),
    ],
    ids=["deflate", "cut", "method", "lzma", "bzip2", "encrypted", "strongly encrypted"],
)
def test_a_file_that_cannot_be_unpacked_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(InvalidInputError, match=why):
        read_sheets(data)


def test_a_colour_down_to_the_last_row_takes_no_room() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "질문"
    sheet["ZZ200500"].number_format = "0.00"
    into = io.BytesIO()
    book.save(into)

    (read,) = read_sheets(into.getvalue())

    assert read.rows[0].cells == ("질문",)


def twice(number: int, *, progress: Callable[[int, int], None]) -> int:
    progress(1, 2)
    return 2 * number


def refuses(*, progress: object) -> None:
    raise InvalidInputError("row 3: wrong")


def takes_all(*, progress: object) -> int:
    return len(b"x" * 2 * 1024**3)


def never_ends(*, progress: object) -> None:
    while True:
        pass


def dies(*, progress: object) -> None:
    os.abort()


def test_work_apart_gives_its_result_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []

    result = run_apart(twice, 21, progress=lambda done, of: told.append((done, of)))

    assert (result, told) == (42, [(1, 2)])


def test_a_refusal_comes_back_in_its_own_words() -> None:
    with pytest.raises(InvalidInputError, match="row 3: wrong"):
        run_apart(refuses)


@pytest.mark.parametrize("work", [takes_all, dies])
def test_work_over_its_limits_ends_alone(work: Callable[..., object]) -> None:
    with pytest.raises(InvalidInputError, match="more memory or time"):
        run_apart(work, limits=SMALL)


def test_work_that_does_not_end_is_ended() -> None:
    with pytest.raises(InvalidInputError, match="more memory or time"):
        run_apart(never_ends, limits=Limits(time_s=1))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "\ufeff=1+1", "\u200b=1+1", '"=1+1', ";=1+1", "|=1+1", " =1+1", ", -1", "'=1+1"],
)
def test_nothing_that_may_run_is_written_as_it_is(text: str) -> None:
    written = guarded(text)

    assert written.startswith("'")
    assert unguarded(written) == text
