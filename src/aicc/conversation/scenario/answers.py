"""Reading a customer's answer the way the running step expects it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from aicc.conversation.scenario.allowed import (
    NO_VALIDATION,
    beside_its_name,
    fits_pattern,
    hour_meant,
    in_range,
)
from aicc.conversation.scenario.choosing import fitting
from aicc.conversation.scenario.offers import is_shown
from aicc.conversation.scenario.yes_no import NO, YES, yes_first, yes_or_no
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import InputType, Option, Step
from aicc.domain.json import Json, JsonMap
from aicc.domain.said import Said
from aicc.korean.answers.choices import (
    LAST,
    parts_said,
    place_said,
    says_all,
    says_what_i_do,
    similarity,
    without_around,
    without_ending,
)
from aicc.korean.answers.corrections import means_all
from aicc.korean.answers.guards import Guard, guard, only_understood
from aicc.korean.answers.named import names_one
from aicc.korean.answers.own_verb import Echo, proposition
from aicc.korean.answers.people import COUNTERS, party_told
from aicc.korean.answers.person_name import introduced_in, read_person_name, told_beside
from aicc.korean.answers.protest import insisted_on
from aicc.korean.answers.reserves import waits
from aicc.korean.answers.whose import own_part
from aicc.korean.entities.extract import extract
from aicc.korean.entities.readers import (
    read_date,
    read_digits,
    read_money,
    read_number,
    read_phone,
    read_times,
)
from aicc.korean.numbers.asked_digits import asked_digits, is_sum, tells_sides
from aicc.korean.numbers.money import read_in_myriads, says_monthly
from aicc.korean.text.said import part_of

SIMILAR_ENOUGH = 0.8  # one slip in four syllables leaves 0.9; another account type stays below 0.7
LONGEST_ANSWER = 2000
FEW_LETTERS = 20
YOUNGEST = timedelta(days=366)  # who speaks; a day without a year is always younger
LEAST_WON = 1000  # nobody sends or lends less: who says "five hundred" leaves a unit out
# Of two people in one answer the caller's own counts
_OF_WHOM = frozenset({InputType.SELECTION, InputType.NUMBER, InputType.AMOUNT})
_CONFIRM_PLACES = {1: YES, 2: NO}  # keys of a telephone, and "number one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The value to keep, and the name that chooses the branch. `by_verb`: a confirm was answered
    with the verb of its question, which may be a command elsewhere. `also` are answers to other
    steps, by which this one was found. `counted_as` says how it was reckoned."""

    value: Json
    branch: str = ""
    by_verb: bool = False
    counted_as: SentenceKey | None = None
    also: JsonMap = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why the answer was not taken: a sentence of the catalogue. `by_verb`: the verb of the
    question was said, but whether it is wanted is not clear."""

    key: SentenceKey
    by_verb: bool = False


Reader = Callable[[Step, Said, datetime], Read | Refusal]


def read_answer(step: Step, said: Said, now: datetime) -> Read | Refusal:
    """What was said, as an answer to `step`; `now` is the customer's local time."""
    if len(said.plain) > LONGEST_ANSWER:
        said = part_of(said.plain[:LONGEST_ANSWER])
    if step.input_type in _OF_WHOM:
        said = own_part(said)
    return _READERS[step.input_type](step, said, now)


def _nothing(step: Step, said: Said, now: datetime) -> Read | Refusal:
    """A step that asks nothing: a run stands there when the flow that it enters begins anew."""
    return Refusal(key=SentenceKey.REFUSED)


def _text(step: Step, said: Said, now: datetime) -> Read | Refusal:
    """A few words that a pattern allows are kept without their ending. A plain yes says nothing."""
    text = said.plain
    if step.validation and step.validation.pattern and len(text) <= FEW_LETTERS:
        text = without_ending(text)
        if says_what_i_do(text):
            return Refusal(key=SentenceKey.REFUSED)
    if not text or guard(said) is Guard.YES or not fits_pattern(step, text):
        return Refusal(key=SentenceKey.REFUSED)
    return Read(value=text)


def _number(step: Step, said: Said, now: datetime) -> Read | Refusal:
    counted = _counted(step, said, now) if step.counters else None
    value = read_number(said.plain) if counted is None else counted
    if value is None:
        return Refusal(key=SentenceKey.REFUSED_NUMBER)
    validation = step.validation or NO_VALIDATION
    if validation.unit > 1:  # one with a unit reads money, with or without the unit
        return _amount(step, said, now)
    number = int(value) if value == int(value) else float(value)
    return (
        Read(value=number)
        if in_range(validation, number)
        else Refusal(key=SentenceKey.REFUSED_RANGE)
    )


