"""Checks an action's parameters against the values that its rule allows."""

import re
from collections.abc import Iterator, Mapping

from aicc.amazon.connect import jsonpath
from aicc.amazon.connect.finding import ActionFinding
from aicc.amazon.connect.model import Action
from aicc.amazon.connect.rules.rule import ActionRule, Paths, Shape, Value
from aicc.amazon.connect.type_names import closest
from aicc.domain.json import Json, JsonMap

# {{ours}}, ${CloudFormation's}, %%others%%: filled in before the flow is sent
PLACEHOLDER = re.compile(r"\{\{.*\}\}|\$\{.*\}|%%.*%%|@@.*@@|<[^<>]*>", re.DOTALL)
_INTEGER = re.compile(r"[+-]?\d+")


class Parameters:
    """The findings of one action. Paths are written as the service writes them: `A.B[0]`."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def check(self, rule: ActionRule) -> Iterator[ActionFinding]:
        given = {name: each for name, each in self._action.parameters.items() if each is not None}
        yield from self._members(given, rule.parameters, "", is_open=rule.is_open)
        for names in rule.one_of:
            yield from self._one_of(given, names, "")
        for names in rule.at_most_one:
            yield from self._at_most_one(given, names, "")
        for names in rule.some_of:
            if not any(name in given for name in names):
                yield self._error("parameter-one", f"give one of {_listed(names)}")

    def _members(
        self, given: JsonMap, allowed: Mapping[str, Value], place: str, *, is_open: bool
    ) -> Iterator[ActionFinding]:
        for name, value in allowed.items():
            if value.is_required and given.get(name) is None:
                yield self._error("parameter-missing", f"add {place}{name}")
        for name, each in given.items():
            if name in allowed:
                yield from self._value(each, allowed[name], place + name)
            else:
                yield self._unknown(name, allowed, place, is_error=not is_open)

    def _unknown(
        self, name: str, allowed: Mapping[str, Value], place: str, *, is_error: bool
    ) -> ActionFinding:
        near = closest(name, allowed.keys())
        instead = f"write {near}" if near else "take it out"
        message = f"{place}{name} is not a parameter of {self._action.type}: {instead}"
        return self._found("parameter-unknown", message, is_error=is_error)

    def _one_of(
        self, given: JsonMap, names: tuple[str, ...], place: str
    ) -> Iterator[ActionFinding]:
        if not any(given.get(name) is not None for name in names):
            where = f" in {place.rstrip('.')}" if place else ""
            yield self._error("parameter-one", f"give one of {_listed(names)}{where}")
        yield from self._at_most_one(given, names, place)

    def _at_most_one(
        self, given: JsonMap, names: tuple[str, ...], place: str
    ) -> Iterator[ActionFinding]:
        found = [place + name for name in names if given.get(name) is not None]
        if len(found) > 1:
            yield self._error("parameter-one", f"keep one of {_listed(found)}")

    def _value(self, given: Json, value: Value, place: str) -> Iterator[ActionFinding]:
        match value.shape:
            case Shape.TEXT:
                yield from self._text(given, value, place)
            case Shape.INTEGER:
                yield from self._integer(given, value, place)
            case Shape.FLAG:
                yield from self._flag(given, place)
            case Shape.OBJECT:
                yield from self._object(given, value, place)
            case Shape.LIST:
                yield from self._list(given, value, place)
            case Shape.ANY:
                return

    def _text(self, given: Json, value: Value, place: str) -> Iterator[ActionFinding]:
        if isinstance(given, bool | int | float) and value.takes_numbers:
            yield self._advice("parameter-value", f'write {place} as a text: "{given}"')
            given = str(given)
        if not isinstance(given, str):
            yield self._error("parameter-value", f"{place} must be a text")
        elif not given:
            yield from self._empty(value, place)
        elif value.most is not None and len(given) > value.most:
            yield self._error("size", f"{place} has {len(given)} characters: {value.most} at most")
        else:
            yield from self._paths(given, value, place)

    def _empty(self, value: Value, place: str) -> Iterator[ActionFinding]:
        if value.must_say_something:
            yield self._error("parameter-value", f"{place} is empty: say something or take it out")
        elif value.paths is Paths.ONLY:
            yield self._error("parameter-value", f"{place} is empty: write a JSONPath")
        elif value.choices:
            yield self._error("parameter-value", f"{place} must be one of {_listed(value.choices)}")
        else:  # exports for others to use have their ARNs taken out
            yield self._advice("empty", f"fill in {place} before the flow is sent")

    def _paths(self, given: str, value: Value, place: str) -> Iterator[ActionFinding]:
        if PLACEHOLDER.search(given):
            return
        if jsonpath.is_path(given) and value.paths is not Paths.INSIDE:
            yield from self._whole_path(given, value, place)
        elif value.paths is Paths.ONLY:
            yield self._error(
                "parameter-value", f"{place} must be a JSONPath such as $.Attributes.x"
            )
        elif value.choices and given not in value.choices:
            yield self._error("parameter-value", f"{place} must be one of {_listed(value.choices)}")
        else:
            yield from self._paths_inside(given, value, place)

    def _whole_path(self, given: str, value: Value, place: str) -> Iterator[ActionFinding]:
        if value.paths is Paths.NONE:
            yield self._error("parameter-value", f"{place} must be static, without a JSONPath")
        elif wrong := jsonpath.fault(given):
            yield self._error("jsonpath", f"{place} {wrong}")

    def _paths_inside(self, given: str, value: Value, place: str) -> Iterator[ActionFinding]:
        for root in jsonpath.roots_in(given):
            if root not in jsonpath.ROOTS:
                yield self._advice(
                    "jsonpath", f"{place} names $.{root}, which Connect does not know"
                )
            elif value.paths is Paths.WHOLE:
                yield self._error(
                    "parameter-value", f"{place} must be static or one JSONPath, not a mix"
                )

    def _integer(self, given: Json, value: Value, place: str) -> Iterator[ActionFinding]:
        if isinstance(given, str) and value.paths is not Paths.NONE and jsonpath.is_path(given):
            yield from self._whole_path(given, value, place)
            return
        if isinstance(given, str) and PLACEHOLDER.search(given):
            return
        number = _number(given)
        if number is None:
            yield self._error("parameter-value", f"{place} must be a whole number")
        elif value.low is not None and number < value.low:
            yield self._error("parameter-value", f"{place} must be at least {value.low}")
        elif value.high is not None and number > value.high:
            yield self._error("parameter-value", f"{place} must be at most {value.high}")

    def _flag(self, given: Json, place: str) -> Iterator[ActionFinding]:
        if str(given).lower() not in {"true", "false"} and not PLACEHOLDER.search(str(given)):
            yield self._error("parameter-value", f'{place} must be "True" or "False"')

    def _object(self, given: Json, value: Value, place: str) -> Iterator[ActionFinding]:
        if not isinstance(given, Mapping):
            yield self._error("parameter-value", f"{place} must be an object")
            return
        if value.most is not None and len(given) > value.most:
            yield self._error("size", f"{place} has {len(given)} entries: {value.most} at most")
        if value.least is not None and len(given) < value.least:
            yield self._error("parameter-missing", f"{place} is empty: give at least {value.least}")
        if value.fields is not None:
            inner = f"{place}."
            yield from self._members(given, value.fields, inner, is_open=value.is_open)
            if value.one_of:
                yield from self._one_of(given, value.one_of, inner)
        if value.each is not None:
            for key, each in given.items():
                if each is not None:
                    yield from self._value(each, value.each, f"{place}.{key}")

    def _list(self, given: Json, value: Value, place: str) -> Iterator[ActionFinding]:
        if not isinstance(given, list):
            yield self._error("parameter-value", f"{place} must be a list")
            return
        if value.is_required and not given:
            yield self._error("parameter-missing", f"{place} is empty: give at least one")
        for index, each in enumerate(given):
            if value.each is not None:
                yield from self._value(each, value.each, f"{place}[{index}]")

    def _error(self, rule: str, message: str) -> ActionFinding:
        return self._found(rule, message, is_error=True)

    def _advice(self, rule: str, message: str) -> ActionFinding:
        return self._found(rule, message, is_error=False)

    def _found(self, rule: str, message: str, *, is_error: bool) -> ActionFinding:
        return ActionFinding(
            rule=rule,
            message=message,
            place=self._action.identifier,
            type=self._action.type,
            is_error=is_error,
        )


def _number(given: Json) -> int | None:
    """The service takes some numbers bare; the console writes all of them as texts."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int):
        return given
    if isinstance(given, str) and _INTEGER.fullmatch(given.strip()):
        return int(given)
    return None


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names)
