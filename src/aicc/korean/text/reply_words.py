"""What can be heard in a bot's reply: that it did not understand, declines, offers a person.

For who judges conversations; the words stand in `words/reply_words.txt`.
"""

import re
from functools import cache

from aicc.korean.words.lists import read_list

_NEAR = 20  # letters between the person and what is done with them, within one sentence
_WORD = re.compile(r"[가-힣]{2,}")


def says_not_understood(reply: str) -> bool:
    return _has_any("missed", reply)


def declines(reply: str) -> bool:
    return _has_any("declines", reply)


def offers_person(reply: str) -> bool:
    return bool(_person().search(reply))


def takes_up(said: str, reply: str) -> bool:
    """Two letters of a word of the customer's stand in the reply; an ending is no word."""
    fillers = read_list("reply_words")["filler"]
    pairs = (word[at : at + 2] for word in _WORD.findall(said) for at in range(len(word) - 1))
    return any(pair in reply for pair in pairs if pair not in fillers)


def _has_any(name: str, reply: str) -> bool:
    return any(words in reply for words in read_list("reply_words")[name])


@cache
def _person() -> re.Pattern[str]:
    listed = read_list("reply_words")
    person, through = "|".join(listed["person"]), "|".join(listed["put_through"])
    return re.compile(rf"(?:{person})[^.?]{{0,{_NEAR}}}(?:{through})")
