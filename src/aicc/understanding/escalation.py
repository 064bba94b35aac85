"""The signals of a situation: what was said, and how the conversation has gone so far."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

from aicc.domain.closed import Closed
from aicc.domain.escalation import EscalationRules, Signal, SignalName
from aicc.domain.meaning import SentimentLabel
from aicc.domain.said import Said
from aicc.domain.wish import Wish
from aicc.korean.answers.closed import closed_class
from aicc.korean.answers.guards import Guard, calls_for_person, guard
from aicc.korean.answers.wishes import wishes
from aicc.korean.entities.amounts import amounts_won
from aicc.korean.text.cut import cut
from aicc.korean.words.lists import read_list
from aicc.understanding import signals

TURNS_OF_A_TREND = 3
FEWEST_BAD = 2  # turns in a bad mood that are a trend
REPEATED = 2  # misses, or tries at one step, from which they count
ONLY_NAMED = 0.5  # of a topic that a person should hear of
IN_A_HURRY = 0.4  # of the strength of words of hurry: they are no emergency


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """How the conversation has gone; `sentiments` of the last turns, oldest first."""

    misses: int = 0
    same_step: int = 0
    tier: str = ""
    sentiments: tuple[str, ...] = ()
    amounts: tuple[int, ...] = field(default=())

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """From what callers keep of a session; what is not there, or is no number, is nothing."""
        return cls(
            misses=_count(data.get("misses")),
            same_step=_count(data.get("same_step")),
            tier=str(data.get("user_tier", "")).lower(),
            sentiments=tuple(map(str, _listed(data.get("sentiments")))),
            amounts=tuple(map(_count, _listed(data.get("amounts")))),
        )


def read_signals(said: Said, so_far: SoFar, rules: EscalationRules) -> Iterator[Signal]:
    """Those that are there. What is said is read as the engine reads it."""
    packed = said.plain.replace(" ", "")
    felt = signals.read(said)
    yield _urgent(said.raw, felt.urgency)
    yield Signal(name=SignalName.VIP, value=float(so_far.tier in rules.tiers), of=so_far.tier)
    yield _high_risk(packed, rules.high_risk)
    yield Signal(name=SignalName.ASKED_FOR, value=float(asks_for_person(said)))
    yield _repeated(SignalName.MISSES, so_far.misses, rules.misses)
    yield _repeated(SignalName.SAME_STEP, so_far.same_step, rules.same_step)
    yield Signal(name=SignalName.ANGER, value=felt.anger)
    yield _trend(so_far.sentiments)
    yield _money((*so_far.amounts, *amounts_won(said)), rules.money_won)


def asks_for_person(said: Said) -> bool:
    """In a command, a closed word or many words; who would rather have the bot does not."""
    wanted = wishes(said)
    if Wish.NO_PERSON in wanted:
        return False
    if Wish.PERSON in wanted or closed_class(said) is Closed.PERSON:
        return True
    return said.once(guard) is Guard.AGENT or any(map(calls_for_person, said.once(cut)))


def _urgent(raw: str, hurry: float) -> Signal:
    found = _found("emergency", "emergency", raw)
    value = 1.0 if found else IN_A_HURRY * hurry
    return Signal(name=SignalName.URGENT, value=value, of=found)


def _high_risk(packed: str, own: Sequence[str]) -> Signal:
    happened = _found("high_risk", "happened", packed)
    if happened:
        return Signal(name=SignalName.HIGH_RISK, value=1.0, of=happened)
    named = _found("high_risk", "named", packed)
    named = named or next((word for word in own if word.replace(" ", "") in packed), "")
    return Signal(name=SignalName.HIGH_RISK, value=ONLY_NAMED if named else 0.0, of=named)


def _found(name: str, key: str, text: str) -> str:
    """The first word of the list that stands in the text, outside of what only holds it."""
    words, harmless = _patterns(name, key)
    if words.search(text) is None:  # as nearly always
        return ""
    found = words.search(harmless.sub(" ", text))
    return found[0] if found else ""


@cache
def _patterns(name: str, key: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = read_list(name)
    words, harmless = ("|".join(map(re.escape, listed[each])) for each in (key, "not"))
    return re.compile(words), re.compile(harmless)


def _repeated(name: SignalName, times: int, enough: int) -> Signal:
    value = min(1.0, times / enough) if times >= min(REPEATED, enough) else 0.0
    return Signal(name=name, value=value, of=f"{times} of {enough}")


def _trend(sentiments: Sequence[str]) -> Signal:
    last = sentiments[-TURNS_OF_A_TREND:]
    bad = sum(each.upper() == SentimentLabel.NEGATIVE for each in last)
    value = bad / TURNS_OF_A_TREND if bad >= FEWEST_BAD else 0.0
    return Signal(name=SignalName.TREND, value=value, of=f"{bad} of {len(last)} turns")


def _money(amounts: Sequence[int], limit: int) -> Signal:
    most = max(amounts, default=0)
    is_large = bool(limit) and most >= limit
    return Signal(name=SignalName.MONEY, value=float(is_large), of=f"{most:,}" if is_large else "")


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