def _counted(step: Step, said: Said, now: datetime) -> int | None:
    """The number before one of the step's counters: two, of "tomorrow at three for two people"."""
    party = party_told(said, asked=True) if COUNTERS.intersection(step.counters) else None
    if party is not None:
        return party
    for entity in extract(said, now=now, kinds=("count",)):
        if isinstance(entity.value, Mapping) and entity.value["unit"] in step.counters:
            return int(entity.value["value"])
    return None


def _amount(step: Step, said: Said, now: datetime) -> Read | Refusal:
    validation = step.validation or NO_VALIDATION
    won = beside_its_name(step, said) or read_money(said.plain, unit_won=validation.unit)
    if won is None:
        return Refusal(key=SentenceKey.REFUSED_AMOUNT)
    if validation.is_yearly and says_monthly(said.plain) and in_range(validation, 12 * won):
        return Read(value=12 * won, counted_as=SentenceKey.COUNTED_YEARLY)
    meant = read_in_myriads(said.plain) if won < max(validation.minimum or 0, LEAST_WON) else None
    if meant is not None and in_range(validation, meant):
        return Read(value=meant, counted_as=SentenceKey.COUNTED_IN_MYRIADS)
    if in_range(validation, won):
        return Read(value=won)
    return Refusal(key=SentenceKey.REFUSED_RANGE)


def _digits(step: Step, said: Said, now: datetime) -> Read | Refusal:
    digits = _digits_told(said.plain, lambda each: fits_pattern(step, each))
    return Read(value=digits) if digits else Refusal(key=SentenceKey.REFUSED_DIGITS)


def _digits_told(plain: str, fits: Callable[[str], bool]) -> str | None:
    """As it was typed or said in one go; else what is left when the words around are."""
    if plain.isascii() and plain.isdigit():
        return plain if fits(plain) else None
    digits = None if tells_sides(plain) else read_digits(plain)
    if digits and fits(digits):
        return None if is_sum(plain, digits) else digits
    return asked_digits(plain, fits)


def _phone(step: Step, said: Said, now: datetime) -> Read | Refusal:
    phone = read_phone(said.plain)
    return Read(value=phone) if phone else Refusal(key=SentenceKey.REFUSED_PHONE)


def _name(step: Step, said: Said, now: datetime) -> Read | Refusal:
    name = read_person_name(said.plain) or introduced_in(said.plain) or told_beside(said.plain)
    return Read(value=name) if name else Refusal(key=SentenceKey.REFUSED_NAME)


def _date(step: Step, said: Said, now: datetime) -> Read | Refusal:
    day = read_date(said.plain, now, past=True if _is_birth(step) else None)
    if day is None or not takes_day(step, day, now):
        return Refusal(key=SentenceKey.REFUSED_DATE)
    return Read(value=day.isoformat())


def takes_day(step: Step, day: date, now: datetime) -> bool:
    return not _is_birth(step) or now.date() - day >= YOUNGEST


def _is_birth(step: Step) -> bool:
    return step.validation is not None and step.validation.name == "birth_date"


def _time(step: Step, said: Said, now: datetime) -> Read | Refusal:
    at = hour_meant(step, [each.isoformat("minutes") for each in read_times(said.plain, now)])
    return Read(value=at) if at else Refusal(key=SentenceKey.REFUSED_TIME)


def _selection(step: Step, said: Said, now: datetime) -> Read | Refusal:
    chosen = _offered(step, said, now) if is_shown(step) else choose(step.options, said)
    if chosen is None and says_all(said.plain):
        chosen = next((each for each in step.options if means_all(each.value)), None)
    if chosen is None:
        return Refusal(key=SentenceKey.REFUSED_OPTION)
    if step.offer:
        return Read(value=chosen.fields)
    return Read(value=chosen.value, branch=chosen.value)


def _offered(step: Step, said: Said, now: datetime) -> Option | None:
    """Of options that hang on the conversation; nearly the words of a name are enough too."""
    meant = fitting(step.options, said, now)
    if len(meant) == 1:
        return meant[0]
    may_be_near = not meant and place_said(said.plain) is None and not step.offer
    return choose(step.options, said) if may_be_near else None


def _multi(step: Step, said: Said, now: datetime) -> Read | Refusal:
    chosen = choose_many(step.options, said)
    if not chosen:
        return Refusal(key=SentenceKey.REFUSED_OPTION)
    return Read(value=[option.value for option in chosen])


def _confirm(step: Step, said: Said, now: datetime) -> Read | Refusal:
    insisted = insisted_on(said)
    if insisted is not said:  # a no that may be a protest is asked again
        echo = _echoed(step, insisted)
        return echo if isinstance(echo, Read) else Refusal(key=SentenceKey.REFUSED_CONFIRM)
    place = place_said(said.plain)
    answer = _CONFIRM_PLACES.get(place) if place else None
    echo = None if answer else _echoed(step, said)
    if echo:
        is_yes = isinstance(echo, Read) and echo.branch == YES
        return Refusal(key=SentenceKey.REFUSED_CONFIRM) if is_yes and waits(said) else echo
    answer = answer or yes_or_no(said) or yes_first(said.plain)
    if answer is None and names_one(said.plain, step.yes):
        answer = YES
    if answer is None or only_understood(said) or (answer == YES and waits(said)):
        return Refusal(key=SentenceKey.REFUSED_CONFIRM)
    return Read(value=answer, branch=answer)


