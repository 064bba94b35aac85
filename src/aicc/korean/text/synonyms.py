"""Words that mean the same to a caller, and putting them behind a query."""

from collections.abc import Sequence

from aicc.korean.words.lists import read_list

SYNONYMS: tuple[tuple[str, ...], ...] = tuple(
    (word, *others) for word, others in read_list("synonyms").items()
)


def expand(query: str, synonyms: Sequence[Sequence[str]]) -> str:
    """`query`, then every synonym of a word in it that is not there already."""
    added: list[str] = []
    for words in synonyms:
        if any(word in query for word in words):
            added += [word for word in words if word not in query and word not in added]
    return " ".join((query, *added))
