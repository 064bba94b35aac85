"""Sheets of FAQ entries: what staff write is understood, what they get imports back as it was."""

import io
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from aicc.content.book import BookItem
from aicc.domain.content import ContentStatus
from aicc.domain.faq import AnswerPart, FaqEntry, PartKind
from aicc.errors import InvalidInputError
from aicc.faqs.bodies import FaqItem, entry_from
from aicc.faqs.sheets.export import SHEETS, as_yaml
from aicc.faqs.sheets.import_entries import Effect, ImportPlan, plan_import
from aicc.packs.schema.faq import FaqFile

DRAFT, PUBLISHED = ContentStatus.DRAFT, ContentStatus.PUBLISHED

FULL = FaqEntry(
    id="fee",
    category="이체",
    question="이체 수수료가 얼마예요?",
    answer="첫째 줄입니다.\n둘째 줄입니다.",
    variants=("수수료; 얼마?", "송금 수수료"),
    keywords=("3,000원", "수수료"),
    voice="오백 원입니다.",
    priority=3,
    tags=("transfer",),
    valid_from="2026-03-01",
    valid_until="2026-12-31",
    channels=("chat", "voice"),
    parts=(
        AnswerPart(kind=PartKind.LIST, text="준비물", items=("신분증 | 여권", "통장")),
        AnswerPart(kind=PartKind.LINK, text="수수료 표", url="https://bank.example/a|b;c"),
        AnswerPart(kind=PartKind.BUTTONS, items=("이체하기",)),
        AnswerPart(kind=PartKind.TEXT, text="덧붙임"),
    ),
)


def kept(*entries: FaqEntry, status: ContentStatus = PUBLISHED, number: int = 1) -> list[FaqItem]:
    return [BookItem(id=entry.id, value=entry, status=status, number=number) for entry in entries]


def an_entry(faq_id: str, question: str, answer: str = "답입니다.") -> FaqEntry:
    return FaqEntry(id=faq_id, category="일반", question=question, answer=answer)


def csv_of(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows: Sequence[object], title: str = "Sheet1") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def plan(data: bytes, existing: Sequence[FaqItem] = ()) -> ImportPlan:
    return plan_import(data, existing, status=DRAFT)


def entries(found: ImportPlan) -> list[FaqEntry]:
    return [entry_from(row.edit.id, row.edit.body) for row in found.rows]


def findings(found: ImportPlan) -> list[str]:
    return [str(finding) for finding in found.findings]


@pytest.mark.parametrize("suffix", SHEETS)
@pytest.mark.parametrize("locale", ["ko", "en"])
def test_an_export_imports_back_as_it_was(suffix: str, locale: str) -> None:
    existing = [*kept(FULL), *kept(an_entry("b", "질문?"), status=DRAFT)]

    found = plan(SHEETS[suffix](existing, locale), existing)

    assert findings(found) == []
    assert [row.effect for row in found.rows] == [Effect.SAME, Effect.SAME]


words = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t'\\;|,\n가힣_x000D_"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip())


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    texts=st.lists(words, min_size=3, max_size=3),
    variants=st.lists(words, max_size=3),
    keywords=st.lists(words, max_size=3),
    items=st.lists(words, min_size=1, max_size=3),
)
def test_any_text_survives_every_sheet(
    texts: list[str], variants: list[str], keywords: list[str], items: list[str]
) -> None:
    try:
        entry = FaqFile.model_validate(
            {
                "id": "any",
                "category": texts[0],
                "question": texts[1],
                "answer": texts[2],
                "variants": variants,
                "keywords": keywords,
                "parts": [{"kind": "list", "text": texts[0], "items": items}],
            }
        ).entry()
    except ValueError:
        return  # nothing that can be shown is left of it

    for write in SHEETS.values():
        found = plan(write(kept(entry), "ko"))

        assert findings(found) == []
        assert entries(found) == [entry]


def test_headings_are_known_in_both_languages_and_in_any_order() -> None:
    found = plan(
        csv_of("Answer,유사 질문,QUESTION (필수),keywords", '답입니다.,"하나;둘",질문?,"가, 나"')
    )

    [entry] = entries(found)
    assert (entry.question, entry.answer) == ("질문?", "답입니다.")
    assert entry.variants == ("하나", "둘")
    assert entry.keywords == ("가", "나")


def test_a_csv_file_in_the_old_korean_encoding_is_read() -> None:
    found = plan(csv_of("질문,답변", "영업시간은?,아홉 시부터입니다.", encoding="cp949"))

    assert entries(found)[0].answer == "아홉 시부터입니다."


def test_an_unknown_column_is_named_and_left_out() -> None:
    found = plan(csv_of("질문,답변,담당자", "질문?,답,홍길동"))

    assert findings(found) == ["warning: the column '담당자' is not known and was left out"]
    assert found.errors == 0


def test_numbers_and_days_of_a_spreadsheet_are_read_as_shown() -> None:
    rows = (
        ["ID", "질문", "답변", "우선순위", "시작일", "종료일"],
        [1001, "질문?", 24, 2.0, "2026. 3. 1.", "20261231"],
    )

    [entry] = entries(plan(xlsx_of(*rows)))

    assert (entry.id, entry.answer, entry.priority) == ("1001", "24", 2)
    assert (entry.valid_from, entry.valid_until) == ("2026-03-01", "2026-12-31")


