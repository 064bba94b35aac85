"""Which values a step allows, whoever gave them and in whatever words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from aicc.domain.flow import Flow, InputType, Step, Validation
from aicc.domain.json import Json
from aicc.domain.said import Said
from aicc.korean.numbers.money import sums_behind
from aicc.packs.expressions import is_true, names_in
from aicc.packs.patterns import compile_pattern

NO_VALIDATION = Validation()


def takes_number(flow: Flow, number: str) -> bool:
    """The flow's first question takes it."""
    step = flow.steps[flow.first]
    return bool(number) and step.input_type is InputType.DIGITS and fits_pattern(step, number)


def still_takes(step: Step, value: Json) -> bool:
    """An answer that was given to another scenario's question of the same name. What is asked
    for a yes, or each time, is asked."""
    if step.input_type is InputType.CONFIRM or not step.volunteered:
        return False
    if step.input_type is InputType.SELECTION:
        return value in [option.value for option in step.options]
    if step.input_type in {InputType.NUMBER, InputType.AMOUNT}:
        is_number = isinstance(value, int | float)
        return is_number and in_range(step.validation or NO_VALIDATION, float(str(value)))
    if step.input_type is InputType.MULTI:
        return False
    return isinstance(value, str) and (
        step.input_type not in {InputType.DIGITS, InputType.TEXT} or fits_pattern(step, value)
    )


def fits_pattern(step: Step, value: str) -> bool:
    pattern = step.validation.pattern if step.validation else None
    return pattern is None or _compiled(pattern).fullmatch(value) is not None


def hour_meant(step: Step, times: Sequence[str]) -> str | None:
    """Of the times that a bare hour may be, the first that takes none of the step's other ways:
    where a shop is open from eleven on, seven is the evening. The likeliest where all do."""
    allowed = (at for at in times if not _goes_astray(step, at))
    return next(allowed, times[0] if times else None)


def _goes_astray(step: Step, value: str) -> bool:
    """A condition that asks nothing but this answer sends it another way."""
    return any(
        is_true(case.when, {step.slot: value})
        for case in step.cases
        if set(names_in(case.when)) == {step.slot}
    )


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return compile_pattern(pattern)


def beside_its_name(step: Step, said: Said) -> int | None:
    """The amount behind the step's name, with or without its unit, whatever others are said."""
    validation = step.validation or NO_VALIDATION
    for label in step.labels:
        for won in sums_behind(said.plain, label, validation.unit):
            if in_range(validation, won):
                return won
    return None


def in_range(validation: Validation, value: float) -> bool:
    low = validation.minimum is None or value >= validation.minimum
    return low and (validation.maximum is None or value <= validation.maximum)


def does_something(flow: Flow, step: Step, outcome: str) -> bool:
    """Whether that answer leads, without another question, to what cannot be taken back: a system
    is called, a person asked, another scenario entered."""
    waiting, seen = [step.target(outcome)], set[str]()
    while waiting:
        target = waiting.pop()
        if target is None or target in seen or target not in flow.steps:
            continue
        seen.add(target)
        after = flow.steps[target]
        if after.call or after.handoff or after.enters:
            return True
        if not after.asks:
            waiting += [after.next_step, *after.branches.values()]
            waiting += [case.next_step for case in after.cases]
    return False
