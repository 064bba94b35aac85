"""A scenario step with validation and rendering, in this process."""

import time

from aicc.backend.demo import DemoBackend
from aicc.deadline import Deadline
from aicc.flows.answers import Read
from aicc.flows.library import FlowLibrary
from aicc.flows.walker import FlowWalker, Ground
from aicc.packs.loader import load_pack
from bench.report import Row, show

WALKS = 3000
ANSWERS = ("1234567", "예금계좌")


def main() -> list[Row]:
    flow = load_pack("banking").flows["account_inquiry"]
    walker = FlowWalker(DemoBackend())
    ground = Ground(flows=FlowLibrary.of([flow]), deadline=Deadline(600))

    def walk() -> None:
        stand = walker.start(ground, flow)
        for answer in ANSWERS:
            read = walker.read(flow, stand.run, answer)
            if not isinstance(read, Read):
                raise TypeError(f"{answer} was refused")
            stand = walker.answer(ground, stand.run, read, answer)

    for _ in range(50):
        walk()
    began = time.process_time()
    for _ in range(WALKS):
        walk()
    each = (time.process_time() - began) / WALKS / (len(ANSWERS) + 1) * 1e6
    return [Row(what="scenario step", figure=each, unit="us", bar=15, stretch=6)]


if __name__ == "__main__":
    show(main())