def _echoed(step: Step, said: Said) -> Read | Refusal | None:
    """Shall I cancel it? "Cancel it" is a yes, and "let us stop here" a no."""
    asked = proposition(step.message, step.yes, step.no)
    echo = asked.answered(said.plain) if asked else None
    if echo is Echo.UNCLEAR:
        return Refusal(key=SentenceKey.REFUSED_CONFIRM, by_verb=True)
    if asked and echo is None and guard(said) is Guard.CANCEL and asked.undoes:
        echo = Echo.NO
    return Read(value=str(echo), branch=str(echo), by_verb=True) if echo else None


_READERS: Mapping[InputType, Reader] = {
    InputType.NONE: _nothing,
    InputType.TEXT: _text,
    InputType.NUMBER: _number,
    InputType.AMOUNT: _amount,
    InputType.DIGITS: _digits,
    InputType.PHONE: _phone,
    InputType.NAME: _name,
    InputType.DATE: _date,
    InputType.TIME: _time,
    InputType.SELECTION: _selection,
    InputType.MULTI: _multi,
    InputType.CONFIRM: _confirm,
}


def choose(options: tuple[Option, ...], said: Said) -> Option | None:
    """The option that was meant: by its place, its words, words around it, or nearly its words."""
    place = place_said(said.plain)
    if place == LAST:
        return options[-1] if options else None
    if place is not None:
        return options[place - 1] if 1 <= place <= len(options) else None
    packed = _packed(said.plain)
    names = [(_packed_name(name), option) for option in options for name in _names(option)]
    exact = _exactly(names, said.plain)
    if exact:
        return exact
    heard = [(name, option) for name, option in names if name in packed]
    within = {
        option.value: option
        for name, option in heard
        if not any(name != longer and name in longer for longer, _ in heard)
    }
    if len(within) == 1:
        return next(iter(within.values()))
    return None if within else _nearest(names, packed)


def choose_exactly(options: tuple[Option, ...], said: Said) -> Option | None:
    """The option whose words are all that was said, with an ending."""
    names = [(_packed_name(name), option) for option in options for name in _names(option)]
    return _exactly([each for each in names if len(each[0]) > 1], said.plain)


def _exactly(names: list[tuple[str, Option]], plain: str) -> Option | None:
    for whole in (_packed(plain), _packed(without_around(plain))):
        for name, option in names:
            if whole == name:
                return option
    return None


def choose_many(options: tuple[Option, ...], said: Said) -> tuple[Option, ...]:
    """Every option that was meant, in the order of the step; "all of them" means all."""
    if says_all(said.plain):
        return options
    meant = [choose(options, part_of(part)) for part in parts_said(said.plain)]
    named = mentioned(options, said)
    return tuple(each for each in options if each in meant or each in named)


def mentioned(options: tuple[Option, ...], said: Said) -> tuple[Option, ...]:
    """The options whose words stand in the sentence; of two words, one in the other, the longer.

    A word that is part of another option's words is too general to tell them apart.
    """
    packed = _packed(said.plain)
    names = [(_packed_name(name), option) for option in options for name in _names(option)]
    heard = [
        (name, option)
        for name, option in names
        if len(name) > 1
        and name in packed
        and not any(name in longer and other is not option for longer, other in names)
    ]
    longest = [
        option
        for name, option in heard
        if not any(name != longer and name in longer for longer, _ in heard)
    ]
    return tuple(each for each in options if each in longest)


def may_name(options: tuple[Option, ...], packed: str) -> bool:
    """A quick look before `mentioned`: a word of some option stands in the packed sentence."""
    return any(
        len(word) > 1 and word in packed
        for option in options
        for word in map(_packed_name, _names(option))
    )


def packed_said(said: Said) -> str:
    return _packed(said.plain)


def _nearest(names: list[tuple[str, Option]], packed: str) -> Option | None:
    if not names:
        return None
    score, option = max(((similarity(name, packed), option) for name, option in names), key=_first)
    return option if score >= SIMILAR_ENOUGH else None


def _first(pair: tuple[float, Option]) -> float:
    return pair[0]


def _names(option: Option) -> tuple[str, ...]:
    return (option.value, *option.synonyms)


@lru_cache(maxsize=4096)
def _packed_name(name: str) -> str:
    """Names come from packs and are few; what customers say is never remembered."""
    return _packed(name)


def _packed(text: str) -> str:
    return text.replace(" ", "").casefold()
