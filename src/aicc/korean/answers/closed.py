"""Reading the closed classes: 넵 ㄳ, 👍, 됐어요, 누구 없어요?

The words stand in `words/closed.txt`. Words of several classes in a row are one sentence of the
class that says most: 네 감사합니다 is thanks, 아니요 괜찮아요 is nothing more.
"""

import re
from functools import cache

from aicc.domain.closed import Closed
from aicc.domain.said import Said
from aicc.korean.text.keyboard import retyped
from aicc.korean.words.lists import read_list

_FILLER = "filler"
_LONGEST = 30  # letters
_SIGNS = re.compile(r"[\s,.!?~^…·\-;:()\"'”“’‘]+")
_PLAN = re.compile(  # of no business of ours: on Monday, in the app, by themselves
    r"(?:(?:네|예|아|그럼|그러면|그냥|제가|저는|내일|모레|오늘|나중에|다음에|이따가?|주말에"
    r"|[월화수목금토일]요일에|다음 ?주에|앱에서|어플에서|홈페이지에서|지점에서?|은행에서?|매장에서?"
    r"|가서|직접|한번|그렇게|다시|또|ㄱㅅ|감사해요) )*"
    r"(?:해 ?볼|할|가 ?볼|갈|볼|올|기다릴|알아 ?볼|생각해 ?볼|들를|그럴|물어 ?볼"
    r"|연락할|전화할)[게께]요"
)
_LAUGHTER = re.compile(r"[ㅋㅎㅠㅜ]+$")
_SAYS_MOST = (
    Closed.PERSON,
    Closed.NOT_THAT,
    Closed.NOTHING_MORE,
    Closed.WAIT,
    Closed.CALLING,
    Closed.GOODBYE,
    Closed.THANKS,
    Closed.GREETING,
    Closed.GRUMBLE,
    Closed.OPEN_QUESTION,
    Closed.ENOUGH,
    Closed.NOTED,
    Closed.YES,
)


def closed_class(said: Said) -> Closed | None:
    """The class that the whole sentence is of, if any."""
    return said.once(_read)


def _read(said: Said) -> Closed | None:
    letters = _SIGNS.sub("", retyped(said.plain) or said.plain).lower()
    letters = _LAUGHTER.sub("", letters)
    if len(letters) > _LONGEST:
        return None
    if not letters:  # signs, laughter or tears alone
        return Closed.CALLING if said.plain else None
    classes = _in_a_row(letters) or _farewell(said.plain)
    return next((each for each in _SAYS_MOST if each in classes), None)


def _farewell(plain: str) -> frozenset[Closed]:
    """What somebody will do, and goodbye: 그럼 월요일에 할게요 수고하세요."""
    words = plain.split()
    for at in range(max(1, len(words) - 2), len(words)):
        if _PLAN.fullmatch(" ".join(words[:at])):
            return _in_a_row(_SIGNS.sub("", "".join(words[at:])).lower()) & {Closed.GOODBYE}
    return frozenset()


def _in_a_row(letters: str) -> frozenset[Closed]:
    """The classes of the words that the letters are made of; empty when something is left over.

    The ways to cut the letters are few: at each place the longest words are tried first.
    """
    by_word = _by_word()
    longest = max(map(len, by_word))
    reached: dict[int, frozenset[Closed]] = {0: frozenset()}
    for start in range(len(letters)):
        if start not in reached:
            continue
        for size in range(min(longest, len(letters) - start), 0, -1):
            word = letters[start : start + size]
            if word in by_word:
                found = by_word[word]
                classes = reached[start] | ({found} if found else set())
                reached.setdefault(start + size, classes)
    return reached.get(len(letters), frozenset())


@cache
def _by_word() -> dict[str, Closed | None]:
    """None for fillers, which say nothing beside another word."""
    return {
        word.replace(" ", ""): None if name == _FILLER else Closed(name)
        for name, words in read_list("closed").items()
        for word in words
    }
