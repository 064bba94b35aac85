"""What the schema alone cannot see: names that do not meet, steps nobody reaches, dead texts."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from aicc.domain.flow import Flow, InputType, Step
from aicc.domain.rules import RULES
from aicc.errors import InvalidInputError
from aicc.korean.josa import PAIRS
from aicc.korean.template import fields
from aicc.packs.files import (
    Finding,
    LineFinder,
    PackFilesError,
    Path_,
    flow_files,
    read_conversations,
    read_folder,
)
from aicc.packs.plain import flow_from_plain, targets

Plain = Mapping[str, Any]
Found = tuple[str, Path_, str, bool]  # file in the pack, place in it, message, is it an error

FEWEST_EXAMPLES = 8
NEEDED_REPLIES = ("greeting", "fallback", "offer_person", "help")
_SCREEN_ONLY = re.compile(r"https?://|[<>*#]|\S+@\S+")


def lint(folder: Path, actions: Mapping[str, Collection[str]]) -> list[Finding]:
    """Every finding in the pack, by file and line. `actions` are the back end's, with outcomes."""
    try:
        plain = read_folder(folder)
        read_conversations(folder)
    except PackFilesError as error:
        return list(error.findings)
    names = [path.relative_to(folder).as_posix() for path in flow_files(folder)]
    found = [*_check_intents(plain), *_check_replies(plain), *_check_faqs(plain)]
    for name, flow in zip(names, plain["flows"], strict=True):
        found += _check_flow(name, flow, plain, actions)
    return _located(folder, found)


def _located(folder: Path, found: Iterable[Found]) -> list[Finding]:
    finders: dict[str, LineFinder] = {}
    findings = []
    for name, place, message, is_error in found:
        finder = finders.setdefault(name, LineFinder(folder / name))
        line = finder.line(place)
        findings.append(Finding(file=folder / name, line=line, message=message, is_error=is_error))
    return sorted(findings, key=lambda each: (str(each.file), each.line))


def _check_intents(plain: Plain) -> Iterator[Found]:
    file, flows = "intents.yaml", {flow["id"] for flow in plain["flows"]}
    replies, queues = plain["replies"]["replies"], plain["pack"]["queues"]
    intents = plain["intents"]["intents"]
    counts = Counter(intent["name"] for intent in intents)
    owners: dict[str, str] = {}
    for at, intent in enumerate(intents):
        place: Path_ = ("intents", at)
        name, flow, reply, asks = (intent[key] for key in ("name", "flow", "reply", "escalate"))
        if counts[name] > 1:
            yield file, (*place, "name"), f"intent {name} is there twice", True
        if sum(value is not None for value in (flow, reply, asks)) > 1:
            yield file, place, f"intent {name}: give one of flow, reply and escalate", True
        if flow and flow not in flows:
            yield file, (*place, "flow"), f"intent {name}: there is no flow {flow}", True
        if reply and reply not in replies:
            yield file, (*place, "reply"), f"intent {name}: replies.yaml has no {reply}", True
        if asks and asks["queue"] not in queues:
            yield file, (*place, "escalate"), f"pack.yaml has no queue {asks['queue']}", True
        if len(intent["examples"]) < FEWEST_EXAMPLES:
            message = f"intent {name}: fewer than {FEWEST_EXAMPLES} examples are learned badly"
            yield file, (*place, "examples"), message, False
        for number, example in enumerate(intent["examples"]):
            owner = owners.setdefault(example, name)
            if owner != name:
                message = f"intent {name}: {example!r} is an example of {owner} as well"
                yield file, (*place, "examples", number), message, True


def _check_replies(plain: Plain) -> Iterator[Found]:
    file, replies = "replies.yaml", plain["replies"]["replies"]
    for key in NEEDED_REPLIES:
        if key not in replies:
            yield file, ("replies",), f"the engine needs a reply {key}", True
    for key, reply in replies.items():
        for field in ("chat", "voice"):
            yield from _check_text(file, ("replies", key, field), reply[field], None)
        spoken = reply["voice"] or reply["chat"]
        if _SCREEN_ONLY.search(spoken):
            yield file, ("replies", key), f"reply {key} cannot be spoken: give it a voice", True


def _check_faqs(plain: Plain) -> Iterator[Found]:
    file = "faqs.yaml"
    seen: set[str] = set()
    for at, faq in enumerate(plain["faqs"]["faqs"]):
        place: Path_ = ("faqs", at)
        if faq["id"] in seen:
            yield file, (*place, "id"), f"entry {faq['id']} is there twice", True
        seen.add(faq["id"])
        if _SCREEN_ONLY.search(faq["voice"] or faq["answer"]):
            message = f"entry {faq['id']} cannot be spoken: give it a voice"
            yield file, (*place, "answer"), message, False


