"""From plain dicts to steps and flows; the dicts may leave out what has a default."""

from collections.abc import Iterator, Mapping
from typing import Any

from aicc.domain.flow import Call, Flow, InputType, Option, Rule, Step
from aicc.domain.rules import RULES
from aicc.errors import InvalidInputError

Plain = Mapping[str, Any]


def flow_from_plain(flow_id: str, data: Plain) -> Flow:
    """A flow from the dict form; what does not stop it from starting becomes a warning."""
    steps = [_step(flow_id, step) for step in data.get("steps") or ()]
    if not steps:
        raise InvalidInputError(f"flow {flow_id}: it has no steps")
    by_id = {step.id: step for step in steps}
    if len(by_id) < len(steps):
        raise InvalidInputError(f"flow {flow_id}: two steps have the same id")
    return Flow(
        id=flow_id,
        name=str(data.get("name") or flow_id),
        steps=by_id,
        first=steps[0].id,
        warnings=tuple(_warnings(by_id, data)),
    )


def targets(step: Step) -> dict[str, str]:
    """Every step that this one can go to, by the field that names it."""
    named = {"next_step": step.next_step, "on_error": step.on_error}
    found = {field: target for field, target in named.items() if target}
    return found | {f"branches.{outcome}": target for outcome, target in step.branches.items()}


def _step(flow_id: str, data: Plain) -> Step:
    if not isinstance(data, Mapping):
        raise InvalidInputError(f"flow {flow_id}: a step must be a mapping, not {data!r}")
    try:
        return Step(
            id=str(data["id"]),
            message=data.get("message") or "",
            voice=data.get("voice") or "",
            input_type=InputType(data.get("input_type") or InputType.NONE),
            rule=_rule(data.get("validation")),
            options=tuple(_option(option) for option in data.get("options") or ()),
            call=_call(data.get("call")),
            save_as=data.get("save_as") or "",
            secret=bool(data.get("secret")),
            retry_message=data.get("retry_message") or "",
            max_retries=int(data.get("max_retries", 2)),
            next_step=data.get("next_step"),
            branches=dict(data.get("branches") or {}),
            on_error=data.get("on_error"),
            handoff=data.get("handoff"),
        )
    except (KeyError, TypeError, ValueError) as error:
        name = data.get("id", "without an id")
        raise InvalidInputError(f"flow {flow_id}: step {name}: {error}") from error


def _rule(data: str | Plain | None) -> Rule | None:
    if data is None:
        return None
    if isinstance(data, str):
        return RULES.get(data, Rule(name=data))
    known = {name: value for name, value in data.items() if value is not None}
    return Rule(**known)


def _option(data: str | Plain) -> Option:
    if isinstance(data, str):
        return Option(value=data)
    return Option(value=data["value"], synonyms=tuple(data.get("synonyms") or ()))


def _call(data: Plain | None) -> Call | None:
    if data is None:
        return None
    return Call(action=data["action"], arguments=dict(data.get("arguments") or {}))


def _warnings(steps: Mapping[str, Step], data: Plain) -> Iterator[str]:
    for step in steps.values():
        for field, target in targets(step).items():
            if target not in steps:
                yield f"step {step.id}: {field} names {target}, which is not a step of this flow"
    for plain in data["steps"]:
        rule = plain.get("validation")
        if isinstance(rule, str) and rule not in RULES:
            yield f"step {plain['id']}: there is no validation named {rule}"
