"""A turn of this checkout against one of another checkout, by turns in one run: before and after.

Run: python -m bench.against PATH
PATH is the other checkout, which is served with this one's Python; each plays its own packs.
"""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.processes import Load, free_port, resident_mb
from bench.report import out
from bench.slices import Spread, by_turns
from bench.turns import ECHOES, ROUNDS, TURNS, echo_server, echoing, serving, talking

HERE = Path(__file__).resolve().parent.parent


def main(there: Path) -> None:
    with ExitStack() as stack:
        port = free_port()
        echo = stack.enter_context(echo_server(port))
        echoes = stack.enter_context(Load(echo, 1, echoing(port)))
        pids, loads = {}, {}
        for name, checkout in (("here", HERE), ("there", there)):
            port, folder = free_port(), stack.enter_context(tempfile.TemporaryDirectory())
            pids[name] = stack.enter_context(serving(port, folder, checkout=checkout))
            loads[name] = stack.enter_context(Load(pids[name], 1, talking(port)))
        found = by_turns(
            {
                "echo": lambda _: echoes.slice_us(ECHOES),
                "here": lambda _: loads["here"].slice_us(TURNS),
                "there": lambda _: loads["there"].slice_us(TURNS),
            },
            ROUNDS,
        )
        memory = {name: resident_mb(pid) for name, pid in pids.items()}
    _show("HTTP turn, here / there", Spread.of_ratio(found["here"], found["there"]))
    for name in loads:
        us, mb = Spread.of(found[name]).median, memory[name]
        ratio = Spread.of_ratio(found[name], found["echo"])
        _show(f"HTTP turn, {name} / FastAPI echo", ratio, f"; {us:.0f} us, then {mb:.0f} MB")


def _show(what: str, ratio: Spread, more: str = "") -> None:
    out.print(f"{what:34} {ratio.median:7.3f} x  {ratio.half}{more}", markup=False)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "src" / "chatbot_cli").is_dir():
        sys.exit("the path of another checkout is needed: python -m bench.against PATH")
    main(Path(sys.argv[1]).resolve())
