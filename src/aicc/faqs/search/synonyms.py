"""Other ways to ask the same: words of a query replaced by their synonyms."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

_AT_MOST_REPLACED = 2


class Synonyms:
    """`groups` are lists of words that mean the same."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        others: defaultdict[str, list[str]] = defaultdict(list)
        for group in groups:
            words = [word.lower() for word in group]
            for word in words:
                others[word] += [each for each in words if each not in (word, *others[word])]
        self._others = dict(others)
        longest_first = sorted(self._others, key=len, reverse=True)
        self._word = re.compile("|".join(map(_pattern, longest_first)) or r"(?!)")

    def rewrites(self, query: str, limit: int) -> list[str]:
        """At most `limit` other wordings of a query in small letters, nearest first."""
        return list(islice(self._each_rewrite(query), limit))

    def _each_rewrite(self, query: str) -> Iterator[str]:
        words = list(self._word.finditer(query))
        for count in range(1, _AT_MOST_REPLACED + 1):
            for replaced in combinations(words, count):
                for chosen in product(*(self._others[word[0]] for word in replaced)):
                    yield _replace(query, replaced, chosen)


def _pattern(word: str) -> str:
    """One syllable is too easily part of another word: it must stand alone, or with a particle."""
    if len(word) > 1:
        return re.escape(word)
    return rf"(?<!\w){re.escape(word)}(?=\w?(?!\w))"


def _replace(query: str, words: Sequence[re.Match[str]], chosen: Sequence[str]) -> str:
    for word, other in reversed(list(zip(words, chosen, strict=True))):
        query = query[: word.start()] + other + query[word.end() :]
    return query
