"""Answers to steps, made up: those that a step takes, and those that it should not."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from random import Random

from aicc.conversation.scenario.allowed import NO_VALIDATION
from aicc.conversation.scenario.answers import Read, choose, read_answer
from aicc.domain.flow import InputType, Step
from aicc.domain.validations import VALIDATIONS
from aicc.korean.text.said import as_said
from aicc.korean.text.template import render
from aicc.trials.fuzz.words import words

TRIES = 150
_LARGEST = 10**9
_MOST_COUNTED = 100
_MOST_DIGITS = 13
_BIRTH = VALIDATIONS["birth_date"].name
DAYS_OF_LIFE = (19 * 365, 80 * 365)
_DAYS_AHEAD = (0, 60)
_IS_KNOWN = 0.4
_IS_ODD = 0.15  # a number that back ends find nothing behind, or worse

Make = Callable[[Step, Random, datetime], str]


class Answers:
    """Answers that steps take. `phrases` are what the pack's own conversation tests say: they
    know the numbers that a back end has something particular behind."""

    def __init__(self, phrases: Iterable[str] = (), secret_steps: Iterable[Step] = ()) -> None:
        self._phrases = sorted(set(phrases))
        self._secret_steps = list(secret_steps)
        self._fitting: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}

    def right(self, step: Step, chance: Random, now: datetime) -> str | None:
        """Something that the step takes; None where nothing that was made up fits."""
        known = self._known(step, now)
        if known and chance.random() < _IS_KNOWN:
            return chance.choice(known)
        make = _MAKERS[step.input_type]
        for _ in range(TRIES):
            text = make(step, chance, now)
            if takes(step, text, now):
                return text
        return None

    def keys(self, step: Step, chance: Random, now: datetime) -> str | None:
        """The same on the keys of a telephone; None where keys cannot say it."""
        if step.input_type is InputType.CONFIRM:
            return chance.choice("12")
        if step.input_type is InputType.SELECTION:
            return str(chance.randint(1, _last_place(step)))
        text = self.right(step, chance, now)
        keys = text.replace("-", "") if text else ""
        return keys if keys.isascii() and keys.isdigit() else None

    def _known(self, step: Step, now: datetime) -> list[str]:
        key = step.id, step.message, tuple(option.value for option in step.options)
        if key not in self._fitting:
            fitting = [each for each in self._phrases if takes(step, each, now)]
            if not step.secret:  # what is secret elsewhere is not said here by accident
                fitting = [each for each in fitting if not self._may_be_secret(each, now)]
            self._fitting[key] = fitting
        return self._fitting[key]

    def _may_be_secret(self, phrase: str, now: datetime) -> bool:
        return any(takes(step, phrase, now) for step in self._secret_steps)


def takes(step: Step, text: str, now: datetime) -> bool:
    return step.asks and isinstance(read_answer(step, as_said(text), now), Read)


def wrong_answer(step: Step, chance: Random, now: datetime) -> str:
    """Something that the step should not take, or that means something else; it may fit."""
    group = chance.choice(("unfit", "unsure", "garbage", ""))
    if group:
        return words().one(group, chance)
    return _MAKERS[chance.choice(list(_MAKERS))](step, chance, now)


def _text(step: Step, chance: Random, now: datetime) -> str:
    return words().one("texts", chance)


def _name(step: Step, chance: Random, now: datetime) -> str:
    return words().one("names", chance)


def _confirm(step: Step, chance: Random, now: datetime) -> str:
    return words().one(chance.choice(("yes", "no")), chance)


def _selection(step: Step, chance: Random, now: datetime) -> str:
    """By its value, a synonym or its place; with the words that people put around it."""
    if not step.options:
        return ""
    at = chance.randrange(len(step.options))
    option = step.options[at]
    place = option.place or at + 1
    said = chance.choice((option.value, *option.synonyms, str(place)))
    dressed = said + words().one("after", chance)
    meant = choose(step.options, as_said(dressed))
    return dressed if meant and meant.value == option.value else said


def _last_place(step: Step) -> int:
    return max((option.place for option in step.options), default=0) or len(step.options)


def _multi(step: Step, chance: Random, now: datetime) -> str:
    if not step.options:
        return ""
    some = chance.sample(step.options, chance.randint(1, len(step.options)))
    return words().one("joined", chance).join(option.value for option in some)


def _digits(step: Step, chance: Random, now: datetime) -> str:
    count = chance.randint(4, _MOST_DIGITS)
    first = chance.choice("09") if chance.random() < _IS_ODD else chance.choice("12345678")
    rest = "0" if first == "0" else "0123456789"
    digits = first + "".join(chance.choice(rest) for _ in range(count - 1))
    return chance.choice((digits, digits, " ".join(digits), _spoken("phone", digits)))


def _number(step: Step, chance: Random, now: datetime) -> str:
    validation = step.validation or NO_VALIDATION
    if validation.unit > 1:
        return _amount(step, chance, now)
    least = validation.minimum or 0
    most = least + _MOST_COUNTED if validation.maximum is None else max(least, validation.maximum)
    number = chance.randint(least, most)
    if step.counters:
        return f"{number}{chance.choice(step.counters)}"
    return chance.choice((str(number), _spoken("number", number)))


def _amount(step: Step, chance: Random, now: datetime) -> str:
    validation = step.validation or NO_VALIDATION
    low = max(validation.minimum or 0, 1)
    high = min(validation.maximum or _LARGEST, _LARGEST)
    won = _round(int(low * (max(high, low) / low) ** chance.random()))
    bare = str(won // validation.unit)
    return chance.choice((bare, render("{n:won}", {"n": won}), _spoken("won", won)))


def _round(won: int) -> int:
    """Two figures and zeros, as people say amounts."""
    scale = int(10 ** max(0, len(str(won)) - 2))
    return won // scale * scale


def _phone(step: Step, chance: Random, now: datetime) -> str:
    number = f"010-0000-{chance.randrange(10_000):04}"
    return chance.choice((number, number.replace("-", ""), _spoken("phone", number)))


def _date(step: Step, chance: Random, now: datetime) -> str:
    if step.validation and step.validation.name == _BIRTH:
        day = (now - timedelta(days=chance.randint(*DAYS_OF_LIFE))).date()
        return chance.choice((f"{day:%y%m%d}", f"{day:%Y%m%d}", render("{n:date}", {"n": day})))
    day = (now + timedelta(days=chance.randint(*_DAYS_AHEAD))).date()
    said = words().one("dates", chance)
    return chance.choice((said, day.isoformat(), render("{n:date}", {"n": day}), f"{day:%m%d}"))


def _time(step: Step, chance: Random, now: datetime) -> str:
    at = time(chance.randint(9, 18), chance.choice((0, 30)))
    said = words().one("times", chance)
    return chance.choice((said, f"{at:%H:%M}", render("{n:time}", {"n": at}), _spoken("time", at)))


def _spoken(kind: str, value: object) -> str:
    return render(f"{{n:{kind}}}", {"n": value}, spoken=True)


_MAKERS: Mapping[InputType, Make] = {
    InputType.TEXT: _text,
    InputType.NAME: _name,
    InputType.NUMBER: _number,
    InputType.AMOUNT: _amount,
    InputType.DIGITS: _digits,
    InputType.PHONE: _phone,
    InputType.DATE: _date,
    InputType.TIME: _time,
    InputType.SELECTION: _selection,
    InputType.MULTI: _multi,
    InputType.CONFIRM: _confirm,
}
