"""A number that is told beside a wish: "고객번호 일이삼 사오육칠인데 한도 좀 볼게요" wants 한도.

Taken off with the words that only introduce it, so that topics and entries are looked for with
the wish alone. The text is one that `normalise` made.
"""

import re

from aicc.korean.numbers.spoken_digits import digit_runs

_LONG, _LABELLED = 6, 3  # figures: of a number by itself, of a half that is called front or back
_WHOSE = r"(?:(?:제|내|저의|본인) ?)?"
_NAMED = re.compile(
    rf"{_WHOSE}(?:고객|주문|접수|예약|전화|핸드폰|휴대폰)? ?(?:번호|연락처)[는은이가]? ?(?:요 ?)?\Z"
)
_SIDE = re.compile(r"(?:앞|뒤|뒷)(?:에|쪽|자리|번호)?[은는이가]? ?\Z")
_ENDING = re.compile(
    r"(?:번|으로|로|인(?= )|인데[요예]?|이고요?|고요?|입니다|이에요|예요|이야"
    r"|이?거든요|이요|요|이랑|하고)?"
    r"(?![가-힣])[ ,.]*"
)
_SUM = re.compile(r" ?[원만천억]")
_LETTERS = re.compile(r"[가-힣A-Za-z]")
_FEWEST_LETTERS = 2


def without_numbers(plain: str) -> str:
    """The sentence without such numbers; where nothing else would be left, with them in figures,
    since digits that are said aloud sound like words."""
    kept, end, figures = "", 0, plain
    for run in digit_runs(plain):
        before = plain[end : run.start]
        side = _SIDE.search(before)
        ending = _ENDING.match(plain, run.end)
        is_long = len(run.digits) >= (_LABELLED if side else _LONG)
        if not is_long or ending is None or _SUM.match(plain, run.end):
            continue
        before = _SIDE.sub("", before)
        kept += f"{_NAMED.sub('', before)} "
        figures = figures.replace(plain[run.start : run.end], run.digits, 1)
        end = ending.end()
    rest = " ".join(f"{kept}{plain[end:]}".split()) if end else plain
    return rest if len(_LETTERS.findall(rest)) >= _FEWEST_LETTERS else figures
