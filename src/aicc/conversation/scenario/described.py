"""An option told by what it is like: "I run a small bakery" is self-employed.

Of an option's synonyms those of several words are descriptions. What was said is as near to the
option as it is to the nearest of them, by what the words mean; a single word, which may be a part
of anything, is only heard itself.
"""

from dataclasses import dataclass
from functools import lru_cache

from aicc.domain.flow import Option
from aicc.domain.said import Said
from aicc.korean.text.embedding import Vector, load
from aicc.korean.text.said import as_said

LONGEST = 60  # letters: a longer sentence tells a story


@dataclass(frozen=True, slots=True)
class Described:
    """The nearest option, how near it is (a cosine), and how far the next one is behind it."""

    option: Option
    nearness: float
    ahead: float


def described(options: tuple[Option, ...], said: Said) -> Described | None:
    if len(options) < 2 or not said.plain or len(said.plain) > LONGEST:
        return None
    vector = load().sentence(said.plain)
    if not vector.any():
        return None
    ranked = sorted(
        ((_nearness(option, vector), at) for at, option in enumerate(options)), reverse=True
    )
    (best, at), (second, _) = ranked[:2]
    return Described(options[at], best, best - second)


def _nearness(option: Option, vector: Vector) -> float:
    told = [name for name in option.synonyms if " " in name]
    return max((float(_vector(name) @ vector) for name in told), default=0.0)


@lru_cache(maxsize=4096)
def _vector(name: str) -> Vector:
    """Names come from packs and are few; what customers say is never remembered."""
    return load().sentence(as_said(name).plain)
