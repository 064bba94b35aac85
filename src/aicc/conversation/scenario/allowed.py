"""Which values a step allows, whoever gave them and in whatever words."""

import re
from functools import lru_cache

from aicc.domain.flow import Flow, InputType, Step, Validation
from aicc.domain.json import Json
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


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return compile_pattern(pattern)


def in_range(validation: Validation, value: float) -> bool:
    low = validation.minimum is None or value >= validation.minimum
    return low and (validation.maximum is None or value <= validation.maximum)
