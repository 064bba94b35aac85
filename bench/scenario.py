"""A scenario step with validation and rendering, and beside it the state machines of others."""

import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.walker import FlowWalker, WalkContext
from aicc.deadline import Deadline
from aicc.domain.flow_library import FlowLibrary
from aicc.korean.text.said import as_said
from aicc.packs.loader import load_pack
from aicc.systems.demo.backend import DemoBackend
from bench.report import Row, show
from bench.slices import Spread, by_turns

WALKS, ROUNDS = 100, 40
ANSWERS = ("1234567", "예금계좌")
STEPS = len(ANSWERS) + 1
US = 1e6
NOTE = "it validates, calls and renders nothing"


def main() -> list[Row]:
    walks = {"ours": our_walk(), **_peers()}
    took = by_turns({name: _walking(walk) for name, walk in walks.items()}, ROUNDS)
    ours = took.pop("ours")
    step = Spread.of(ours).times(US / STEPS)
    rows = [
        Row(what="scenario step", figure=step.median, unit="us", bar=15, stretch=6, note=step.half)
    ]
    return rows + [_beside(name, ours, theirs) for name, theirs in took.items()]


def _beside(name: str, ours: Sequence[float], theirs: Sequence[float]) -> Row:
    ratio, step = Spread.of_ratio(ours, theirs), Spread.of(theirs).times(US / STEPS)
    return Row(
        what=f"scenario, three steps ÷ bare {name}",
        figure=ratio.median,
        unit="",
        bar=3,
        stretch=1,
        note=f"{ratio.half}; {step.median:.1f} us a step; {NOTE}",
    )


def our_walk() -> Callable[[], None]:
    flow = load_pack("banking").flows["account_inquiry"]
    walker = FlowWalker(DemoBackend())
    ground = WalkContext(flows=FlowLibrary.of([flow]), deadline=Deadline(600))

    def walk() -> None:
        stand = walker.start(ground, flow)
        for answer in ANSWERS:
            read = walker.read(flow, stand.run, as_said(answer))
            if not isinstance(read, Read):
                raise TypeError(f"{answer} was refused")
            stand = walker.answer(ground, stand.run, read, as_said(answer))

    return walk


def _peers() -> Mapping[str, Callable[[], None]]:
    """They come with the development requirements."""
    if not (find_spec("transitions") and find_spec("statemachine")):
        return {}
    from bench.scenario_peer import PEERS

    return {name: make(ANSWERS) for name, make in PEERS.items()}


def _walking(walk: Callable[[], None]) -> Callable[[int], float]:
    """Processor seconds of one walk, over a slice of them."""

    def slice_s(_: int) -> float:
        began = time.process_time()
        for _ in range(WALKS):
            walk()
        return (time.process_time() - began) / WALKS

    return slice_s


if __name__ == "__main__":
    show(main())
