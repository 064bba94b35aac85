"""What the model of acts sees of a clause: its end in letters, its words, its word classes.

Korean tells at the end of a clause what is wanted, so most of it is the last letters.
"""

import re
from operator import add

from aicc.domain.said import Said
from aicc.korean.text.endings import written_politely
from aicc.korean.text.jamo import decompose
from aicc.understanding.acts.words import WordClasses

_ENDS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14)  # so many of the last letters, without spaces
_NEAR = 10  # letters from the end: a word there is what the clause comes to
_MOST = 120  # characters: a longer clause is read from its end
_PLAIN = re.compile(r"[a-z0-9\uac00-\ud7a3]++(?: [a-z0-9\uac00-\ud7a3]++)*+\??")
# Signs, and the letters that laughter and tears are written with
_MARKS = re.compile(r"[^\w?]+|[\u314b\u314e\u3160\u315c]{2,}")
_STRETCHED = re.compile(r"(.)\1\1+")


def features(clause: Said, known: WordClasses) -> list[str]:
    """Names of what is seen: of letters, of syllables, and "@..." of a class of words."""
    text = cleaned(clause)
    asks = text.endswith("?")
    text = text.replace("?", "").strip()
    words = text.split(" ")
    joined = text.replace(" ", "")
    letters = decompose(f" {text} ")
    close = letters.replace(" ", "")
    size = len(close)
    seen = [close[-end:] for end in _ENDS if end <= size]
    seen += map(add, joined, joined[1:])
    seen += (
        "=" + joined,
        "<" + words[0],
        ">" + words[-1],
        _LENGTHS[min(len(words), 6)],
        "?" if asks else "!",
    )
    return seen + _classes_in(letters, known)


_LENGTHS = ("#0", "#1", "#2", "#3", "#4", "#5", "#6")


def cleaned(clause: Said) -> str:
    """Lower case, one spelling, without signs and laughter; never longer than is read."""
    plain = clause.plain
    if len(plain) <= _MOST and _PLAIN.fullmatch(plain):
        return written_politely(plain)
    text = _STRETCHED.sub(r"\1\1", plain[-_MOST:].lower())
    return written_politely(_MARKS.sub(" ", text).strip())


def _classes_in(letters: str, known: WordClasses) -> list[str]:
    """Each class, whether near the end, and each pair of classes in their order."""
    near = len(letters) - _NEAR
    seen: list[str] = []
    order: list[str] = []
    for at, classes in known.find(letters):
        for name in classes:
            if name not in order:
                seen += [first + name for first in order]
                order.append(name)
            if at >= near:
                seen.append(name + ".")
    return seen + order
