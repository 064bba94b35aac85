"""An edited pack takes over without a restart: learned beside the running engine, swapped in."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from aicc import logs
from aicc.domain.flow import Flow
from aicc.errors import AiccError
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from chatbot_engine import ChatEngine

log = logs.get("aicc.reload")

EVERY_S = 1.0
MOST_REMEMBERED = 200  # versions of flows

Fingerprint = tuple[tuple[str, int, int], ...]
Rebuild = Callable[[Pack, Iterable[Flow]], ChatEngine]  # the pack, and flows as they were


class PackReloader:
    """Looks at the pack's files once a second. A pack that does not load changes nothing."""

    def __init__(
        self, folder: Path, rebuild: Rebuild, swap: Callable[[ChatEngine], None], pack: Pack
    ) -> None:
        self._folder = folder
        self._rebuild = rebuild
        self._swap = swap
        self._flows: dict[tuple[str, str], Flow] = {}
        self._remember(pack)
        self._seen = self._fingerprint()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="pack-reload", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def check(self) -> bool:
        """True when an edited pack has taken over."""
        now = self._fingerprint()
        if now == self._seen:
            return False
        self._seen = now
        try:
            engine = self._rebuild(load_pack(str(self._folder)), self._flows.values())
        except AiccError as error:
            log.warning("pack.not_reloaded", error=str(error))
            return False
        self._swap(engine)
        self._remember(engine.upkeep.pack)
        log.info("pack.reloaded", pack=engine.upkeep.pack.id)
        return True

    def _remember(self, pack: Pack) -> None:
        """Conversations go on in the versions that they began with."""
        self._flows |= {(flow.id, flow.version): flow for flow in pack.flows.values()}
        for oldest in list(self._flows)[:-MOST_REMEMBERED]:
            del self._flows[oldest]

    def _watch(self) -> None:
        while not self._ended.wait(EVERY_S):
            self.check()

    def _fingerprint(self) -> Fingerprint:
        files = sorted(self._folder.rglob("*.yaml"))
        stats = [(str(path), path.stat()) for path in files if path.is_file()]
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
