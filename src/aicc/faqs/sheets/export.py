"""FAQ entries as a sheet that imports back as it was, and as the pack's own faqs.yaml."""

import io
from collections.abc import Callable, Mapping, Sequence

from aicc.content.sheets.cells import joined
from aicc.content.sheets.write import to_csv, to_xlsx
from aicc.domain.faq import AnswerPart, FaqEntry
from aicc.faqs.bodies import FaqItem, body_of
from aicc.faqs.sheets.columns import FIELDS, WORDS
from aicc.faqs.sheets.rows import LIST_MARKS, PART_MARK

_SHORT = ("keywords", "tags", "channels")  # written on one line

_Write = Callable[[Sequence[FaqItem], str], bytes]


def as_xlsx(kept: Sequence[FaqItem], locale: str) -> bytes:
    return to_xlsx(
        WORDS.text("sheet_title", locale),
        _headings(locale),
        [_cells(each, locale) for each in kept],
    )


def as_csv(kept: Sequence[FaqItem], locale: str) -> bytes:
    return to_csv(_headings(locale), [_cells(each, locale) for each in kept])


SHEETS: Mapping[str, _Write] = {".xlsx": as_xlsx, ".csv": as_csv}


def as_yaml(entries: Sequence[FaqEntry], synonyms: Sequence[Sequence[str]]) -> bytes:
    """A pack's faqs.yaml; the same entries give the same bytes."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    plain: dict[str, object] = {}
    if synonyms:
        plain["synonyms"] = [_on_one_line(words) for words in synonyms]
    plain["faqs"] = [_plain(entry) for entry in entries]
    into = io.BytesIO()
    yaml.dump(plain, into)
    return into.getvalue()


def _plain(entry: FaqEntry) -> dict[str, object]:
    body = {"id": entry.id, **body_of(entry)}
    short = {name: _on_one_line(getattr(entry, name)) for name in _SHORT if name in body}
    return {**body, **short}


def _on_one_line(words: Sequence[str]) -> object:
    from ruamel.yaml.comments import CommentedSeq

    line = CommentedSeq(words)
    line.fa.set_flow_style()
    return line


def _headings(locale: str) -> list[str]:
    return [WORDS.heading_of(field, locale) for field in FIELDS]


def _cells(kept: FaqItem, locale: str) -> list[str]:
    entry = kept.value
    written = {
        "status": WORDS.word_of("status", kept.status, locale),
        "priority": str(entry.priority),
        "channels": joined([WORDS.word_of("channels", each, locale) for each in entry.channels]),
        "parts": "\n".join(_part(part, locale) for part in entry.parts),
    }
    for field in FIELDS:
        if field not in written:
            value = getattr(entry, field)
            written[field] = value if isinstance(value, str) else joined(value, LIST_MARKS[field])
    return [written[field] for field in FIELDS]


def _part(part: AnswerPart, locale: str) -> str:
    rest = part.items or ((part.url,) if part.url else ())
    fields = (WORDS.word_of("parts", part.kind, locale), part.text, *rest)
    return joined([f" {field} " for field in fields], PART_MARK).strip()
