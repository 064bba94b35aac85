"""Yes or no in closed words, before what else is said: "yes, block it please"."""

from aicc.domain.said import Said
from aicc.domain.stance import Stance
from aicc.korean.answers.guards import Guard, guard, turns_down
from aicc.korean.answers.reserves import has_reserves
from aicc.korean.text.said import part_of
from aicc.understanding.stance.reader import stance_of

YES, NO = "yes", "no"
LONGEST_CONFIRMATION = 5  # words
SURELY = 0.6  # that a sentence with a yes before it stands otherwise
_NO_YES = frozenset({Stance.NO, Stance.LEAVE, Stance.WAIT, Stance.GRUMBLE})
_CONFIRM = {Guard.YES: YES, Guard.NO: NO}


def yes_or_no(said: Said) -> str | None:
    command = guard(said)
    return _CONFIRM.get(command) if command else None


def yes_first(plain: str) -> str | None:
    """Of a short statement, "yes, block it please"; a question after a yes is not an answer yet,
    and "yes, that will do, I only wanted to look" is a no."""
    words = plain.replace(",", " ").split()
    if not 1 < len(words) <= LONGEST_CONFIRMATION or "?" in plain or guard(part_of(plain)):
        return None
    answer = yes_or_no(part_of(words[0]))
    if answer == YES and turns_down(words[1]):
        return NO
    said = part_of(plain)
    return None if answer == YES and (has_reserves(said) or _goes_on_otherwise(said)) else answer


def _goes_on_otherwise(said: Said) -> bool:
    """Behind what sounds like a yes: er, that is a bit much; yes, let me look for it."""
    reading = stance_of(said)
    return reading.stance in _NO_YES and reading.chance >= SURELY
