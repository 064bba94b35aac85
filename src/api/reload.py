"""An edited pack takes over without a restart: learned beside the running engine, swapped in."""

import threading
from collections.abc import Callable
from pathlib import Path

from aicc import logs
from aicc.errors import AiccError
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from chatbot_engine import ChatEngine

log = logs.get("aicc.reload")

EVERY_S = 1.0

Fingerprint = tuple[tuple[str, int, int], ...]
Rebuild = Callable[[Pack], ChatEngine]


class PackReloader:
    """Looks at the pack's files once a second. A pack that does not load changes nothing."""

    def __init__(self, folder: Path, rebuild: Rebuild, swap: Callable[[ChatEngine], None]) -> None:
        self._folder = folder
        self._rebuild = rebuild
        self._swap = swap
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
            engine = self._rebuild(load_pack(str(self._folder)))
        except AiccError as error:
            log.warning("pack.not_reloaded", error=str(error))
            return False
        self._swap(engine)
        log.info("pack.reloaded", pack=engine.pack.id)
        return True

    def _watch(self) -> None:
        while not self._ended.wait(EVERY_S):
            self.check()

    def _fingerprint(self) -> Fingerprint:
        files = sorted(self._folder.rglob("*.yaml"))
        stats = [(str(path), path.stat()) for path in files if path.is_file()]
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
