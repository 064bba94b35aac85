"""What a voice says and how long it may be: one reply as plain words and as SSML."""

import re

from aicc.korean.speech.speak import to_speech, to_ssml

LONGEST_SPOKEN = 1200  # characters: two hundred seconds of speech; Connect would take 3000
LONGEST_SSML = 2400  # and with its tags; all of an answer, escaped, stays below 32 kB

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def spoken(text: str) -> str:
    """Words alone, whole sentences as far as a prompt goes; may be applied to its own result."""
    return whole_sentences(to_speech(text), LONGEST_SPOKEN)


def spoken_ssml(text: str) -> str:
    """The same with pauses; shorter where the tags would make it too long."""
    words = spoken(text)
    ssml = to_ssml(words)
    while len(ssml) > LONGEST_SSML:
        words = whole_sentences(words, len(words) * LONGEST_SSML // len(ssml))
        ssml = to_ssml(words)
    return ssml


def whole_sentences(text: str, most: int) -> str:
    """At most so many characters, cut behind a sentence where there is one."""
    if len(text) <= most:
        return text
    ends = [end.end() for end in _SENTENCE_END.finditer(text[:most])]
    return text[: ends[-1]] if ends else text[:most]