def test_a_title_above_the_table_and_empty_rows_do_no_harm() -> None:
    rows: tuple[list[str], ...] = (
        ["고객센터 FAQ"],
        [],
        ["", "질문", "답변"],
        ["", "하나?", "답"],
        [],
        ["", "둘?", "답"],
    )

    found = plan(xlsx_of(*rows))

    assert [row.row for row in found.rows] == [4, 6]


def test_every_wrong_row_says_where_and_what_to_do() -> None:
    rows = (
        ["아이디", "질문", "답변", "우선순위", "시작일", "상태", "채널"],
        ["a", "질문?", ""],
        ["b c", "질문 둘?", "답"],
        ["d", "질문 셋?", "답", "높음"],
        ["e", "질문 넷?", "답", "", "내일"],
        ["f", "질문 다섯?", "답", "", "", "끝"],
        ["g", "질문 여섯?", "답", "", "", "", "팩스"],
        ["h", "질문 일곱?", "답" * 2001],
    )

    found = plan(xlsx_of(*rows))

    assert findings(found) == [
        "row 2: error: 답변 is empty: fill it in",
        "row 3: error: 아이디 may have letters A-Z, digits and _ . - (at most 64)",
        "row 4: error: 우선순위 must be a whole number from 0 to 9",
        "row 5: error: 시작일 '내일' is no day such as 2026-03-31",
        "row 6: error: 상태 '끝' is not known: draft, published or archived",
        "row 7: error: 채널 has an unknown word: chat or voice",
        "row 8: error: 답변 is too long: at most 2,000 characters",
    ]
    assert found.rows == []


def test_the_same_row_twice_is_an_error_that_names_the_first() -> None:
    found = plan(csv_of("아이디,질문,답변", "a,하나?,답", "a,둘?,답", ",셋?,답", ",셋 ?,답"))

    assert findings(found) == [
        "row 3: error: the id 'a' is in row 2 already: delete or change one of them",
        "row 5: error: the same question is in row 4 already: delete or change one of them",
    ]


def test_a_row_without_an_id_is_the_entry_that_asks_the_same() -> None:
    existing = kept(an_entry("hours", "영업시간이 어떻게 되나요?"), number=4)

    found = plan(csv_of("질문,답변", "영업 시간이 어떻게 되나요,열 시부터입니다."), existing)

    [row] = found.rows
    assert (row.edit.id, row.effect, row.edit.expected) == ("hours", Effect.CHANGED, 4)


def test_a_row_without_an_id_gets_the_same_one_each_time() -> None:
    data = csv_of("질문,답변", "주차장이 있나요?,있습니다.")

    first, again = (entries(plan(data))[0].id for _ in range(2))

    assert first == again


def test_near_duplicates_are_shown_in_the_sheet_and_against_what_is_kept() -> None:
    existing = kept(an_entry("fee", "이체 수수료가 얼마예요?"))
    data = csv_of(
        "아이디,질문,답변",
        "a,이체 수수료는 얼마예요?,답",
        "b,주차장이 어디에 있나요?,답",
        "c,주차장은 어디에 있나요?,답",
    )

    near = plan(data, existing).near

    assert {(each.row, each.other_row, each.other_id) for each in near} == {
        (2, 0, "fee"),
        (3, 4, "c"),
    }


def test_a_status_in_the_sheet_counts_and_unchanged_entries_keep_theirs() -> None:
    existing = kept(an_entry("a", "하나?"))
    data = csv_of(
        "아이디,질문,답변,분류,상태", "a,하나?,답입니다.,,", "b,둘?,답,,게시", "c,셋?,답,,"
    )

    found = plan(data, existing)

    assert [row.effect for row in found.rows] == [Effect.SAME, Effect.NEW, Effect.NEW]
    assert [row.edit.status for row in found.rows] == [PUBLISHED, PUBLISHED, DRAFT]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 broken", "the Excel file is broken"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither Excel nor CSV"),
        (csv_of("질문,답변"), "no row below the headings"),
        (csv_of("질문,제목", "하나?,둘"), "no sheet has the headings '질문' and '답변'"),
        (xlsx_of(["이름", "전화"], ["가", "나"], title="연락처"), "연락처: 이름, 전화"),
        (xlsx_of(), "the file has no rows"),
    ],
    ids=["empty", "broken", "picture", "no rows", "other headings", "wrong sheet", "empty sheet"],
)
def test_a_file_that_is_no_sheet_of_entries_is_refused_clearly(data: bytes, message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        plan(data)


def test_a_formula_is_written_as_text() -> None:
    data = SHEETS[".xlsx"](kept(an_entry("a", "=HYPERLINK(1)?", "@SUM(1)")), "ko")

    sheet = load_workbook(io.BytesIO(data)).active

    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert {"'=HYPERLINK(1)?", "'@SUM(1)"} <= {cell.value for cell in cells}


def test_yaml_is_the_same_bytes_each_time() -> None:
    first, again = (as_yaml([FULL], [["이체", "송금"]]) for _ in range(2))

    assert first == again
    assert "이체 수수료가 얼마예요?" in first.decode()
