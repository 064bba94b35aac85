"""Several processes behind one port: started together, started again when one is lost."""

import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import SpawnProcess
from threading import Thread
from types import FrameType

from aicc import logs
from aicc.settings import Settings
from api.draining import refuse_more

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
    _running: list[SpawnProcess] = field(default_factory=list)
    _is_ending: bool = False

    def run(self) -> int:
        """Until a signal ends it, or a worker gives up by itself, as with a wrong setting; the
        exit code. One that was killed is started again."""
        woken, wake = socket.socketpair()
        with woken, wake:
            before = {each: signal.signal(each, self._end) for each in _SIGNALS}
            woken.setblocking(False)
            wake.setblocking(False)
            signal.set_wakeup_fd(wake.fileno())
            try:
                self._running += [self._start() for _ in range(self.count)]
                return self._watch(woken)
            finally:
                signal.set_wakeup_fd(-1)
                for each, handler in before.items():
                    signal.signal(each, handler)
                self._stop()

    def _watch(self, woken: socket.socket) -> int:
        while not self._is_ending:
            connection.wait([woken, *(each.sentinel for each in self._running)])
            for lost in [each for each in self._running if not each.is_alive()]:
                if self._is_ending:
                    break
                code = lost.exitcode or 0
                if code >= 0:
                    return code or 1
                log.warning("worker.lost", pid=lost.pid, signal=-code)
                self._running[self._running.index(lost)] = self._start()
        return 0

    def _start(self) -> SpawnProcess:
        process = _SPAWN.Process(target=self.work, args=(self.settings, self.listener))
        process.start()
        return process

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
