"""What a company's own systems answer on a walk: nobody serves them here, so it is made up.

Half of it is what the pack's conversation tests give, the rest follows the promise in
actions.yaml: any outcome, values of their kind, lists from empty to long.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from aicc.clock import TEST_NOW
from aicc.domain.action import BackendAction, ValueKind
from aicc.domain.json import Json
from aicc.packs.pack import Pack
from aicc.systems.backend.port import BackendAnswer
from aicc.trials.fuzz.words import words
from aicc.trials.stage import Script

ANSWERS = 3  # of an action on one walk, the last of them again and again
_IS_LENT = 0.5
_MOST_RECORDS = 14
_DAYS_AHEAD = 30
Lent = Mapping[str, Sequence[BackendAnswer]]  # by action


def lent_by(scripts: Iterable[Script]) -> dict[str, list[BackendAnswer]]:
    lent: dict[str, list[BackendAnswer]] = {}
    for script in scripts:
        for action, answers in script.items():
            lent.setdefault(action, []).extend(each for each in answers if each)
    return lent


def answers_of_systems(
    pack: Pack, lent: Lent, chance: Random
) -> dict[str, list[BackendAnswer | None]]:
    """For every action that a system serves elsewhere."""
    return {
        name: [_answer(action.about, lent.get(name, ()), chance) for _ in range(ANSWERS)]
        for name, action in pack.actions.items()
        if action.service
    }


def _answer(about: BackendAction, lent: Sequence[BackendAnswer], chance: Random) -> BackendAnswer:
    if lent and chance.random() < _IS_LENT:
        return chance.choice(lent)
    outcome = chance.choice(sorted(about.outcomes))
    values = {name: _value(about, name, chance) for name in sorted(about.outcomes[outcome])}
    return BackendAnswer(outcome=outcome, values=values)


def _value(about: BackendAction, name: str, chance: Random) -> Json:
    fields = about.lists.get(name)
    if fields is None:
        return _MAKERS[about.kinds.get(name, ValueKind.ANY)](chance)
    count = chance.choice((0, 1, 2, chance.randint(3, _MOST_RECORDS)))
    return [{each: _MAKERS[kind](chance) for each, kind in fields.items()} for _ in range(count)]


def _text(chance: Random) -> Json:
    return words().one("names", chance)


def _number(chance: Random) -> Json:
    return chance.randint(0, 10**6)


def _date(chance: Random) -> Json:
    return _day(chance).isoformat()


def _day(chance: Random) -> date:
    return TEST_NOW.date() + timedelta(days=chance.randint(0, _DAYS_AHEAD))


def _time(chance: Random) -> Json:
    return f"{chance.randint(9, 17):02}:{chance.choice((0, 30)):02}"


def _datetime(chance: Random) -> Json:
    return f"{_date(chance)}T{_time(chance)}"


_MAKERS: Mapping[ValueKind, Callable[[Random], Json]] = {
    ValueKind.ANY: _text,
    ValueKind.TEXT: _text,
    ValueKind.NUMBER: _number,
    ValueKind.DATE: _date,
    ValueKind.TIME: _time,
    ValueKind.DATETIME: _datetime,
}
