"""Checking what a pack keeps beyond its scenarios, and whom it calls back with."""

from collections.abc import Iterable, Iterator, Mapping

from aicc.domain.flow import Flow, InputType, Step
from aicc.packs.lint.finding import PlaceFinding, Plain, did_you_mean, error

PACK = "pack.yaml"


def check_pack_keeps(plain: Plain, flows: Mapping[str, Flow]) -> Iterator[PlaceFinding]:
    yield from check_keep(PACK, plain["pack"]["keep"], flows.values())
    callback = plain["pack"]["callback"]
    if callback and callback not in flows:
        message = f"there is no flow {callback}{did_you_mean(callback, flows)}"
        yield error(PACK, ("callback",), message)


def check_keep(file: str, keep: Iterable[str], flows: Iterable[Flow]) -> Iterator[PlaceFinding]:
    """The names are of answers that can be taken over: what wants a yes, or is always asked, is
    asked."""
    steps = [step for flow in flows for step in flow.steps.values()]
    known = {step.slot for step in steps if step.call or step.asks or step.enters}
    known |= {name for step in steps for name in step.sets}
    always = {step.slot for step in steps if _is_always_asked(step)}
    for name in keep:
        if name in always:
            message = f"{name} is asked for each time: it wants a yes, or is never volunteered"
            yield error(file, ("keep", name), message)
        elif name not in known:
            yield error(file, ("keep", name), f"no step gives {name}{did_you_mean(name, known)}")


def _is_always_asked(step: Step) -> bool:
    return step.asks and (step.input_type is InputType.CONFIRM or not step.volunteered)
