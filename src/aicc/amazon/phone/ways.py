"""Which branch an outcome takes: conditions in order, then errors, then the plain way on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from aicc.amazon.connect.model import Action, ConditionBranch
from aicc.amazon.phone.outcome import NO_CONDITION, NO_MATCH, Failed, Matched, Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`name` is written as `Transitions.ways` writes it; no target means that nothing is wired."""

    name: str
    target: str | None


def way_of(action: Action, outcome: Next | Matched | Failed) -> Way:
    if isinstance(outcome, Next):
        return Way(name="NextAction", target=action.transitions.next_action)
    if isinstance(outcome, Failed):
        return _on_error(action, outcome.error)
    for condition in action.transitions.conditions:
        if meets(condition, outcome.value):
            return Way(
                name=f"{condition.operator} {condition.operand}", target=condition.next_action
            )
    return _on_error(action, NO_CONDITION)


def _on_error(action: Action, error: str) -> Way:
    """An error without a branch of its own takes the general one; one without any goes on."""
    ways = action.transitions
    for name in (error, NO_MATCH):
        target = ways.on_error(name)
        if target is not None:
            return Way(name=name, target=target)
    return Way(name="NextAction" if error == NO_CONDITION else error, target=ways.next_action)


def meets(condition: ConditionBranch, value: str) -> bool:
    test = _TESTS.get(condition.operator)
    return test is not None and test(value, condition.operand)


def _compared(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[str, str], bool]:
    def test(value: str, operand: str) -> bool:
        try:
            return holds(Decimal(value), Decimal(operand))
        except InvalidOperation:
            return False

    return test


_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "Equals": lambda value, operand: value == operand,
    "TextStartsWith": lambda value, operand: value.startswith(operand),
    "TextEndsWith": lambda value, operand: value.endswith(operand),
    "TextContains": lambda value, operand: operand in value,
    "NumberGreaterThan": _compared(lambda value, operand: value > operand),
    "NumberGreaterOrEqualTo": _compared(lambda value, operand: value >= operand),
    "NumberLessThan": _compared(lambda value, operand: value < operand),
    "NumberLessOrEqualTo": _compared(lambda value, operand: value <= operand),
}
