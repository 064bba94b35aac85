"""Words of elderly people and of dialects made those of the content: 노나서 내 is 할부로 결제하.

So are English words of a trade written in Hangul: 론 인터레스트 is 대출 금리. The lists are
`words/old_verbs.txt` and `words/english_by_ear.txt`; a linguist changes a line of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from aicc.korean.words.lists import text_of

_LISTS = ("old_verbs", "english_by_ear")
_DEED = ("하", "해", "할", "한", "했")
# Verbs of their own, 빼가, 빼앗, 물려받, 끊어져, and nouns: 물리치료, 물리학
_NO_OTHER_VERB = "(?![가갔간앗받져졌치학])"
# Of two forms that sound alike, 깨(고) and 깨(요), the second where the verb may end
_AS_IT_ENDS, _ENDS = "~", r"(?=[요서도야]|\s?[주줘달]|\s|\Z)"
_PARTICLE = r"(?:을|를|도|이|가|은|는)?\s?(?:좀\s?)?"


@dataclass(frozen=True, slots=True)
class _Line:
    """Old words and what they are today, where a word of `beside` is in the sentence."""

    today: Mapping[str, str]  # by the name that the old word has in the pattern
    pattern: re.Pattern[str]
    beside: tuple[str, ...]
    begun_by: frozenset[str]  # the letters that an old word begins with

    def renewed(self, text: str, letters: str) -> str:
        if self.beside and not any(word in letters for word in self.beside):
            return text
        return self.pattern.sub(self._of, text)

    def _of(self, found: re.Match[str]) -> str:
        name = found.lastgroup or ""
        return self.today[name]


def in_words_of_today(text: str) -> str:
    """The sentence as it is where it holds no old word."""
    letters = text.replace(" ", "")
    lines, of_letter = _lines(), _of_letter()
    tried = 0
    while True:
        before, begun = text, {at for letter in set(text) for at in of_letter.get(letter, ())}
        for at in sorted(at for at in begun if at >= tried):
            text, tried = lines[at].renewed(text, letters), at + 1
            if text != before:  # other lines may be begun by now
                break
        else:
            return text


@cache
def _of_letter() -> Mapping[str, Sequence[int]]:
    """Which lines have an old word that begins with the letter."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(_lines()):
        for letter in line.begun_by:
            places.setdefault(letter, []).append(at)
    return places


@cache
def _lines() -> tuple[_Line, ...]:
    lists: dict[str, tuple[str, ...]] = {}
    lines: list[_Line] = []
    for raw in "\n".join(map(text_of, _LISTS)).splitlines():
        text = raw.partition("#")[0]
        if " = " in text:
            name, words = text.split(" = ")
            lists[name] = tuple(words.split())
        elif ":" in text:
            lines.append(_line(text, lists))
    return tuple(lines)


def _line(text: str, lists: Mapping[str, tuple[str, ...]]) -> _Line:
    left, _, right = text.partition(":")
    everyday, _, beside = left.strip().partition("@")
    today: dict[str, str] = {}
    for each in right.split("|"):
        for old, new in _pairs(each, everyday):
            same_before = old in today and today[old] != new
            today.setdefault(old + _AS_IT_ENDS if same_before else old, new)
    longest_first = sorted(today, key=len, reverse=True)
    names = {f"w{at}": today[old] for at, old in enumerate(longest_first)}
    words = "|".join(f"(?P<w{at}>{_spaced(old)})" for at, old in enumerate(longest_first))
    pattern = re.compile(f"(?<![가-힣])(?:{words}){_NO_OTHER_VERB}")
    return _Line(
        today=names,
        pattern=pattern,
        beside=lists[beside] if beside else (),
        begun_by=frozenset(old[0] for old in today),
    )


def _pairs(old: str, everyday: str) -> Iterator[tuple[str, str]]:
    forms = [each.strip() for each in old.split("/")]
    yield from zip(forms, _forms(everyday, len(forms)), strict=True)


def _forms(everyday: str, count: int) -> Sequence[str]:
    if everyday.endswith("-"):
        return [everyday[:-1] + form for form in _DEED]
    forms = everyday.split("/")
    return forms if len(forms) > 1 else forms * count


def _spaced(old: str) -> str:
    ends = _ENDS if old.endswith(_AS_IT_ENDS) else ""
    return _PARTICLE.join(map(re.escape, old.removesuffix(_AS_IT_ENDS).split())) + ends
