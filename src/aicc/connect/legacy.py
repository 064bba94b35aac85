"""Exports of the old designer (`modules`): still common, not taken by the API."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aicc.connect.finding import Finding, advice
from aicc.connect.type_names import MEANT, closest
from aicc.connect.variants import RULES
from aicc.domain.json import Json, JsonMap

ENDS = frozenset({"Disconnect", "Resume", "EndFlow", "EndFlowExecution", "ReturnFromFlowModule"})
# branches that every published block of the type has
NEEDED: Mapping[str, tuple[str, ...]] = {
    "CheckAttribute": ("NoMatch",),
    "CheckHoursOfOperation": ("True", "False"),
    "CheckStaffing": ("True", "False"),
    "InvokeExternalResource": ("Success", "Error"),
    "Loop": ("Looping", "Complete"),
    "PlayPrompt": ("Success",),
    "SetAttributes": ("Success", "Error"),
    "SetContactFlow": ("Success",),
    "SetEventHook": ("Success",),
    "SetLoggingBehavior": ("Success",),
    "SetQueue": ("Success", "Error"),
    "SetRecordingBehavior": ("Success",),
    "SetVoice": ("Success",),
    "StoreUserInput": ("Success", "Error"),
}
LIMITS: Mapping[str, tuple[int, int]] = {"TimeLimit": (1, 8), "LoopCount": (0, 100)}
_ALSO = frozenset({
    "AssociateContactToCustomerProfile", "AuthenticateParticipant", "Cases",
    "ChangeRoutingPriority", "CheckCallProgress", "CheckVoiceId", "CreateCallback",
    "CustomerProfiles", "Dial", "DistributeByPercentage", "GetCustomerProfile",
    "HoldCustomerOrAgent", "HoldParticipant", "InvokeFlowModule", "SetContactFlow",
    "SetPriority", "SetRecordingAndAnalyticsBehavior", "SetRoutingCriteria",
    "SetRoutingBehavior", "SetVoiceId", "SetWisdomAssistant", "StartVoiceIdStream",
    "UpdateAgentState",
})  # fmt: skip
KNOWN = frozenset({*MEANT, *NEEDED, *ENDS, *_ALSO, *RULES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    condition: str
    transition: str
    condition_type: str = ""
    condition_value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    id: str
    type: str
    target: str = ""  # of Transfer and InvokeExternalResource
    branches: tuple[Branch, ...] = ()
    given: JsonMap = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyFlow:
    start: str
    type: str
    modules: tuple[Module, ...]
    given: JsonMap = field(default_factory=dict)


def legacy_from(document: JsonMap) -> LegacyFlow:
    return LegacyFlow(
        start=_text(document.get("start")),
        type=_text(document.get("type")),
        modules=tuple(_module(each) for each in _maps(document.get("modules"))),
        given=document,
    )


def check_legacy(flow: LegacyFlow) -> Iterator[Finding]:
    yield advice(
        "old-export",
        "an export of the old designer: import it in the designer and export it again, "
        "the API takes the flow language alone",
    )
    yield from _document(flow)
    ids = frozenset(module.id for module in flow.modules)
    for module in flow.modules:
        yield from _check_module(module, ids)


def _document(flow: LegacyFlow) -> Iterator[Finding]:
    ids = Counter(module.id for module in flow.modules)
    given = flow.given.get("modules")
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        yield Finding(rule="document", message="modules must be a list of objects")
    if not flow.modules:
        yield Finding(rule="actions", message="there are no modules")
    if not flow.start or flow.start not in ids:
        yield Finding(rule="start", message=f"start {flow.start!r} is not the id of a module")
    for identifier, times in ids.items():
        if times > 1 and identifier:
            yield Finding(
                rule="duplicate", action=identifier, message=f"{times} modules have this id"
            )


def _check_module(module: Module, ids: frozenset[str]) -> Iterator[Finding]:
    yield from _name(module)
    for name in ("branches", "parameters"):
        if name in module.given and not isinstance(module.given[name], list):
            yield _error(module, "document", f"{name} must be a list")
    if module.type in ENDS and module.branches:
        yield _error(module, "terminal", f"{module.type} ends the flow: it has no branches")
    wired = [branch.condition for branch in module.branches]
    for condition in NEEDED.get(module.type, ()):
        if condition not in wired:
            yield _error(module, "error-missing", f"wire the branch {condition}")
    for branch in module.branches:
        yield from _check_branch(module, branch, ids)
    yield from _limits(module)


def _name(module: Module) -> Iterator[Finding]:
    if not module.id:
        yield _error(module, "identifier", "give the module an id")
    if module.type not in KNOWN:
        near = closest(module.type, KNOWN)
        instead = f": write {near}" if near else ""
        yield _error(module, "type", f"{module.type!r} is no block of the old designer{instead}")


def _check_branch(module: Module, branch: Branch, ids: frozenset[str]) -> Iterator[Finding]:
    if not branch.condition:
        yield _error(module, "condition", "a branch has no condition")
    if not branch.transition:
        yield _error(module, "next-missing", f"the branch {branch.condition} leads nowhere")
    elif branch.transition not in ids:
        yield _error(
            module,
            "target",
            f"{branch.condition} leads to {branch.transition!r}, which is not in the flow",
        )


def _limits(module: Module) -> Iterator[Finding]:
    for parameter in _maps(module.given.get("parameters")):
        low, high = LIMITS.get(_text(parameter.get("name")), (0, 0))
        value = str(parameter.get("value"))
        is_static = parameter.get("namespace") is None and value.lstrip("-").isdecimal()
        if high and is_static and not low <= int(value) <= high:
            yield _error(module, "parameter-value", f"{parameter['name']} is from {low} to {high}")


def _error(module: Module, rule: str, message: str) -> Finding:
    return Finding(rule=rule, message=message, action=module.id, type=module.type)


def _module(given: JsonMap) -> Module:
    return Module(
        id=_text(given.get("id")),
        type=_text(given.get("type")),
        target=_text(given.get("target")),
        branches=tuple(
            Branch(
                condition=_text(each.get("condition")),
                transition=_text(each.get("transition")),
                condition_type=_text(each.get("conditionType")),
                condition_value=_text(each.get("conditionValue")),
            )
            for each in _maps(given.get("branches"))
        ),
        given=given,
    )


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _maps(value: Json) -> Sequence[JsonMap]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
