"""Conditions and values of a scenario: a small language with nothing in it that can do harm.

    amount > limit.once and hour < 18          account in ["deposit", "savings"]
    price * count                              known(coupon) and days_until(visit) >= 2

Names are answers and values of calls; `today`, `now`, `hour`, `weekday` and `channel` are always
there.
Python's own parser reads it, so that errors have a position; what is not in the tables below is
refused when the scenario is saved. Nothing is called, looked up or built but what they name.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from aicc.domain.json import Json
from aicc.errors import InvalidInputError

LONGEST = 500  # characters
LARGEST = 10**15  # of a number that is counted with: no answer on a phone is larger
DEEPEST = 30
ALWAYS_KNOWN = frozenset({"today", "now", "hour", "weekday", "channel"})

Values = Mapping[str, Json]
Evaluate = Callable[[Values], Json]


def evaluate(expression: str, values: Values) -> Json:
    """The value; `InvalidInputError` for a name without one and for kinds that do not fit."""
    return _compiled(expression)(values)


def is_true(expression: str, values: Values) -> bool:
    return bool(evaluate(expression, values))


def check(expression: str) -> None:
    """`InvalidInputError` with the position where the expression cannot be read."""
    _compiled(expression)


def names_in(expression: str) -> tuple[str, ...]:
    """The names whose values it needs, in order; one inside `known(…)` may be missing."""
    return tuple(dict.fromkeys(_needed(_parsed(expression))))


def names_asked_for(expression: str) -> tuple[str, ...]:
    """The names inside `known(…)`."""
    calls = (node for node in ast.walk(_parsed(expression)) if _is_known(node))
    return tuple(_name(call.args[0]) for call in calls if isinstance(call, ast.Call))


def names_with_values(expression: str) -> frozenset[str]:
    """The names that surely have a value where the expression is true."""
    return _sure(_parsed(expression))


@lru_cache(maxsize=4096)  # expressions come from files; values never enter the cache
def _compiled(expression: str) -> Evaluate:
    try:
        return _build(_parsed(expression), 0)
    except _NotInLanguageError as error:
        at = len(expression.strip().encode()[: error.at].decode(errors="ignore"))
        raise InvalidInputError(f"position {at}: {error.why}: {expression!r}") from error


@lru_cache(maxsize=1024)
def _parsed(expression: str) -> ast.expr:
    if len(expression) > LONGEST:
        raise InvalidInputError(f"an expression has at most {LONGEST} characters")
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except SyntaxError as error:
        at = error.offset - 1 if error.offset else len(expression)  # none where it breaks off
        raise InvalidInputError(f"position {at}: {error.msg}: {expression!r}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise InvalidInputError(f"not an expression: {expression!r}") from error


def _build(node: ast.expr, depth: int) -> Evaluate:
    make = _KINDS.get(type(node))
    if make is None or depth > DEEPEST:
        raise _refused(node, "this is not part of the language")
    return make(node, depth + 1)


def _constant(node: ast.Constant, depth: int) -> Evaluate:
    value = node.value
    if not isinstance(value, bool | int | float | str):
        raise _refused(node, "only numbers and texts can be written here")
    if isinstance(value, int | float) and value > LARGEST:
        raise _refused(node, "the number is too large")
    return lambda values: value


def _lookup(node: ast.Name | ast.Attribute, depth: int) -> Evaluate:
    name = _name(node)
    if name in _WORDS:
        word = _WORDS[name]
        return lambda values: word

    def look_up(values: Values) -> Json:
        found = values.get(name)
        if found is None:
            raise InvalidInputError(f"no value for {name}")
        return found

    return look_up


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    raise _refused(node, "a name belongs here")


def _both(node: ast.BoolOp, depth: int) -> Evaluate:
    parts = [_build(each, depth) for each in node.values]
    if isinstance(node.op, ast.And):
        return lambda values: all(part(values) for part in parts)
    return lambda values: any(part(values) for part in parts)


def _opposite(node: ast.UnaryOp, depth: int) -> Evaluate:
    inner = _build(node.operand, depth)
    if isinstance(node.op, ast.Not):
        return lambda values: not inner(values)
    if isinstance(node.op, ast.USub):
        return lambda values: -_number(inner(values))
    raise _refused(node, "this sign is not part of the language")


def _sum(node: ast.BinOp, depth: int) -> Evaluate:
    calculate = _SUMS.get(type(node.op))
    if calculate is None:
        raise _refused(node, "only + - * / are part of the language")
    left, right = _build(node.left, depth), _build(node.right, depth)

    def work_out(values: Values) -> Json:
        one, other = _number(left(values)), _number(right(values))
        try:
            result = calculate(one, other)
        except ZeroDivisionError as error:
            raise InvalidInputError("a division by zero") from error
        if abs(result) > LARGEST:
            raise InvalidInputError("the result is too large")
        return int(result) if result == int(result) else result

    return work_out


def _comparison(node: ast.Compare, depth: int) -> Evaluate:
    tests = [_COMPARISONS.get(type(op)) for op in node.ops]
    if None in tests:
        raise _refused(node, "only == != < <= > >= in and not in compare")
    parts = [_build(each, depth) for each in (node.left, *node.comparators)]
    known = [test for test in tests if test]

    def compare(values: Values) -> Json:
        found = [part(values) for part in parts]
        try:
            pairs = zip(found, found[1:], known, strict=False)
            return all(test(one, other) for one, other, test in pairs)
        except TypeError as error:
            raise InvalidInputError(f"cannot compare {_kinds_of(found)}") from error

    return compare


def _list(node: ast.List | ast.Tuple, depth: int) -> Evaluate:
    parts = [_build(each, depth) for each in node.elts]

    def gather(values: Values) -> Json:
        found = [part(values) for part in parts]
        if any(isinstance(each, list) for each in found):  # or a list could grow without end
            raise InvalidInputError("a list cannot stand in a list")
        return found

    return gather


def _call(node: ast.Call, depth: int) -> Evaluate:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if _is_known(node):
        wanted = _name(node.args[0])
        return lambda values: values.get(wanted) is not None
    function = _FUNCTIONS.get(name)
    if function is None or node.keywords:
        raise _refused(node, f"the functions are {', '.join(('known', *_FUNCTIONS))}")
    parts = [_build(each, depth) for each in node.args]

    def call(values: Values) -> Json:
        given = [part(values) for part in parts]
        try:
            return function(values, *given)
        except (TypeError, ValueError) as error:
            raise InvalidInputError(f"{name} cannot take {_kinds_of(given)}") from error

    return call


def _is_known(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "known"
        and len(node.args) == 1
    )


def _needed(node: ast.expr) -> Iterator[str]:
    if _is_known(node):
        return
    if isinstance(node, ast.Name | ast.Attribute):
        name = _name(node)
        if name not in _WORDS:
            yield name
        return
    children = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    for child in children:
        if isinstance(child, ast.expr):
            yield from _needed(child)


def _sure(node: ast.expr) -> frozenset[str]:
    """Only what was looked up on the way to the answer: after `or`, what both sides did."""
    if isinstance(node, ast.BoolOp):
        parts = [_sure(each) for each in node.values]
        join = frozenset.union if isinstance(node.op, ast.And) else frozenset.intersection
        return join(*parts)
    if _is_known(node):
        return frozenset(map(_name, node.args)) if isinstance(node, ast.Call) else frozenset()
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return frozenset()
    return frozenset(_needed(node))


class _NotInLanguageError(Exception):
    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at  # in bytes, as the parser counts
        self.why = why


def _refused(node: ast.expr, why: str) -> _NotInLanguageError:
    return _NotInLanguageError(node.col_offset, why)


def _number(value: Json) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInputError(f"{_kinds_of([value])} is not a number")
    if not abs(value) <= LARGEST:  # what is no number at all is not smaller either
        raise InvalidInputError("the number is too large")
    return value


def _kinds_of(values: list[Json]) -> str:
    """Kinds alone: what a customer said stays out of messages."""
    return " and ".join(_NAMED.get(type(value), "a group of values") for value in values)


def _length(values: Values, of: Json) -> Json:
    if not isinstance(of, str | list):
        raise TypeError
    return len(of)


def _days_until(values: Values, day: Json) -> Json:
    today = date.fromisoformat(str(values["today"]))
    return (date.fromisoformat(str(day)[:10]) - today).days


def _least(values: Values, *given: Json) -> Json:
    return min(_number(each) for each in given)


def _most(values: Values, *given: Json) -> Json:
    return max(_number(each) for each in given)


def _rounded(values: Values, number: Json) -> Json:
    return round(_number(number))


def _is_in(one: Json, many: Json) -> bool:
    if not isinstance(many, str | list):
        raise TypeError
    return one in many if isinstance(many, list) else str(one) in many


_WORDS: Mapping[str, Json] = {"true": True, "false": False, "yes": "yes", "no": "no"}
_NAMED = {str: "a text", int: "a number", float: "a number", bool: "yes or no", list: "a list"}
_SUMS: Mapping[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: Mapping[type, Callable[..., bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: _is_in,
    ast.NotIn: lambda one, many: not _is_in(one, many),
}
_FUNCTIONS: Mapping[str, Callable[..., Json]] = {
    "length": _length,
    "days_until": _days_until,
    "least": _least,
    "most": _most,
    "rounded": _rounded,
}
_KINDS: Mapping[type, Callable[..., Evaluate]] = {
    ast.Constant: _constant,
    ast.Name: _lookup,
    ast.Attribute: _lookup,
    ast.BoolOp: _both,
    ast.UnaryOp: _opposite,
    ast.BinOp: _sum,
    ast.Compare: _comparison,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Call: _call,
}
