"""What an FAQ entry may say, and what is refused."""

from collections.abc import Mapping
from datetime import date

import pytest
from pydantic import ValidationError

from aicc.domain.faq import AnswerPart, FaqEntry, PartKind
from aicc.packs.schema.faq import FaqFile

ENTRY = {"id": "fee", "category": "이체", "question": "수수료는?", "answer": "500원입니다."}


def test_an_entry_in_full_becomes_what_the_index_holds() -> None:
    parts = [
        {"kind": "list", "items": ["신분증", "통장"]},
        {"kind": "link", "text": "수수료 표", "url": "https://bank.example/fees"},
    ]
    given = {
        **ENTRY,
        "valid_from": date(2026, 3, 1),
        "valid_until": "2026-03-31",
        "channels": ["chat"],
        "parts": parts,
    }

    entry = FaqEntry.from_plain(FaqFile.model_validate(given).model_dump(mode="json"))

    assert (entry.valid_from, entry.valid_until) == ("2026-03-01", "2026-03-31")
    assert entry.channels == ("chat",)
    assert entry.parts == (
        AnswerPart(kind=PartKind.LIST, items=("신분증", "통장")),
        AnswerPart(kind=PartKind.LINK, text="수수료 표", url="https://bank.example/fees"),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "  "},
        {"valid_from": "내일"},
        {"valid_from": "2026-02-30"},
        {"valid_from": "2026-04-01", "valid_until": "2026-03-31"},
        {"channels": ["fax"]},
        {"parts": [{"kind": "video", "url": "https://bank.example/v"}]},
        {"parts": [{"kind": "link", "text": "여기"}]},
        {"parts": [{"kind": "link", "url": "javascript:alert(1)"}]},
        {"parts": [{"kind": "image", "url": "data:image/png;base64,AA"}]},
        {"parts": [{"kind": "link", "url": "https://"}]},
        {"parts": [{"kind": "buttons", "text": "고르세요"}]},
        {"status": "draft"},
    ],
    ids=repr,
)
def test_what_cannot_be_shown_or_kept_is_refused(wrong: Mapping[str, object]) -> None:
    with pytest.raises(ValidationError):
        FaqFile.model_validate({**ENTRY, **wrong})
