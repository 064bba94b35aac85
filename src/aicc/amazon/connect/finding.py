"""One thing that the checker found in a flow."""

from dataclasses import dataclass

from aicc.domain.finding import RuleFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFinding(RuleFinding):
    """`place` is the identifier of an action, `type` its type."""

    type: str = ""


def advice(rule: str, message: str, *, action: str = "", type: str = "") -> ActionFinding:
    return ActionFinding(rule=rule, message=message, place=action, type=type, is_error=False)
