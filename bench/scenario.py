"""A scenario step with validation and rendering, and beside it the state machines of others."""

import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.walker import FlowWalker, WalkContext
from aicc.deadline import Deadline
from aicc.domain.flow_library import FlowLibrary
from aicc.packs.loader import load_pack
from aicc.systems.demo.backend import DemoBackend
from bench.report import Row, show

WALKS, ROUNDS = 600, 7
ANSWERS = ("1234567", "예금계좌")
STEPS = len(ANSWERS) + 1
US = 1e6
NOTE = "it validates, calls and renders nothing"


def main() -> list[Row]:
    took = _fastest({"ours": our_walk(), **_peers()})
    ours = took.pop("ours")
    rows = [Row(what="scenario step", figure=ours / STEPS * US, unit="us", bar=15, stretch=6)]
    return rows + [
        Row(
            what=f"scenario, three steps ÷ bare {name}",
            figure=ours / theirs,
            unit="",
            bar=3,
            stretch=1,
            note=f"{theirs / STEPS * US:.1f} us a step; {NOTE}",
        )
        for name, theirs in took.items()
    ]


def our_walk() -> Callable[[], None]:
    flow = load_pack("banking").flows["account_inquiry"]
    walker = FlowWalker(DemoBackend())
    ground = WalkContext(flows=FlowLibrary.of([flow]), deadline=Deadline(600))

    def walk() -> None:
        stand = walker.start(ground, flow)
        for answer in ANSWERS:
            read = walker.read(flow, stand.run, answer)
            if not isinstance(read, Read):
                raise TypeError(f"{answer} was refused")
            stand = walker.answer(ground, stand.run, read, answer)

    return walk


def _peers() -> Mapping[str, Callable[[], None]]:
    """They come with the development requirements."""
    if not (find_spec("transitions") and find_spec("statemachine")):
        return {}
    from bench.scenario_peer import PEERS

    return {name: make(ANSWERS) for name, make in PEERS.items()}


def _fastest(walks: Mapping[str, Callable[[], None]]) -> dict[str, float]:
    """Processor seconds of one walk: the best of several rounds, all of them in turn."""
    best = dict.fromkeys(walks, float("inf"))
    for _ in range(ROUNDS):
        for name, walk in walks.items():
            began = time.process_time()
            for _ in range(WALKS):
                walk()
            best[name] = min(best[name], (time.process_time() - began) / WALKS)
    return best


if __name__ == "__main__":
    show(main())