def _check_flow(
    file: str, plain_flow: Plain, plain: Plain, actions: Mapping[str, Collection[str]]
) -> Iterator[Found]:
    try:
        flow = flow_from_plain(plain_flow["id"], plain_flow)
    except InvalidInputError as error:
        yield file, (), str(error), True
        return
    reached = _reached(flow)
    known = frozenset(step.slot for step in flow.steps.values())
    queues = plain["pack"]["queues"]
    for at, (step, written) in enumerate(
        zip(flow.steps.values(), plain_flow["steps"], strict=True)
    ):
        place: Path_ = ("steps", at)
        if step.id not in reached:
            yield file, place, f"step {step.id} is never reached", False
        if step.handoff and step.handoff not in queues:
            yield file, (*place, "handoff"), f"pack.yaml has no queue {step.handoff}", True
        yield from _check_targets(file, place, flow, step)
        yield from _check_question(file, place, step, written)
        yield from _check_call(file, place, step, actions)
        for field in ("message", "voice", "retry_message"):
            yield from _check_text(file, (*place, field), written[field], known)
        spoken = step.voice or step.message
        if _SCREEN_ONLY.search(spoken):
            yield file, place, f"step {step.id} cannot be spoken: give it a voice", True


def _check_targets(file: str, place: Path_, flow: Flow, step: Step) -> Iterator[Found]:
    for field, target in targets(step).items():
        if target not in flow.steps:
            where = (*place, *field.split("."))
            yield (
                file,
                where,
                f"step {step.id}: {field} names {target}: there is no such step",
                True,
            )


def _check_question(file: str, place: Path_, step: Step, written: Plain) -> Iterator[Found]:
    if step.input_type is InputType.SELECTION and not step.options:
        yield file, place, f"step {step.id}: a selection needs options", True
    if step.asks and not step.message:
        yield file, place, f"step {step.id}: it asks, but has no message", True
    if step.asks and step.call:
        yield file, place, f"step {step.id}: a step asks or calls, not both", True
    rule = written["validation"]
    if isinstance(rule, str) and rule not in RULES:
        known = ", ".join(sorted(RULES))
        message = f"step {step.id}: there is no validation {rule}: there are {known}"
        yield file, (*place, "validation"), message, True
    if step.rule and step.rule.pattern:
        try:
            re.compile(step.rule.pattern)
        except re.error as error:
            yield file, (*place, "validation"), f"step {step.id}: pattern: {error}", True
    allowed = {option.value for option in step.options} or {"yes", "no"}
    for outcome in step.branches if step.asks else ():
        if outcome not in allowed:
            where = (*place, "branches", outcome)
            yield file, where, f"step {step.id}: no answer gives {outcome}", True


def _check_call(
    file: str, place: Path_, step: Step, actions: Mapping[str, Collection[str]]
) -> Iterator[Found]:
    if step.call is None:
        return
    if step.call.action not in actions:
        message = f"step {step.id}: the back end has no action {step.call.action}"
        yield file, (*place, "call", "action"), message, True
        return
    for outcome in step.branches:
        if outcome not in actions[step.call.action]:
            message = f"step {step.id}: {step.call.action} never gives {outcome}"
            yield file, (*place, "branches", outcome), message, True
    if step.on_error is None:
        message = f"step {step.id}: no on_error: a back end that is away ends the scenario"
        yield file, place, message, False


def _check_text(
    file: str, place: Path_, text: str, known: Collection[str] | None
) -> Iterator[Found]:
    """Templates that do not parse, name what nobody sets, or have a particle written by hand."""
    if not text:
        return
    try:
        used = fields(text)
    except InvalidInputError as error:
        yield file, place, str(error), True
        return
    for field in used:
        if known is not None and field.name.partition(".")[0] not in known:
            yield file, place, f"no step sets {{{field.name}}}", True
    for glued in re.finditer(r"\{([^{}:]+)\}(" + "|".join(_particles()) + r")(?=[\s.,?!])", text):
        message = f"write {{{glued[1]}:…}} and let the particle {glued[2]!r} be chosen"
        yield file, place, message, True


def _particles() -> list[str]:
    """Forms that change with the word before; as alternatives of a pattern, longest first."""
    forms = {form for pair in PAIRS for form in pair.split("/")}
    return sorted(map(re.escape, forms), key=len, reverse=True)


def _reached(flow: Flow) -> set[str]:
    reached, waiting = set[str](), [flow.first]
    while waiting:
        step_id = waiting.pop()
        if step_id in reached or step_id not in flow.steps:
            continue
        reached.add(step_id)
        waiting += targets(flow.steps[step_id]).values()
    return reached
