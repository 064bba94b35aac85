"""Shapes of numbers that name a person or a company, and what is done with each.

One table, two readers. To use a number (`entities/digits.py`) it must be what it looks like; to
hide one (`personal/find.py`) it is enough that it may be. The last two columns say where they
differ, and why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from aicc.korean.words.lists import read_list


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A number in the groups that dashes part: 010-1234-5678."""

    kind: str
    groups: tuple[str, ...]  # an expression for the digits of each
    confidence: float | None  # when it is used as this kind; None: it is not
    hidden_as: str | None  # with no word beside it; None: anybody may read it
    needs_dashes: bool = False  # the same digits in one row are no sign of this kind

    def joined(self, by: str = "") -> str:
        """An expression for the whole number, a group for each of its groups."""
        return by.join(f"({group})" for group in self.groups)


_BIRTHDAY = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NO_DAY = r"\d\d(?:(?:00|1[3-9]|[2-9]\d)\d\d|\d\d(?:00|3[2-9]|[4-9]\d))"
_LICENCE = (r"\d\d", r"\d{6}", r"\d\d")
_LINE = (r"\d{3,4}", r"\d{4}")

SHAPES = (
    NumberShape("resident", (_BIRTHDAY, r"[12349]\d{6}"), 0.9, "resident"),
    # Born before 1900, or on no day: nobody's number, but somebody's with a slip in it
    NumberShape("resident", (_BIRTHDAY, r"0\d{6}"), None, "resident"),
    NumberShape("resident", (_NO_DAY, r"\d{7}"), None, "resident", needs_dashes=True),
    NumberShape("foreigner", (_BIRTHDAY, r"[5-8]\d{6}"), 0.9, "foreigner"),
    NumberShape("phone", ("010", r"\d{4}", r"\d{4}"), 0.99, "phone"),
    NumberShape("phone", ("01[16-9]", *_LINE), 0.99, "phone"),
    NumberShape("card", (r"[2-69]\d{3}", r"\d{4}", r"\d{4}", r"\d{4}"), 0.8, "card"),
    NumberShape("card", (r"3[47]\d\d", r"\d{6}", r"\d{5}"), 0.8, "card"),
    NumberShape("phone", (r"050\d", *_LINE), 0.95, "phone"),
    NumberShape("phone", ("02", *_LINE), 0.9, "phone"),
    NumberShape("phone", ("0[3-6][1-5]", *_LINE), 0.9, "phone"),
    NumberShape("phone", ("070", *_LINE), 0.9, "phone"),
    # A digit short, or with an area code that no place has, or a card of an unknown maker: it is
    # read back to the customer, who puts it right; hidden it is for its length alone
    NumberShape("phone", ("010", r"\d{3}", r"\d{4}"), 0.99, "account"),
    NumberShape("phone", ("050", r"\d{3}", r"\d{4}"), 0.9, "account"),
    NumberShape("phone", ("0(?:[346][06-9]|5[6-9])", *_LINE), 0.9, "account"),
    NumberShape("card", (r"(?:[24-69]\d|3[0-35689])\d\d", r"\d{6}", r"\d{5}"), 0.8, "account"),
    # Service numbers are printed on everything
    NumberShape("phone", (r"1[568]\d\d", r"\d{4}"), 0.85, None),
    NumberShape("phone", ("080", *_LINE), 0.9, None),
    # Regions have the figures 11 to 28
    NumberShape("licence", ("(?:1[1-9]|2[0-8])", *_LICENCE), 0.95, "licence", needs_dashes=True),
    NumberShape("licence", (r"(?:[03-9]\d|10|29)", *_LICENCE), None, "licence", needs_dashes=True),
    # A company's, and public; tax offices have figures from 101 on
    NumberShape("business", (r"[1-9]\d\d", r"\d\d", r"\d{5}"), 0.8, None, needs_dashes=True),
    NumberShape("business", (r"0\d\d", r"\d\d", r"\d{5}"), None, None, needs_dashes=True),
)

# Beside 12-345678-90 the region may stand by its name; no licence was given out in that of 세종
LICENCE_REGION = "|".join(region for region in read_list("regions") if region != "세종")


def used(kind: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    """Digits in one row -> the groups they are written in, with how sure the kind is."""
    return tuple(
        (re.compile(shape.joined()), shape.confidence)
        for shape in SHAPES
        if shape.kind == kind and shape.confidence is not None
    )


def hidden() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Shapes that are seen with dashes or without, as they are tried; neighbours are one."""
    seen = (row for row in SHAPES if row.kind == row.hidden_as and not row.needs_dashes)
    for kind, rows in groupby(seen, key=lambda row: row.kind):
        yield kind, re.compile("|".join(row.joined(by="-?") for row in rows))


def dashed(kind: str) -> re.Pattern[str]:
    """Numbers of the kind that are one by their dashes."""
    rows = (row for row in SHAPES if row.kind == kind and row.needs_dashes)
    return re.compile("|".join(row.joined(by="-") for row in rows))
