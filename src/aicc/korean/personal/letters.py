"""Personal data with letters in it: passport numbers and e-mail addresses, typed or said."""

import re
from collections.abc import Iterator

from aicc.korean.text.latin_names import LETTERS

_SAID_LETTER = "|".join(sorted({*LETTERS.values(), "아르", "제트", "지"}, key=len, reverse=True))

# A letter of Korean passports (M general, S one trip, R resident abroad, G official, D diplomat)
# and eight figures, the fourth of them a letter since 2021; other passports need the word.
# A 2 too many may be the verb of a spoken sentence (칠팔이에요).
_FIRST = r"(?:[MSRGDmsrgd]|엠|에스|알|아르|지|디)"
_PASSPORT = re.compile(
    rf"(?<![0-9A-Za-z가-힣]){_FIRST}[ -]?"
    r"(?:\d(?:[ -]?\d){7}"
    rf"|\d(?:[ -]?\d){{2}}[ -]?(?:[A-Za-z]|{_SAID_LETTER})[ -]?\d(?:[ -]?\d){{3}})"
    r"(?:[ -]?2)?(?![0-9A-Za-z])"
)
_PASSPORT_WORD = re.compile(r"여권|passport", re.IGNORECASE)
_NAMED_PASSPORT = re.compile(
    r"[^0-9A-Za-z*]{0,12}(?:(?:number|no)\b[^0-9A-Za-z*]{0,6})?"
    r"((?=[A-Za-z -]{0,4}\d)[A-Za-z]{0,2}[ -]?\d(?:[ -]?[0-9A-Za-z]){5,8})(?![0-9A-Za-z])",
    re.IGNORECASE,
)

_AT = re.compile(r" ?(?:@|골뱅이|\((?:at|앳)\)|\[(?:at|앳)\]) ?")
_LOCAL = re.compile(r"[A-Za-z0-9가-힣._%+\-]{1,64}\Z")
_DOT = r" ?(?:\.|점|쩜|닷) ?"
_LAST_LABEL = "(?:com|컴|콤|net|넷|co|코|씨오|kr|케이알|org|오알지|go|ac|or|io|me|dev|edu|biz|info)"
_SAID_DOMAIN = re.compile(
    rf"[A-Za-z0-9가-힣-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{0,3}}?(?:{_DOT}{_LAST_LABEL}){{1,2}}",
    re.IGNORECASE,
)
_TYPED_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_BEFORE_LOCAL = re.compile(
    rf"(?:(?:[A-Za-z0-9._-]{{1,20}}|(?:{_SAID_LETTER}|점|닷|언더바|하이픈|대시)+) ){{1,16}}\Z"
)
_LONGEST_LOCAL = 80


def passports(text: str) -> Iterator[tuple[int, int]]:
    """Places of passport numbers; without the word 여권 only Korean ones are known."""
    spans = [match.span() for match in _PASSPORT.finditer(text)]
    for word in _PASSPORT_WORD.finditer(text):
        named = _NAMED_PASSPORT.match(text, word.end())
        if named:
            spans.append(named.span(1))
    taken = 0
    for start, end in sorted(spans):
        if start >= taken:
            yield start, end
            taken = end


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Places of e-mail addresses, also with 골뱅이 and 점 said."""
    taken = 0
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(taken, at.start() - _LONGEST_LOCAL), at.start())
        domain = _domain_end(text, at)
        if local is None or domain is None:
            continue
        yield _local_start(text, max(taken, at.start() - _LONGEST_LOCAL), local), domain
        taken = domain


def _domain_end(text: str, at: re.Match[str]) -> int | None:
    ends = [
        domain.end()
        for shape in (_TYPED_DOMAIN, _SAID_DOMAIN)
        if (domain := shape.match(text, at.end()))
    ]
    return max(ends, default=None)


def _local_start(text: str, earliest: int, local: re.Match[str]) -> int:
    """Letters said one by one before the address belong to it: 에이 비 씨 일이삼 골뱅이."""
    typed = re.search(r"[A-Za-z0-9._%+\-]+\Z", local[0])
    start = local.start() + (typed.start() if typed else 0)
    before = _BEFORE_LOCAL.search(text, earliest, start)
    return before.start() if before else start
