"""What a sheet would change, looked at before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aicc.content.sheets.apart import Progress
from aicc.content.sheets.read import read_sheets
from aicc.domain.content import ContentStatus, Edit
from aicc.domain.faq import FaqEntry
from aicc.faqs.bodies import FAQS, FaqItem
from aicc.faqs.report.near import near_pairs
from aicc.faqs.search.wording import letters_of
from aicc.faqs.sheets.rows import CellFinding, ReadRow, read_rows

NEAR_FROM = 0.85
MOST_NEAR = 500  # pairs shown


class Effect(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    row: int
    effect: Effect
    edit: Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicate:
    """A row that asks nearly what another entry asks; `other_row` is 0 for one kept already."""

    row: int
    faq_id: str
    text: str
    other_row: int
    other_id: str
    other_text: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    rows: Sequence[PlannedRow]
    findings: Sequence[CellFinding]
    near: Sequence[NearDuplicate]

    @property
    def errors(self) -> int:
        return sum(finding.is_error for finding in self.findings)

    @property
    def edits(self) -> list[Edit]:
        """What is to be written: rows that change nothing are left out."""
        return [row.edit for row in self.rows if row.effect is not Effect.SAME]

    def count(self, effect: Effect) -> int:
        return sum(row.effect is effect for row in self.rows)


def plan_import(
    data: bytes,
    kept: Sequence[FaqItem],
    status: ContentStatus,
    locale: str = "ko",
    *,
    progress: Progress = lambda done, of: None,
) -> ImportPlan:
    """`status` is for rows whose sheet says none. `InvalidInputError` where there is no table."""
    read = read_rows(read_sheets(data), locale, progress)
    by_id = {each.id: each for each in kept}
    ids_by_question = {letters_of(each.value.question): each.id for each in kept}
    named = [_named(row, ids_by_question) for row in read.rows]
    once, findings = _once(named)
    rows = [_planned(row, by_id.get(row.entry.id), status) for row in once]
    return ImportPlan(
        rows=rows,
        findings=sorted([*read.findings, *findings], key=lambda finding: finding.row),
        near=_near(once, kept),
    )


def _named(row: ReadRow, ids_by_question: dict[str, str]) -> ReadRow:
    """A row without an id is the entry that asks the same, if there is one."""
    known = ids_by_question.get(letters_of(row.entry.question))
    if row.has_id or known is None:
        return row
    return replace(row, entry=replace(row.entry, id=known))


def _once(rows: Sequence[ReadRow]) -> tuple[list[ReadRow], list[CellFinding]]:
    first: dict[str, ReadRow] = {}
    findings = []
    for row in rows:
        earlier = first.setdefault(row.entry.id, row)
        if earlier is not row:
            what = f"the id {row.entry.id!r}" if row.has_id else "the same question"
            message = f"{what} is in row {earlier.row} already: delete or change one of them"
            findings.append(CellFinding(row=row.row, message=message))
    return list(first.values()), findings


def _planned(row: ReadRow, kept: FaqItem | None, status: ContentStatus) -> PlannedRow:
    wanted = _status(row, kept, status)
    if kept is None:
        effect = Effect.NEW
    else:
        is_same = kept.value == row.entry and kept.status is wanted
        effect = Effect.SAME if is_same else Effect.CHANGED
    expected = kept.number if kept else 0
    edit = FAQS.edit(row.entry.id, row.entry, status=wanted, expected=expected)
    return PlannedRow(row=row.row, effect=effect, edit=edit)


def _status(row: ReadRow, kept: FaqItem | None, status: ContentStatus) -> ContentStatus:
    """Importing what is there already as a draft takes nothing back."""
    if row.status:
        return row.status
    return kept.status if kept and kept.value == row.entry else status


def _near(rows: Sequence[ReadRow], kept: Sequence[FaqItem]) -> list[NearDuplicate]:
    """Of all questions and variants, those of other entries that are nearly the same."""
    replaced = {row.entry.id for row in rows}
    asked = [(row.row, row.entry.id, text) for row in rows for text in _texts(row.entry)]
    asked += [
        (0, each.id, text)
        for each in kept
        if each.id not in replaced and each.status is not ContentStatus.ARCHIVED
        for text in _texts(each.value)
    ]
    found: dict[tuple[str, str], NearDuplicate] = {}
    for pair in near_pairs([text for *_, text in asked], NEAR_FROM):
        (row, faq_id, text), (other_row, other_id, other) = asked[pair.one], asked[pair.other]
        if faq_id == other_id or not (row or other_row):
            continue
        best = found.get((faq_id, other_id))
        if best is None or best.likeness < pair.likeness:
            found[faq_id, other_id] = NearDuplicate(
                row=row,
                faq_id=faq_id,
                text=text,
                other_row=other_row,
                other_id=other_id,
                other_text=other,
                likeness=pair.likeness,
            )
    return sorted(found.values(), key=lambda each: (-each.likeness, each.row))[:MOST_NEAR]


def _texts(entry: FaqEntry) -> tuple[str, ...]:
    return (entry.question, *entry.variants)
