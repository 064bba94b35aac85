"""Checks an action's ways on: errors, conditions and where they lead."""

from collections.abc import Collection, Iterator, Mapping

from aicc.amazon.connect import jsonpath
from aicc.amazon.connect.check_parameters import PLACEHOLDER
from aicc.amazon.connect.finding import ActionFinding
from aicc.amazon.connect.model import Action, ConditionBranch
from aicc.amazon.connect.rules.rule import NUMBER_OPERATORS, OPERATORS, ActionRule, Results
from aicc.amazon.connect.type_names import closest
from aicc.domain.json import Json

_HIGHEST_SHARE = 100  # of the random number that DistributeByPercentage draws


class Branches:
    """The findings of one action; `identifiers` are those of the whole flow."""

    def __init__(self, action: Action, identifiers: Collection[str]) -> None:
        self._action = action
        self._identifiers = identifiers

    def check(self, rule: ActionRule) -> Iterator[ActionFinding]:
        if rule.is_terminal:
            yield from self._terminal()
            return
        yield from self._next(rule)
        yield from self._errors(rule)
        yield from self._conditions(rule.results)
        if self._action.type == "DistributeByPercentage":
            yield from self._shares()

    def check_shape(self) -> Iterator[ActionFinding]:
        """What no rule is needed for: the form of the branches, and that they lead somewhere."""
        transitions = self._action.given.get("Transitions")
        if not isinstance(transitions, Mapping):
            yield self._error(
                "transitions", "Transitions must be an object: {} where there are none"
            )
            return
        for name, member in (("Errors", "ErrorType"), ("Conditions", "Condition")):
            yield from self._entries(transitions.get(name), name, member)
        target = transitions.get("NextAction")
        if target is not None and not isinstance(target, str):
            yield self._error("next-missing", "NextAction must be the Identifier of an action")
        for branch, identifier in self._action.transitions.ways():
            if identifier and identifier not in self._identifiers:
                yield self._error(
                    "target", f"{branch} leads to {identifier!r}, which is not in the flow"
                )

    def _entries(self, given: Json, name: str, member: str) -> Iterator[ActionFinding]:
        if given is None:
            return
        if not isinstance(given, list):
            yield self._error("transitions", f"{name} must be a list")
            return
        for index, entry in enumerate(given):
            yield from self._entry(entry, f"{name}[{index}]", member)

    def _entry(self, entry: Json, place: str, member: str) -> Iterator[ActionFinding]:
        if not isinstance(entry, Mapping):
            yield self._error("transitions", f"{place} must be an object")
            return
        expected = str if member == "ErrorType" else Mapping
        if not isinstance(entry.get(member), expected):
            yield self._error("transitions", f"add {member} to {place}")
        target = entry.get("NextAction")
        if not isinstance(target, str) or not target:
            yield self._error("next-missing", f"add NextAction to {place}")

    def _terminal(self) -> Iterator[ActionFinding]:
        transitions = self._action.given.get("Transitions")
        given = transitions if isinstance(transitions, Mapping) else {}
        if any(given.get(name) for name in given):
            yield self._error(
                "terminal", f"{self._action.type} ends the flow: leave Transitions empty"
            )

    def _next(self, rule: ActionRule) -> Iterator[ActionFinding]:
        target = self._action.transitions.next_action
        if rule.needs_next and not target:
            yield self._error("next-missing", "add Transitions.NextAction")
        elif target == "":
            yield self._error("next-missing", "NextAction is empty: name an action or take it out")

    def _errors(self, rule: ActionRule) -> Iterator[ActionFinding]:
        wired = [branch.error_type for branch in self._action.transitions.errors]
        for needed in rule.errors:
            if needed not in wired:
                yield self._error("error-missing", f"wire the error branch {needed}")
        if rule.other_errors is None:
            return
        allowed = (*rule.errors, *rule.other_errors)
        for error_type in dict.fromkeys(wired):
            if error_type and error_type not in allowed:
                takes = f"it has {', '.join(allowed)}" if allowed else "it has none"
                yield self._error(
                    "error-unknown", f"take out the error branch {error_type}: {takes}"
                )
        if len(set(wired)) < len(wired):
            yield self._advice("error-twice", "wire each error branch once: the first one is taken")

    def _conditions(self, results: Results) -> Iterator[ActionFinding]:
        conditions = self._action.transitions.conditions
        if not results.operators:
            if conditions:
                yield self._error(
                    "condition", f"take out the conditions: {self._action.type} has none"
                )
            return
        for condition in conditions:
            yield from self._condition(condition, results)
        given = [condition.operand for condition in conditions]
        for needed in results.needed:
            if needed not in given:
                yield self._error("condition-missing", f"add the condition Equals {needed}")
        if results.at_least_one and not conditions:
            yield self._error("condition-missing", "add a condition")
        if len({(each.operator, each.operand) for each in conditions}) < len(conditions):
            yield self._advice("condition-twice", "the same condition is there twice")

    def _condition(self, condition: ConditionBranch, results: Results) -> Iterator[ActionFinding]:
        operator = condition.operator
        if operator not in results.operators:
            near = closest(operator, results.operators) or results.operators[0]
            known = "here" if operator in OPERATORS else "an operator"
            yield self._error("operator", f"{operator!r} is not {known}: write {near}")
        yield from self._operand(condition, results)

    def _operand(self, condition: ConditionBranch, results: Results) -> Iterator[ActionFinding]:
        operands, allowed = condition.operands, results.operands
        is_number = results.is_number or condition.operator in NUMBER_OPERATORS
        if len(operands) != 1:
            yield self._error("operand", f"{condition.operator} takes one operand")
        elif isinstance(operands[0], Mapping | list) or operands[0] is None:
            yield self._error("operand", "the operand must be a text: conditions do not nest")
        elif not isinstance(operands[0], str):
            yield self._advice("operand", f'write the operand as a text: "{operands[0]}"')
        elif not operands[0]:
            yield self._error("operand", "the operand is empty: have a word to compare with")
        elif allowed is not None and operands[0] not in allowed:
            yield self._error(
                "operand", f"{operands[0]!r} is not a result: write {' or '.join(allowed)}"
            )
        elif is_number and not _is_number(operands[0]):
            yield self._error("operand", f"{condition.operator} takes a number")

    def _shares(self) -> Iterator[ActionFinding]:
        """Each threshold is one more than the percentages so far."""
        before = 1
        for condition in self._action.transitions.conditions:
            threshold = int(condition.operand) if condition.operand.isdecimal() else 0
            if not before < threshold <= _HIGHEST_SHARE:
                yield self._error(
                    "operand",
                    f"{condition.operand!r}: each threshold must be above the one before it, "
                    f"from 2 to {_HIGHEST_SHARE}",
                )
            before = threshold

    def _error(self, rule: str, message: str) -> ActionFinding:
        action = self._action
        return ActionFinding(rule=rule, message=message, place=action.identifier, type=action.type)

    def _advice(self, rule: str, message: str) -> ActionFinding:
        action = self._action
        return ActionFinding(
            rule=rule,
            message=message,
            place=action.identifier,
            type=action.type,
            is_error=False,
        )


def _is_number(operand: str) -> bool:
    if jsonpath.is_path(operand) or PLACEHOLDER.search(operand):
        return True
    try:
        float(operand)
    except ValueError:
        return False
    return True
