"""A reply for the ear: everything in words that a Korean voice would stumble over or spell out.

`to_speech` gives plain text and may be applied to its own result; `to_ssml` adds pauses.
"""

import re

from aicc.korean.speech.marks import join_lines, without_markup, without_signs
from aicc.korean.speech.numbers import say_figures
from aicc.korean.text.latin_names import LETTERS, SIGNS, WORDS
from aicc.korean.text.normalise import normalise

_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
)  # xml.sax would cost the voice Lambda fifteen milliseconds of start
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z]+(?:-[A-Za-z]+)*(?![A-Za-z])")
_CAPITALS = re.compile(r"[A-Z]{1,6}")
_LONE_SIGN = re.compile(r"\s*([%$€₩+℃㎡°@])\s*")
_DROPPED = re.compile(r"~+|(?<=\s)[/\\-]+(?=\s|$)|^[/\\-]+|[/\\-]+$")
_PUNCTUATION = re.compile(r"\s*([,.!?])[\s,.!?:;…]*")
_LEADING = re.compile(r"^[\s,.:;…]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_DIGIT_GROUP = re.compile(r"(?<=[공일이삼사오육칠팔구]{2}), (?=[공일이삼사오육칠팔구]{2})")


def to_speech(text: str) -> str:
    """One line of words, sentences apart; empty when nothing in the text can be heard."""
    marked = normalise(without_markup(join_lines(text)))
    said = without_signs(say_figures(marked.replace("…", ".").replace("...", ".")))
    said = _LATIN.sub(_say_latin, said)
    said = _LONE_SIGN.sub(lambda sign: f" {SIGNS.get(sign[1], '')} ", said)
    return _tidy(_DROPPED.sub(" ", said))


def to_ssml(text: str) -> str:
    """As `to_speech`, escaped, with pauses between sentences and groups of digits."""
    escaped = to_speech(text).translate(_ESCAPED)
    sentences = [sentence for sentence in _SENTENCE.split(escaped) if sentence]
    paused = [_DIGIT_GROUP.sub('<break time="250ms"/> ', sentence) for sentence in sentences]
    return "<speak>" + '<break time="350ms"/> '.join(paused) + "</speak>"


def _say_latin(word: re.Match[str]) -> str:
    """Known words and abbreviations in Hangul; other English words a voice can read itself."""
    known = WORDS.get(word[0].lower())
    if known:
        return known
    return " ".join(_spelt(part) for part in word[0].split("-"))


def _spelt(part: str) -> str:
    if _CAPITALS.fullmatch(part) or len(part) == 1:
        return "".join(LETTERS[letter] for letter in part.upper())
    return part


def _tidy(text: str) -> str:
    """One mark where several met, the strongest of them, and single spaces."""
    text = _PUNCTUATION.sub(_one_mark, text)
    return " ".join(_LEADING.sub("", text).split()).strip(" ,")


def _one_mark(marks: re.Match[str]) -> str:
    strongest = next(mark for mark in "?!.," if mark in marks[0])
    return f"{strongest} "
