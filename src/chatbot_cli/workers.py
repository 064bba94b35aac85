"""Several processes behind one port: started together, started again when one is lost."""

import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import SpawnProcess
from threading import Thread
from types import FrameType

from aicc import logs
from aicc.settings import Settings
from api.draining import refuse_more

from .restarts import Restarts

log = logs.get("aicc.workers")

END_S = 30.0  # after that a worker is killed
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_SPAWN = get_context("spawn")  # a fork would share open files and locks

Work = Callable[[Settings, socket.socket], None]


def end_with_parent() -> None:
    """For a worker: nobody would start, stop or count one whose service was killed."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, daemon=True).start()


@dataclass(slots=True)
class Workers:
    """`work` serves in a process of its own until it gets SIGTERM."""

    settings: Settings
    listener: socket.socket
    work: Work
    count: int
    _running: dict[SpawnProcess, float] = field(default_factory=dict)  # since when
    _restarts: Restarts = field(default_factory=Restarts)
    _is_ending: bool = False

    def run(self) -> int:
        """Until a signal ends it, or a worker gives up by itself, as with a wrong setting; the
        exit code. One that was killed is started again after a pause."""
        woken, wake = socket.socketpair()
        with woken, wake:
            before = {each: signal.signal(each, self._end) for each in _SIGNALS}
            woken.setblocking(False)
            wake.setblocking(False)
            signal.set_wakeup_fd(wake.fileno())
            try:
                self._start(self.count)
                return self._watch(woken)
            finally:
                signal.set_wakeup_fd(-1)
                for each, handler in before.items():
                    signal.signal(each, handler)
                self._stop()

    def _watch(self, woken: socket.socket) -> int:
        while not self._is_ending:
            sentinels = (each.sentinel for each in self._running)
            connection.wait([woken, *sentinels], self._restarts.next_in())
            for lost in [each for each in self._running if not each.is_alive()]:
                if self._is_ending:
                    break
                code = lost.exitcode or 0
                if code >= 0:
                    return code or 1
                pause_s = self._restarts.lost(self._running.pop(lost))
                log.warning("worker.lost", pid=lost.pid, signal=-code, pause_s=pause_s)
            if not self._is_ending:
                self._start(self._restarts.take_due())
        return 0

    def _start(self, count: int) -> None:
        for _ in range(count):
            process = _SPAWN.Process(target=self.work, args=(self.settings, self.listener))
            process.start()
            self._running[process] = time.monotonic()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._is_ending = True

    def _stop(self) -> None:
        refuse_more(self.listener)
        for each in self._running:
            each.terminate()
        for each in self._running:
            each.join(END_S)
            if each.is_alive():
                each.kill()
                each.join()
