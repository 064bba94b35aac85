"""The examples of topics as a sheet, one sentence a row, and back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aicc.content.book import BookItem
from aicc.content.sheets.apart import Progress
from aicc.content.sheets.read import read_sheets
from aicc.content.sheets.words import SheetWords
from aicc.content.sheets.write import to_csv, to_xlsx
from aicc.content.topics import Taught
from aicc.errors import InvalidInputError

_FIELDS = ("topic", "kind", "sentence")
_WORDS = SheetWords(__package__, "topics.json", _FIELDS, ("topic", "sentence"))
_EXAMPLE, _CONTRAST = "example", "not"

_Items = Sequence[BookItem[Taught]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTopic:
    """What a sheet has of one topic, and in which row it begins."""

    name: str
    row: int
    examples: tuple[str, ...]
    contrasts: tuple[str, ...]

    def over(self, before: Taught, *, replaces: bool) -> Taught:
        """`replaces`: what is not in the sheet goes."""
        nothing = Taught(examples=())
        return (nothing if replaces else before).with_more(self.examples, self.contrasts)


def read_topics(
    data: bytes, locale: str = "ko", *, progress: Progress = lambda done, of: None
) -> list[SheetTopic]:
    """In the order of the sheet; `InvalidInputError` names the row that cannot be read."""
    rows, headings = _WORDS.find_table(read_sheets(data), locale)
    progress(0, len(rows))
    columns = {_WORDS.field_of(heading): at for at, heading in reversed([*enumerate(headings)])}
    first: dict[str, int] = {}
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.is_empty:
            continue
        name, kind, sentence = (_cell(row.cells, columns.get(field)) for field in _FIELDS)
        kind = _WORDS.value_of("kind", kind) or _EXAMPLE
        if not (name and sentence) or kind not in {_EXAMPLE, _CONTRAST}:
            message = "wants a topic, a sentence, and in between example, not, or nothing"
            raise InvalidInputError(f"row {row.number}: {message}")
        first.setdefault(name, row.number)
        found.setdefault(name, []).append((kind, sentence))
    if not found:
        raise InvalidInputError("there is no row below the headings")
    return [
        SheetTopic(
            name=name,
            row=first[name],
            examples=tuple(text for kind, text in said if kind == _EXAMPLE),
            contrasts=tuple(text for kind, text in said if kind == _CONTRAST),
        )
        for name, said in found.items()
    ]


def as_xlsx(items: _Items, locale: str) -> bytes:
    return to_xlsx(_WORDS.text("sheet_title", locale), _headings(locale), [*_rows(items, locale)])


def as_csv(items: _Items, locale: str) -> bytes:
    return to_csv(_headings(locale), [*_rows(items, locale)])


TOPIC_SHEETS: Mapping[str, Callable[[_Items, str], bytes]] = {".xlsx": as_xlsx, ".csv": as_csv}


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _headings(locale: str) -> list[str]:
    return [_WORDS.heading_of(field, locale) for field in _FIELDS]


def _rows(items: _Items, locale: str) -> Iterator[list[str]]:
    for item in items:
        said = {_EXAMPLE: item.value.examples, _CONTRAST: item.value.contrasts}
        for kind, texts in said.items():
            for text in texts:
                yield [item.id, _WORDS.word_of("kind", kind, locale), text]
