"""Words that mean the same to a caller, and putting them behind a query."""

from collections.abc import Sequence

SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("잔액", "잔고", "금액", "돈"),
    ("이체", "송금", "계좌이체"),
    ("카드", "신용카드", "체크카드"),
)


def expand(query: str, synonyms: Sequence[Sequence[str]]) -> str:
    """`query`, then every synonym of a word in it that is not there already."""
    added: list[str] = []
    for words in synonyms:
        if any(word in query for word in words):
            added += [word for word in words if word not in query and word not in added]
    return " ".join((query, *added))
