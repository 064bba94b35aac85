"""The columns of an FAQ sheet."""

from aicc.content.sheets.words import SheetWords

FIELDS = (
    "id",
    "status",
    "category",
    "question",
    "variants",
    "answer",
    "voice",
    "otherwise",
    "keywords",
    "priority",
    "tags",
    "valid_from",
    "valid_until",
    "channels",
    "parts",
)
NEEDED = ("question", "answer")
WORDS = SheetWords("aicc.faqs.sheets", "columns.json", FIELDS, NEEDED)


def no_category(locale: str) -> str:
    """For an entry whose sheet has none."""
    return WORDS.text("no_category", locale)
