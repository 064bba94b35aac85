"""Exports of the old designer (`modules`): still common, not taken by the API."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aicc.amazon.connect.check_parameters import PLACEHOLDER
from aicc.amazon.connect.finding import ActionFinding, advice
from aicc.amazon.connect.legacy_rules import (
    CHOICES,
    ENDS,
    KNOWN,
    LIMITS,
    MAY_END,
    NEEDED_BRANCHES,
    NEEDED_PARAMETERS,
    OPERATORS,
    TARGETS,
    VERSION,
)
from aicc.amazon.connect.model import FlowKind
from aicc.amazon.connect.type_names import closest
from aicc.domain.json import Json, JsonMap, as_maps, as_text


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

    @property
    def kinds(self) -> tuple[str, ...]:
        """Under which names the block has rules: its own, with its target, with a parameter."""
        given = [(each.get("name"), each.get("value")) for each in self.parameters]
        with_parameter = (f"{self.type} {name}" for name, _ in given)
        with_value = (f"{self.type} {name}={value}".lower() for name, value in given)
        return self.type, f"{self.type}:{self.target}", *with_parameter, *with_value

    @property
    def parameters(self) -> Sequence[JsonMap]:
        return as_maps(self.given.get("parameters"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyFlow:
    start: str
    type: str
    modules: tuple[Module, ...]
    given: JsonMap = field(default_factory=dict)


def legacy_from(document: JsonMap) -> LegacyFlow:
    return LegacyFlow(
        start=as_text(document.get("start")),
        type=as_text(document.get("type")),
        modules=tuple(_module(each) for each in as_maps(document.get("modules"))),
        given=document,
    )


def check_legacy(flow: LegacyFlow) -> Iterator[ActionFinding]:
    yield advice(
        "old-export",
        "an export of the old designer: import it in the designer and export it again, "
        "the API takes the flow language alone",
    )
    yield from _document(flow)
    ids = frozenset(module.id for module in flow.modules)
    for module in flow.modules:
        yield from _check_module(module, ids)


def _document(flow: LegacyFlow) -> Iterator[ActionFinding]:
    ids = Counter(module.id for module in flow.modules)
    given = flow.given.get("modules")
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        yield ActionFinding(rule="document", message="modules must be a list of objects")
    if not flow.modules:
        yield ActionFinding(rule="actions", message="there are no modules")
    if str(flow.given.get("version", VERSION)) != VERSION:
        yield ActionFinding(rule="version", message=f'version must be "{VERSION}"')
    if flow.type and flow.type not in set(FlowKind):
        yield ActionFinding(rule="document", message=f"{flow.type!r} is no type of flow")
    if not flow.start or flow.start not in ids:
        yield ActionFinding(rule="start", message=f"start {flow.start!r} is not the id of a module")
    for identifier, times in ids.items():
        if times > 1 and identifier:
            yield ActionFinding(
                rule="duplicate", place=identifier, message=f"{times} modules have this id"
            )


def _check_module(module: Module, ids: frozenset[str]) -> Iterator[ActionFinding]:
    yield from _name(module)
    for name in ("branches", "parameters"):
        if name in module.given and not isinstance(module.given[name], list):
            yield _error(module, "document", f"{name} must be a list")
    yield from _branches(module)
    for branch in module.branches:
        yield from _check_branch(module, branch, ids)
    yield from _parameters(module)
    for parameter in module.parameters:
        yield from _value(module, parameter)


def _branches(module: Module) -> Iterator[ActionFinding]:
    if module.type in ENDS and module.branches:
        yield _error(module, "terminal", f"{module.type} ends the flow: it has no branches")
    if not module.branches and module.type not in ENDS | MAY_END:
        yield _error(module, "next-missing", f"{module.type} leads nowhere: wire its branches")
    wired = [branch.condition for branch in module.branches]
    for kind in module.kinds:
        for condition in NEEDED_BRANCHES.get(kind, ()):
            if condition not in wired:
                yield _error(module, "error-missing", f"wire the branch {condition}")


def _name(module: Module) -> Iterator[ActionFinding]:
    if not module.id:
        yield _error(module, "identifier", "give the module an id")
    if module.type not in KNOWN:
        near = closest(module.type, KNOWN)
        instead = f": write {near}" if near else ""
        yield _error(module, "type", f"{module.type!r} is no block of the old designer{instead}")
    targets = TARGETS.get(module.type)
    if targets and module.target not in targets:
        yield _error(module, "type", f"the target of {module.type} is {' or '.join(targets)}")


def _check_branch(module: Module, branch: Branch, ids: frozenset[str]) -> Iterator[ActionFinding]:
    if not branch.condition:
        yield _error(module, "condition", "a branch has no condition")
    if branch.condition == "Evaluate" and branch.condition_type not in OPERATORS:
        yield _error(module, "operator", f"{branch.condition_type!r} is no type of condition")
    if branch.condition == "Evaluate" and not branch.condition_value:
        yield _error(module, "operand", "the condition compares with nothing")
    if not branch.transition:
        yield _error(module, "next-missing", f"the branch {branch.condition} leads nowhere")
    elif branch.transition not in ids:
        yield _error(
            module,
            "target",
            f"{branch.condition} leads to {branch.transition!r}, which is not in the flow",
        )


def _parameters(module: Module) -> Iterator[ActionFinding]:
    given = {as_text(parameter.get("name")) for parameter in module.parameters}
    for kind in module.kinds:
        for names in NEEDED_PARAMETERS.get(kind, ()):
            if given.isdisjoint(names):
                yield _error(module, "parameter-missing", f"add {' or '.join(names)}")
    if module.type == "PlayPrompt" and not given - {"TextToSpeechType"}:
        yield _error(module, "parameter-missing", "add Text or AudioPrompt")


def _value(module: Module, parameter: JsonMap) -> Iterator[ActionFinding]:
    name, value = as_text(parameter.get("name")), parameter.get("value")
    if parameter.get("namespace") is not None or PLACEHOLDER.search(str(value)):
        return
    choices = CHOICES.get(name)
    if choices and value not in choices:
        yield _error(module, "parameter-value", f"{name} is {' or '.join(choices)}")
    limits = LIMITS.get(module.type, {}).get(name)
    if limits and not _is_within(value, *limits):
        low, high = limits
        yield _error(module, "parameter-value", f"{name} is from {low} to {high}")


def _is_within(value: Json, low: int, high: int) -> bool:
    return str(value).isdecimal() and low <= int(str(value)) <= high


def _error(module: Module, rule: str, message: str) -> ActionFinding:
    return ActionFinding(rule=rule, message=message, place=module.id, type=module.type)


def _module(given: JsonMap) -> Module:
    return Module(
        id=as_text(given.get("id")),
        type=as_text(given.get("type")),
        target=as_text(given.get("target")),
        branches=tuple(
            Branch(
                condition=as_text(each.get("condition")),
                transition=as_text(each.get("transition")),
                condition_type=as_text(each.get("conditionType")),
                condition_value=str(each.get("conditionValue", "")),
            )
            for each in as_maps(given.get("branches"))
        ),
        given=given,
    )
