"""How a sentence feels: a table learnt from many opinions, corrected by what callers say.

Film reviews taught the table good from bad, so it takes "I want to cancel" for a complaint. A
small model of contact-centre sentences knows what is only a request; it and the word lists speak
the louder, the more the sentence is made of a contact centre's words.
"""

import math
import mmap
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from aicc.domain.meaning import Sentiment, SentimentLabel
from aicc.domain.said import Said
from aicc.korean.text import feelings
from aicc.understanding.features import clean
from aicc.understanding.features_meaning import Floats
from aicc.understanding.intent_model import IntentModel
from aicc.understanding.intent_model_file import from_bytes
from aicc.understanding.sentiment_polarity import Polarity
from aicc.understanding.signals import Lexicon
from aicc.understanding.training.solver import softmax

TONES = ("positive", "neutral", "negative")  # labels of the contact-centre model, in this order

# Chosen by cross-validation on the tuning half of the contact-centre sentences
_POLARITY = 0.8
_WORDS = 3.0
_ANGER = 3.0
_NEUTRAL = -1.0
_AT_HOME_FROM, _AT_HOME_BY = 0.6, 0.8  # known share of the n-grams
_SIDE_MIN = 0.6  # how sure each half of a sentence must be for the whole to be mixed

_GOOD = Lexicon("good")
_BAD = Lexicon("bad")
_ANGRY = Lexicon("anger")


def analyse(said: Said) -> Sentiment:
    written = clean(said)
    shares = _shares(written)
    mixed = _mixed(written)
    positive, neutral, negative = ((1 - mixed) * float(share) for share in shares)
    scores = {
        SentimentLabel.POSITIVE: positive,
        SentimentLabel.NEUTRAL: neutral,
        SentimentLabel.NEGATIVE: negative,
        SentimentLabel.MIXED: mixed,
    }
    return Sentiment(label=max(scores, key=lambda label: scores[label]), scores=scores)


def _shares(written: str) -> Floats:
    """Chances of positive, neutral and negative."""
    if not written:
        return np.array([0, 1, 0], dtype=np.float32)
    packed = written.replace(" ", "")
    tone = _tone().read(written)
    good, plain, bad = np.log(softmax(tone.scores / np.float32(_tone().temperature))).tolist()
    at_home = (tone.known - _AT_HOME_FROM) / (_AT_HOME_BY - _AT_HOME_FROM)
    words = _WORDS * (_GOOD.strength(packed) - _BAD.strength(packed))
    caller = (good - bad) / 2 + words - _ANGER * _ANGRY.strength(packed)
    lean = _POLARITY * _polarity().of(written) + min(1.0, max(0.0, at_home)) * caller
    middle = (good + bad) / 2
    return softmax(np.array([middle + lean, plain + _NEUTRAL, middle - lean], dtype=np.float32))


def _mixed(written: str) -> float:
    """How far one part praises and another blames; none without a word between them."""
    parts = [part for part in feelings.CONTRAST.split(written) if part.strip()]
    if len(parts) < 2:
        return 0.0
    shares = [_shares(part) for part in parts]
    praise, blame = (max(float(share[at]) for share in shares) for at in (0, 2))
    return math.sqrt(praise * blame) if min(praise, blame) >= _SIDE_MIN else 0.0


@cache
def _polarity() -> Polarity:
    packed = files("aicc.understanding") / "sentiment_polarity.bin"
    with as_file(packed) as path, path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Polarity.from_buffer(memoryview(mapped))


@cache
def _tone() -> IntentModel:
    model = from_bytes((files("aicc.understanding") / "sentiment_tone.bin").read_bytes())
    if model.labels != TONES:
        raise ValueError("sentiment_tone.bin has other labels than this module")
    return model
