"""What is wrong with a scenario before it is kept: its form, then its ways, as for a pack's file.

Loads pydantic: it is for staff's editing, not for turns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from aicc.domain.finding import Finding
from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError
from aicc.packs.entity_options import with_entities
from aicc.packs.from_files import flow_from_plain
from aicc.packs.lint.flow import Neighbours, check_flow
from aicc.packs.schema.pack import FlowFile


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowFinding(Finding):
    """`place` leads into the flow, such as "steps.2.next_step"."""

    place: str


class FlowRefusedError(InvalidInputError):
    """A scenario with errors is neither kept nor published; `findings` has all of them."""

    def __init__(self, findings: Sequence[FlowFinding]) -> None:
        first = next(each for each in findings if each.is_error)
        super().__init__(f"{first.place}: {first.message}")
        self.findings = tuple(findings)


def without_errors(body: Mapping[str, Any], around: Neighbours) -> JsonMap:
    """The flow with its defaults written out; `FlowRefusedError` when it has errors."""
    plain, findings = checked(body, around)
    if any(each.is_error for each in findings):
        raise FlowRefusedError(findings)
    return plain


def checked(body: Mapping[str, Any], around: Neighbours) -> tuple[JsonMap, list[FlowFinding]]:
    """The flow with its defaults written out, and every finding; empty when it has no form."""
    try:
        plain = FlowFile.model_validate(body).model_dump(mode="json")
    except ValidationError as wrong:
        return {}, list(_of_the_form(wrong))
    with_it = _with(plain, around)
    found = check_flow("", plain, with_it)
    findings = [
        FlowFinding(
            place=".".join(map(str, each.place)), message=each.message, is_error=each.is_error
        )
        for each in found
    ]
    return plain, [*findings, *_left_in_the_lurch(str(plain["id"]), with_it)]


def _left_in_the_lurch(flow_id: str, around: Neighbours) -> Iterator[FlowFinding]:
    """Who was refused inside must not pass outside because the outcome has another name now."""
    ends = around.endings_of(flow_id)
    for flow in around.flows.values():
        waited_for = {
            outcome
            for step in flow.steps.values()
            if step.enters == flow_id
            for outcome in step.branches
        }
        for outcome in sorted(waited_for - ends.keys()) if flow.id != flow_id else ():
            message = (
                f"{flow.id} enters this and has a branch for the outcome {outcome}, with which it "
                "would never end: keep the outcome, or give the changed scenario another id"
            )
            yield FlowFinding(place="steps", message=message)


def _with(plain: JsonMap, around: Neighbours) -> Neighbours:
    """The flow stands among the others as it will be, so that a circle is seen."""
    flow_id = str(plain["id"])
    try:
        flow = with_entities(flow_from_plain(flow_id, plain), around.entities)
        return replace(around, flows={**around.flows, flow_id: flow})
    except InvalidInputError:
        return around  # which the check itself reports


def _of_the_form(wrong: ValidationError) -> Iterator[FlowFinding]:
    for each in wrong.errors():
        yield FlowFinding(place=".".join(map(str, each["loc"])), message=each["msg"])
