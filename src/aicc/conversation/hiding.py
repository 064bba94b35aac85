"""Whether a sentence tells what a scenario keeps secret: it is then written down nowhere."""

from collections.abc import Iterator

from aicc.conversation.scenario.answers import LONGEST_ANSWER
from aicc.domain.session import Session
from aicc.korean.numbers.spoken_digits import digit_runs, plain_digits

FEWEST_DIGITS, FEWEST_LETTERS = 3, 2  # less may stand in any sentence


def has_digits(said: str) -> bool:
    return bool(digit_runs(said[:LONGEST_ANSWER]))


def tells_a_secret(session: Session, said: str) -> bool:
    """A secret answer is said again, typed or digit by digit, whatever it was said for."""
    secrets = set(_secrets(session))
    if not secrets:
        return False
    spoken = "".join(run.digits for run in digit_runs(said[:LONGEST_ANSWER]))
    # of an endless sentence the rest too, which is not read for what it means
    digits = f"{spoken} {''.join(filter(str.isdigit, said))} {plain_digits(said)}"
    letters = _packed(said)
    return any(_is_told(secret, digits, letters) for secret in secrets)


def _secrets(session: Session) -> Iterator[str]:
    for run in (session.run, *session.paused):
        for name in run.secrets if run else ():
            value = run.answers.get(name) if run else None
            if isinstance(value, str | int):
                yield str(value)


def _is_told(secret: str, digits: str, letters: str) -> bool:
    figures = "".join(char for char in secret if char.isdigit())
    if len(figures) >= FEWEST_DIGITS:
        return figures in digits
    packed = _packed(secret)
    return len(packed) >= FEWEST_LETTERS and packed in letters


def _packed(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()
