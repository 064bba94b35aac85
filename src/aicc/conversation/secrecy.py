"""Whether a sentence tells what a scenario keeps secret: it is then written down nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from aicc.conversation.scenario.answers import LONGEST_ANSWER
from aicc.domain.said import Said
from aicc.domain.session import Session
from aicc.korean.numbers.spoken_digits import digit_runs, plain_digits

FEWEST_DIGITS, FEWEST_LETTERS = 3, 2  # less may stand in any sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrecy:
    """`is_asked`: the running step asks for a secret; `is_told`: one that is kept was said."""

    is_asked: bool = False
    is_told: bool = False
    has_digits: bool = False

    @property
    def is_private(self) -> bool:
        """No service may be asked about the sentence."""
        return self.is_asked or self.is_told

    def hides(self, *, answers: bool) -> bool:
        """The sentence is not written down; `answers`: it was taken for an answer."""
        return self.is_told or (self.is_asked and (answers or self.has_digits))


def secrecy_of(said: Said, session: Session, *, is_asked: bool) -> Secrecy:
    return Secrecy(
        is_asked=is_asked,
        is_told=tells_a_secret(session, said),
        has_digits=is_asked and bool(digit_runs(said.raw[:LONGEST_ANSWER])),
    )


def tells_a_secret(session: Session, said: Said) -> bool:
    """A secret answer is said again, typed or digit by digit, whatever it was said for."""
    secrets = set(_secrets(session))
    if not secrets:
        return False
    text = said.raw
    spoken = "".join(run.digits for run in digit_runs(text[:LONGEST_ANSWER]))
    # of an endless sentence the rest too, which is not read for what it means
    digits = f"{spoken} {''.join(filter(str.isdigit, text))} {plain_digits(text)}"
    letters = _packed(text)
    return any(_is_told(secret, digits, letters) for secret in secrets)


def _secrets(session: Session) -> Iterator[str]:
    for run in (session.run, *session.paused):
        for name in run.secrets if run else ():
            value = run.answers.get(name) if run else None
            if isinstance(value, str | int):
                yield str(value)
    for kept in session.kept:
        if kept.is_secret and isinstance(kept.value, str | int):
            yield str(kept.value)


def _is_told(secret: str, digits: str, letters: str) -> bool:
    figures = "".join(char for char in secret if char.isdigit())
    if len(figures) >= FEWEST_DIGITS:
        return figures in digits
    packed = _packed(secret)
    return len(packed) >= FEWEST_LETTERS and packed in letters


def _packed(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()
